import { chownSync, closeSync, existsSync, mkdirSync, openSync, realpathSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { StoreError } from './open-store.ts';

/** How long a look by `isDaemonLocked` may hold up a daemon that starts. */
const LOOK_MS = 1_000;

/** Held by the one process that runs as the daemon, or that puts another file in the database's place. */
export interface DaemonLock {
  release(): void;
}

/**
 * One daemon on one database: an empty file beside it, on which SQLite holds its exclusive lock. The operating
 * system lets go of that when the process ends, however it ends, so a lock is never stale.
 *
 * @returns null while another process holds it
 * @throws StoreError where the file cannot be made or opened
 */
export function acquireDaemonLock(databasePath: string): DaemonLock | null {
  const path = lockPath(databasePath);
  let client: Database.Database | null = null;
  try {
    makeLockFile(path, dirname(databasePath));
    client = new Database(path, { timeout: LOOK_MS });
    client.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    client?.close();
    if (isBusy(error)) return null;
    throw new StoreError({
      problem: `The lock ${path} cannot be taken: ${error instanceof Error ? error.message : String(error)}.`,
      remedy: 'Check that this user may write the file and its folder.',
    });
  }
  const held = client;
  return { release: () => void held.close() };
}

/** Whether a daemon runs on the database, or somebody restores it. Takes nothing, and needs to read only. */
export function isDaemonLocked(databasePath: string): boolean {
  const path = lockPath(databasePath);
  if (!existsSync(path)) return false;
  const client = new Database(path, { readonly: true, fileMustExist: true, timeout: 0 });
  try {
    client.prepare('SELECT count(*) FROM sqlite_master').get();
    return false;
  } catch (error) {
    if (isBusy(error)) return true;
    throw error;
  } finally {
    client.close();
  }
}

/** However the database is called: a link to it is the same database. */
function lockPath(databasePath: string): string {
  return `${existsSync(databasePath) ? realpathSync(databasePath) : databasePath}.lock`;
}

/** For everybody who may use the folder: root, who restores, must not leave a file that the daemon cannot open. */
function makeLockFile(path: string, folder: string): void {
  if (existsSync(path)) return;
  mkdirSync(folder, { recursive: true, mode: 0o750 });
  closeSync(openSync(path, 'a', 0o660));
  const { uid, gid } = statSync(folder);
  if (process.getuid?.() === 0 && uid !== 0) chownSync(path, uid, gid);
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY');
}
