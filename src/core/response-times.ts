import type { Millis } from './clock.ts';

const MINUTE: Millis = 60_000;
const HOUR: Millis = 60 * MINUTE;

/** Upper bounds, each included, of how long people waited for a first response; the last has none. */
export const RESPONSE_STEPS = [
  { title: 'within 1 minute', upToMs: MINUTE },
  { title: 'within 5 minutes', upToMs: 5 * MINUTE },
  { title: 'within 15 minutes', upToMs: 15 * MINUTE },
  { title: 'within 1 hour', upToMs: HOUR },
  { title: 'within 4 hours', upToMs: 4 * HOUR },
  { title: 'within 24 hours', upToMs: 24 * HOUR },
  { title: 'later', upToMs: Number.POSITIVE_INFINITY },
] as const;

/** How many fall into each step. @param waits in milliseconds, in any order */
export function distributeWaits(waits: readonly Millis[]): number[] {
  return RESPONSE_STEPS.map(({ upToMs }, step) => {
    const overMs = RESPONSE_STEPS[step - 1]?.upToMs ?? Number.NEGATIVE_INFINITY;
    return waits.filter((wait) => wait > overMs && wait <= upToMs).length;
  });
}

/** The middle one, or half-way between the two in the middle, rounded; null for none. */
export function medianOf(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return low === undefined || high === undefined ? null : Math.round((low + high) / 2);
}
