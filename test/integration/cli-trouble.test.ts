import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { type CliBench, createCliBench, MAIN } from '../fakes/cli-bench.ts';
import { FROM_SOURCES } from '../fakes/from-sources.ts';

const LINE = '+12125550100';
const NOBODY = 65_534;
/** Root may read and write everything: then somebody else tries. */
const someUser = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};

/** What a shell sees of the command, as a user who owns nothing of it. */
function asStranger(bench: CliBench, ...args: readonly string[]) {
  const { PATH = '' } = process.env;
  const child = spawn(process.execPath, [MAIN, ...args], {
    ...someUser,
    env: { PATH, TEXTBACK_CONFIG: bench.configFile, ...FROM_SOURCES },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    stderr += text;
  });
  return new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}

const noTrace = expect.not.stringMatching(/^\s+at |should not/m);

test('given a configuration that this user may not read, when a command is run, then it says which and exits 2', async () => {
  const bench = createCliBench();
  chmodSync(dirname(bench.configFile), 0o755);
  chmodSync(bench.configFile, 0o000);
  const ran = await asStranger(bench, 'line', 'list');
  expect(ran).toMatchObject({ code: 2, stdout: '', stderr: noTrace });
  expect(ran.stderr).toContain(bench.configFile);
  expect(ran.stderr).toContain('the user that runs textback may read it');
});

test('given a database that this user may only read, when something is changed, then it says so and exits 1', async () => {
  const bench = createCliBench();
  await bench.textback('line', 'add', LINE, '--forward', '+12125550199');
  bench.store.close();
  chmodSync(dirname(bench.configFile), 0o755);
  chmodSync(bench.configFile, 0o644);
  chmodSync(bench.databasePath, 0o444);
  const ran = await asStranger(bench, 'credits', 'topup', '5');
  expect(ran).toMatchObject({ code: 1, stdout: '', stderr: noTrace });
  expect(ran.stderr).toContain(bench.databasePath);
  expect(ran.stderr).toMatch(/readonly .*this user may read and write the file/);
});

test('given a database that another program holds, when something is changed, then it waits, says so and exits 1', {
  timeout: 60_000,
}, async () => {
  const bench = createCliBench();
  const other = new Database(bench.databasePath);
  other.exec('BEGIN IMMEDIATE');
  const ran = await bench.spawnTextback('credits', 'topup', '5');
  other.exec('ROLLBACK');
  other.close();
  expect(ran).toMatchObject({ code: 1, stdout: '', stderr: noTrace });
  expect(ran.stderr).toContain('busy with another program');
  expect(await bench.spawnTextback('credits', 'topup', '5')).toMatchObject({ code: 0, stdout: '5\n' });
});

test('given a database path that is a folder, when a command is run, then it names it and exits 1', async () => {
  const bench = createCliBench();
  const folder = join(dirname(bench.configFile), 'folder');
  mkdirSync(folder);
  const config = readFileSync(bench.configFile, 'utf8');
  writeFileSync(bench.configFile, config.replace(/path = .*/, `path = ${JSON.stringify(folder)}`));
  const ran = await bench.spawnTextback('line', 'list');
  expect(ran).toMatchObject({ code: 1, stdout: '', stderr: noTrace });
  expect(ran.stderr).toContain(folder);
});

const LONG = 'x'.repeat(100_000);
test.each([
  ['line', 'add', LINE, '--forward', LONG],
  ['line', 'set', LINE, 'name', LONG],
  ['line', 'hunt', 'set', LINE, LONG],
  ['message', 'set', LINE, LONG],
  ['lead', 'name', '1', LONG],
  ['inbox', 'reply', '1', LONG],
  ['block', 'add', LONG],
  ['user', 'add', LONG],
  ['settings', 'set', 'help-text', LONG],
  ['hours', 'set', LINE, LONG],
])(
  'given an argument of 100,000 characters, when it is given to %s %s, then it is refused in a few words',
  async (...args) => {
    const { code, stdout, stderr } = await createCliBench().textback(...args);
    expect([2, 3, 4]).toContain(code);
    expect(stdout).toBe('');
    expect(stderr).toEqual(noTrace);
    expect(stderr.length).toBeLessThan(2_000);
  },
);

test('given a search for 100,000 characters, or such a word for a command, then it ends with nothing found', async () => {
  const { textback } = createCliBench();
  expect(await textback('lead', 'search', LONG)).toMatchObject({ code: 0, stdout: '' });
  expect(await textback(LONG)).toMatchObject({ code: 2, stdout: '', stderr: noTrace });
});
