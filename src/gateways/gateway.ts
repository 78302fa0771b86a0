import type { SmsEncoding } from '../core/segments.ts';

/** One segment of a text, ready to submit. */
export interface SubmitRequest {
  /** E.164 with `+`, or an alphanumeric sender where the carrier allows one. */
  readonly from: string;
  /** E.164 with `+`. */
  readonly to: string;
  /** The words of this segment only. */
  readonly text: string;
  readonly encoding: SmsEncoding;
  /** `null` for a text that fits one segment. `reference` 0–255 is shared by all parts (GSM 03.40 §9.2.3.24.1). */
  readonly part: { readonly reference: number; readonly index: number; readonly total: number } | null;
  /** `user_message_reference`, 0–65535: the same for each attempt of the same message (SMPP 3.4 §5.3.2.17). */
  readonly reference: number;
  /** When the text is of no use any more, in ms UTC: a gateway that can tells the carrier to let it go then. */
  readonly expiresAt?: number;
}

/** How one gateway cuts a text into submits. */
export interface CutText {
  readonly encoding: SmsEncoding;
  /** The words of each submit, in order; joined, they are the text. Never empty. */
  readonly segments: readonly string[];
}

/**
 * What became of one submit.
 * `accepted`: the carrier has it, under `id`. `retryable`: it surely has not, try again (after `afterMs`).
 * `rejected`: it never will. `unknown`: the link died, or time ran out, after it was written.
 */
export type SubmitResult =
  | { readonly kind: 'accepted'; readonly id: string }
  | { readonly kind: 'retryable'; readonly why: string; readonly afterMs?: number }
  | { readonly kind: 'rejected'; readonly why: string }
  | { readonly kind: 'unknown'; readonly why: string };

/** A delivery receipt, parsed (SMPP 3.4 appendix B). */
export interface DeliveryReceipt {
  /** Every form the id may have been stored under: as it came, hex, decimal. */
  readonly ids: readonly string[];
  /** The customer's number as the carrier wrote it. */
  readonly recipient: string;
  readonly state: 'delivered' | 'undelivered' | 'in-progress';
  /** The carrier's own words, e.g. `UNDELIV err:001`; bounded to 200 characters. */
  readonly detail: string;
}

/** A text from a customer. */
export interface InboundText {
  readonly from: string;
  readonly to: string;
  readonly text: string;
  /**
   * Present on a part of a long text. `reference` tells it from other long texts of the same sender: 0–255
   * where it came in 8 bits, 65,536 more than what came where it came in 16, so that the two never meet.
   */
  readonly part: { readonly reference: number; readonly index: number; readonly total: number } | null;
  /**
   * The same each time that the very same text is handed over, for good and across restarts; absent
   * where its way gives it no name of its own.
   */
  readonly dedupeKey?: string;
  /** When the network had it, in ms UTC, where that is known: it may have waited for the daemon. */
  readonly receivedAt?: number;
}

export type GatewayLink = 'connecting' | 'up' | 'down';

export interface GatewayListeners {
  /** Must have stored it before returning; a throw makes the adapter answer "try again". */
  readonly onInbound: (text: InboundText) => void;
  /** The same; where it answers with a promise, before that is resolved. */
  readonly onReceipt: (receipt: DeliveryReceipt) => void | Promise<void>;
  /** Told at each change only. */
  readonly onLink: (state: GatewayLink, why: string) => void;
}

/**
 * Keeps that a text is about to leave; false calls it off. Neither throws nor rejects. What is awaited of it may take a
 * turn of the event loop, in which a link may close: then nothing may be written, and the answer is `retryable`.
 */
export type BeforeWrite = () => boolean | Promise<boolean>;

/** The answer to a submit that was called off before it was written. */
export const CALLED_OFF: SubmitResult = { kind: 'retryable', why: 'called off before it was written' };

/** One way to send texts: SMPP, SIP MESSAGE, loopback. */
export interface Gateway {
  readonly name: string;
  readonly state: GatewayLink;
  /** How it cuts a text, where that is not as `segmentText` does: a gateway may carry long texts whole. */
  cut?(text: string): CutText;
  /** Starts connecting, forever; returns at once. */
  start(listeners: GatewayListeners): void;
  /**
   * Never rejects. Applies its own window: resolves when this segment's fate is known or its deadline passed.
   * Calls `beforeWrite` right before the first octet leaves, so that what waits for its place is not taken
   * for what may have gone out; where that answers false, nothing may leave, and the answer is `retryable`.
   */
  submit(request: SubmitRequest, beforeWrite?: BeforeWrite): Promise<SubmitResult>;
  /** Lets answers under way come in (up to `graceMs`), unbinds, closes. What is still pending settles `unknown`. */
  stop(graceMs: number): Promise<void>;
}
