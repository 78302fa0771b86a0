import type { Millis } from './clock.ts';
import { addDays, instantOf, wallClock } from './local-time.ts';
import { parseTimeRange, TIME_RANGE } from './time-range-words.ts';
import { type Interval, MINUTES_A_DAY } from './weekly-hours.ts';

/** When people are left in peace each night; null for never. */
export type QuietNight = Interval | null;

/** 22:00 to 7:00. */
export const DEFAULT_NIGHT: QuietNight = { from: 22 * 60, to: MINUTES_A_DAY + 7 * 60 };

/** Reads `22:00-7:00`, `9pm-6am` or `off`. */
export function parseQuietNight(text: string): { readonly value: QuietNight } | { readonly problem: string } {
  const words = text.trim().toLowerCase();
  if (words === 'off') return { value: null };
  TIME_RANGE.lastIndex = 0;
  const found = TIME_RANGE.exec(words);
  if (found === null || TIME_RANGE.lastIndex !== words.length) {
    return { problem: 'Give a time of day such as 22:00-7:00, or off.' };
  }
  const range = parseTimeRange(found);
  return range.kind === 'open' ? { value: range.interval } : { problem: range.problem };
}

/**
 * `at` itself outside the quiet time, else the moment at which it ends.
 * @param timeZone IANA name
 */
export function afterQuietNight(at: Millis, night: QuietNight, timeZone: string): Millis {
  if (night === null) return at;
  const { date, minute } = wallClock(at, timeZone);
  if (minute >= night.from && minute < night.to) return instantOf(date, night.to, timeZone);
  // The night that began yesterday.
  if (minute + MINUTES_A_DAY < night.to) return instantOf(addDays(date, -1), night.to, timeZone);
  return at;
}
