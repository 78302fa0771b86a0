import { describe, expect, test } from 'vitest';
import { checkTemplate, renderTemplate } from '../../../src/core/placeholders.ts';
import { publicShortenerIn } from '../../../src/core/public-shorteners.ts';
import { segmentText } from '../../../src/core/segments.ts';
import { findTrade, TRADE_TEMPLATES } from '../../../src/core/trade-templates.ts';

const LONG_NAME = 'Montgomery & Sons Service';
const LONG_NEXT_OPEN = 'Wednesday at 10:30 AM';

const texts = TRADE_TEMPLATES.flatMap(({ trade, message, afterHours }) => [
  [trade, 'message', message] as const,
  [trade, 'after-hours message', afterHours] as const,
]);

describe('the trade templates', () => {
  test('given the trades of features.md, when listed, then each is there once', () => {
    expect(TRADE_TEMPLATES.map(({ trade }) => trade)).toEqual([
      'general-contractor',
      'hvac',
      'plumbing',
      'gutters',
      'pressure-washing',
      'landscaping',
      'cleaning',
      'appliance-repair',
      'remodeling',
    ]);
  });

  test.each(texts)('given the %s %s, when sent, then it is one GSM 7 bit segment', (_trade, _kind, text) => {
    expect(LONG_NAME).toHaveLength(25);
    const sent = segmentText(renderTemplate(text, { business_name: LONG_NAME, next_open: LONG_NEXT_OPEN }));
    expect(sent).toMatchObject({ encoding: 'gsm7', segments: [expect.stringContaining(LONG_NAME)] });
  });

  test.each(texts)('given the %s %s, when read, then it keeps to the rules', (_trade, kind, text) => {
    expect(checkTemplate(text)).toEqual([]);
    expect(text.startsWith("Hi, it's {{business_name}}.")).toBe(true);
    expect(text).not.toMatch(
      /https?:|www\.|\b\w+\.(?:com|ly)\b|\b(?:free|sale|deals?|discount|offer|save|% off)\b/i,
    );
    expect(text.includes('{{next_open}}')).toBe(kind === 'after-hours message');
  });

  test('given all of them, when compared, then no two are alike', () => {
    expect(new Set(texts.map(([, , text]) => text)).size).toBe(18);
  });
});

describe('findTrade', () => {
  test.each([
    ['hvac', 'hvac'],
    [' HVAC ', 'hvac'],
    ['Pressure Washing', 'pressure-washing'],
    ['general_contractor', 'general-contractor'],
  ])('given "%s", when looked for, then it is %s', (name, trade) => {
    expect(findTrade(name)).toMatchObject({ kind: 'trade', template: { trade } });
  });

  test('given a misspelt trade, when looked for, then the one that was meant', () => {
    expect(findTrade('plumbin')).toEqual({ kind: 'unknown', meant: 'plumbing' });
    expect(findTrade('astrology')).toEqual({ kind: 'unknown', meant: null });
  });
});

describe('publicShortenerIn', () => {
  test.each([
    ['Book at https://bit.ly/acme', 'bit.ly'],
    ['see TINYURL.com/x.', 'tinyurl.com'],
    ['www.t.co', 't.co'],
    ['first.com', null],
    ['https://t.company/x', null],
    ['https://t.co.example.com', null],
    ['https://acme.example/book', null],
  ])('given "%s", when looked through, then %s', (text, shortener) => {
    expect(publicShortenerIn(text)).toBe(shortener);
  });
});
