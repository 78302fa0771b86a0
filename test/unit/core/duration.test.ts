import { expect, test } from 'vitest';
import { formatDuration } from '../../../src/core/duration.ts';

test.each([
  [0, 'under 1 s'],
  [499, 'under 1 s'],
  [500, '1 s'],
  [20_040, '20 s'],
  [59_499, '59 s'],
  [59_500, '1 min'],
  [125_000, '2 min 5 s'],
  [3_599_499, '59 min 59 s'],
  [3_599_500, '1 h'],
  [3_720_000, '1 h 2 min'],
  [90_000_000, '25 h'],
])('given %i ms, when written for people, then it reads %s', (ms, words) => {
  expect(formatDuration(ms)).toBe(words);
});
