import type { Clock, Millis } from '../core/clock.ts';

/** As long as somebody may look for their key. */
export const CHALLENGE_LIFE_MS: Millis = 300_000;
/** Whoever asks for more than these at once pushes out the oldest. */
const KEPT = 1_000;

/** What browsers are asked to sign: each counts once, for five minutes, and for one purpose. */
export interface PasskeyChallenges {
  /** @param purpose who asks, and for what, e.g. `add 7` */
  give(purpose: string): string;
  /** Whether it was given for this purpose and has not been used; from now on it has. */
  take(challenge: string, purpose: string): boolean;
}

/** @param random what nobody can guess, and is never the same twice */
export function createPasskeyChallenges(clock: Clock, random: () => string): PasskeyChallenges {
  const open = new Map<string, { readonly purpose: string; readonly until: Millis }>();
  return {
    give(purpose) {
      const challenge = random();
      open.set(challenge, { purpose, until: clock.now() + CHALLENGE_LIFE_MS });
      const [oldest] = open.keys();
      if (open.size > KEPT && oldest !== undefined) open.delete(oldest);
      return challenge;
    },
    take(challenge, purpose) {
      const given = open.get(challenge);
      open.delete(challenge);
      return given !== undefined && given.purpose === purpose && clock.now() < given.until;
    },
  };
}
