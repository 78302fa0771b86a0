import type { HolidayRule } from './holidays.ts';
import { addDays, daysBetween, isDate, type LocalDate, weekdayIndex } from './local-time.ts';
import { WEEKDAYS, type Weekday } from './weekly-hours.ts';

/** How a day that somebody points at in a calendar comes again. */
export const HOLIDAY_REPEATS = ['once', 'yearly', 'observed', 'nth-weekday', 'last-weekday'] as const;
export type HolidayRepeat = (typeof HOLIDAY_REPEATS)[number];

const WEEK = [1, 2, 3, 4, 5] as const;
/** 29 February comes within eight years, around 2100 too; a fifth Monday of February within 28. */
const SEARCH_YEARS = 28;

/** The rule of which `date` is one of the days; of `last-weekday`, the last such weekday of its month. */
export function repeatedDay(date: LocalDate, repeat: HolidayRepeat): HolidayRule {
  const { month, day } = date;
  const weekday = weekdayOf(date);
  switch (repeat) {
    case 'once':
      return { kind: 'once', date };
    case 'yearly':
    case 'observed':
      return { kind: 'yearly', month, day, observed: repeat === 'observed' };
    case 'nth-weekday':
      return { kind: 'nth-weekday', nth: weekOf(day), weekday, month };
    case 'last-weekday':
      return { kind: 'nth-weekday', nth: -1, weekday, month };
  }
}

function weekdayOf(date: LocalDate): Weekday {
  const at = weekdayIndex(date);
  return WEEKDAYS.reduce<Weekday>((found, day, index) => (index === at ? day : found), 'mon');
}

/** Which of its weekdays a day of a month is. */
function weekOf(day: number): (typeof WEEK)[number] {
  return WEEK.reduce<(typeof WEEK)[number]>((found, week) => (day > 7 * (week - 1) ? week : found), 1);
}

/** The first day of a holiday from `from` on; null where it is over, or does not come within 28 years. */
export function nextDayOf(rule: HolidayRule, from: LocalDate): LocalDate | null {
  if (rule.kind === 'once') return daysBetween(from, rule.date) >= 0 ? rule.date : null;
  // An observed New Year's Day may lie in the year before.
  for (let year = from.year - 1; year <= from.year + SEARCH_YEARS; year += 1) {
    const days = daysIn(rule, year).filter((date) => daysBetween(from, date) >= 0);
    const first = days.toSorted((a, b) => daysBetween(b, a))[0];
    if (first !== undefined) return first;
  }
  return null;
}

function daysIn(rule: Exclude<HolidayRule, { kind: 'once' }>, year: number): readonly LocalDate[] {
  if (rule.kind === 'nth-weekday') return nthWeekday(rule, year);
  const date = { year, month: rule.month, day: rule.day };
  if (!isDate(date)) return [];
  const shift = { sat: -1, sun: 1 }[String(weekdayOf(date))];
  return rule.observed && shift !== undefined ? [date, addDays(date, shift)] : [date];
}

function nthWeekday(
  { nth, weekday, month }: Extract<HolidayRule, { kind: 'nth-weekday' }>,
  year: number,
): readonly LocalDate[] {
  const first = weekdayIndex({ year, month, day: 1 });
  const offset = (WEEKDAYS.indexOf(weekday) - first + 7) % 7;
  const all = WEEK.map((week) => ({ year, month, day: 1 + offset + 7 * (week - 1) })).filter(isDate);
  const date = nth === -1 ? all.at(-1) : all[nth - 1];
  return date === undefined ? [] : [date];
}
