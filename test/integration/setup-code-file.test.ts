import { chmodSync, existsSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { setupCodeFile } from '../../src/app/setup-code-file.ts';
import { SETUP_CODE_BYTES, SETUP_CODE_LIFE_MS } from '../../src/core/setup-code.ts';
import { createSetupGate } from '../../src/services/setup-gate.ts';
import { createFakeClock } from '../fakes/fake-clock.ts';
import { createRecordingLog } from '../fakes/recording-log.ts';
import { openTemporaryStore, temporaryDatabasePath } from '../fakes/temporary-store.ts';

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

/** A gate over a real file, and what was done to that. */
function openGate() {
  const path = temporaryDatabasePath();
  const store = openTemporaryStore(path);
  const clock = createFakeClock();
  const file = setupCodeFile(path);
  const done: string[] = [];
  const counted = {
    ...file,
    write(code: string) {
      done.push('write');
      file.write(code);
    },
    remove() {
      done.push('remove');
      file.remove();
    },
  };
  let codes = 0;
  const randomOctets = () => {
    codes += 1;
    return new Uint8Array(SETUP_CODE_BYTES).fill(codes);
  };
  const gate = createSetupGate({ store, file: counted, clock, log: createRecordingLog(), randomOctets });
  return { store, clock, file, gate, done, read: () => readFileSync(file.path, 'utf8') };
}

test('given a code that is good, when the page is opened again and again, then the file is written once, and anew when it is over', async () => {
  const { clock, file, gate, done, read } = openGate();
  for (const _ of [1, 2, 3]) expect(gate.place()).toBe(file.path);
  expect(done).toEqual(['write']);
  const first = read();
  await clock.advance(SETUP_CODE_LIFE_MS);
  gate.place();
  expect(done).toEqual(['write', 'write']);
  expect(read()).not.toBe(first);
});

test('given a good code whose file was taken away, when the page is opened, then the same code is there again', () => {
  const { file, gate, read } = openGate();
  gate.place();
  const first = read();
  rmSync(file.path);
  expect(gate.place()).toBe(file.path);
  expect(read()).toBe(first);
  expect(gate.isRight(first)).toBe(true);
});

test('given somebody is known, when signing in is asked for again and again, then a file of before goes, and is looked for once', () => {
  const { store, file, gate, done } = openGate();
  writeFileSync(file.path, 'old');
  store.transact('progress', (tx) =>
    tx.users.add({
      ...{ name: 'Maria', role: 'owner', phone: null, email: null, language: null, login: null },
      ...{ extension: null, createdAt: 1 },
    }),
  );
  for (const _ of [1, 2, 3]) expect(gate.isOpen()).toBe(false);
  expect(done).toEqual(['remove']);
  expect(existsSync(file.path)).toBe(false);
});
