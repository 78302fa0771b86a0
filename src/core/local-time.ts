import { IANAZone } from 'luxon';
import type { Millis } from './clock.ts';

/** A day on a calendar on the wall, in no time zone. Months count from 1. */
export interface LocalDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/**
 * Reads `2026-12-25 10:00`, as a clock on the wall shows it, or ISO 8601 with a zone of its own; `now` too.
 * Null where it is neither.
 */
export function parseMoment(text: string, timeZone: string, now: Millis): Millis | null {
  const trimmed = text.trim();
  if (trimmed.toLowerCase() === 'now') return now;
  const zoned = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d)$/.test(trimmed);
  if (zoned) return Number.isNaN(Date.parse(trimmed)) ? null : Date.parse(trimmed);
  const read = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)$/.exec(trimmed);
  if (read === null) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = read.slice(1).map(Number);
  if (!isDate({ year, month, day }) || hour > 23 || minute > 59) return null;
  return instantOf({ year, month, day }, hour * 60 + minute, timeZone);
}

/** Whether `name` is a time zone of the IANA database that this machine knows. */
export function isTimeZone(name: string): boolean {
  return IANAZone.isValidZone(name);
}

/** What a clock on the wall shows at `at`: the day, and minutes since its midnight (0–1439). */
export function wallClock(
  at: Millis,
  timeZone: string,
): { readonly date: LocalDate; readonly minute: number } {
  const shown = new Date(at + offsetMs(at, timeZone));
  return { date: dateOf(shown), minute: shown.getUTCHours() * 60 + shown.getUTCMinutes() };
}

/**
 * The moment at which a clock on the wall shows `minute` minutes after midnight of `date`; from 1440 on,
 * a time of the day after. A time that comes twice, when clocks go back, is its first; one that is
 * skipped, when they go forward, is the moment at which they do. Never goes backwards as the wall time grows.
 */
export function instantOf(date: LocalDate, minute: number, timeZone: string): Millis {
  const wall = Date.UTC(date.year, date.month - 1, date.day) + minute * MINUTE_MS;
  // No zone has changed its clock twice within two days.
  const [before, after] = [wall - DAY_MS, wall + DAY_MS].map((near) => wall - offsetMs(near, timeZone));
  const [early, late] = [Math.min(Number(before), Number(after)), Math.max(Number(before), Number(after))];
  if (early + offsetMs(early, timeZone) === wall) return early;
  if (late + offsetMs(late, timeZone) === wall) return late;
  return changeBetween(early, late, timeZone);
}

export function addDays({ year, month, day }: LocalDate, days: number): LocalDate {
  return dateOf(new Date(Date.UTC(year, month - 1, day + days)));
}

/** Whole days from `from` to `to`. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return (utcMidnight(to) - utcMidnight(from)) / DAY_MS;
}

/** 0 for Monday … 6 for Sunday. */
export function weekdayIndex(date: LocalDate): number {
  return (new Date(utcMidnight(date)).getUTCDay() + 6) % 7;
}

/** Whether the calendar has this day. Years 1970 to 9999. */
export function isDate({ year, month, day }: LocalDate): boolean {
  if (!(year >= 1970 && year <= 9999)) return false;
  const there = new Date(Date.UTC(year, month - 1, day));
  return there.getUTCMonth() === month - 1 && there.getUTCDate() === day;
}

function utcMidnight({ year, month, day }: LocalDate): Millis {
  return Date.UTC(year, month - 1, day);
}

function dateOf(shown: Date): LocalDate {
  return { year: shown.getUTCFullYear(), month: shown.getUTCMonth() + 1, day: shown.getUTCDate() };
}

/** Offsets of the days that were asked for lately, each of which has one throughout; by zone and day. */
const wholeDays = new Map<string, number>();
const MOST_DAYS = 2_000;

/** Ahead of UTC is positive. Kept by days: asking costs 40 µs, and each missed call asks a dozen times. */
function offsetMs(at: Millis, timeZone: string): number {
  const day = Math.floor(at / DAY_MS);
  const key = `${timeZone} ${day}`;
  const known = wholeDays.get(key);
  if (known !== undefined) return known;
  const offset = exactOffsetMs(at, timeZone);
  const [first, next] = [day * DAY_MS, (day + 1) * DAY_MS].map((end) => exactOffsetMs(end, timeZone));
  // No zone has changed its clock twice within two days.
  if (first === next) {
    if (wholeDays.size >= MOST_DAYS) wholeDays.clear();
    wholeDays.set(key, offset);
  }
  return offset;
}

function exactOffsetMs(at: Millis, timeZone: string): number {
  return Math.round(IANAZone.create(timeZone).offset(at) * MINUTE_MS);
}

/** The first moment after `from`, up to `to`, with the offset that `to` has. */
function changeBetween(from: Millis, to: Millis, timeZone: string): Millis {
  const changed = offsetMs(to, timeZone);
  let before = from;
  let after = to;
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (offsetMs(middle, timeZone) === changed) after = middle;
    else before = middle;
  }
  return after;
}
