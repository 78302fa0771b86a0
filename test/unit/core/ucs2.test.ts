import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeUcs2, encodeUcs2 } from '../../../src/core/ucs2.ts';

const anyUnits = fc
  .array(fc.integer({ min: 0, max: 0xffff }))
  .map((units) => units.map((unit) => String.fromCharCode(unit)).join(''));

test.each([
  ['é', [0x00, 0xe9]],
  ['你', [0x4f, 0x60]],
  ['👍', [0xd8, 0x3d, 0xdc, 0x4d]],
  ['', []],
])('given %j, when encoded, then its octets are UTF-16 big endian', (text, octets) => {
  expect([...encodeUcs2(text)]).toEqual(octets);
});

test('given any UTF-16 units, even half pairs, when encoded and decoded, then they come back', () => {
  fc.assert(fc.property(anyUnits, (text) => decodeUcs2(encodeUcs2(text)) === text));
});

test('given a pair cut between two parts, when the parts are joined, then it is whole again', () => {
  const octets = encodeUcs2('a👍b');
  expect(decodeUcs2(octets.subarray(0, 4)) + decodeUcs2(octets.subarray(4))).toBe('a👍b');
});

test('given an odd number of octets, when decoded, then what was whole is kept', () => {
  expect(decodeUcs2(Uint8Array.of(0x00, 0x41, 0x00))).toBe('A\ufffd');
});
