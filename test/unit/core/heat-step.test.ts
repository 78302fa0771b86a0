import { expect, test } from 'vitest';
import { heatStep } from '../../../src/core/heat-step.ts';

test.each([
  [0, 0, 0],
  [0, 9, 0],
  [1, 1_000, 1],
  [500, 1_000, 2],
  [501, 1_000, 3],
  [1_000, 1_000, 4],
])('given %i of at most %i, when drawn in five steps, then it is step %i', (count, most, step) => {
  expect(heatStep(count, most, 5)).toBe(step);
});
