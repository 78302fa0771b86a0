import { describe, expect, test } from 'vitest';
import { keptSince, parseAge, parseKeepFor } from '../../../src/core/keep-for.ts';

describe('an age', () => {
  test.each([
    ['18m', 18],
    ['2m', 2],
    ['2y', 24],
    [' 10Y ', 120],
    ['120M', 120],
  ])('given %j, when it is read, then it is %i months', (text, value) => {
    expect(parseAge(text)).toEqual({ value });
  });

  test.each(['1m', '121m', '11y', '0y', '18', 'm', '', '18 months', '-2y', '1.5y', '18d'])(
    'given %j, when it is read, then it is refused, with what would do',
    (text) => {
      expect(parseAge(text)).toEqual({
        problem: 'Give months or years, such as 18m or 2y, from 2 months to 10 years.',
      });
    },
  );
});

describe('the setting', () => {
  test.each([
    ['off', null],
    [' Off ', null],
    ['18', 18],
    ['18m', 18],
    ['2y', 24],
  ])('given %j, when it is read, then it is %j', (text, value) => {
    expect(parseKeepFor(text)).toEqual({ value });
  });

  test.each(['1', '121', 'on', '', '0', '18 m'])('given %j, when it is read, then it is refused', (text) => {
    expect(parseKeepFor(text)).toEqual({
      problem: 'Give months such as 18, from 2 to 120, or off to keep everything.',
    });
  });
});

describe('what is kept', () => {
  test.each([
    ['2026-11-26T14:00:00Z', 18, '2025-05-26T04:00:00.000Z'],
    // The 31st of a month that has none; and the day before in New York.
    ['2026-08-31T15:00:00Z', 6, '2026-02-28T05:00:00.000Z'],
    ['2026-08-01T03:00:00Z', 2, '2026-05-31T04:00:00.000Z'],
  ])('given %s, when it is kept for %i months, then from the beginning of that day', (now, months, from) => {
    expect(new Date(keptSince(Date.parse(now), months, 'America/New_York')).toISOString()).toBe(from);
  });
});
