/** Monday first, as `weekdayIndex` counts. */
export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/**
 * A stretch of opening hours, in minutes after midnight of the day that it begins on: `from` 0–1439,
 * `to` after it by at most 1440, so that over 1440 it ends on the day after. `to` itself is closed.
 */
export interface Interval {
  readonly from: number;
  readonly to: number;
}

/** In the order of the day, without overlaps; no interval where it is closed. */
export type WeeklyHours = { readonly [day in Weekday]: readonly Interval[] };

export const MINUTES_A_DAY = 1440;
const ALL_DAY: readonly Interval[] = [{ from: 0, to: MINUTES_A_DAY }];

/** For a line that nobody gave hours: open round the clock. */
export const ALWAYS_OPEN: WeeklyHours = everyDay(() => ALL_DAY);

export function everyDay(intervalsOf: (day: Weekday) => readonly Interval[]): WeeklyHours {
  return {
    mon: intervalsOf('mon'),
    tue: intervalsOf('tue'),
    wed: intervalsOf('wed'),
    thu: intervalsOf('thu'),
    fri: intervalsOf('fri'),
    sat: intervalsOf('sat'),
    sun: intervalsOf('sun'),
  };
}

/** The same intervals in the order of the day, or the two that overlap. */
export function orderIntervals(
  intervals: readonly Interval[],
):
  | { readonly kind: 'ordered'; readonly intervals: readonly Interval[] }
  | { readonly kind: 'overlap'; readonly first: Interval; readonly second: Interval } {
  const ordered = [...intervals].sort((a, b) => a.from - b.from);
  for (const [index, second] of ordered.entries()) {
    const first = ordered[index - 1];
    if (first !== undefined && first.to > second.from) return { kind: 'overlap', first, second };
  }
  return { kind: 'ordered', intervals: ordered };
}
