import type { Outcome } from './call.ts';
import type { Millis } from './clock.ts';

/** Why a call is not answered with a text, in the order in which the reasons are asked. */
export const SUPPRESSIONS = [
  'disabled',
  'answered',
  'blocked',
  'rang-too-briefly',
  'withheld-number',
  'own-number',
  'not-textable',
  'opted-out',
  'consent-under-review',
  'too-old',
  'no-credit',
] as const;
export type Suppression = (typeof SUPPRESSIONS)[number];

/** Who called, as far as texting goes. */
export type Caller =
  | { readonly kind: 'withheld' }
  /** A caller ID that cannot be read as a phone number, or one that texts never go to. */
  | { readonly kind: 'not-textable' }
  | {
      readonly kind: 'number';
      readonly e164: string;
      readonly isOwnLine: boolean;
      readonly optedOut: boolean;
      /** Somebody has to read what the customer wrote before anything automatic is sent. */
      readonly underReview: boolean;
    };

export interface TextBackQuestion {
  readonly outcome: Outcome;
  /** How long the caller waited: arrival to the outcome. */
  readonly waitedMs: Millis;
  readonly missedAt: Millis;
  readonly caller: Caller;
  readonly line: {
    readonly enabled: boolean;
    readonly minRingMs: Millis;
    readonly textExpiryMs: Millis;
    readonly sender: string;
    /** The wording, rendered. */
    readonly text: string;
  };
  readonly balance: number;
  /** The credits that the text takes. */
  readonly cost: number;
  readonly now: Millis;
}

export type TextBackDecision =
  | {
      readonly verdict: 'send';
      readonly text: string;
      readonly from: string;
      readonly to: string;
      readonly notBefore: Millis;
      readonly expiresAt: Millis;
    }
  | { readonly verdict: 'suppress'; readonly reason: Suppression };

/** Whether a call that has its outcome is answered with a text: the first reason against it wins. */
export function decideTextBack(question: TextBackQuestion): TextBackDecision {
  const { caller, line, missedAt } = question;
  const expiresAt = missedAt + line.textExpiryMs;
  if (!line.enabled) return suppress('disabled');
  if (question.outcome === 'answered') return suppress('answered');
  if (question.outcome === 'blocked') return suppress('blocked');
  if (rangTooBriefly(question)) return suppress('rang-too-briefly');
  if (caller.kind === 'withheld') return suppress('withheld-number');
  if (caller.kind === 'number' && caller.isOwnLine) return suppress('own-number');
  if (caller.kind === 'not-textable') return suppress('not-textable');
  if (caller.optedOut) return suppress('opted-out');
  if (caller.underReview) return suppress('consent-under-review');
  if (question.now >= expiresAt) return suppress('too-old');
  if (question.balance < question.cost) return suppress('no-credit');
  return {
    verdict: 'send',
    text: line.text,
    from: line.sender,
    to: caller.e164,
    notBefore: question.now,
    expiresAt,
  };
}

/** A caller who hangs up within the line's minimum ring has not really called: no text and no lead. */
export function rangTooBriefly(call: {
  readonly outcome: Outcome;
  readonly waitedMs: Millis;
  readonly line: { readonly minRingMs: Millis };
}): boolean {
  return call.outcome === 'abandoned' && call.waitedMs < call.line.minRingMs;
}

function suppress(reason: Suppression): TextBackDecision {
  return { verdict: 'suppress', reason };
}
