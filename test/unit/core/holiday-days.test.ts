import fc from 'fast-check';
import { expect, test } from 'vitest';
import { HOLIDAY_REPEATS, nextDayOf, repeatedDay } from '../../../src/core/holiday-days.ts';
import { formatHolidayRule, parseHolidayRule } from '../../../src/core/holiday-words.ts';
import { fallsOn, type HolidayRule } from '../../../src/core/holidays.ts';
import { addDays, daysBetween, type LocalDate } from '../../../src/core/local-time.ts';

const date = (text: string): LocalDate => {
  const [year = 0, month = 0, day = 0] = text.split('-').map(Number);
  return { year, month, day };
};
const ruleOf = (words: string): HolidayRule => {
  const parsed = parseHolidayRule(words);
  if (parsed.kind !== 'rule') throw new Error(parsed.problem);
  return parsed.rule;
};

test.each([
  ['2026-11-26', 'once', '2026-11-26'],
  ['2026-12-25', 'yearly', 'December 25'],
  ['2026-07-04', 'observed', 'July 4, observed'],
  ['2026-11-26', 'nth-weekday', '4th Thursday of November'],
  ['2026-03-31', 'nth-weekday', '5th Tuesday of March'],
  ['2026-05-25', 'last-weekday', 'last Monday of May'],
] as const)('given %s, when it comes again as %s, then it is %s', (day, repeat, words) => {
  expect(formatHolidayRule(repeatedDay(date(day), repeat))).toBe(words);
});

test.each([
  ['2026-12-25', '2026-11-26', '2026-12-25'],
  ['2026-12-25', '2026-12-25', '2026-12-25'],
  ['2026-12-25', '2026-12-26', null],
  ['dec 25', '2026-12-26', '2027-12-25'],
  ['feb 29', '2026-01-01', '2028-02-29'],
  ['feb 29', '2097-01-01', '2104-02-29'],
  ['jul 4 observed', '2026-07-01', '2026-07-03'],
  ['jul 4 observed', '2026-07-04', '2026-07-04'],
  ['dec 25 observed', '2022-12-26', '2022-12-26'],
  // New Year's Day 2028 is a Saturday.
  ['jan 1 observed', '2027-12-30', '2027-12-31'],
  ['4th thu nov', '2026-11-27', '2027-11-25'],
  ['last mon may', '2026-01-01', '2026-05-25'],
  ['5th mon feb', '2026-01-01', '2044-02-29'],
])('given the holiday %s, when looked for from %s on, then it is on %s', (words, from, expected) => {
  expect(nextDayOf(ruleOf(words), date(from))).toEqual(expected === null ? null : date(expected));
});

test('given a fifth Monday of February right after one, when looked for within 28 years around 2100, then none may be', () => {
  expect(nextDayOf(ruleOf('5th mon feb'), date('2072-03-01'))).toBeNull();
});

test('given any day and any way in which it comes again, when looked for, then the first day on which it falls is found', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 4_000 }),
      fc.integer({ min: 0, max: 400 }),
      fc.constantFrom(...HOLIDAY_REPEATS.filter((repeat) => repeat !== 'once')),
      (first, later, repeat) => {
        const rule = repeatedDay(addDays(date('2024-01-01'), first), repeat);
        const from = addDays(date('2024-01-01'), first + later);
        const found = nextDayOf(rule, from);
        if (found === null) throw new Error('none found');
        expect(fallsOn(rule, found)).toBe(true);
        const ahead = Math.min(daysBetween(from, found), 370);
        for (let days = 0; days < ahead; days += 1) expect(fallsOn(rule, addDays(from, days))).toBe(false);
      },
    ),
    { numRuns: 50 },
  );
});
