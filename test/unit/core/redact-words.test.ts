import fc from 'fast-check';
import { getExampleNumber, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import examples from 'libphonenumber-js/mobile/examples';
import { describe, expect, test } from 'vitest';
import { redactPhones, redactSecrets } from '../../../src/core/redact-words.ts';

/** North American cell phones, and other countries' as they differ in length and in how they are grouped. */
const LIKE = ['US', 'US', 'GB', 'DE', 'FR', 'AU', 'MX', 'JP', 'BR', 'IN', 'DK', 'SG', 'IT', 'ZA'] as const;

/** Numbers whose last digits are some of these. */
function numbersOf(digits: readonly number[]) {
  const tail = fc.array(fc.constantFrom(...digits), { minLength: 7, maxLength: 7 });
  return fc
    .tuple(fc.constantFrom(...LIKE), tail)
    .map(([country, last]) =>
      String(getExampleNumber(country, examples)?.number).replace(/\d{7}$/, last.join('')),
    );
}

/** What stands around them in these tests has no four such digits in a row. */
const tellingNumbers = numbersOf([5, 6, 7, 8, 9]);
const anyNumbers = numbersOf([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);

const digits = (e164: string) => e164.slice(1);
const national = (e164: string) => parsePhoneNumberFromString(e164)?.formatNational() ?? e164;
const international = (e164: string) => parsePhoneNumberFromString(e164)?.formatInternational() ?? e164;
const withGaps = (gap: string) => (e164: string) => international(e164).replaceAll(/[ ()-]+/g, gap);
const fullWidth = (e164: string) =>
  e164.replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit)));

const spellings: readonly ((e164: string) => string)[] = [
  (e164) => e164,
  digits,
  national,
  international,
  ...[' ', '-', '.', '/', '\u00a0', '\u2011', '\u2013', ' - ', ') ', ''].map(withGaps),
  (e164) => `00${digits(e164)}`,
  (e164) => `011${digits(e164)}`,
  (e164) => `9${digits(e164)}`,
  fullWidth,
  (e164) => encodeURIComponent(e164),
  (e164) => encodeURIComponent(encodeURIComponent(e164)),
  (e164) => encodeURIComponent(international(e164)),
  (e164) => e164.replace('+', '\\u002b'),
  (e164) => e164.replace('+', '&#43;'),
  (e164) => JSON.stringify(JSON.stringify({ from: e164, words: `\n${digits(e164)}` })),
  (e164) => `sip:${e164}@10.20.30.40:2030`,
  (e164) => `"Ann Lee" <sip:${digits(e164)};user=phone@carrier.example>;tag=as3f`,
  (e164) => `"Ann ${e164}" <${national(e164)}>`,
  (e164) => `PJSIP/${e164}@trunk`,
  (e164) => `PJSIP/${digits(e164)}-0000001a`,
  (e164) => `PJSIP/trunk-${digits(e164)}-00000012`,
  (e164) => `Local/${e164}@from-internal-00000a1b;2`,
  (e164) => `DID${digits(e164)}`,
  (e164) => `did_${digits(e164)}x12`,
  (e164) => `tel:${international(e164).replaceAll(' ', '-')}`,
];

/** What stands around it, with digits of its own that are no phone number's. */
const surroundings = fc.constantFrom(
  'no route to',
  '',
  '1764000000.12:',
  'at 2026-11-23T04:00:00.000Z,',
  'took 25000 ms; from',
  'http://127.0.0.1:8088/ari/channels?endpoint=',
  '{"message":"Allocation failed",',
  'Error: 404\n    at call (/usr/lib/textback/dist/app.js:12:34)\n',
);

const asciiDigits = (text: string) => text.normalize('NFKC').replace(/\D/g, '');

/** Digits that only gaps part stand together; stars, letters and a plus sign part them. */
const withoutGaps = (text: string) => text.normalize('NFKC').replace(/[^\w*+]/g, '');

/** Each four digits in a row of the last seven. */
const windows = (e164: string) => [-7, -6, -5, -4].map((at) => e164.slice(at).slice(0, 4));

describe('redactPhones', () => {
  test('given any number in any spelling inside any words, when redacted, then no four of its last digits in a row are left', () => {
    fc.assert(
      fc.property(
        tellingNumbers,
        fc.constantFrom(...spellings),
        surroundings,
        surroundings,
        (e164, spell, before, after) => {
          const shown = withoutGaps(redactPhones(`${before} ${spell(e164)} ${after}`));
          for (const four of windows(e164)) expect(shown).not.toContain(four);
        },
      ),
      { numRuns: 5_000 },
    );
  });

  test('given any number in any spelling, when redacted, then its digits are gone but for the country and the last two', () => {
    fc.assert(
      fc.property(anyNumbers, fc.constantFrom(...spellings), (e164, spell) => {
        const shown = redactPhones(spell(e164)).normalize('NFKC');
        // A spelling may have digits of its own, such as those of an address.
        const beside = asciiDigits(spell('+'));
        for (const four of windows(e164)) if (!beside.includes(four)) expect(shown).not.toContain(four);
        expect(asciiDigits(shown).length - beside.length).toBeLessThanOrEqual(2 * 5);
      }),
      { numRuns: 5_000 },
    );
  });

  test('given several numbers side by side, when redacted, then each is hidden', () => {
    fc.assert(
      fc.property(
        fc.array(anyNumbers, { minLength: 2, maxLength: 5 }),
        fc.constantFrom(' ', ',', ', ', '|', '\n', '; '),
        (several, between) => {
          expect(redactPhones(several.join(between))).not.toMatch(/\d{5}/);
          expect(redactPhones(several.map(national).join(between))).not.toMatch(/\d{5}/);
        },
      ),
    );
  });

  test.each([
    ['+12125550123', '+1********23'],
    ['from +12125550123 to +442079460123.', 'from +1********23 to +44********23.'],
    ['%2B12125550123', '+1********23'],
    ['PJSIP/+12125550123-00000012', 'PJSIP/+1********23-00000012'],
    ['Local/12125550123@from-internal-00000a1b;2', 'Local/*********23@from-internal-00000a1b;2'],
    ['sip:+12125550123@10.20.30.40:5060', 'sip:+1********23@10.20.30.40:5060'],
    ['1-212-555-0123 in 1764000000.12', '*********23 in 1764000000.12'],
  ])('given %j, when redacted, then it says %j', (words, hidden) => {
    expect(redactPhones(words)).toBe(hidden);
  });

  test.each([
    '1764000000.12',
    '1764000000.12-leg1',
    'pbx-1764000000.12',
    'PJSIP/trunk-00000012',
    'Local/100@from-internal-0000abcd;1',
    '12345678-1234-4123-8123-123456789012',
    'a1234567890',
    '3f2504e04f8911d39a0c0305e82c3301',
    '2026-11-23T04:00:00.000Z',
    '2026-11-23 04:00:00',
    '10 2026-11-23',
    '04:00:00.000000',
    '1764000000000',
    '192.168.100.200:5038',
    '10.20.30.40',
    '[::1]:8480',
    'took 25000 ms',
    '3600000 ms',
    '0.12345678',
    'ESME_RSYS (8), command 0x80000004',
    'PJSIP/100',
    '123456',
    'file.js:1234:567',
    'v24.21.0',
  ])('given %j, which is no phone number, when redacted, then it stays', (words) => {
    expect(redactPhones(words)).toBe(words);
    expect(redactPhones(`call ${words} is over`)).toBe(`call ${words} is over`);
  });
});

describe('redactSecrets', () => {
  test.each([
    ['ws://127.0.0.1:8088/ari/events?api_key=textback:hush&app=textback', '?api_key=[secret]&app=textback'],
    ['connecting to http://u:hush@127.0.0.1', 'http://[secret]@127.0.0.1'],
    ['http://:hush@127.0.0.1', 'http://[secret]@127.0.0.1'],
    ['Authorization: Basic dGV4dGJhY2s6aHVzaA==', 'Basic [secret]'],
    ['authorization: hush', 'authorization: [secret]'],
    ['Bearer tk_hush123', 'Bearer [secret]'],
    ['{"password":"hush","a":1}', '{"password":"[secret]","a":1}'],
    [String.raw`{\"token\":\"hush\"}`, String.raw`{\"token\":\"[secret]\"}`],
    ['Action: Login\r\nUsername: textback\r\nSecret: hush\r\n\r\n', 'Secret: [secret]\r\n\r\n'],
    ['ari_password = hush', 'ari_password = [secret]'],
  ])('given %j, when redacted, then the secret is gone', (words, shown) => {
    expect(redactSecrets(words)).toContain(shown);
    expect(redactSecrets(words)).not.toMatch(/hush|dGV4dGJhY2s6aHVzaA/);
  });

  test.each(['Unexpected token < in JSON', 'Basic settings are missing', 'the password is wrong'])(
    'given %j, when redacted, then it stays',
    (words) => {
      expect(redactSecrets(words)).toBe(words);
    },
  );
});
