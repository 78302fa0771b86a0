import { expect, test } from 'vitest';
import { creditCost } from '../../../src/core/credit-cost.ts';
import { forecastCredits, formatPrice } from '../../../src/core/credit-forecast.ts';

const DAY = 86_400_000;
const NOW = 1_000 * DAY;

test.each([
  // balance, spent, days since the first credit, a day, days left
  [100, 56, 400, 2, 50],
  [100, 56, 28, 2, 50],
  [10, 6, 3, 2, 5],
  [10, 3, 0, 3, 3],
  [7, 28, 100, 1, 7],
  [0, 28, 100, 1, 0],
  [100, 0, 100, 0, null],
  [100, -2, 100, 0, null],
])(
  'given %i credits, %i spent, %i days in, when forecast, then %f a day and %s days left',
  (balance, spent, days, spentPerDay, daysLeft) => {
    expect(forecastCredits(balance, spent, NOW - days * DAY, NOW)).toEqual({ spentPerDay, daysLeft });
  },
);

test.each([
  [900, '$9.00'],
  [5, '$0.05'],
  [1234, '$12.34'],
])('given %i cents, when shown, then %s', (cents, shown) => {
  expect(formatPrice(cents)).toBe(shown);
});

test('given a text of two segments, when charged by message, then one credit; by segment, two', () => {
  const long = 'x'.repeat(161);
  expect([creditCost(long, 'message'), creditCost(long, 'segment')]).toEqual([1, 2]);
  expect([creditCost('hi', 'message'), creditCost('hi', 'segment')]).toEqual([1, 1]);
});
