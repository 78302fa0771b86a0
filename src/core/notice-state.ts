import type { Millis } from './clock.ts';

export const NOTICE_STATES = ['queued', 'sent', 'failed', 'expired'] as const;
export type NoticeState = (typeof NOTICE_STATES)[number];

/**
 * What a server said to one attempt. `retryable`: it may work later, e.g. the server is away. `rejected`: it will not,
 * whatever the time, e.g. the address does not exist. `gone`: nothing will ever be taken there again.
 */
export type NoticeAttempt =
  | { readonly kind: 'sent' }
  /** `afterMs`: not before, as the server asks. */
  | { readonly kind: 'retryable'; readonly why: string; readonly afterMs?: Millis }
  | { readonly kind: 'rejected' | 'gone'; readonly why: string };

export interface SettledNotice {
  readonly state: NoticeState;
  readonly detail: string;
  /** When to try again; null where there is nothing more to try. */
  readonly notBefore: Millis | null;
}

const FIRST_WAIT_MS: Millis = 30_000;
const LONGEST_WAIT_MS: Millis = 30 * 60_000;

/**
 * What becomes of a notice after an attempt: tried again after 30 s, 1 min, 2 min … half an hour, until it is of no
 * use any more; later where the server asks for it.
 * @param attempts with the one that was just made
 */
export function settleNotice(
  attempt: NoticeAttempt,
  attempts: number,
  expiresAt: Millis,
  now: Millis,
): SettledNotice {
  if (attempt.kind === 'sent') return { state: 'sent', detail: '', notBefore: null };
  if (attempt.kind !== 'retryable') return { state: 'failed', detail: attempt.why, notBefore: null };
  const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (attempts - 1));
  const again = now + Math.max(wait, attempt.afterMs ?? 0);
  if (again >= expiresAt) return { state: 'expired', detail: attempt.why, notBefore: null };
  return { state: 'queued', detail: attempt.why, notBefore: again };
}
