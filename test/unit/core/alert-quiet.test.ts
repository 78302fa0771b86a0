import { describe, expect, test } from 'vitest';
import { afterQuietNight, DEFAULT_NIGHT, parseQuietNight } from '../../../src/core/alert-quiet.ts';

const NEW_YORK = 'America/New_York';
const at = (iso: string) => Date.parse(iso);

describe('the quiet night, as it is typed', () => {
  test.each([
    ['22:00-7:00', { from: 1320, to: 1860 }],
    [' 9pm-6am ', { from: 1260, to: 1800 }],
    ['1:00-5:00', { from: 60, to: 300 }],
    ['OFF', null],
  ])('given %j, then it is read', (text, value) => {
    expect(parseQuietNight(text)).toEqual({ value });
  });
  test.each(['', 'night', '22:00-7:00 always', '8-5', '25:00-7:00'])(
    'given %j, then it is refused in words',
    (text) => {
      expect(parseQuietNight(text)).toEqual({ problem: expect.stringMatching(/\.$/) });
    },
  );
});

describe('when somebody may be told', () => {
  test.each([
    ['just before it', '2026-07-01T21:59:00-04:00', '2026-07-01T21:59:00-04:00'],
    ['as it begins', '2026-07-01T22:00:00-04:00', '2026-07-02T07:00:00-04:00'],
    ['after midnight', '2026-07-02T03:00:00-04:00', '2026-07-02T07:00:00-04:00'],
    ['as it ends', '2026-07-02T07:00:00-04:00', '2026-07-02T07:00:00-04:00'],
    ['when clocks go back meanwhile', '2026-10-31T23:00:00-04:00', '2026-11-01T07:00:00-05:00'],
    ['when clocks go forward meanwhile', '2026-03-08T00:30:00-05:00', '2026-03-08T07:00:00-04:00'],
  ])('given the night from 22 to 7, %s', (_what, from, then) => {
    expect(afterQuietNight(at(from), DEFAULT_NIGHT, NEW_YORK)).toBe(at(then));
  });
  test('given a quiet time within one day, then it ends on that day', () => {
    const siesta = { from: 13 * 60, to: 15 * 60 };
    expect(afterQuietNight(at('2026-07-01T14:00:00-04:00'), siesta, NEW_YORK)).toBe(
      at('2026-07-01T15:00:00-04:00'),
    );
    expect(afterQuietNight(at('2026-07-01T02:00:00-04:00'), siesta, NEW_YORK)).toBe(
      at('2026-07-01T02:00:00-04:00'),
    );
  });
  test('given no quiet time, then always', () => {
    expect(afterQuietNight(at('2026-07-02T03:00:00-04:00'), null, NEW_YORK)).toBe(
      at('2026-07-02T03:00:00-04:00'),
    );
  });
});
