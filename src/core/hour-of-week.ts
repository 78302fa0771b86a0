import type { Millis } from './clock.ts';
import { wallClock, weekdayIndex } from './local-time.ts';

/** Every offset of a time zone is a whole number of these, and clocks change at one of them. */
export const QUARTER_MS: Millis = 900_000;

/** Something counted in one quarter of an hour. */
export interface QuarterCount {
  /** Quarters of an hour since 1970, UTC. */
  readonly quarter: number;
  readonly count: number;
}

/**
 * Counts by hour of the week as clocks on the wall show it: Monday first, 24 numbers a day. The hour that clocks show
 * twice in autumn holds both.
 */
export function byHourOfWeek(counts: Iterable<QuarterCount>, timeZone: string): number[][] {
  const sums = new Map<number, number>();
  for (const { quarter, count } of counts) {
    const { date, minute } = wallClock(quarter * QUARTER_MS, timeZone);
    const hour = 24 * weekdayIndex(date) + Math.floor(minute / 60);
    sums.set(hour, (sums.get(hour) ?? 0) + count);
  }
  return Array.from({ length: 7 }, (_, day) =>
    Array.from({ length: 24 }, (_, hour) => sums.get(24 * day + hour) ?? 0),
  );
}
