import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readUserDataHeader } from '../../../src/gateways/smpp-concatenation.ts';
import type { Fields } from '../../../src/gateways/smpp-link.ts';
import {
  cutText,
  LONG_MESSAGES,
  type SubmitOptions,
  submitFields,
} from '../../../src/gateways/smpp-submit.ts';
import { DEFAULT_ALPHABETS, decodeText, encodeText } from '../../../src/gateways/smpp-text.ts';
import { validityPeriod } from '../../../src/gateways/smpp-validity.ts';
import { aSubmit } from '../../fakes/gateway-bench.ts';

describe('the octets of a text', () => {
  test.each([
    ['@£$', 'gsm7', '000102'],
    ['[€]', 'gsm7', '1b3c1b651b3e'],
    ['Aя👍', 'ucs2', '0041044fd83ddc4d'],
  ] as const)('given %s in %s, when encoded, then the octets are %s', (text, encoding, hex) => {
    expect(encodeText(text, encoding).toString('hex')).toBe(hex);
  });

  test.each([
    [0x00, '1b65', '€'],
    [0x01, '40', '@'],
    [0x03, 'e9', 'é'],
    [0x08, '044f', 'я'],
    [0x06, 'd0', 'а'],
    [0x07, 'e0', 'א'],
    [0x0e, 'b0a1', '가'],
    [0x05, '82a0', 'あ'],
    [0x04, 'e9', 'é'],
    [0x10, '00', '@'],
    [0x18, '044f', 'я'],
    [0xf0, '00', '@'],
    [0xf5, 'e9', 'é'],
    [0xe0, '044f', 'я'],
    [0xc8, '00', '@'],
  ])('given data_coding %i, when %s is read, then it says %s', (dataCoding, hex, text) => {
    expect(decodeText(Buffer.from(hex, 'hex'), dataCoding)).toBe(text);
  });
});

describe('a user data header', () => {
  test.each([
    ['0500031f0301', { reference: 0x1f, index: 1, total: 3 }],
    ['060804beef0302', { reference: 0x1beef, index: 2, total: 3 }],
    ['0a0003ab0202050400010002', { reference: 0xab, index: 2, total: 2 }],
    ['0500031f0300', null],
    ['0500031f0304', null],
    ['0500031f0101', null],
    ['0400031f03', null],
    ['03000300', null],
  ])('given %s, when read, then the part is %o', (hex, part) => {
    expect(readUserDataHeader(Buffer.from(hex, 'hex')).part).toEqual(part);
  });

  test('given a header longer than the message, when read, then all of it is words', () => {
    expect(readUserDataHeader(Buffer.from('Hi')).body.toString()).toBe('Hi');
    expect(readUserDataHeader(Buffer.alloc(0)).body).toHaveLength(0);
  });
});

const usual: SubmitOptions = {
  alphabet: 'gsm7',
  dataCoding: 0,
  longMessages: 'udh',
  validityPeriod: 'none',
  serviceType: '',
  registeredDelivery: 1,
};
const NOW = Date.UTC(2026, 10, 23, 4, 37, 12, 500);

describe('the addresses of a submit_sm', () => {
  test.each([
    ['+12125550100', { source_addr_ton: 1, source_addr_npi: 1, source_addr: '12125550100' }],
    ['ACME', { source_addr_ton: 5, source_addr_npi: 0, source_addr: 'ACME' }],
    ['55555', { source_addr_ton: 0, source_addr_npi: 1, source_addr: '55555' }],
  ])('given the sender %s, when submitted, then its type follows from itself', (from, fields) => {
    expect(submitFields(aSubmit({ from }), usual, NOW)).toMatchObject(fields);
  });

  test('given types set by config, when submitted, then they hold for numbers, not for names', () => {
    const set = { ...usual, sourceTon: 2, sourceNpi: 8, destTon: 0, destNpi: 0, serviceType: 'CMT' };
    expect(submitFields(aSubmit(), set, NOW)).toMatchObject({
      service_type: 'CMT',
      source_addr_ton: 2,
      source_addr_npi: 8,
      dest_addr_ton: 0,
      dest_addr_npi: 0,
    });
    expect(submitFields(aSubmit({ from: 'ACME' }), set, NOW)).toMatchObject({
      source_addr_ton: 5,
      source_addr_npi: 0,
    });
  });
});

describe('the alphabet of a submit_sm', () => {
  const hexOf = (fields: Fields) =>
    Buffer.isBuffer(fields['short_message']) ? fields['short_message'].toString('hex') : null;

  test.each([
    ['gsm7', 0, 'é@[', 0, '05001b3c'],
    ['gsm7', 1, 'é', 1, '05'],
    ['gsm7', 0, 'я', 8, '044f'],
    ['gsm7-packed', 0, 'hellohello', 0, 'e8329bfd4697d9ec37'],
    ['gsm7-packed', 0, 'я', 8, '044f'],
    ['latin1', 3, 'é@[', 3, 'e9405b'],
    ['latin1', 3, '5 €', 8, '0035002020ac'],
    ['latin1', 3, 'ê', 8, '00ea'],
    ['ucs2', 8, 'ok', 8, '006f006b'],
    ['ucs2', 0x18, 'ok', 0x18, '006f006b'],
  ] as const)(
    'given %s marked %i, when "%s" is submitted, then it is marked %i and its octets are %s',
    (alphabet, dataCoding, text, marked, hex) => {
      const options = { ...usual, alphabet, dataCoding };
      const { encoding } = cutText(text, options);
      const fields = submitFields(aSubmit({ text, encoding }), options, NOW);
      expect([fields['data_coding'], hexOf(fields)]).toEqual([marked, hex]);
      expect(decodeText(Buffer.from(hex, 'hex'), marked, options)).toBe(text);
    },
  );

  test('given packed septets behind a header, when submitted, then they begin at a septet boundary', () => {
    const options = { ...usual, alphabet: 'gsm7-packed' } as const;
    const part = { reference: 7, index: 1, total: 2 };
    expect(hexOf(submitFields(aSubmit({ text: 'hi', part }), options, NOW))).toBe('050003070201d069');
    const wide = submitFields(aSubmit({ text: 'hi', part }), { ...options, longMessages: 'udh16' }, NOW);
    expect(hexOf(wide)).toBe('06080400070201e834');
  });

  test('given packed septets that end an octet with "@", when read, then it is kept', () => {
    const options = { ...usual, alphabet: 'gsm7-packed' } as const;
    const octets = encodeText('mail me@', 'gsm7', 'gsm7-packed');
    expect(octets).toHaveLength(7);
    expect(decodeText(octets, 0, options)).toBe('mail me@');
  });

  test('given any text in any alphabet, when cut, encoded and read again, then it is the same', () => {
    const alphabets = fc.constantFrom(...DEFAULT_ALPHABETS);
    const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 400 });
    const anyLong = fc.constantFrom(...LONG_MESSAGES);
    fc.assert(
      fc.property(
        alphabets,
        fc.oneof(text, fc.string({ maxLength: 400 })),
        anyLong,
        (alphabet, words, longMessages) => {
          const options = { ...usual, alphabet, longMessages };
          const { encoding, segments } = cutText(words, options);
          const read = segments.map((segment, index) => {
            const part =
              segments.length === 1 ? null : { reference: 1, index: index + 1, total: segments.length };
            const fields = submitFields(aSubmit({ text: segment, encoding, part }), options, NOW);
            const octets = [fields['message_payload'], fields['short_message']].find(Buffer.isBuffer);
            const whole = octets ?? Buffer.alloc(0);
            if (fields['message_payload'] === undefined) expect(whole.length).toBeLessThanOrEqual(160);
            const body = fields['esm_class'] === 0x40 ? readUserDataHeader(whole).body : whole;
            return decodeText(body, Number(fields['data_coding']), options, whole.length - body.length);
          });
          expect(read.join('')).toBe(words.toWellFormed());
        },
      ),
    );
  });
});

describe('a long text', () => {
  const long = 'x'.repeat(400);
  test.each([
    ['udh', [153, 153, 94]],
    ['udh16', [152, 152, 96]],
    ['sar', [153, 153, 94]],
    ['payload', [400]],
  ] as const)('given %s, when 400 characters are cut, then the parts have %j', (longMessages, lengths) => {
    const { segments } = cutText(long, { ...usual, longMessages });
    expect(segments.map((segment) => segment.length)).toEqual(lengths);
  });

  test.each([
    ['gsm7', 'x'.repeat(160), false],
    ['gsm7', 'x'.repeat(161), true],
    ['latin1', `€${'x'.repeat(69)}`, false],
    ['latin1', `€${'x'.repeat(70)}`, true],
  ] as const)(
    'given payload and %s, when %s is submitted, then message_payload is used: %s',
    (alphabet, text, asPayload) => {
      const options = { ...usual, alphabet, longMessages: 'payload' } as const;
      const fields = submitFields(aSubmit({ text, encoding: cutText(text, options).encoding }), options, NOW);
      expect(fields['message_payload'] !== undefined).toBe(asPayload);
    },
  );
});

describe('the validity period', () => {
  test.each([
    ['none', 900_000, ''],
    ['relative', 900_000, '000000001500000R'],
    ['relative', 90_061_999, '000001010101000R'],
    ['relative', -5, '000000000001000R'],
    ['relative', 400 * 86_400_000, '000030000000000R'],
    ['absolute', 900_000, '261123045212000+'],
  ] as const)('given %s and %i ms to go, then it says %s', (form, leftMs, said) => {
    expect(validityPeriod(NOW + leftMs, NOW, form)).toBe(said);
  });

  test('given a text that never expires, then it says nothing', () => {
    expect(validityPeriod(undefined, NOW, 'relative')).toBe('');
  });
});
