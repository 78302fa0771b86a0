import fc from 'fast-check';
import { SegmentedMessage } from 'sms-segments-calculator';
import { describe, expect, test } from 'vitest';
import { encodeGsm7 } from '../../../src/core/gsm7.ts';
import { segmentText } from '../../../src/core/segments.ts';
import { encodeUcs2 } from '../../../src/core/ucs2.ts';

const FAMILY = '👩‍👩‍👧‍👦';
const THUMB = '👍🏽';

/** Characters that both the oracle's older tables and ours read alike, chosen to sit on every boundary. */
const gsm7Characters = fc.constantFrom('a', 'B', ' ', '\n', 'é', 'Δ', '€', '{', '~', '\f');
const ucs2Characters = fc.constantFrom('a', '€', '你', 'ç', '’', '👍', THUMB, FAMILY, '🇺🇸', 'e\u0301');
const long = { maxLength: 500, size: 'max' } as const;
const gsm7Text = fc.array(gsm7Characters, long).map((all) => all.join(''));
const ucs2Text = fc.array(ucs2Characters, long).map((all) => all.join(''));

describe('segmentText', () => {
  test.each([
    ['an empty text', '', 'gsm7', [0], 160],
    ['160 GSM characters', 'a'.repeat(160), 'gsm7', [160], 160],
    ['161 GSM characters', 'a'.repeat(161), 'gsm7', [153, 8], 153],
    ['306 GSM characters', 'a'.repeat(306), 'gsm7', [153, 153], 153],
    ['307 GSM characters', 'a'.repeat(307), 'gsm7', [153, 153, 1], 153],
    ['80 extension characters', '€'.repeat(80), 'gsm7', [80], 160],
    ['an extension character across the cut', `${'a'.repeat(152)}€${'a'.repeat(10)}`, 'gsm7', [152, 11], 153],
    ['70 UCS-2 units', '你'.repeat(70), 'ucs2', [70], 70],
    ['71 UCS-2 units', '你'.repeat(71), 'ucs2', [67, 4], 67],
    ['extension characters in UCS-2, one unit each', `你${'€'.repeat(69)}`, 'ucs2', [70], 70],
    ['a surrogate pair across the cut', `${'你'.repeat(66)}👍${'你'.repeat(5)}`, 'ucs2', [66, 7], 67],
    ['a skin tone across the cut', `${'你'.repeat(64)}${THUMB}你你你`, 'ucs2', [64, 7], 67],
  ])(
    'given %s, when cut, then the segments are as the carrier counts them',
    (_case, text, encoding, lengths, per) => {
      const result = segmentText(text);
      expect(result.encoding).toBe(encoding);
      expect(result.segments.map((segment) => segment.length)).toEqual(lengths);
      expect(result.perSegment).toBe(per);
      expect(result.segments.join('')).toBe(text);
    },
  );

  test('given one cluster longer than a segment, when cut, then it is split between code points only', () => {
    const text = `e${'\u0301'.repeat(80)}`;
    expect(segmentText(text).segments.map((segment) => segment.length)).toEqual([67, 14]);
    const emoji = Array.from({ length: 40 }, () => '👍').join('\u200d');
    for (const segment of segmentText(emoji).segments) expect(segment.isWellFormed()).toBe(true);
  });

  test('given characters that GSM lacks, when cut, then each is named once, in order', () => {
    expect(segmentText(`it’s ok ${THUMB} that’s it`).forcedUcs2By).toEqual(['’', THUMB]);
    expect(segmentText("it's ok").forcedUcs2By).toEqual([]);
  });

  test('given an emoji family, when counted, then a person sees one character and the carrier eleven units', () => {
    expect(segmentText(FAMILY)).toMatchObject({ characters: 1, units: 11 });
    expect(segmentText('€5')).toMatchObject({ characters: 2, units: 3 });
  });

  test('given half a surrogate pair, when cut, then it becomes the replacement character', () => {
    expect(segmentText('a\ud83d').segments).toEqual(['a\ufffd']);
  });
});

describe('beside sms-segments-calculator', () => {
  test.each([
    ['GSM', gsm7Text],
    ['UCS-2', ucs2Text],
  ])(
    'given any %s text, when cut, then both agree on encoding, units and number of segments',
    (_name, texts) => {
      fc.assert(
        fc.property(texts, (text) => {
          const oracle = new SegmentedMessage(text);
          const ours = segmentText(text);
          expect(ours.encoding).toBe(oracle.encodingName === 'GSM-7' ? 'gsm7' : 'ucs2');
          expect(ours.segments.length).toBe(oracle.segmentsCount);
          expect(ours.units).toBe(oracle.messageSize / (ours.encoding === 'gsm7' ? 7 : 16));
        }),
        { numRuns: 60 },
      );
    },
  );
});

test('given any text, when cut, then every segment fits 140 octets with its header and none is lost', () => {
  fc.assert(
    fc.property(fc.oneof(gsm7Text, ucs2Text), (text) => {
      const { encoding, segments, perSegment } = segmentText(text);
      for (const segment of segments) {
        const units = encoding === 'gsm7' ? encodeGsm7(segment).length : encodeUcs2(segment).length / 2;
        expect(units).toBeLessThanOrEqual(perSegment);
      }
      expect(segments.join('')).toBe(text);
    }),
    { numRuns: 60 },
  );
});

describe('what a carrier asks for', () => {
  test.each([
    ['x'.repeat(160), 1, 160],
    ['x'.repeat(161), 2, 152],
    ['я'.repeat(70), 1, 70],
    ['я'.repeat(133), 3, 66],
  ])(
    'given a 16-bit reference, when %s is cut, then there are %i segments of %i units',
    (text, count, capacity) => {
      const { segments, perSegment } = segmentText(text, { referenceBits: 16 });
      expect([segments.length, perSegment]).toEqual([count, capacity]);
    },
  );

  test('given a carrier without the character, when a GSM text is cut as UCS-2, then it counts as UCS-2', () => {
    const { encoding, segments } = segmentText('x'.repeat(71), { asUcs2: true });
    expect([encoding, segments.map((each) => each.length)]).toEqual(['ucs2', [67, 4]]);
  });
});
