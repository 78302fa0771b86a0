import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findBlock, withBlock, withoutBlock } from '../../../src/core/marked-block.ts';

const BLOCK = '; BEGIN textback\nours\n; END textback\n';

test.each([
  ['', BLOCK],
  ['theirs\n', `theirs\n\n${BLOCK}`],
  ['no newline', `no newline\n\n${BLOCK}`],
  ['; BEGIN textback\nold\nold\n; END textback\nafter\n', `${BLOCK}after\n`],
  ['before\n  ; BEGIN textback\r\n; END textback', `before\n${BLOCK}`],
])('given %j, when ours is put in, then all else stays', (text, expected) => {
  expect(withBlock(text, '\nours\n\n')).toBe(expected);
});

test.each([
  '; BEGIN textback\nours\n',
  'ours\n; END textback\n',
  '; END textback\n; BEGIN textback\n',
  '; BEGIN textback\n; BEGIN textback\n; END textback\n',
  `${BLOCK}${BLOCK}`,
])('given broken marks (%j), then nothing is put in or taken out', (text) => {
  expect(findBlock(text)).toEqual({ kind: 'broken' });
  expect(withBlock(text, 'ours')).toBeNull();
  expect(withoutBlock(text)).toBeNull();
});

test('given a file without ours, when ours is taken out, then it stays as it is', () => {
  expect(withoutBlock('theirs\n\n')).toBe('theirs\n\n');
});

test('given ours in the middle, when taken out, then what stands around it stays', () => {
  expect(withoutBlock(`a\n\n${BLOCK}b\n`)).toBe('a\n\nb\n');
});

test('given any file, when ours is put in twice and taken out, then it is the same each time', () => {
  const lines = fc.array(fc.constantFrom('', '[general]', 'a=b', '; x', '  '), { maxLength: 6 });
  fc.assert(
    fc.property(lines, (parts) => {
      const text = parts.map((line) => `${line}\n`).join('');
      const once = withBlock(text, 'ours') ?? '';
      expect(withBlock(once, 'ours')).toBe(once);
      expect(withoutBlock(once)).toBe(text);
    }),
  );
});
