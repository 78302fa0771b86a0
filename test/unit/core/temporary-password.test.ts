import { describe, expect, test } from 'vitest';
import { judgePassword } from '../../../src/core/password-rule.ts';
import {
  isTemporaryPasswordOver,
  TEMPORARY_PASSWORD_BYTES,
  temporaryPassword,
} from '../../../src/core/temporary-password.ts';

describe('a temporary password', () => {
  test('given random octets, when made, then it is four groups of four that nobody misreads', () => {
    const bytes = Uint8Array.from({ length: TEMPORARY_PASSWORD_BYTES }, (_, n) => n * 16 + n);
    const password = temporaryPassword(bytes);
    expect(password).toMatch(/^[a-hjkmnp-z2-9]{4}(-[a-hjkmnp-z2-9]{4}){3}$/);
    expect(judgePassword(password, ['Maria', 'Acme HVAC'])).toEqual({ kind: 'good' });
  });

  test('given every octet, when made of it, then each character comes of it', () => {
    const all = temporaryPassword(Uint8Array.from({ length: 256 }, (_, n) => n));
    expect(new Set(all.replaceAll('-', '')).size).toBe(31);
  });

  test.each([
    [null, 1_000, false],
    [1_000, 999, false],
    [1_000, 1_000, true],
  ])('given one good until %s, when it is %s, then whether it is over is %s', (until, now, isOver) => {
    expect(isTemporaryPasswordOver(until, now)).toBe(isOver);
  });
});
