import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, test } from 'vitest';
import { wallClock } from '../../../src/core/local-time.ts';

const HOUR_MS = 3_600_000;
/** With the usual changes, at midnight, by half an hour, southern, none, and over the date line (Apia, 2011-12-30). */
const ZONES = [
  'America/New_York',
  'America/Havana',
  'Australia/Lord_Howe',
  'America/Santiago',
  'Asia/Kolkata',
  'Pacific/Apia',
];

function expected(at: number, zone: string) {
  const { year, month, day, hour, minute } = DateTime.fromMillis(at, { zone });
  return { date: { year, month, day }, minute: hour * 60 + minute };
}

describe('the clock on the wall', () => {
  test('given any moments in any order, when they are asked for again, then it shows what the calendar says', () => {
    const moment = fc.record({
      zone: fc.constantFrom(...ZONES),
      at: fc.integer({ min: Date.UTC(2000), max: Date.UTC(2040) }),
    });
    fc.assert(
      fc.property(moment, fc.integer({ min: 0, max: 23 }), ({ zone, at }, hours) => {
        for (const each of [at, at + hours * HOUR_MS, at])
          expect(wallClock(each, zone)).toEqual(expected(each, zone));
      }),
    );
  });

  test.each(ZONES)(
    'given each hour of a year in %s, then it is right before and after each change',
    (zone) => {
      const wrong: number[] = [];
      for (let at = Date.UTC(2011, 6); at < Date.UTC(2012, 6); at += HOUR_MS) {
        const { date, minute } = wallClock(at, zone);
        const right = expected(at, zone);
        if (date.day !== right.date.day || minute !== right.minute) wrong.push(at);
      }
      expect(wrong).toEqual([]);
    },
  );

  test('given more days than it remembers, then it is as right about the first as about the last', () => {
    const first = Date.UTC(2020, 0, 1, 15);
    for (let day = 0; day < 2_500; day += 1) wallClock(first + day * 24 * HOUR_MS, 'America/New_York');
    expect(wallClock(first, 'America/New_York').minute).toBe(10 * 60);
    expect(wallClock(first + 200 * 24 * HOUR_MS, 'America/New_York').minute).toBe(11 * 60);
  });
});
