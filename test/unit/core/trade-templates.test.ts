import { describe, expect, test } from 'vitest';
import { LANGUAGES } from '../../../src/core/language.ts';
import { checkTemplate, renderTemplate } from '../../../src/core/placeholders.ts';
import { publicShortenerIn } from '../../../src/core/public-shorteners.ts';
import { segmentText } from '../../../src/core/segments.ts';
import { findTrade, TRADES, tradeTemplates } from '../../../src/core/trade-templates.ts';

const LONG_NAME = 'Montgomery & Sons Service';
const LONGEST = {
  business_name: LONG_NAME,
  next_open: 'Wednesday at 10:30 AM',
  next_open_es: 'el miércoles a las 10:30 AM',
};
const SAYS = {
  en: { hello: "Hi, it's {{business_name}}.", opens: '{{next_open}}' },
  es: { hello: 'Hola, somos {{business_name}}.', opens: '{{next_open_es}}' },
} as const;

const texts = LANGUAGES.flatMap((language) =>
  tradeTemplates(language).flatMap(({ trade, message, afterHours }) => [
    [language, trade, 'message', message] as const,
    [language, trade, 'after-hours message', afterHours] as const,
  ]),
);

describe('the trade templates', () => {
  test.each(LANGUAGES)(
    'given the trades of features.md, when listed in %s, then each is there once',
    (language) => {
      const trades = [
        'general-contractor',
        'hvac',
        'plumbing',
        'gutters',
        'pressure-washing',
        'landscaping',
        'cleaning',
        'appliance-repair',
        'remodeling',
      ];
      expect(tradeTemplates(language).map(({ trade }) => trade)).toEqual(trades);
      expect(TRADES).toEqual(trades);
    },
  );

  test.each(texts)(
    'given the %s %s %s, when sent, then it is one GSM 7 bit segment',
    (_language, _trade, _kind, text) => {
      expect(LONG_NAME).toHaveLength(25);
      const sent = segmentText(renderTemplate(text, LONGEST));
      expect(sent).toMatchObject({ encoding: 'gsm7', segments: [expect.stringContaining(LONG_NAME)] });
    },
  );

  test.each(texts)(
    'given the %s %s %s, when read, then it keeps to the rules',
    (language, _trade, kind, text) => {
      expect(checkTemplate(text)).toEqual([]);
      expect(text.startsWith(SAYS[language].hello)).toBe(true);
      expect(text).not.toMatch(
        /https?:|www\.|\b\w+\.(?:com|ly)\b|\b(?:free|sale|deals?|discount|offer|save|gratis|oferta|descuento|promo\w*|% off)\b/i,
      );
      const isForClosed = kind === 'after-hours message';
      for (const spoken of LANGUAGES) {
        expect(text.includes(SAYS[spoken].opens)).toBe(isForClosed && spoken === language);
      }
    },
  );

  test('given all of them, when compared, then no two are alike', () => {
    expect(new Set(texts.map(([, , , text]) => text)).size).toBe(36);
  });
});

describe('findTrade', () => {
  test.each([
    ['hvac', 'hvac'],
    [' HVAC ', 'hvac'],
    ['Pressure Washing', 'pressure-washing'],
    ['general_contractor', 'general-contractor'],
  ])('given "%s", when looked for in a language, then it is %s in that one', (name, trade) => {
    for (const language of LANGUAGES) {
      expect(findTrade(name, language)).toMatchObject({ kind: 'trade', template: { trade, language } });
    }
  });

  test('given a misspelt trade, when looked for, then the one that was meant', () => {
    expect(findTrade('plumbin', 'es')).toEqual({ kind: 'unknown', meant: 'plumbing' });
    expect(findTrade('astrology', 'en')).toEqual({ kind: 'unknown', meant: null });
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
