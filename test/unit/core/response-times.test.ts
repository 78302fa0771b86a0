import { expect, test } from 'vitest';
import { distributeWaits, medianOf, RESPONSE_STEPS } from '../../../src/core/response-times.ts';

const MINUTE = 60_000;

test('given waits on and right after each bound, when they are distributed, then a bound belongs to its step', () => {
  const bounds = [1, 5, 15, 60, 240, 1440].map((minutes) => minutes * MINUTE);
  expect(distributeWaits(bounds)).toEqual([1, 1, 1, 1, 1, 1, 0]);
  expect(distributeWaits(bounds.map((bound) => bound + 1))).toEqual([0, 1, 1, 1, 1, 1, 1]);
  expect(distributeWaits([0, 0])).toEqual([2, 0, 0, 0, 0, 0, 0]);
  expect(distributeWaits([])).toHaveLength(RESPONSE_STEPS.length);
});

test.each([
  [[], null],
  [[7], 7],
  [[9, 1, 5], 5],
  [[4, 1, 2, 9], 3],
  [[10, 2], 6],
])(
  'given %j, when the middle is asked for, then it is %j, and the values stay as they were',
  (values, median) => {
    const before = [...values];
    expect(medianOf(values)).toBe(median);
    expect(values).toEqual(before);
  },
);
