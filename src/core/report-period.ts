import { DateTime } from 'luxon';
import type { Millis } from './clock.ts';
import { QUARTER_MS } from './hour-of-week.ts';
import {
  addDays,
  daysBetween,
  instantOf,
  isDate,
  type LocalDate,
  wallClock,
  weekdayIndex,
} from './local-time.ts';

export const PERIOD_UNITS = ['day', 'week', 'month'] as const;
export type PeriodUnit = (typeof PERIOD_UNITS)[number];

/** `to` is not part of it. Both are midnights of the time zone. */
export interface Period {
  readonly from: Millis;
  readonly to: Millis;
  /** For people, e.g. `November 2026`, `2026-11-03`. */
  readonly name: string;
}

/** What somebody asks for; at most one of `month`, `week`, `day`, or a range of days. `''` is the current one. */
export interface PeriodWanted {
  /** `2026-11` */
  readonly month?: string;
  /** `2026-W45`, or any day of it. */
  readonly week?: string;
  /** `2026-11-03` */
  readonly day?: string;
  /** The first and the last day; each may be left out. */
  readonly from?: string;
  readonly to?: string;
}

export interface ReportPeriod extends Period {
  /**
   * What it is compared with: the month, week or day before, or as many days before a range. While the period goes
   * on, as much of that as has passed of it.
   */
  readonly before: Period;
}

export type PeriodRead =
  | { readonly kind: 'period'; readonly period: ReportPeriod }
  | { readonly kind: 'invalid'; readonly problem: string };

/** Reads which period is meant; the current month, where nothing is. */
export function readPeriod(wanted: PeriodWanted, timeZone: string, now: Millis): PeriodRead {
  const asked = [wanted.month, wanted.week, wanted.day, wanted.from ?? wanted.to].filter(
    (each) => each !== undefined,
  );
  if (asked.length > 1) return invalid('Give one of --month, --week, --day, or --from with --to.');
  const today = wallClock(now, timeZone).date;
  const span = readSpan(wanted, today);
  if (typeof span === 'string') return invalid(span);
  if (daysBetween(span.first, span.next) < 1) return invalid('The last day is before the first.');
  const period = periodOf(span, timeZone);
  const earlier = spanBefore(span);
  const before = periodOf(earlier, timeZone);
  const isUnderWay = now > period.from && now < period.to;
  const to = isUnderWay ? Math.min(before.to, sameTime(span, earlier, timeZone, now)) : before.to;
  return { kind: 'period', period: { ...period, before: { ...before, to } } };
}

/** As many days into `earlier` as `now` is into `span`, when clocks show the same, at the next quarter of an hour. */
function sameTime(span: Span, earlier: Span, timeZone: string, now: Millis): Millis {
  const { date, minute } = wallClock(now, timeZone);
  const day = addDays(earlier.first, daysBetween(span.first, date));
  const quarters = Math.ceil((minute * 60_000 + (now % 60_000)) / QUARTER_MS);
  return instantOf(day, (quarters * QUARTER_MS) / 60_000, timeZone);
}

/** Cuts a period into days, weeks or months of the calendar; the first and the last may be shorter. */
export function cutPeriod({ from, to }: Period, unit: PeriodUnit, timeZone: string): Period[] {
  const pieces: Period[] = [];
  let first = wallClock(from, timeZone).date;
  const end = wallClock(to, timeZone).date;
  while (daysBetween(first, end) > 0) {
    const whole = spanOf(unit, first);
    const next = daysBetween(whole.next, end) < 0 ? end : whole.next;
    const isWhole = daysBetween(first, next) === daysBetween(whole.first, whole.next);
    pieces.push(periodOf({ unit: isWhole ? unit : null, first, next }, timeZone));
    first = next;
  }
  return pieces;
}

/** Whole days; `unit` where they are one of the calendar's. */
interface Span {
  readonly unit: PeriodUnit | null;
  readonly first: LocalDate;
  /** The day after the last. */
  readonly next: LocalDate;
}

/** The problem, where it cannot be read. */
function readSpan({ month, week, day, from, to }: PeriodWanted, today: LocalDate): Span | string {
  if (week !== undefined) return readWeek(week, today);
  if (day !== undefined) {
    const date = day === '' ? today : readDate(day);
    return date === null ? `${day} is no day. Write it as 2026-11-03.` : spanOf('day', date);
  }
  if (from !== undefined || to !== undefined) return readRange(from, to, today);
  const date = month === undefined || month === '' ? today : readDate(`${month}-01`);
  return date === null ? `${String(month)} is no month. Write it as 2026-11.` : spanOf('month', date);
}

function readRange(from: string | undefined, to: string | undefined, today: LocalDate): Span | string {
  const last = to === undefined ? today : readDate(to);
  if (last === null) return `${String(to)} is no day. Write it as 2026-11-30.`;
  const first = from === undefined ? { ...last, day: 1 } : readDate(from);
  if (first === null) return `${String(from)} is no day. Write it as 2026-11-01.`;
  return { unit: null, first, next: addDays(last, 1) };
}

function readWeek(text: string, today: LocalDate): Span | string {
  const iso = /^(\d{4})-W(\d\d)$/i.exec(text);
  const date =
    text === '' ? today : iso === null ? readDate(text) : dayOfIsoWeek(Number(iso[1]), Number(iso[2]));
  return date === null
    ? `${text} is no week. Write it as 2026-W45, or give a day of it.`
    : spanOf('week', date);
}

/** The Monday of an ISO 8601 week: week 1 is that with January 4 in it. Null where the year has no such week. */
function dayOfIsoWeek(year: number, week: number): LocalDate | null {
  const fourth = { year, month: 1, day: 4 };
  const monday = addDays(fourth, 7 * (week - 1) - weekdayIndex(fourth));
  const thursday = addDays(monday, 3);
  return week >= 1 && thursday.year === year && isDate(monday) ? monday : null;
}

function readDate(text: string): LocalDate | null {
  const read = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  if (read === null) return null;
  const [year = 0, month = 0, day = 0] = read.slice(1).map(Number);
  return isDate({ year, month, day }) ? { year, month, day } : null;
}

/** The day, week (from Monday) or month with `date` in it. */
function spanOf(unit: PeriodUnit, date: LocalDate): Span {
  const first =
    unit === 'month' ? { ...date, day: 1 } : unit === 'week' ? addDays(date, -weekdayIndex(date)) : date;
  return { unit, first, next: after(unit, first) };
}

function after(unit: PeriodUnit, first: LocalDate): LocalDate {
  if (unit !== 'month') return addDays(first, unit === 'week' ? 7 : 1);
  return first.month === 12
    ? { year: first.year + 1, month: 1, day: 1 }
    : { ...first, month: first.month + 1 };
}

function spanBefore({ unit, first, next }: Span): Span {
  if (unit !== null) return spanOf(unit, addDays(first, -1));
  return { unit, first: addDays(first, -daysBetween(first, next)), next: first };
}

function periodOf(span: Span, timeZone: string): Period {
  const { first, next } = span;
  return { from: instantOf(first, 0, timeZone), to: instantOf(next, 0, timeZone), name: nameOf(span) };
}

function nameOf({ unit, first, next }: Span): string {
  if (unit === 'month') return DateTime.utc(first.year, first.month).setLocale('en-US').toFormat('LLLL yyyy');
  if (unit === 'day' || daysBetween(first, next) === 1) return iso(first);
  return `${iso(first)} to ${iso(addDays(next, -1))}`;
}

function iso({ year, month, day }: LocalDate): string {
  return [year, month, day].map((part) => String(part).padStart(2, '0')).join('-');
}

function invalid(problem: string): PeriodRead {
  return { kind: 'invalid', problem };
}
