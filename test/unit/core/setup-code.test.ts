import { expect, test } from 'vitest';
import { formatSetupCode, plainSetupCode, SETUP_CODE_BYTES } from '../../../src/core/setup-code.ts';

test('given random octets, when made a code of, then it is three groups of four without letters that look like digits', () => {
  const random = Uint8Array.from({ length: SETUP_CODE_BYTES }, (_, index) => index * 23);
  expect(formatSetupCode(random)).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/);
});

test('given octets that differ in any place, when made codes of, then the codes differ there', () => {
  const codes = Array.from({ length: SETUP_CODE_BYTES }, (_, place) =>
    formatSetupCode(Uint8Array.from({ length: SETUP_CODE_BYTES }, (_, index) => (index === place ? 1 : 0))),
  );
  expect(new Set(codes).size).toBe(SETUP_CODE_BYTES);
});

test('given no octets, when made a code of, then there is none', () => {
  expect(formatSetupCode(new Uint8Array(0))).toBe('');
});

test.each([
  ['7kq2-m0xw-94tb', '7KQ2M0XW94TB'],
  [' 7KQ2 MOXW 94TB\n', '7KQ2M0XW94TB'],
  ['il10', '1110'],
  ['', ''],
])('given %j, when read as it is compared, then it is %j', (typed, plain) => {
  expect(plainSetupCode(typed)).toBe(plain);
});
