import { expect, test } from 'vitest';
import { excerptAround, matchWords, parseSearch } from '../../../src/core/search-words.ts';

test.each([
  ['Furnace leak!', ['furnace', 'leak'], null, '"furnace"* "leak"*'],
  ["O'Brien", ['o', 'brien'], null, '"o" "brien"*'],
  ['(212) 555-0123', ['212', '555', '0123'], '2125550123', '"212"* "555"* "0123"*'],
  ['020 7946', ['020', '7946'], '207946', '"020"* "7946"*'],
  ['12', ['12'], null, '"12"*'],
  ['1'.repeat(16), ['1'.repeat(16)], null, `"${'1'.repeat(16)}"*`],
  ['a "b" OR c*', ['a', 'b', 'or', 'c'], null, '"a" "b" "or"* "c"'],
  ['x x x', ['x'], null, '"x"'],
  [' ', [], null, ''],
  ['x'.repeat(50), ['x'.repeat(40)], null, `"${'x'.repeat(40)}"*`],
])('given %j, when it is looked for, then words %j, digits %j', (text, words, digits, match) => {
  const search = parseSearch(text);
  expect(search).toEqual({ words, digits });
  expect(matchWords(search)).toBe(match);
});

test('given more words than make sense, when they are looked for, then the first count', () => {
  expect(parseSearch('a b c d e f g h i j').words).toHaveLength(8);
});

const around = (text: string, words: string, length: number) =>
  excerptAround(text, parseSearch(words), length);

test.each([
  ['short  text\nof two lines', 'text', 40, 'short text of two lines'],
  [`start ${'x '.repeat(50)}`, 'start', 10, 'start x x…'],
  [`${'x '.repeat(50)}end`, 'end', 10, '…x x x end'],
  [`${'x '.repeat(50)}middle ${'y '.repeat(50)}`, 'middle', 12, '…x middle y…'],
  [`${'x '.repeat(50)}Señor ${'y '.repeat(50)}`, 'senor', 12, '…x Señor y y…'],
  [`first ${'x '.repeat(50)}`, 'nothing', 10, 'first x x…'],
])(
  'given %j, when %j was found in it, then %i characters around it are shown',
  (text, words, length, excerpt) => {
    expect(around(text, words, length)).toBe(excerpt);
  },
);
