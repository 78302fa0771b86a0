import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeGsm7, encodeGsm7, gsm7Units, isGsm7 } from '../../../src/core/gsm7.ts';

const EVERY_CHARACTER = [
  ...'@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?',
  ...'¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà\f^{}\\[~]|€',
];
const gsm7Text = fc.array(fc.constantFrom(...EVERY_CHARACTER)).map((characters) => characters.join(''));
const anyText = fc
  .array(fc.integer({ min: 0, max: 0x10ffff }))
  .map((codes) => String.fromCodePoint(...codes));

describe('encodeGsm7', () => {
  test.each([
    ['@', [0x00]],
    ['$', [0x02]],
    ['Ç', [0x09]],
    ['_', [0x11]],
    ['Hi', [0x48, 0x69]],
    ['à', [0x7f]],
    ['€', [0x1b, 0x65]],
    ['[~]', [0x1b, 0x3c, 0x1b, 0x3d, 0x1b, 0x3e]],
    ['\f', [0x1b, 0x0a]],
    ['', []],
  ])('given %j, when encoded, then its octets are those of GSM 03.38', (text, octets) => {
    expect([...encodeGsm7(text)]).toEqual(octets);
  });

  test('given characters outside the alphabet, when encoded, then the first one is named', () => {
    expect(() => encodeGsm7('it’s 👍')).toThrow(
      new RangeError('"’" (U+2019) is not in the GSM 7 bit alphabet; send this text as UCS-2'),
    );
    expect(() => encodeGsm7('👍')).toThrow('U+1F44D');
  });

  test('given the escape character itself, when encoded, then it is refused', () => {
    expect(isGsm7('\u001b')).toBe(false);
    expect(() => encodeGsm7('\u001b')).toThrow(RangeError);
  });
});

describe('decodeGsm7', () => {
  test.each([
    ['an escaped code the extension table lacks', [0x1b, 0x41], 'A'],
    ['an escape after an escape', [0x1b, 0x1b, 0x41], ' A'],
    ['an escape at the end', [0x41, 0x1b], 'A '],
    ['an octet above 0x7F', [0x41, 0x80, 0xff], 'A\ufffd\ufffd'],
    ['an escaped octet above 0x7F', [0x1b, 0xe5], '\ufffd'],
    ['nothing', [], ''],
  ])('given %s, when decoded, then it still reads', (_case, octets, text) => {
    expect(decodeGsm7(Uint8Array.from(octets))).toBe(text);
  });

  test('given any octets, when decoded, then nothing throws', () => {
    fc.assert(fc.property(fc.uint8Array(), (octets) => typeof decodeGsm7(octets) === 'string'));
  });
});

test('given any text of the alphabet, when encoded and decoded, then it comes back, in septets only', () => {
  fc.assert(
    fc.property(gsm7Text, (text) => {
      const octets = encodeGsm7(text);
      expect(decodeGsm7(octets)).toBe(text);
      expect(octets.every((octet) => octet < 0x80)).toBe(true);
      expect(octets.length).toBe([...text].reduce((sum, character) => sum + gsm7Units(character), 0));
    }),
  );
});

test('given any text, when asked whether it is GSM 7 bit, then the encoder agrees', () => {
  fc.assert(
    fc.property(fc.oneof(gsm7Text, anyText), (text) => {
      if (isGsm7(text)) expect(() => encodeGsm7(text)).not.toThrow();
      else expect(() => encodeGsm7(text)).toThrow(RangeError);
    }),
  );
});

test('given a character, when its septets are counted, then extension takes two and foreign none', () => {
  expect([gsm7Units('a'), gsm7Units('€'), gsm7Units('ç')]).toEqual([1, 2, 0]);
});
