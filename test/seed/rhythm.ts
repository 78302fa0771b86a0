import { DateTime } from 'luxon';
import type { Millis } from '../../src/core/clock.ts';
import type { Random } from './random.ts';

export const TIME_ZONE = 'America/New_York';
const HOUR_MS = 3_600_000;

/** How many call in each hour of a weekday, against each other; Saturdays half of it, Sundays a fifth. */
const HOURS = [1, 1, 1, 1, 1, 2, 6, 18, 40, 52, 55, 50, 42, 44, 48, 46, 40, 30, 18, 12, 8, 5, 3, 2] as const;
/** A heat wave in July, frost in January. */
const MONTHS = [120, 105, 85, 80, 95, 130, 150, 140, 100, 85, 90, 110] as const;
const DAYS = [1.25, 1.05, 1, 1, 0.95, 0.5, 0.2] as const;

/** When `count` calls come in, in order, between the two times: by hour, weekday and month, and more each year. */
export function* arrivals(count: number, from: Millis, to: Millis, random: Random): Generator<Millis> {
  const hours: { readonly at: Millis; readonly weight: number }[] = [];
  let total = 0;
  for (let at = from; at < to; at += HOUR_MS) {
    const local = DateTime.fromMillis(at, { zone: TIME_ZONE });
    const growth = 0.7 + (0.6 * (at - from)) / (to - from);
    const weight =
      (HOURS[local.hour] ?? 1) * (DAYS[local.weekday - 1] ?? 1) * (MONTHS[local.month - 1] ?? 100) * growth;
    hours.push({ at, weight });
    total += weight;
  }
  let owed = 0;
  for (const { at, weight } of hours) {
    owed += (count * weight) / total;
    const now = Math.floor(owed + 1e-6);
    owed -= now;
    const times = Array.from({ length: now }, () => at + Math.floor(random.next() * HOUR_MS));
    yield* times.sort((a, b) => a - b);
  }
}
