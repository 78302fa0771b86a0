import type { Millis } from './clock.ts';

export const NOTICE_STATES = ['queued', 'sent', 'failed', 'expired'] as const;
export type NoticeState = (typeof NOTICE_STATES)[number];

/**
 * What a server said to one attempt. `retryable`: it may work later, e.g. the server is away. `rejected`: it will not,
 * whatever the time, e.g. the address does not exist.
 */
export type NoticeAttempt =
  | { readonly kind: 'sent' }
  | { readonly kind: 'retryable' | 'rejected'; readonly why: string };

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
 * use any more.
 * @param attempts with the one that was just made
 */
export function settleNotice(
  attempt: NoticeAttempt,
  attempts: number,
  expiresAt: Millis,
  now: Millis,
): SettledNotice {
  if (attempt.kind === 'sent') return { state: 'sent', detail: '', notBefore: null };
  if (attempt.kind === 'rejected') return { state: 'failed', detail: attempt.why, notBefore: null };
  const again = now + Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (attempts - 1));
  if (again >= expiresAt) return { state: 'expired', detail: attempt.why, notBefore: null };
  return { state: 'queued', detail: attempt.why, notBefore: again };
}
