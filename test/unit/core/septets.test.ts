import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeGsm7 } from '../../../src/core/gsm7.ts';
import { fillBitsAfter, packSeptets, unpackSeptets } from '../../../src/core/septets.ts';

const hex = (octets: Uint8Array): string => Buffer.from(octets).toString('hex');

describe('packed septets', () => {
  // "hellohello" is the usual worked example; the fourth shows the carriage return of TS 23.038 §6.1.2.3.1.
  test.each([
    ['', 0, ''],
    ['hello', 0, 'e8329bfd06'],
    ['hellohello', 0, 'e8329bfd4697d9ec37'],
    ['1234567', 0, '31d98c56b3dd1a'],
    ['hi', 1, 'd069'],
  ])('given %j after %i bits, when packed, then the octets are %s', (text, fill, octets) => {
    expect(hex(packSeptets(encodeGsm7(text), fill))).toBe(octets);
  });

  test.each([
    ['a carriage return', '31d98c56b3dd1a', '31323334353637', 'none'],
    ['zeros', '31d98c56b3dd00', '3132333435363700', 'a septet'],
  ])(
    'given seven bits of %s at the end of an octet, when %s is unpacked, then it is %s: %s',
    (_, octets, septets) => {
      expect(hex(unpackSeptets(Buffer.from(octets, 'hex')))).toBe(septets);
    },
  );

  test.each([
    [6, 1],
    [7, 0],
    [0, 0],
    [4, 3],
  ])('given a header of %i octets, then %i bits follow it', (octets, bits) => {
    expect(fillBitsAfter(octets)).toBe(bits);
  });

  test('given any septets after any fill bits, when packed and unpacked, then they are the same', () => {
    const septets = fc.uint8Array({ max: 0x7f, maxLength: 160 });
    fc.assert(
      fc.property(septets, fc.integer({ min: 0, max: 6 }), (given, fill) => {
        // A last carriage return is the one thing that filling can be mistaken for.
        fc.pre(given.at(-1) !== 0x0d);
        expect(hex(unpackSeptets(packSeptets(given, fill), fill))).toBe(hex(given));
      }),
    );
  });

  test('given any octets after any fill bits, when unpacked, then it never fails', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.integer({ min: 0, max: 6 }), (octets, fill) => {
        expect(unpackSeptets(octets, fill).every((septet) => septet < 0x80)).toBe(true);
      }),
    );
  });
});
