import { expect, test } from 'vitest';
import { createMentions } from '../../../src/core/mentions.ts';

const mentions = createMentions([12, 7], ['+12125550123', '+442071838750', 'anonymous', '4711'], 'US');

test.each([
  ['#12 on my way'],
  ['Pat wrote: ok #7'],
  ['call +12125550123'],
  ['call (212) 555-0123 now'],
  ['call 212.555.0123'],
  ['2125550123'],
  ['+44 20 7183 8750'],
])('given %j, when it is read, then it names the customer', (text) => {
  expect(mentions(text)).toBe(true);
});

test.each([
  ['#123 on my way'],
  ['12 on my way'],
  ['#1 2'],
  ['call (212) 555-0124'],
  ['anonymous called'],
  ['suite 4711'],
  [''],
])('given %j, when it is read, then it names somebody else, or nobody', (text) => {
  expect(mentions(text)).toBe(false);
});

test('given somebody without a lead and without a number, when anything is read, then it does not name them', () => {
  expect(createMentions([], ['withheld'], 'US')('#12 withheld +12125550123')).toBe(false);
});
