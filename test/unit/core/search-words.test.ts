import { expect, test } from 'vitest';
import {
  excerptAround,
  matchBeginnings,
  matchExactly,
  matchWords,
  parseSearch,
} from '../../../src/core/search-words.ts';

test.each([
  ['Furnace leak!', ['furnace', 'leak'], null, null, '"furnace"* "leak"*'],
  ["O'Brien", ['o', 'brien'], null, null, '"o" "brien"*'],
  ['(212) 555-0123', ['212', '555', '0123'], '2125550123', null, '"212"* "555"* "0123"*'],
  ['020 7946', ['020', '7946'], '0207946', '207946', '"020"* "7946"*'],
  ['0123', ['0123'], '0123', '123', '"0123"*'],
  ['055', ['055'], '055', null, '"055"*'],
  ['00', ['00'], null, null, '"00"*'],
  ['12', ['12'], null, null, '"12"*'],
  [
    '0000 4420 7946 0018 999',
    ['0000', '4420', '7946', '0018', '999'],
    '0000442079460018999',
    '442079460018999',
    '"0000"* "4420"* "7946"* "0018"* "999"*',
  ],
  ['1'.repeat(20), ['1'.repeat(20)], null, null, `"${'1'.repeat(20)}"*`],
  ['a "b" OR c*', ['a', 'b', 'or', 'c'], null, null, '"a" "b" "or"* "c"'],
  ['x x x', ['x'], null, null, '"x"'],
  [' ', [], null, null, ''],
  ['x'.repeat(50), ['x'.repeat(40)], null, null, `"${'x'.repeat(40)}"*`],
])(
  'given %j, when it is looked for, then words %j, digits %j or %j',
  (text, words, digits, undialled, match) => {
    const search = parseSearch(text);
    expect(search).toEqual({ words, digits, undialled });
    expect(matchWords(search)).toBe(match);
  },
);

test.each([
  ['heat pumps', '"heat" "pumps"', '("heat"* "pumps"*) NOT ("heat" "pumps")'],
  ['a "b"', '"a" "b"', '("a" "b") NOT ("a" "b")'],
])(
  'given %j, when texts are searched, then just those words first, and longer ones after',
  (text, exact, longer) => {
    const search = parseSearch(text);
    expect([matchExactly(search), matchBeginnings(search)]).toEqual([exact, longer]);
  },
);

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
