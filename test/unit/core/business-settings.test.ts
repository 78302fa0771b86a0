import { describe, expect, test } from 'vitest';
import {
  BUSINESS_SETTINGS,
  type BusinessSetting,
  defaultText,
  isBusinessSetting,
  readBusinessSettings,
} from '../../../src/core/business-settings.ts';
import { renderTemplate } from '../../../src/core/placeholders.ts';
import { segmentText } from '../../../src/core/segments.ts';

const NAMES = Object.keys(BUSINESS_SETTINGS).filter(isBusinessSetting);

test.each(NAMES)(
  'given %s as the product has it, when it is typed so, then that is what it reads as',
  (name) => {
    const fallback = readBusinessSettings(new Map())[name];
    const typed = readBusinessSettings(new Map([[name, defaultText(name)]]));
    expect(typed[name]).toEqual(fallback);
    expect(BUSINESS_SETTINGS[name].read(defaultText(name))).toEqual({ value: fallback });
  },
);

test('given stored words that cannot be read, when they are, then the product’s own stand', () => {
  expect(readBusinessSettings(new Map([['low-balance', 'many']]))['low-balance']).toBe(20);
  expect(readBusinessSettings(new Map([['low-balance', '0']]))['low-balance']).toBe(0);
});

describe('what is refused', () => {
  test.each([
    ['charge', 'minute'],
    ['block-treatment', 'shout'],
    ['low-balance', '-1'],
    ['low-balance', '1000001'],
    ['auto-replies-per-hour', '0'],
    ['price-per-100', 'nine'],
    ['price-per-100', '9.5'],
    ['help-text', 'Call us.'],
    ['help-text', `{{business_name}} ${'x'.repeat(160)}`],
    ['opt-out-confirmation', ''],
    ['opt-out-confirmation', '{{business_name}}: see https://acme.example/deals'],
    ['opt-out-confirmation', '{{business_name}}: book at {{booking_link}}'],
    ['opt-in-confirmation', '{{business_name}} {{nobody}}'],
    ['cap-per-day', 'lots'],
    ['text-back-quiet-hours', 'sometimes'],
    ['internal-numbers', '+12125550150, 5'],
    ['internal-numbers', '(212) 555-0150'],
    ['internal-numbers', '101 '.repeat(501)],
    ['never-text-tags', 'spam, b@d'],
    ['never-text-tags', 'a,'.repeat(51)],
    ['quick-replies', 'a|'.repeat(13)],
    ['quick-replies', 'x'.repeat(161)],
  ] as const)('given %s as %j, when it is read, then it says what is wrong', (name, text) => {
    expect(BUSINESS_SETTINGS[name].read(text)).toEqual({ problem: expect.stringMatching(/.{10}/) });
  });
});

test('given quick replies as they are typed, when read, then each is a text of its own', () => {
  const typed = ' On our way. || See you at 2, or call (212) 555-0100; thanks | ';
  expect(BUSINESS_SETTINGS['quick-replies'].read(typed)).toEqual({
    value: ['On our way.', 'See you at 2, or call (212) 555-0100; thanks'],
  });
});

test.each([
  ['$8.50', 850],
  ['9', 900],
])('given the price %s, when it is read, then it is %i cents', (text, value) => {
  expect(BUSINESS_SETTINGS['price-per-100'].read(text)).toEqual({ value });
});

test.each(['opt-out-confirmation', 'opt-in-confirmation', 'help-text'] as const)(
  'given the default %s, when it is filled in, then it names the business and fits one segment',
  (name: BusinessSetting) => {
    const values = { business_name: 'Acme Heating and Air', business_phone: '(212) 555-0100' };
    const text = renderTemplate(defaultText(name), values);
    expect(text).toContain('Acme Heating and Air');
    expect(segmentText(text)).toMatchObject({ encoding: 'gsm7', segments: { length: 1 } });
  },
);

test.each([
  ['', []],
  ['+12125550150, 101;102', ['+12125550150', '101', '102']],
])('given internal numbers typed as %j, when they are read, then %j', (text, numbers) => {
  expect(readBusinessSettings(new Map([['internal-numbers', text]]))['internal-numbers']).toEqual(numbers);
});

test('given a cap that is off, when it is read, then there is no limit', () => {
  expect(readBusinessSettings(new Map([['cap-per-day', 'off']]))['cap-per-day']).toBeNull();
});
