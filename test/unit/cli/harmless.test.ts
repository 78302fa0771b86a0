import { expect, test } from 'vitest';
import { harmless } from '../../../src/cli/harmless.ts';

test.each([
  ['lines that end as in files', 'a\nb\n', 'a\nb\n'],
  ['lines that end as in CSV', 'a,b\r\nc,d\r\n', 'a,b\r\nc,d\r\n'],
  ['a CR that writes over its line', 'error: all is well\rOK\n', 'error: all is well OK\n'],
  ['two CRs before a line break', 'a\r\r\nb', 'a \r\nb'],
  ['an escape sequence', 'a\u001b[2Jb', 'a [2Jb'],
  ['a style of ours that was not asked for', '\u001b[1mb\u001b[22m', ' [1mb [22m'],
])('given %s, when a page is written, then nothing in it steers the terminal', (_, page, written) => {
  expect(harmless(page, false)).toBe(written);
});

test('given a page with our styles, when it is written in colour, then only they stay', () => {
  expect(harmless('\u001b[1mb\u001b[22m\u001b[2J\r\n', true)).toBe('\u001b[1mb\u001b[22m [2J\r\n');
});
