import type { HolidayRule } from './holidays.ts';
import { isDate, type LocalDate } from './local-time.ts';
import { parseWeekday, WEEKDAY_PATTERN, weekdayName } from './weekday-words.ts';
import { cannotRead, type WordsProblem } from './words-problem.ts';

export type ParsedRule = { readonly kind: 'rule'; readonly rule: HolidayRule } | WordsProblem;

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;
const COUNTS = { 1: '1st', 2: '2nd', 3: '3rd', 4: '4th', 5: '5th', [-1]: 'last' } as const;
const COUNT_WORDS: ReadonlyMap<string, keyof typeof COUNTS> = new Map([
  ['1st', 1],
  ['first', 1],
  ['2nd', 2],
  ['second', 2],
  ['3rd', 3],
  ['third', 3],
  ['4th', 4],
  ['fourth', 4],
  ['5th', 5],
  ['fifth', 5],
  ['last', -1],
]);

const MONTH_WORD = `(?:${MONTHS.map((month) => `${month.slice(0, 3)}[a-z]*`).join('|')})`;
const ONCE = /^(\d{4})-(\d{1,2})-(\d{1,2})$/;
const NTH_WEEKDAY = new RegExp(`^(?:the )?(\\w+) (${WEEKDAY_PATTERN}) (?:of |in )?(${MONTH_WORD})\\.?$`, 'i');
const MONTH_DAY = new RegExp(`^(${MONTH_WORD})\\.? (\\d{1,2})(?:st|nd|rd|th)?(,? observed)?$`, 'i');
const DAY_MONTH = new RegExp(`^(\\d{1,2})(?:st|nd|rd|th)? (${MONTH_WORD})\\.?(,? observed)?$`, 'i');

const EXAMPLES =
  'Write for example "2026-12-25", "dec 25", "jul 4 observed", "4th thu nov" or "last mon may".';

/**
 * Reads the days of a holiday: "2026-12-25" is that day only, "dec 25" every year, with "observed" also the
 * weekday next to it where it falls on a weekend, "4th thu nov" and "last monday of may" every year.
 */
export function parseHolidayRule(text: string): ParsedRule {
  const words = text.trim().replace(/\s+/g, ' ').slice(0, 60);
  const once = ONCE.exec(words);
  if (once !== null) {
    return oneDay(words, { year: Number(once[1]), month: Number(once[2]), day: Number(once[3]) });
  }
  const [, count = '', weekday = '', ofMonth = ''] = NTH_WEEKDAY.exec(words) ?? [];
  const nth = COUNT_WORDS.get(count.toLowerCase());
  const day = parseWeekday(weekday);
  const inMonth = parseMonth(ofMonth);
  if (nth !== undefined && day !== null && inMonth !== null) {
    return { kind: 'rule', rule: { kind: 'nth-weekday', nth, weekday: day, month: inMonth } };
  }
  const [, monthFirst, dayAfter, observedAfter] = MONTH_DAY.exec(words) ?? [];
  const [, dayFirst, monthAfter, observedLast] = DAY_MONTH.exec(words) ?? [];
  const month = parseMonth(monthFirst ?? monthAfter ?? '');
  if (month === null) return cannotRead(`${JSON.stringify(words)} is not a day.`, EXAMPLES);
  const observed = (observedAfter ?? observedLast) !== undefined;
  return everyYear(words, month, Number(dayAfter ?? dayFirst), observed);
}

/** A rule as `parseHolidayRule` reads it: "2026-12-25", "December 25", "4th Thursday of November". */
export function formatHolidayRule(rule: HolidayRule): string {
  switch (rule.kind) {
    case 'once': {
      const { year, month, day } = rule.date;
      return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
    }
    case 'yearly':
      return `${monthName(rule.month)} ${rule.day}${rule.observed ? ', observed' : ''}`;
    case 'nth-weekday':
      return `${COUNTS[rule.nth]} ${weekdayName(rule.weekday)} of ${monthName(rule.month)}`;
  }
}

function oneDay(words: string, date: LocalDate): ParsedRule {
  if (isDate(date)) return { kind: 'rule', rule: { kind: 'once', date } };
  return cannotRead(`No calendar has the day ${words}.`, EXAMPLES);
}

function everyYear(words: string, month: number, day: number, observed: boolean): ParsedRule {
  // A leap year, so that 29 February is one.
  if (isDate({ year: 2024, month, day })) {
    return { kind: 'rule', rule: { kind: 'yearly', month, day, observed } };
  }
  return cannotRead(`No year has the day ${JSON.stringify(words)}.`, EXAMPLES);
}

/** 1 to 12, from a name or its beginning of three letters or more. */
function parseMonth(name: string): number | null {
  const index = MONTHS.findIndex((month) => month.toLowerCase().startsWith(name.toLowerCase()));
  return name.length < 3 || index < 0 ? null : index + 1;
}

function monthName(month: number): string {
  return String(MONTHS[month - 1]);
}
