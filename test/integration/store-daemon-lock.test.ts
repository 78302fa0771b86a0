import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, statSync, symlinkSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { acquireDaemonLock, isDaemonLocked } from '../../src/store/daemon-lock.ts';
import { StoreError } from '../../src/store/open-store.ts';
import { createCliBench } from '../fakes/cli-bench.ts';
import { openTemporaryStore, temporaryDatabasePath } from '../fakes/temporary-store.ts';

/** A process that holds the lock until it is killed. */
async function holdInProcess(path: string) {
  const source = `
    const { acquireDaemonLock } = await import(${JSON.stringify(pathToFileURL('src/store/daemon-lock.ts').href)});
    const lock = acquireDaemonLock(process.argv[1]);
    process.stdout.write(lock === null ? 'refused' : 'held');
    setInterval(() => lock, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', source, path]);
  onTestFinished(() => void child.kill('SIGKILL'));
  const [said] = await once(child.stdout, 'data');
  return {
    said: String(said),
    async kill() {
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

test('given no daemon, when one looks, then nothing is locked and nothing is left behind', () => {
  const path = temporaryDatabasePath();
  expect(isDaemonLocked(path)).toBe(false);
  expect(existsSync(`${path}.lock`)).toBe(false);
});

test('given a lock that is held, when another asks, in this process, then it is refused until the first lets go', () => {
  const path = temporaryDatabasePath();
  const first = acquireDaemonLock(path);
  expect(isDaemonLocked(path)).toBe(true);
  expect(acquireDaemonLock(path)).toBeNull();
  first?.release();
  expect(isDaemonLocked(path)).toBe(false);
  acquireDaemonLock(path)?.release();
  expect(statSync(`${path}.lock`).size).toBe(0);
});

test('given a daemon in another process, when it is killed, then its lock is gone with it', async () => {
  const path = temporaryDatabasePath();
  const daemon = await holdInProcess(path);
  expect(daemon.said).toBe('held');
  expect(isDaemonLocked(path)).toBe(true);
  expect(acquireDaemonLock(path)).toBeNull();
  await daemon.kill();
  expect(isDaemonLocked(path)).toBe(false);
  const mine = acquireDaemonLock(path);
  expect(mine).not.toBeNull();
  expect((await holdInProcess(path)).said).toBe('refused');
  mine?.release();
});

test('given a link to a database, when it is locked by either name, then it is one lock', () => {
  const path = temporaryDatabasePath();
  openTemporaryStore(path);
  symlinkSync(path, `${path}.link`);
  const lock = acquireDaemonLock(`${path}.link`);
  expect(acquireDaemonLock(path)).toBeNull();
  lock?.release();
});

test('given a folder that cannot be made, when the lock is taken, then it says which file and what to do', () => {
  const take = () => acquireDaemonLock('/dev/null/textback.db');
  expect(take).toThrow(StoreError);
  expect(take).toThrow(/\/dev\/null\/textback\.db\.lock cannot be taken/);
});

test('given a database that a daemon has, when another is started on it, then it says so and exits 1', async () => {
  const { databasePath, spawnTextback } = createCliBench();
  const lock = acquireDaemonLock(databasePath);
  const { code, stdout, stderr } = await spawnTextback('serve');
  expect(code).toBe(1);
  expect(stdout + stderr).toContain(`Another textback runs on the database ${databasePath}`);
  lock?.release();
});
