import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  exampleMobile,
  formatPhone,
  isCountry,
  isTextable,
  parsePhone,
  redactPhone,
} from '../../../src/core/phone.ts';

describe('parsePhone', () => {
  test.each([
    '+12125550123',
    '12125550123',
    '2125550123',
    '(212) 555-0123',
    '212.555.0123',
    '1-212-555-0123',
    ' +1 212 555 0123 ',
    '0012125550123',
    '01112125550123',
    'tel:+12125550123',
    'sip:+12125550123@pbx.example;user=phone',
    '212-555-0123 x12',
    '2125550123;ext=5',
    '\u202a+12125550123\u202c',
    '２１２５５５０１２３',
  ])('given the spelling %j, when read in the US, then it is the same number', (raw) => {
    expect(parsePhone(raw, 'US')).toEqual({
      kind: 'number',
      e164: '+12125550123',
      country: 'US',
      type: 'fixed-or-mobile',
    });
  });

  test('given every number set aside for examples, when read, then it is accepted', () => {
    for (let last = 100; last < 200; last += 1) {
      const e164 = `+12125550${last}`;
      expect(parsePhone(e164, 'US')).toMatchObject({ kind: 'number', e164 });
    }
  });

  test.each([
    ['+447400123456', 'US', '+447400123456', 'GB', 'mobile'],
    ['447400123456', 'US', '+447400123456', 'GB', 'mobile'],
    ['0044 7400 123456', 'US', '+447400123456', 'GB', 'mobile'],
    ['020 7946 0123', 'GB', '+442079460123', 'GB', 'fixed'],
    ['0800 123 4567', 'GB', '+448001234567', 'GB', 'toll-free'],
    ['8005550123', 'US', '+18005550123', 'US', 'toll-free'],
    ['+1 900 555 0123', 'US', '+19005550123', 'US', 'premium'],
    ['+80012345678', 'US', '+80012345678', null, 'toll-free'],
    ['+1 500 555 0123', 'US', '+15005550123', 'US', 'other'],
    ['+445600123456', 'US', '+445600123456', 'GB', 'voip'],
    ['(416) 555-0123', 'US', '+14165550123', 'CA', 'fixed-or-mobile'],
    ['+1 999 555 0123', 'US', '+19995550123', 'US', 'unknown'],
  ] as const)('given %j read in %s, then it is %s', (raw, country, e164, found, type) => {
    expect(parsePhone(raw, country)).toEqual({ kind: 'number', e164, country: found, type });
  });

  test.each([
    '',
    '  ',
    '-',
    'anonymous',
    'Anonymous',
    'UNKNOWN',
    'Restricted',
    'Private Caller',
    'unavailable',
    'blocked',
    'Out of Area',
    'sip:anonymous@anonymous.invalid',
    '+266696687',
    '+7378742833',
    '86282452253',
    '8656696',
  ])('given the caller ID %j, when read, then it is withheld', (raw) => {
    expect(parsePhone(raw, 'US')).toEqual({ kind: 'withheld' });
  });

  test('given a real number that happens to spell a word, when read at home, then it is a number', () => {
    expect(parsePhone('7378742833', 'US')).toMatchObject({ kind: 'number', e164: '+17378742833' });
  });

  test.each([
    ['911', { kind: 'emergency', digits: '911' }],
    ['9-1-1', { kind: 'emergency', digits: '911' }],
    ['112', { kind: 'emergency', digits: '112' }],
    ['101', { kind: 'short-code', digits: '101' }],
    ['227 66', { kind: 'short-code', digits: '22766' }],
  ])('given %j, when read, then it is no number to text', (raw, expected) => {
    const phone = parsePhone(raw, 'US');
    expect(phone).toEqual(expected);
    expect(isTextable(phone)).toBe(false);
  });

  test.each(['5550123', '+1', '+1 112 555 0123', '+999123456789', 'Bob', '12', '+123', '123456789', '+1911'])(
    'given %j, when read, then it is kept as it came',
    (raw) => {
      expect(parsePhone(raw, 'US')).toEqual({ kind: 'unreadable', raw });
    },
  );

  test('given 112 in Germany, whose plan has short numbers, when read, then it is an emergency number', () => {
    expect(parsePhone('112', 'DE').kind).toBe('emergency');
  });

  test('given an endless caller ID, when read, then it is cut', () => {
    expect(parsePhone('1'.repeat(100_000), 'US')).toEqual({ kind: 'unreadable', raw: '1'.repeat(64) });
  });

  test('given anything at all, when read, then nothing throws and a number is E.164', () => {
    const anything = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.array(fc.constantFrom(...'+0123456789 ()-.;@x')).map((all) => all.join('')),
    );
    fc.assert(
      fc.property(anything, fc.constantFrom('US', 'GB', 'DE', 'NU'), (raw, country) => {
        const phone = parsePhone(raw, country);
        if (phone.kind !== 'number') return;
        expect(phone.e164).toMatch(/^\+[1-9]\d{3,16}$/);
        expect(parsePhone(phone.e164, country)).toEqual(phone);
      }),
      { numRuns: 300 },
    );
  });
});

describe('isTextable', () => {
  test.each([
    ['+12125550123', true],
    ['+447400123456', true],
    ['+19995550123', true],
    ['+442079460123', false],
    ['+18005550123', false],
    ['+19005550123', false],
    ['anonymous', false],
    ['5550123', false],
  ])('given %s, when asked, then the answer is %s', (raw, textable) => {
    expect(isTextable(parsePhone(raw, 'US'))).toBe(textable);
  });
});

describe('formatPhone', () => {
  test.each([
    ['+12125550123', 'US', '(212) 555-0123'],
    ['+12125550123', 'CA', '(212) 555-0123'],
    ['+12125550123', 'GB', '+1 212 555 0123'],
    ['+442079460123', 'GB', '020 7946 0123'],
    ['+442079460123', 'US', '+44 20 7946 0123'],
    ['anonymous', 'US', 'anonymous'],
  ] as const)('given %s for a reader in %s, then it reads %s', (e164, country, expected) => {
    expect(formatPhone(e164, country)).toBe(expected);
  });
});

describe('redactPhone', () => {
  test.each([
    ['+12125550123', '+1********23'],
    ['+442079460123', '+44********23'],
    ['2125550123', '********23'],
    ['+999123456789', '+**********89'],
    ['+1', '+1'],
    ['7', '7'],
    ['', ''],
  ])('given %j, when redacted, then it is %j', (number, expected) => {
    expect(redactPhone(number)).toBe(expected);
  });
});

test('given a country code, when checked, then only real ones in capitals pass', () => {
  expect([isCountry('US'), isCountry('us'), isCountry('XX'), isCountry('')]).toEqual([
    true,
    false,
    false,
    false,
  ]);
});

test('given a country, when a cell phone of it is reckoned with, then it is one of that country, else one of the US', () => {
  for (const country of ['US', 'GB', 'DE'] as const) {
    const phone = parsePhone(exampleMobile(country), 'FR');
    expect(phone).toMatchObject({ kind: 'number', country });
    expect(isTextable(phone)).toBe(true);
  }
  // The library may know a country and no number of it.
  expect(exampleMobile(JSON.parse('"ZZ"'))).toBe('+12015550123');
});
