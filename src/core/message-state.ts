import type { Millis } from './clock.ts';

/**
 * `queued → sending → sent → delivered | undelivered`, or `failed | expired | cancelled`;
 * `unknown` when the carrier's answer was lost; `received` for texts that came in.
 */
export const MESSAGE_STATES = [
  'queued',
  'sending',
  'sent',
  'delivered',
  'undelivered',
  'failed',
  'expired',
  'cancelled',
  'unknown',
  'received',
] as const;
export type MessageState = (typeof MESSAGE_STATES)[number];

/** What happens to a message's reserved credit. */
export type CreditMove = 'settle' | 'release' | 'keep';

export interface OutgoingState {
  readonly attempts: number;
  readonly unknowns: number;
  readonly expiresAt: Millis;
  /** Whether a segment of it is with the carrier already. */
  readonly anyPartAccepted: boolean;
}

/** How one attempt to send all that is left of a message went. */
export type AttemptResult =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'retryable'; readonly why: string; readonly retryAt: Millis }
  | { readonly kind: 'rejected'; readonly why: string }
  | { readonly kind: 'unknown'; readonly why: string; readonly retryAt: Millis };

export interface AfterAttempt {
  readonly state: Extract<MessageState, 'queued' | 'sent' | 'failed' | 'expired' | 'unknown'>;
  readonly detail: string;
  /** When to try again; null when there is nothing more to try. */
  readonly notBefore: Millis | null;
  readonly unknowns: number;
  readonly credit: CreditMove;
}

/** A message whose answer was lost is sent once more at most, within its lifetime. */
const MAX_UNKNOWNS = 1;

/**
 * Where a message goes after an attempt. A credit is settled on the carrier's yes, released on its no,
 * and kept reserved while nobody can know: a late receipt settles it.
 */
export function afterAttempt(message: OutgoingState, result: AttemptResult): AfterAttempt {
  const base = { detail: result.kind === 'accepted' ? '' : result.why, unknowns: message.unknowns };
  switch (result.kind) {
    case 'accepted':
      return { ...base, state: 'sent', notBefore: null, credit: 'settle' };
    case 'rejected':
      return { ...base, ...dead(message, 'failed') };
    case 'retryable':
      return result.retryAt < message.expiresAt
        ? { ...base, state: 'queued', notBefore: result.retryAt, credit: 'keep' }
        : { ...base, ...dead(message, 'expired') };
    case 'unknown': {
      const again = message.unknowns < MAX_UNKNOWNS && result.retryAt < message.expiresAt;
      return {
        ...base,
        unknowns: message.unknowns + 1,
        state: 'unknown',
        notBefore: again ? result.retryAt : null,
        credit: 'keep',
      };
    }
  }
}

/** What may have reached the carrier at an earlier attempt keeps saying so: nobody knows. */
function dead(message: OutgoingState, state: 'failed' | 'expired') {
  const credit = creditOfDead(message);
  return { state: credit === 'keep' ? ('unknown' as const) : state, notBefore: null, credit };
}

/**
 * The credit of a message that will not be tried again. Where a part of it went out, the carrier charges
 * for it; where an answer was lost, it may have gone out. Both keep the customer's side of one charge.
 */
export function creditOfDead(message: {
  readonly unknowns: number;
  readonly anyPartAccepted: boolean;
}): CreditMove {
  if (message.anyPartAccepted) return 'settle';
  return message.unknowns > 0 ? 'keep' : 'release';
}
