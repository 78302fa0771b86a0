import { expect, test } from 'vitest';
import {
  includedFiles,
  optionLines,
  optionsOf,
  sectionNames,
  sectionText,
  withoutSection,
} from '../../../src/core/asterisk-conf.ts';

const TEXT = `; about the file
[general]
; how often
; it looks
every = 5 ; seconds
every=6

; where
bindaddr=127.0.0.1
label => a\\;b

[phone](template)
type=friend

[general](+)
late=yes
`;

test('given a file, when asked for its sections, then each is named as often as it is opened', () => {
  expect(sectionNames(TEXT)).toEqual(['general', 'phone', 'general']);
  expect(sectionNames('; [none]')).toEqual([]);
});

test('given a section, when taken, then it comes with its header, with what is added to it, and no more', () => {
  expect(sectionText(TEXT, 'phone')).toBe('[phone](template)\ntype=friend');
  expect(sectionText(TEXT, 'absent')).toBeNull();
});

test('given a section, when left out, then all else stays as it is', () => {
  expect(withoutSection(TEXT, 'general')).toBe('; about the file\n[phone](template)\ntype=friend\n');
  expect(withoutSection(TEXT, 'absent')).toBe(TEXT);
});

test('given options, when read, then the last value counts, without its comment', () => {
  expect([...optionsOf(TEXT, 'general')]).toEqual([
    ['every', '6'],
    ['bindaddr', '127.0.0.1'],
    ['label', 'a\\;b'],
    ['late', 'yes'],
  ]);
  expect(optionsOf(TEXT, 'absent').size).toBe(0);
});

test('given option lines, when some are left out, then their comments go with them', () => {
  expect(optionLines(TEXT, 'general', ['every'])).toBe(
    '; where\nbindaddr=127.0.0.1\nlabel => a\\;b\nlate=yes',
  );
  expect(optionLines(TEXT, 'general', ['bindaddr', 'label', 'late'])).toBe(
    '; how often\n; it looks\nevery = 5 ; seconds\nevery=6',
  );
});

test.each([
  ['#include ari_additional_custom.conf', ['ari_additional_custom.conf']],
  ['  #tryinclude "custom/mine.conf" ; ours', ['mine.conf']],
  ['#include </etc/asterisk/x.conf>', ['x.conf']],
  ['; #include x.conf\ninclude => from-pstn', []],
])('given %j, when asked what it includes, then %j', (text, files) => {
  expect(includedFiles(text)).toEqual(files);
});
