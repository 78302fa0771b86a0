import type { Millis } from './clock.ts';

const DAY_MS: Millis = 86_400_000;

/** A browser not used for so long has to sign in again. */
export const SESSION_IDLE_MS: Millis = 14 * DAY_MS;
/** And so has any other, so long after it did. */
export const SESSION_LIFE_MS: Millis = 90 * DAY_MS;

export interface SessionTimes {
  readonly createdAt: Millis;
  readonly lastSeenAt: Millis;
}

export function isSessionOver({ createdAt, lastSeenAt }: SessionTimes, now: Millis): boolean {
  return now - lastSeenAt >= SESSION_IDLE_MS || now - createdAt >= SESSION_LIFE_MS;
}
