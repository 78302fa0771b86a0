import { describe, expect, test } from 'vitest';
import { backoffMs } from '../../../src/core/backoff.ts';

const bounds = { baseMs: 1_000, capMs: 60_000 };

describe('backoffMs', () => {
  test('given no failure yet, when asked, then it waits between half the base and the base', () => {
    expect(backoffMs(0, 0, bounds)).toBe(500);
    expect(backoffMs(0, 0.999_999, bounds)).toBe(1_000);
  });

  test('given more failures, when asked, then the wait doubles', () => {
    expect([1, 2, 3].map((attempt) => backoffMs(attempt, 0, bounds))).toEqual([1_000, 2_000, 4_000]);
  });

  test('given failures without end, when asked, then the wait stays at the cap', () => {
    expect(backoffMs(6, 0.999_999, bounds)).toBe(60_000);
    expect(backoffMs(100_000, 0.999_999, bounds)).toBe(60_000);
  });
});
