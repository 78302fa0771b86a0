import { describe, expect, test } from 'vitest';
import {
  CAP_WINDOWS,
  CAPS,
  DEFAULT_CAPS,
  describeCap,
  LONGEST_CAP_WINDOW,
  parseCapLimit,
  prefixOf,
  reachedCap,
} from '../../../src/core/caps.ts';

describe('reachedCap', () => {
  const uses = CAPS.map((cap) => ({ cap, limit: 3, used: 2 }));

  test('given room under every cap, then none is reached; given no cap, neither', () => {
    expect(reachedCap(uses)).toBeNull();
    expect(reachedCap([])).toBeNull();
  });

  test.each(CAPS)('given %s used up, then that one', (cap) => {
    const used = uses.map((use) => (use.cap === cap ? { ...use, used: 3 } : use));
    expect(reachedCap(used)).toMatchObject({ cap });
  });

  test('given all used up, then the narrowest', () => {
    expect(reachedCap(uses.map((use) => ({ ...use, used: 9 })))).toMatchObject({ cap: 'per-number' });
  });

  test('given a limit of 0, then no text at all', () => {
    expect(reachedCap([{ cap: 'per-day', limit: 0, used: 0 }])).toMatchObject({ cap: 'per-day' });
  });
});

test('a prefix in North America is the area code and the exchange', () => {
  expect(prefixOf('+12125550123')).toBe('+1212555');
  expect(prefixOf('+442079460123')).toBe('+44207946');
});

test('no window is longer than uses are kept, and the defaults leave room for the wider caps', () => {
  for (const cap of CAPS) {
    expect(CAP_WINDOWS[cap]).toBeLessThanOrEqual(LONGEST_CAP_WINDOW);
    expect(describeCap(cap)).toContain('texts');
  }
  const { 'per-number': number, 'per-prefix': prefix, 'per-day': day } = DEFAULT_CAPS;
  expect([number, prefix, day]).toEqual([number, prefix, day].toSorted((a, b) => Number(a) - Number(b)));
});

describe('parseCapLimit', () => {
  test.each([
    ['20', 20],
    [' 0 ', 0],
    ['100000', 100_000],
    ['OFF', null],
  ])('given %j, then %j', (text, value) => {
    expect(parseCapLimit(text)).toEqual({ value });
  });

  test.each(['', '-1', '1.5', '100001', 'many', '1e3'])('given %j, then it is no limit', (text) => {
    expect(parseCapLimit(text)).toEqual({ problem: 'Give a whole number from 0 to 100000, or off.' });
  });
});
