import { expect, test } from 'vitest';
import { parseTag } from '../../../src/core/tags.ts';

test.each([
  ['spam', 'spam'],
  [' Wrong  Number ', 'wrong-number'],
  ['#VIP', 'vip'],
  ['señor_lopez', 'señor-lopez'],
  ['a'.repeat(40), 'a'.repeat(40)],
])('given the tag %j, when it is read, then it is %j', (text, tag) => {
  expect(parseTag(text)).toBe(tag);
});

test.each(['', ' ', '#', 'a/b', '-a', 'a-', 'a,b', 'a'.repeat(41)])(
  'given %j, when it is read as a tag, then it is none',
  (text) => {
    expect(parseTag(text)).toBeNull();
  },
);
