import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { US_FEDERAL_HOLIDAYS } from '../../../src/core/federal-holidays.ts';
import { parseHolidayRule } from '../../../src/core/holiday-words.ts';
import type { Holiday } from '../../../src/core/holidays.ts';
import {
  holidayAt,
  isOpen,
  nextClosed,
  nextOpen,
  nextOpenInWords,
  type Schedule,
} from '../../../src/core/hours.ts';
import { parseIntervals, parseWeek } from '../../../src/core/hours-words.ts';
import { ALWAYS_OPEN, everyDay, type Interval } from '../../../src/core/weekly-hours.ts';

const NEW_YORK = 'America/New_York';

function schedule(words: string, timeZone = NEW_YORK, holidays: readonly Holiday[] = []): Schedule {
  const week = parseWeek(words);
  if (week.kind !== 'hours') throw new Error(week.problem);
  return { timeZone, weekly: week.hours, holidays };
}

function holiday(on: string, hours = 'closed', name = 'A holiday'): Holiday {
  const rule = parseHolidayRule(on);
  const intervals = parseIntervals(hours);
  if (rule.kind !== 'rule' || intervals.kind !== 'intervals') throw new Error(`${on} ${hours}`);
  return { name, rule: rule.rule, hours: intervals.intervals };
}

const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString().replace('.000', ''));

describe('isOpen', () => {
  const office = schedule('mon-fri 8:00-17:00, sat 9-12');
  test.each([
    ['before it opens', '2026-11-23T07:59:59.999-05:00', false],
    ['as it opens', '2026-11-23T08:00-05:00', true],
    ['just before it closes', '2026-11-23T16:59:59.999-05:00', true],
    ['as it closes', '2026-11-23T17:00-05:00', false],
    ['on a short Saturday', '2026-11-28T11:00-05:00', true],
    ['on a Sunday', '2026-11-29T11:00-05:00', false],
    ['by another zone still the day before', '2026-11-23T08:00Z', false],
  ])('given office hours, when asked %s, then open is as the sign says', (_case, at, open) => {
    expect(isOpen(office, Date.parse(at))).toBe(open);
  });

  test.each([
    ['the evening', '2026-11-27T23:30-05:00', true],
    ['the night after, which belongs to the evening', '2026-11-28T01:30-05:00', true],
    ['the end of that night', '2026-11-28T02:00-05:00', false],
    ['the night before, which belongs to no evening', '2026-11-27T01:30-05:00', false],
  ])('given hours over midnight, when asked in %s, then the day it began on counts', (_case, at, open) => {
    expect(isOpen(schedule('fri 18:00-2:00'), Date.parse(at))).toBe(open);
  });

  test('given a holiday, when asked, then its hours replace those of the week, night included', () => {
    const office = schedule('daily 18:00-2:00', NEW_YORK, [
      holiday('2026-12-25'),
      holiday('2026-12-31', '10-12'),
    ]);
    expect(isOpen(office, Date.parse('2026-12-25T01:00-05:00'))).toBe(true);
    expect(isOpen(office, Date.parse('2026-12-25T19:00-05:00'))).toBe(false);
    expect(isOpen(office, Date.parse('2026-12-26T01:00-05:00'))).toBe(false);
    expect(isOpen(office, Date.parse('2026-12-31T11:00-05:00'))).toBe(true);
    expect(isOpen(office, Date.parse('2026-12-31T19:00-05:00'))).toBe(false);
  });

  test('given two holidays on one day, when asked, then the first listed counts', () => {
    const both = [holiday('dec 24', '9-12', 'Ours'), holiday('2026-12-24', 'closed', 'Everybody’s')];
    const noon = Date.parse('2026-12-24T10:00-05:00');
    expect(isOpen(schedule('daily 8-17', NEW_YORK, both), noon)).toBe(true);
    expect(isOpen(schedule('daily 8-17', NEW_YORK, both.toReversed()), noon)).toBe(false);
    expect(holidayAt(schedule('daily 8-17', NEW_YORK, both), noon)?.name).toBe('Ours');
    expect(holidayAt(schedule('daily 8-17', NEW_YORK, both), noon + 86_400_000)).toBeNull();
  });
});

describe('both changes of the clock', () => {
  test.each([
    // Clocks went from 2:00 to 3:00 on 8 March 2026, and from 2:00 back to 1:00 on 1 November.
    [
      'opens in the hour that is skipped',
      NEW_YORK,
      'sun 2:30-5:00',
      '2026-03-08T05:00Z',
      '2026-03-08T07:00:00Z',
    ],
    [
      'is open only in the hour that is skipped',
      NEW_YORK,
      'sun 2:00-3:00',
      '2026-03-08T05:00Z',
      '2026-03-15T06:00:00Z',
    ],
    ['opens after it', NEW_YORK, 'sun 3:00-5:00', '2026-03-08T05:00Z', '2026-03-08T07:00:00Z'],
    ['opens that day', NEW_YORK, 'sun 8-17', '2026-03-08T05:00Z', '2026-03-08T12:00:00Z'],
    [
      'opens in the hour that comes twice',
      NEW_YORK,
      'sun 1:30-5:00',
      '2026-11-01T04:00Z',
      '2026-11-01T05:30:00Z',
    ],
    ['opens after it', NEW_YORK, 'sun 2:00-5:00', '2026-11-01T04:00Z', '2026-11-01T07:00:00Z'],
    ['opens that day', NEW_YORK, 'sun 8-17', '2026-11-01T04:00Z', '2026-11-01T13:00:00Z'],
    // Lord Howe moves by half an hour, from +10:30 to +11:00 at 2:00 on 4 October 2026, and back on 5 April.
    [
      'opens in a half hour that is skipped',
      'Australia/Lord_Howe',
      'sun 2:15-5:00',
      '2026-10-03T14:00Z',
      '2026-10-03T15:30:00Z',
    ],
    [
      'opens in a half hour that comes twice',
      'Australia/Lord_Howe',
      'sun 1:45-5:00',
      '2026-04-04T13:30Z',
      '2026-04-04T14:45:00Z',
    ],
    [
      'opens where the offset is a half hour',
      'Asia/Kolkata',
      'mon 9-17',
      '2026-11-22T20:00Z',
      '2026-11-23T03:30:00Z',
    ],
    [
      'opens where it is a quarter',
      'Asia/Kathmandu',
      'mon 9-17',
      '2026-11-22T20:00Z',
      '2026-11-23T03:15:00Z',
    ],
    [
      'opens on a day that the calendar skipped',
      'Pacific/Apia',
      'fri 9-17',
      '2011-12-29T12:00Z',
      '2012-01-05T19:00:00Z',
    ],
  ])(
    'given a line that %s (%s, %s), when asked from %s, then it opens at %s',
    (_case, zone, words, at, opens) => {
      expect(iso(nextOpen(schedule(words, zone), Date.parse(at)))).toBe(opens);
    },
  );

  test.each([
    ['2026-11-01T05:29Z', true],
    ['2026-11-01T05:30Z', false],
    ['2026-11-01T06:15Z', false],
  ])('given a closing time that comes twice, when asked at %s, then the first closes', (at, open) => {
    expect(isOpen(schedule('sat 22:00-1:30'), Date.parse(at))).toBe(open);
  });

  test('given a line open round the clock, when the clocks change, then it stays open', () => {
    const always = { timeZone: NEW_YORK, weekly: ALWAYS_OPEN, holidays: [] };
    for (let at = Date.parse('2026-10-31T00:00Z'); at < Date.parse('2026-11-02T00:00Z'); at += 600_000) {
      expect(isOpen(always, at)).toBe(true);
    }
  });
});

describe('nextOpenInWords', () => {
  const office = schedule('mon-fri 8:00-17:00, sat 9:30-12', NEW_YORK, US_FEDERAL_HOLIDAYS);
  test.each([
    ['2026-11-23T06:00-05:00', 'today at 8 AM'],
    ['2026-11-23T17:00-05:00', 'tomorrow at 8 AM'],
    ['2026-11-27T18:00-05:00', 'tomorrow at 9:30 AM'],
    ['2026-11-28T12:00-05:00', 'Monday at 8 AM'],
    ['2026-11-25T20:00-05:00', 'Friday at 8 AM'],
    ['2026-11-26T00:00-05:00', 'tomorrow at 8 AM'],
    ['2026-11-23T12:00-05:00', null],
  ])('given office hours and a caller at %s, when said, then it is %s', (at, words) => {
    expect(nextOpenInWords(office, Date.parse(at))).toBe(words);
  });

  test.each([
    ['mon-fri 8-12 13-17', '2026-11-23T12:30-05:00', 'today at 1 PM'],
    ['daily noon-5pm', '2026-11-23T20:00-05:00', 'tomorrow at noon'],
    ['tue 0:00-6:00', '2026-11-23T20:00-05:00', 'tomorrow at 12 AM'],
    ['mon 0:15-6:00', '2026-11-23T20:00-05:00', 'Monday, November 30 at 12:15 AM'],
    ['sun 2:30-5:00', '2026-03-07T20:00-05:00', 'tomorrow at 3 AM'],
  ])('given %s and a caller at %s, when said, then it is "%s"', (words, at, expected) => {
    expect(nextOpenInWords(schedule(words), Date.parse(at))).toBe(expected);
  });

  test('given two weeks of holidays, when said, then it has the date', () => {
    const days = Array.from({ length: 14 }, (_none, index) => `2026-12-${18 + index}`);
    const closed = [...days.map((day) => holiday(day)), holiday('jan 1'), holiday('jan 2')];
    const office = schedule('tue 8-17', NEW_YORK, closed);
    expect(nextOpenInWords(office, Date.parse('2026-12-18T12:00-05:00'))).toBe('Tuesday, January 5 at 8 AM');
  });
});

describe('nextClosed', () => {
  test.each([
    ['2026-01-05T16:00:01Z', '2026-01-05T16:00:00Z'],
    ['2026-01-05T16:00:00Z', null],
  ])('given it closes at 16:00 UTC, when only before %s is looked at, then %s', (before, closes) => {
    const at = Date.parse('2026-01-05T14:00:00Z');
    const closed = nextClosed(schedule('mon-fri 8-11'), at, Date.parse(before));
    expect(closed === null ? null : iso(closed)).toBe(closes);
  });

  test.each([
    ['mon 8-12 12-17', '2026-11-23T09:00-05:00', '2026-11-23T22:00:00Z'],
    ['mon 8-12 12-17', '2026-11-23T22:00-05:00', '2026-11-24T03:00:00Z'],
    ['fri 18:00-2:00', '2026-11-27T19:00-05:00', '2026-11-28T07:00:00Z'],
    ['24/7', '2026-11-27T19:00-05:00', null],
  ])('given %s, when asked from %s, then it closes at %s', (words, at, closes) => {
    expect(iso(nextClosed(schedule(words), Date.parse(at)))).toBe(closes);
  });
});

describe('nextOpen', () => {
  test('given a line that never opens, when asked, then the answer is null, in words too', () => {
    const never = { timeZone: NEW_YORK, weekly: everyDay(() => []), holidays: [] };
    expect(nextOpen(never, 0)).toBeNull();
    expect(nextOpenInWords(never, 0)).toBeNull();
    expect(isOpen(never, 0)).toBe(false);
  });

  test('given a line that opens only on a holiday, when asked the day after it, then that of the next year', () => {
    const once = {
      timeZone: NEW_YORK,
      weekly: everyDay(() => []),
      holidays: [holiday('jul 4', '9-12')],
    };
    expect(iso(nextOpen(once, Date.parse('2027-07-05T00:00Z')))).toBe('2028-07-04T13:00:00Z');
  });

  const interval = fc
    .tuple(fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 1, max: 1440 }))
    .map(([from, length]): Interval => ({ from, to: from + length }));
  const weekly = fc
    .array(fc.array(interval, { maxLength: 2 }), { minLength: 7, maxLength: 7 })
    .map((days) => {
      let next = 0;
      return everyDay(() => days[next++] ?? []);
    });
  const schedules = fc.record({
    timeZone: fc.constantFrom(NEW_YORK, 'Australia/Lord_Howe', 'Europe/London', 'Asia/Kathmandu', 'UTC'),
    weekly: weekly.map((week) => everyDay((day) => [...week[day]].sort((a, b) => a.from - b.from))),
    holidays: fc.constantFrom<readonly Holiday[]>([], US_FEDERAL_HOLIDAYS, [holiday('mar 8', '1-4')]),
  });
  /** Around both changes of 2026 in New York, where the difficulties are. */
  const moments = fc
    .tuple(
      fc.constantFrom('2026-03-08T07:00Z', '2026-11-01T06:00Z', '2026-04-04T15:00Z', '2026-12-25T05:00Z'),
      fc.integer({ min: -3 * 1440, max: 3 * 1440 }),
    )
    .map(([near, minutes]) => Date.parse(near) + minutes * 60_000);

  test('given any schedule and moment, when it opens next, then it is open then and at no minute before', () => {
    fc.assert(
      fc.property(schedules, moments, (any, at) => {
        const opens = nextOpen(any, at);
        const until = Math.min(opens ?? Number.POSITIVE_INFINITY, at + 8 * 3_600_000);
        for (let minute = at; minute < until; minute += 5 * 60_000) expect(isOpen(any, minute)).toBe(false);
        if (opens !== null) {
          expect(isOpen(any, opens)).toBe(true);
          expect(nextOpen(any, opens)).toBe(opens);
          if (opens > at) expect(isOpen(any, opens - 1)).toBe(false);
        }
      }),
      { numRuns: 60 },
    );
  });
});
