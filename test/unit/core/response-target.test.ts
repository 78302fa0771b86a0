import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isOpen, type Schedule } from '../../../src/core/hours.ts';
import { parseWeek } from '../../../src/core/hours-words.ts';
import { afterOpenTime } from '../../../src/core/response-target.ts';
import { ALWAYS_OPEN } from '../../../src/core/weekly-hours.ts';

const NEW_YORK = 'America/New_York';
const MINUTE = 60_000;
/** Wall clock in New York; January is UTC-5. */
const at = (day: number, hour: number, minute = 0) => Date.UTC(2026, 0, day, hour + 5, minute);

function open(words: string): Schedule {
  const week = parseWeek(words);
  if (week.kind !== 'hours') throw new Error(week.problem);
  return { timeZone: NEW_YORK, weekly: week.hours, holidays: [] };
}

// 5 January 2026 is a Monday.
test.each([
  ['mon-fri 8:00-17:00', at(5, 10), 5, at(5, 10, 5)],
  ['mon-fri 8:00-17:00', at(5, 16, 58), 5, at(6, 8, 3)],
  ['mon-fri 8:00-17:00', at(5, 17), 5, at(6, 8, 5)],
  ['mon-fri 8:00-17:00', at(5, 3), 5, at(5, 8, 5)],
  ['mon-fri 8:00-17:00', at(9, 16), 120, at(12, 9)],
  ['mon 9:00-10:00', at(5, 9), 180, at(19, 10)],
  ['24/7', at(5, 3), 5, at(5, 3, 5)],
  ['mon-fri 8-12, mon-fri 13-17', at(5, 11, 58), 5, at(5, 13, 3)],
])(
  'given a line open %s, when somebody is missed at %d, then %d minutes of its time end at %d',
  (words, missed, minutes, ends) => {
    expect(afterOpenTime(open(words), missed, minutes * MINUTE)).toBe(ends);
  },
);

test('given a line that never opens, or hardly, when somebody is missed, then there is no target', () => {
  const never = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };
  expect(afterOpenTime({ timeZone: NEW_YORK, weekly: never, holidays: [] }, at(5, 10), MINUTE)).toBeNull();
  expect(afterOpenTime(open('mon 9:00-9:01'), at(5, 10), 1_000 * MINUTE)).toBeNull();
});

test('given a line that is always open, when somebody is missed, then its time is all time', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4e12 }), fc.integer({ min: 1, max: 3e8 }), (from, ms) => {
      expect(afterOpenTime({ timeZone: NEW_YORK, weekly: ALWAYS_OPEN, holidays: [] }, from, ms)).toBe(
        from + ms,
      );
    }),
  );
});

test('given any time, when it is counted by the quarter, then as many are open before the target as allowed', () => {
  const schedule = open('mon-fri 8:30-12, mon-fri 13-17:15, sat 22-2');
  const QUARTER = 15 * MINUTE;
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1_300 }), fc.integer({ min: 1, max: 40 }), (offset, quarters) => {
      const from = at(5, 0) + offset * QUARTER;
      const target = afterOpenTime(schedule, from, quarters * QUARTER) ?? 0;
      let opened = 0;
      for (let now = from; now < target; now += QUARTER) if (isOpen(schedule, now)) opened += 1;
      expect(opened).toBe(quarters);
    }),
    { numRuns: 20 },
  );
});
