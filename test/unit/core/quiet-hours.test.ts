import { DateTime } from 'luxon';
import { describe, expect, test } from 'vitest';
import { zonesOfAreaCode } from '../../../src/core/area-code-zones.ts';
import { afterQuietHours, QUIET_RULES, type QuietRule } from '../../../src/core/quiet-hours.ts';

const BUSINESS = 'America/New_York';
const NYC = '+12125550123';
const at = (iso: string, zone = BUSINESS) => DateTime.fromISO(iso, { zone }).toMillis();
const shown = (millis: number, zone = BUSINESS) =>
  DateTime.fromMillis(millis, { zone }).toFormat('ccc HH:mm');
const next = (to: string, iso: string, rule: QuietRule, zone = BUSINESS) =>
  shown(afterQuietHours(to, at(iso, zone), rule, BUSINESS), zone);

// 2026-11-23 is a Monday.
describe('the federal hours', () => {
  test.each([
    ['2026-11-23T07:59', 'Mon 08:00'],
    ['2026-11-23T08:00', 'Mon 08:00'],
    ['2026-11-23T20:59', 'Mon 20:59'],
    ['2026-11-23T21:00', 'Tue 08:00'],
    ['2026-11-23T23:30', 'Tue 08:00'],
    ['2026-11-23T00:00', 'Mon 08:00'],
  ])('given %s in New York, when a text is to go, then it goes at %s', (now, then) => {
    expect(next(NYC, now, 'federal')).toBe(then);
  });

  test('given the rule is off, when it is midnight, then the text goes at once', () => {
    expect(next(NYC, '2026-11-23T00:00', 'off')).toBe('Mon 00:00');
  });

  test('given clocks change overnight, when a text waits, then it goes at 8 on the wall', () => {
    expect(next(NYC, '2026-10-31T22:00', 'federal')).toBe('Sun 08:00');
    expect(next(NYC, '2026-03-07T22:00', 'federal')).toBe('Sun 08:00');
  });
});

describe("the recipient's time zone", () => {
  test.each([
    ['+12135550123', 'Mon 11:00'], // Los Angeles
    ['+13125550123', 'Mon 09:00'], // Chicago
    ['+18085550123', 'Mon 13:00'], // Honolulu
  ])('given %s, when it is 6 am in New York, then the text goes at %s there', (to, then) => {
    expect(next(to, '2026-11-23T06:00', 'federal')).toBe(then);
  });

  test('given an area code in two zones, when either is quiet, then the text waits', () => {
    // 423 is in Tennessee, east and west of the line.
    expect(zonesOfAreaCode('423')).toEqual(['America/Chicago', 'America/New_York']);
    expect(next('+14235550123', '2026-11-23T08:30', 'federal')).toBe('Mon 09:00');
    expect(next('+14235550123', '2026-11-23T21:30', 'federal')).toBe('Tue 09:00');
  });

  test('given an area code that nobody knows, when a text is to go, then both coasts must be awake', () => {
    expect(zonesOfAreaCode('999')).toEqual([]);
    expect(next('+19995550123', '2026-11-23T09:00', 'federal')).toBe('Mon 11:00');
  });

  test("given a number abroad, when a text is to go, then the business's own clock counts", () => {
    expect(next('+442079460123', '2026-11-23T06:00', 'federal')).toBe('Mon 08:00');
  });
});

describe('the stricter states', () => {
  const late = '2026-11-23T20:30';
  test.each([
    ['+13055550123', BUSINESS, 'Tue 08:00'], // Florida
    ['+14105550123', BUSINESS, 'Tue 08:00'], // Maryland
    ['+12035550123', BUSINESS, 'Tue 09:00'], // Connecticut
    ['+14055550123', 'America/Chicago', 'Tue 08:00'], // Oklahoma
    ['+12145550123', 'America/Chicago', 'Mon 20:30'], // Texas
    [NYC, BUSINESS, 'Mon 20:30'],
  ])('given %s at 20:30 of its own, when the rule is by state, then it goes at %s %s', (to, zone, then) => {
    expect(next(to, late, 'by-state', zone)).toBe(then);
  });

  test('given Texas on a Sunday morning, when a text is to go, then it waits until noon', () => {
    expect(next('+12145550123', '2026-11-22T09:30', 'by-state', 'America/Chicago')).toBe('Sun 12:00');
    expect(next('+12145550123', '2026-11-21T21:30', 'by-state', 'America/Chicago')).toBe('Sun 12:00');
    expect(next('+12145550123', '2026-11-21T09:00', 'by-state', 'America/Chicago')).toBe('Sat 09:00');
  });

  test("given a state's rule, when anybody else is texted, then it holds for them too", () => {
    expect(next(NYC, late, 'CT')).toBe('Tue 09:00');
    expect(next('+442079460123', late, 'by-state')).toBe('Mon 20:30');
  });
});

describe('every area code', () => {
  const codes = Array.from({ length: 800 }, (_, index) => String(200 + index));
  const known = codes.filter((code) => zonesOfAreaCode(code).length > 0);

  test('given all that are known, then they are some 400, each in zones that this machine knows', () => {
    expect(known.length).toBeGreaterThan(400);
    for (const zone of new Set(known.flatMap(zonesOfAreaCode))) {
      expect(DateTime.fromMillis(0, { zone }).isValid, zone).toBe(true);
    }
  });

  test.each(QUIET_RULES.filter((rule) => rule !== 'off'))(
    'given the rule %s, when it is any hour, then the answer is within a day and is an answer',
    (rule) => {
      for (const code of known) {
        const to = `+1${code}5550123`;
        for (const hour of [0, 6, 13, 20, 23]) {
          const now = Date.UTC(2026, 10, 21, hour);
          const then = afterQuietHours(to, now, rule, BUSINESS);
          expect(then).toBeGreaterThanOrEqual(now);
          expect(then - now).toBeLessThanOrEqual(24 * 3_600_000);
          expect(afterQuietHours(to, then, rule, BUSINESS)).toBe(then);
        }
      }
    },
  );
});
