import { addDays, type LocalDate, weekdayIndex } from './local-time.ts';
import { type Interval, WEEKDAYS, type Weekday } from './weekly-hours.ts';

/** The days that a holiday falls on. Months count from 1. */
export type HolidayRule =
  /** One day of one year. */
  | { readonly kind: 'once'; readonly date: LocalDate }
  /**
   * The same day every year; 29 February in leap years only. `observed`: where it falls on a weekend, the
   * Friday before or the Monday after is a holiday too, as for federal offices (5 U.S.C. 6103(b), E.O. 11582).
   */
  | { readonly kind: 'yearly'; readonly month: number; readonly day: number; readonly observed: boolean }
  /** The nth such weekday of a month, 1 to 5; -1 is the last. A month without a fifth has none. */
  | {
      readonly kind: 'nth-weekday';
      readonly nth: 1 | 2 | 3 | 4 | 5 | -1;
      readonly weekday: Weekday;
      readonly month: number;
    };

/** Characters. */
export const MAX_HOLIDAY_NAME_LENGTH = 80;

export interface Holiday {
  /** At most MAX_HOLIDAY_NAME_LENGTH. */
  readonly name: string;
  readonly rule: HolidayRule;
  /** When it is open on that day all the same; none where it is closed. */
  readonly hours: readonly Interval[];
}

/** The first listed holiday that falls on `date`. */
export function holidayOn(holidays: readonly Holiday[], date: LocalDate): Holiday | null {
  return holidays.find(({ rule }) => fallsOn(rule, date)) ?? null;
}

export function fallsOn(rule: HolidayRule, date: LocalDate): boolean {
  switch (rule.kind) {
    case 'once':
      return rule.date.year === date.year && isDay(rule.date, date);
    case 'yearly':
      return isDay(rule, date) || (rule.observed && isObserved(rule, date));
    case 'nth-weekday':
      return isNthWeekday(rule, date);
  }
}

function isDay(day: { readonly month: number; readonly day: number }, date: LocalDate): boolean {
  return day.month === date.month && day.day === date.day;
}

function isObserved(day: { readonly month: number; readonly day: number }, date: LocalDate): boolean {
  switch (WEEKDAYS[weekdayIndex(date)]) {
    case 'fri':
      return isDay(day, addDays(date, 1));
    case 'mon':
      return isDay(day, addDays(date, -1));
    default:
      return false;
  }
}

function isNthWeekday(rule: Extract<HolidayRule, { kind: 'nth-weekday' }>, date: LocalDate): boolean {
  if (date.month !== rule.month || WEEKDAYS[weekdayIndex(date)] !== rule.weekday) return false;
  if (rule.nth === -1) return addDays(date, 7).month !== date.month;
  return Math.ceil(date.day / 7) === rule.nth;
}
