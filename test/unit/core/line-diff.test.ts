import { expect, test } from 'vitest';
import { lineDiff } from '../../../src/core/line-diff.ts';

test('given the same text twice, then there is nothing to show', () => {
  expect(lineDiff('a.conf', 'x\n', 'x\n')).toBe('');
});

test('given a new file, then all of it is put in', () => {
  expect(lineDiff('a.conf', null, 'x\ny\n')).toBe('--- /dev/null\n+++ a.conf\n@@ -0,0 +1,2 @@\n+x\n+y\n');
});

test('given a change in the middle, then three lines around it are shown', () => {
  const before = '1\n2\n3\n4\nold\n5\n6\n7\n8\n';
  expect(lineDiff('a.conf', before, before.replace('old', 'new\nnewer'))).toBe(
    '--- a.conf\n+++ a.conf\n@@ -2,7 +2,8 @@\n 2\n 3\n 4\n-old\n+new\n+newer\n 5\n 6\n 7\n',
  );
});

test('given all is taken out, then the empty rest is named by its place', () => {
  expect(lineDiff('a.conf', 'x\n', '')).toBe('--- a.conf\n+++ a.conf\n@@ -1,1 +0,0 @@\n-x\n');
});

test('given lines that repeat, when one is added, then only that one is shown as added', () => {
  expect(lineDiff('a.conf', 'x\nx\n', 'x\nx\nx\n')).toContain('\n x\n x\n+x\n');
});
