import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitByBytes } from '../../../src/core/split-bytes.ts';

test.each([
  ['a text that fits', 'Hello', 5, ['Hello']],
  ['nothing', '', 5, ['']],
  ['words', 'aaaa bb cccc', 8, ['aaaa bb ', 'cccc']],
  ['a space too far back', 'a bbbbbbbbbb', 8, ['a bbbbbb', 'bbbb']],
  ['two bytes a character', 'ééé', 5, ['éé', 'é']],
  ['a letter with its accent', 'aae\u0301', 4, ['aa', 'e\u0301']],
  ['an accent just behind the limit', 'aaae\u0301', 4, ['aaa', 'e\u0301']],
  ['a line break', 'aaa\r\nb', 4, ['aaa', '\r\nb']],
  ['an emoji with its skin tone', 'a👍🏽', 8, ['a', '👍🏽']],
  ['one character longer than a piece', '👨‍👩‍👧‍👦', 8, ['👨\u200d', '👩\u200d', '👧\u200d', '👦']],
  ['half a surrogate pair', 'a\ud83d', 4, ['a\ufffd']],
])('given %s, when it is split, then so', (_what, text, maxBytes, pieces) => {
  expect(splitByBytes(text, maxBytes)).toEqual(pieces);
});

test('given any text, when it is split, then the pieces fit, are not empty, and joined are the text', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 }),
      fc.integer({ min: 4, max: 200 }),
      (text, maxBytes) => {
        const pieces = splitByBytes(text, maxBytes);
        expect(pieces.join('')).toBe(text.toWellFormed());
        for (const piece of pieces) {
          expect(piece).not.toBe('');
          expect(piece.isWellFormed()).toBe(true);
          expect(Buffer.byteLength(piece)).toBeLessThanOrEqual(maxBytes);
        }
      },
    ),
  );
});
