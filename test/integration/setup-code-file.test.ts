import { chmodSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { setupCodeFile } from '../../src/app/setup-code-file.ts';
import { temporaryDatabasePath } from '../fakes/temporary-store.ts';

const mode = (path: string) => (statSync(path).mode & 0o777).toString(8);

test('given a file of before that everybody may read, when a code is written, then only its owner may read it', () => {
  const file = setupCodeFile(temporaryDatabasePath());
  writeFileSync(file.path, 'old');
  chmodSync(file.path, 0o666);
  file.write('7KQ2-M0XW-94TB');
  expect(mode(file.path)).toBe('600');
  expect(readFileSync(file.path, 'utf8')).toBe('7KQ2-M0XW-94TB\n');
  file.remove();
  file.remove();
  expect(() => statSync(file.path)).toThrow('ENOENT');
});

test('given a link that stands in its place, when a code is written, then what it leads to stays as it is', () => {
  const file = setupCodeFile(temporaryDatabasePath());
  const other = join(dirname(file.path), 'other');
  writeFileSync(other, 'mine');
  symlinkSync(other, file.path);
  file.write('7KQ2-M0XW-94TB');
  expect(readFileSync(other, 'utf8')).toBe('mine');
});
