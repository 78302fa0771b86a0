import type { Outcome } from './call.ts';
import type { CapUse } from './caps.ts';
import type { Millis } from './clock.ts';

/** Why a call is not answered with a text, in the order in which the reasons are asked. */
export const SUPPRESSIONS = [
  'test-call',
  'disabled',
  'answered',
  'outcome-unknown',
  'blocked',
  'tagged',
  'rang-too-briefly',
  'withheld-number',
  'own-number',
  'not-textable',
  'opted-out',
  'consent-under-review',
  'country-not-allowed',
  'too-old',
  'in-conversation',
  'cool-down',
  'resolved',
  'cap-reached',
  'quiet-hours',
  'no-credit',
] as const;
export type Suppression = (typeof SUPPRESSIONS)[number];

/** Who called, as far as texting goes. */
export type Caller =
  | { readonly kind: 'withheld' }
  /** A caller ID that cannot be read as a phone number, or one that texts never go to. */
  | { readonly kind: 'not-textable'; readonly why: string; readonly own: OwnNumber | null }
  | {
      readonly kind: 'number';
      readonly e164: string;
      /** ISO 3166; null where the number belongs to no country. */
      readonly country: string | null;
      readonly own: OwnNumber | null;
      /** A carrier said before that this number takes no texts; null where none did. */
      readonly refused: { readonly at: Millis; readonly why: string } | null;
      readonly optedOut: boolean;
      /** Somebody has to read what the customer wrote before anything automatic is sent. */
      readonly underReview: boolean;
    };

/** What makes a number one of the business's own. */
export type OwnNumber = 'line' | 'internal';

export interface TextBackQuestion {
  /** A call that `textback test-call` made, and that is not to be texted. */
  readonly isTest: boolean;
  /** Null where nobody knows it. */
  readonly outcome: Outcome | null;
  /** How long the caller waited: arrival to the outcome. */
  readonly waitedMs: Millis;
  readonly missedAt: Millis;
  readonly caller: Caller;
  /** The caller is on the block list by now, since when and why; null where not. */
  readonly blocked: { readonly at: Millis; readonly why: string } | null;
  readonly line: {
    readonly enabled: boolean;
    readonly minRingMs: Millis;
    readonly textExpiryMs: Millis;
    /** How long the text waits, in case the caller is talked to after all. */
    readonly textDelayMs: Millis;
    /** A caller is texted once in so long; 0 for each time. */
    readonly coolDownMs: Millis;
    /** ISO 3166: whose numbers are texted. */
    readonly countries: readonly string[];
    readonly sender: string;
    /** The wording, rendered. */
    readonly text: string;
  };
  /** A tag of the lead's that says to send it nothing automatic; null for none. */
  readonly tag: string | null;
  readonly history: {
    /** Until when a person looks after the conversation with the caller; null where nobody does. */
    readonly pausedUntil: Millis | null;
    /** The line's latest text-back to the caller within the cool-down, and whether the caller wrote since. */
    readonly lastText: { readonly at: Millis; readonly isAnswered: boolean } | null;
    /** A later conversation: a call in which the caller got through, or one in which they were called back. */
    readonly resolvedBy: { readonly kind: 'call' | 'call-back'; readonly id: number } | null;
  };
  /** Those that are switched on, in the order of CAPS. */
  readonly caps: readonly CapUse[];
  /** When the recipient's quiet hours end; null outside of them, and where they do not count. */
  readonly quietUntil: Millis | null;
  readonly balance: number;
  /** Credits that the text takes. */
  readonly cost: number;
  readonly now: Millis;
}

/** One reason, and what it was judged by. */
export interface Asked {
  readonly rule: Suppression;
  readonly applies: boolean;
  /** For people; `''` where the rule's name says it all. */
  readonly detail: string;
}

/** A text as it is to be queued, or held. */
export interface PlannedText {
  readonly text: string;
  readonly from: string;
  readonly to: string;
  readonly notBefore: Millis;
  readonly expiresAt: Millis;
}

/** A caller who hangs up within the line's minimum ring has not really called: no text and no lead. */
export function rangTooBriefly(call: {
  readonly outcome: Outcome | null;
  readonly waitedMs: Millis;
  readonly line: { readonly minRingMs: Millis };
}): boolean {
  return call.outcome === 'abandoned' && call.waitedMs < call.line.minRingMs;
}

/** From when on the text is of no use: the time that it waits on purpose does not make it late. */
export function expiryOf({ missedAt, line }: Pick<TextBackQuestion, 'missedAt' | 'line'>): Millis {
  return missedAt + line.textDelayMs + line.textExpiryMs;
}

/** Not before the line's delay is over, nor in the recipient's quiet hours. */
export function notBeforeOf({ missedAt, line, quietUntil, now }: TextBackQuestion): Millis {
  return Math.max(now, missedAt + line.textDelayMs, quietUntil ?? 0);
}
