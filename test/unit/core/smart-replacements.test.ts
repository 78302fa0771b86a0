import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isGsm7 } from '../../../src/core/gsm7.ts';
import { plainText } from '../../../src/core/smart-replacements.ts';

describe('plainText', () => {
  test.each([
    ['curly quotes', '“We’re ‘in’”', `"We're 'in'"`],
    ['dashes', '8–5 — daily', '8-5 - daily'],
    ['an ellipsis', 'Hold on…', 'Hold on...'],
    ['a space that does not break', '8\u00a0AM\u202ftoday', '8 AM today'],
    ['a tab and a backtick', '\t`x`', " 'x'"],
    ['marks that nobody sees', '\ufeffHi\u200b', 'Hi'],
    ['a line separator', 'Hi\u2028there', 'Hi\nthere'],
    ['signs', '½ × 3 Acme™', '1/2 x 3 Acme(TM)'],
    ['letters whose accent GSM 7 bit lacks', 'mañana está ok', 'mañana esta ok'],
    ['a letter and its accent apart', 'cafe\u0301', 'café'],
    ['what needs nothing', 'Hi {{caller_name}}, € é ñ', 'Hi {{caller_name}}, € é ñ'],
    ['what has no equivalent', 'Hi 👍 你好', 'Hi 👍 你好'],
  ])('given %s, when made plain, then it reads the same', (_case, text, plain) => {
    expect(plainText(text).text).toBe(plain);
  });

  test('given several, when made plain, then each is listed once, with how often it occurs', () => {
    expect(plainText('We’re “here”, they’re not').replacements).toEqual([
      { from: '’', to: "'", times: 2 },
      { from: '“', to: '"', times: 1 },
      { from: '”', to: '"', times: 1 },
    ]);
  });

  test('given any text, when made plain, then GSM 7 bit characters stay and twice is as once', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const { text: plain, replacements } = plainText(text);
        expect(plainText(plain)).toEqual({ text: plain, replacements: [] });
        for (const { from, to } of replacements) {
          expect(isGsm7(from)).toBe(false);
          expect(isGsm7(to)).toBe(true);
        }
      }),
    );
  });
});
