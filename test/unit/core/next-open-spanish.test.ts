import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isGsm7 } from '../../../src/core/gsm7.ts';
import { nextOpenInWords, type Schedule } from '../../../src/core/hours.ts';
import { parseWeek } from '../../../src/core/hours-words.ts';
import { nextOpenInSpanish } from '../../../src/core/next-open-spanish.ts';

const DAY_MS = 86_400_000;

function schedule(words: string): Schedule {
  const week = parseWeek(words);
  if (week.kind !== 'hours') throw new Error(week.problem);
  return { timeZone: 'America/New_York', weekly: week.hours, holidays: [] };
}

describe('nextOpenInSpanish', () => {
  test.each([
    ['mon-fri 8-12 13-17', '2026-11-23T12:30-05:00', 'hoy a la 1 PM'],
    ['mon-fri 8:30-17:00', '2026-11-23T17:00-05:00', 'mañana a las 8:30 AM'],
    ['daily noon-5pm', '2026-11-23T20:00-05:00', 'mañana a las 12 PM'],
    ['wed 0:00-6:00', '2026-11-23T20:00-05:00', 'el miércoles a las 12 AM'],
    ['sat 1:15-6:00', '2026-11-23T20:00-05:00', 'el sabado a la 1:15 AM'],
    ['mon 9-10', '2026-11-23T20:00-05:00', 'el lunes 30 de noviembre a las 9 AM'],
    ['daily all day', '2026-11-23T20:00-05:00', null],
  ])('given %s and a caller at %s, when said, then it is "%s"', (words, at, expected) => {
    expect(nextOpenInSpanish(schedule(words), Date.parse(at))).toBe(expected);
  });

  test('given any caller, when said, then in characters of GSM 7 bit, and whenever it is said in English', () => {
    const office = schedule('tue 10:20-12, thu 13-15, sat 9-10, sun 1-2');
    const from = Date.parse('2026-01-01T00:00Z');
    const moments = fc.integer({ min: from, max: from + 366 * DAY_MS });
    fc.assert(
      fc.property(moments, (at) => {
        const words = nextOpenInSpanish(office, at);
        expect(words === null).toBe(nextOpenInWords(office, at) === null);
        expect(isGsm7(words ?? '')).toBe(true);
      }),
    );
  });
});
