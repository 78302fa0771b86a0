import { describe, expect, test } from 'vitest';
import { US_FEDERAL_HOLIDAYS } from '../../../src/core/federal-holidays.ts';
import { formatHolidayRule, parseHolidayRule } from '../../../src/core/holiday-words.ts';
import { fallsOn, holidayOn } from '../../../src/core/holidays.ts';
import { addDays, isTimeZone, type LocalDate } from '../../../src/core/local-time.ts';

function daysOf(year: number, words: string): string[] {
  const parsed = parseHolidayRule(words);
  if (parsed.kind !== 'rule') throw new Error(parsed.problem);
  return daysIn(year)
    .filter((date) => fallsOn(parsed.rule, date))
    .map(shown);
}

function daysIn(year: number): LocalDate[] {
  return Array.from({ length: 366 }, (_none, day) => addDays({ year, month: 1, day: 1 }, day)).filter(
    (date) => date.year === year,
  );
}

const shown = (date: LocalDate) => formatHolidayRule({ kind: 'once', date });

describe('the days of a rule', () => {
  test.each([
    [2026, '2026-12-25', ['2026-12-25']],
    [2027, '2026-12-25', []],
    [2027, 'dec 25', ['2027-12-25']],
    [2027, 'dec 25 observed', ['2027-12-24', '2027-12-25']],
    [2026, 'dec 25 observed', ['2026-12-25']],
    [2027, 'jul 4 observed', ['2027-07-04', '2027-07-05']],
    [2027, 'jan 1 observed', ['2027-01-01', '2027-12-31']],
    [2028, 'feb 29', ['2028-02-29']],
    [2027, 'feb 29', []],
    [2026, '4th thu nov', ['2026-11-26']],
    [2026, '1st mon sep', ['2026-09-07']],
    [2026, 'last mon may', ['2026-05-25']],
    [2027, 'last mon may', ['2027-05-31']],
    [2026, '5th thu dec', ['2026-12-31']],
    [2026, '5th thu nov', []],
  ])('given the year %i, when %s falls, then on %j', (year, words, days) => {
    expect(daysOf(year, words)).toEqual(days);
  });

  test('given 2026, when the federal holidays fall, then as the Office of Personnel Management lists them', () => {
    const falls = daysIn(2026).flatMap((date) => {
      const holiday = holidayOn(US_FEDERAL_HOLIDAYS, date);
      return holiday === null ? [] : [`${shown(date)} ${holiday.name}`];
    });
    expect(falls).toEqual([
      "2026-01-01 New Year's Day",
      '2026-01-19 Martin Luther King Jr. Day',
      "2026-02-16 Presidents' Day",
      '2026-05-25 Memorial Day',
      '2026-06-19 Juneteenth',
      // A Saturday: observed on the Friday.
      '2026-07-03 Independence Day',
      '2026-07-04 Independence Day',
      '2026-09-07 Labor Day',
      '2026-10-12 Columbus Day',
      '2026-11-11 Veterans Day',
      '2026-11-26 Thanksgiving',
      '2026-12-25 Christmas',
    ]);
  });
});

describe('parseHolidayRule', () => {
  test.each([
    ['2026-12-25', '2026-12-25'],
    ['2026-1-5', '2026-01-05'],
    ['Dec. 25th', 'December 25'],
    ['25 december', 'December 25'],
    ['  july   4, observed ', 'July 4, observed'],
    ['4 jul observed', 'July 4, observed'],
    ['sept 5', 'September 5'],
    ['4th thu nov', '4th Thursday of November'],
    ['the Third Monday in January', '3rd Monday of January'],
    ['last mon. may', 'last Monday of May'],
  ])('given "%s", when read and written, then it is "%s", and so is that', (words, written) => {
    const parsed = parseHolidayRule(words);
    if (parsed.kind !== 'rule') throw new Error(parsed.problem);
    expect(formatHolidayRule(parsed.rule)).toBe(written);
    expect(parseHolidayRule(written)).toEqual(parsed);
  });

  test.each([
    ['2026-02-30', 'No calendar has the day 2026-02-30.'],
    ['1066-10-14', 'No calendar has the day 1066-10-14.'],
    ['feb 30', 'No year has the day "feb 30".'],
    ['6th mon may', '"6th mon may" is not a day.'],
    ['4th thu nov 2026', '"4th thu nov 2026" is not a day.'],
    ['decade 3', '"decade 3" is not a day.'],
    ['4th thu novel', '"4th thu novel" is not a day.'],
    ['christmas', '"christmas" is not a day.'],
    ['', '"" is not a day.'],
  ])('given "%s", when read, then it says: %s', (words, problem) => {
    expect(parseHolidayRule(words)).toMatchObject({ kind: 'invalid', problem });
  });
});

test.each([
  ['America/New_York', true],
  ['Asia/Kathmandu', true],
  ['America/Acme', false],
  ['', false],
])('given the time zone "%s", when asked whether there is one, then %s', (name, there) => {
  expect(isTimeZone(name)).toBe(there);
});
