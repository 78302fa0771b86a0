import type { Millis } from '../core/clock.ts';
import type { MessageKind } from '../core/message-kind.ts';
import { segmentText } from '../core/segments.ts';
import type { TextRefusal } from '../core/text-permission.ts';
import type { NewMessage } from '../store/queries/messages.ts';
import type { Writer } from '../store/queries.ts';
import { mayText } from './may-text.ts';
import { canPay, reserveCredits } from './reserve-credits.ts';
import { stopResponseClock } from './response-clock.ts';

export interface MessageToQueue {
  readonly kind: MessageKind;
  /** Null for `alert` only. */
  readonly leadId: number | null;
  readonly lineId: number;
  readonly callId: number | null;
  /** The person who wrote it, or to whom an `alert` answers; null otherwise. */
  readonly userId?: number | null;
  /** E.164, or the line's own sender. */
  readonly from: string;
  /** E.164. */
  readonly to: string;
  readonly text: string;
  readonly notBefore: Millis;
  readonly expiresAt: Millis;
}

/** GSM 03.40 §9.2.3.24.1: 8 bits. */
const PART_REFERENCES = 256;
export type QueuedMessage =
  | { readonly kind: 'queued'; readonly messageId: number }
  /** Nothing was queued: consent or what the number is forbids it, or there is no credit. */
  | { readonly kind: 'refused'; readonly why: TextRefusal | 'no-credit' };

/**
 * Puts a text in the outbox and reserves its credits, in the caller's transaction. Every text that textback
 * sends passes here, and with it the question whether its recipient may be texted at all.
 */
export function queueMessage(tx: Writer, message: MessageToQueue, now: Millis): QueuedMessage {
  const refusal = mayText(tx, message.to, message.kind);
  if (refusal !== null) return { kind: 'refused', why: refusal };
  if (!canPay(tx, message.text)) return { kind: 'refused', why: 'no-credit' };
  const row = outgoing(tx, message, now);
  const { id } = tx.messages.add({ ...row, state: 'queued', notBefore: message.notBefore });
  if (message.leadId !== null) tx.leads.texted(message.leadId, now);
  tx.messages.addParts(id, segmentText(message.text).segments);
  reserveCredits(tx, id, message.text, now);
  noteResponse(tx, message, now);
  return { kind: 'queued', messageId: id };
}

/** A text that a person writes is a response to whoever waits for one. */
function noteResponse(tx: Writer, { kind, leadId, userId = null }: MessageToQueue, at: Millis): void {
  if (kind === 'reply' && leadId !== null)
    stopResponseClock(tx, leadId, { response: 'text', userId, at }, at);
}

/** Keeps on the timeline what would have been sent, and why it was not. It costs nothing. */
export function recordUnsent(tx: Writer, message: MessageToQueue, detail: string, now: Millis): void {
  const row = outgoing(tx, message, now);
  tx.messages.add({ ...row, state: 'cancelled', detail, notBefore: null, settledAt: now });
}

function outgoing(tx: Writer, message: MessageToQueue, now: Millis): Omit<NewMessage, 'state'> {
  // Phones join segments by recipient and reference: one text's must not meet the last one's.
  const partReference = ((tx.messages.latestTo(message.to)?.partReference ?? -1) + 1) % PART_REFERENCES;
  return {
    direction: 'out',
    kind: message.kind,
    leadId: message.leadId,
    lineId: message.lineId,
    callId: message.callId,
    userId: message.userId ?? null,
    fromNumber: message.from,
    toNumber: message.to,
    body: message.text,
    partReference,
    createdAt: now,
    expiresAt: message.expiresAt,
  };
}
