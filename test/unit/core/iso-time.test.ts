import { expect, test } from 'vitest';
import { iso } from '../../../src/core/iso-time.ts';

test.each([
  [0, '1970-01-01T00:00:00.000Z'],
  [1_795_694_400_123, '2026-11-26T12:00:00.123Z'],
  [null, null],
])('given %j, when written for programs, then it is %j', (at, written) => {
  expect(iso(at)).toBe(written);
});
