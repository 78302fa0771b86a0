import { backoffMs } from './backoff.ts';
import type { Millis } from './clock.ts';

/** `waiting`: it will be tried again. `parked`: it was tried for three days, and is not tried any more by itself. */
export const DELIVERY_STATES = ['waiting', 'delivered', 'parked'] as const;

/** What came of one POST to an endpoint. */
export type WebhookAnswer =
  | { readonly kind: 'answered'; readonly status: number; readonly retryAfterMs: Millis | null }
  | { readonly kind: 'no-answer'; readonly why: string };

export type SettledDelivery =
  | { readonly state: 'delivered' }
  | { readonly state: 'waiting'; readonly notBefore: Millis }
  | {
      readonly state: 'parked';
      /** Whether nothing more should be sent there: nobody is there, or they said so. Else the next event has its turn. */
      readonly endsEndpoint: boolean;
    };

export const GIVE_UP_AFTER_MS: Millis = 3 * 24 * 3_600_000;
/** 5 s, 10 s, 20 s … an hour, half of it random: some 80 tries in three days. */
const BACKOFF = { baseMs: 5_000, capMs: 3_600_000 };
/** The receiver says that it is gone for good (RFC 9110 §15.5.11; Standard Webhooks, "Disabling endpoints"). */
const GONE = 410;

/**
 * What becomes of an event after one attempt. Whatever is not 2xx is tried again, redirects too, which are not followed;
 * after three days from the first try it is parked.
 * @param tries with this one, from 1
 * @param random01 in [0, 1)
 */
export function settleDelivery(
  answer: WebhookAnswer,
  { tries, firstTriedAt }: { readonly tries: number; readonly firstTriedAt: Millis },
  now: Millis,
  random01: number,
): SettledDelivery {
  const status = answer.kind === 'answered' ? answer.status : 0;
  if (status >= 200 && status < 300) return { state: 'delivered' };
  if (status === GONE) return { state: 'parked', endsEndpoint: true };
  // It answers, and refuses this event: the ones after it may be welcome.
  if (now - firstTriedAt >= GIVE_UP_AFTER_MS)
    return { state: 'parked', endsEndpoint: status < 400 || status >= 500 };
  const asked = answer.kind === 'answered' ? (answer.retryAfterMs ?? 0) : 0;
  const wait = Math.max(backoffMs(tries - 1, random01, BACKOFF), Math.min(asked, BACKOFF.capMs));
  return { state: 'waiting', notBefore: now + wait };
}

/** An answer in words: what is kept of it, since a body may tell of customers. */
export function answerWords(answer: WebhookAnswer): string {
  if (answer.kind === 'no-answer') return answer.why.slice(0, 200);
  const { status } = answer;
  if (status >= 300 && status < 400) return `HTTP ${status}: redirects are not followed`;
  return `HTTP ${status}`;
}

/** Seconds of a Retry-After header (RFC 9110 §10.2.3); null where there are none, or it is a date. */
export function readRetryAfter(header: string | null): Millis | null {
  return header !== null && /^\d{1,6}$/.test(header) ? Number(header) * 1000 : null;
}
