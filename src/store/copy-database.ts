import { chmodSync, chownSync, closeSync, fsyncSync, openSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import type { OnProgress } from '../core/progress.ts';

/** 8 MB at a time of SQLite's usual pages: a few milliseconds between two looks at the clock or a signal. */
const PAGES_AT_ONCE = 2_048;

/**
 * Copies a database that others use meanwhile, as it was at the moment of the start, into a new file that only its
 * owner may read. One read transaction is open throughout: without it SQLite starts the copy over whenever
 * somebody commits (https://www.sqlite.org/backup.html), and would never finish under load. Nobody waits for it.
 *
 * @throws Error of Node (`EEXIST`: `to` is there already) or of SQLite (`SQLITE_NOTADB`, `SQLITE_CORRUPT`…);
 *   what was begun is left for the caller to remove
 */
export async function copyDatabase(from: string, to: string, onProgress: OnProgress): Promise<void> {
  closeSync(openSync(to, 'wx', 0o600));
  const source = new Database(from, { readonly: true, fileMustExist: true });
  try {
    source.exec('BEGIN; SELECT count(*) FROM sqlite_master');
    await source.backup(to, {
      progress({ totalPages, remainingPages }) {
        onProgress('Copying', 1 - remainingPages / totalPages);
        return PAGES_AT_ONCE;
      },
    });
  } finally {
    source.close();
  }
  sealDatabase(to);
}

/**
 * Puts what `from` holds in the place of what is in the database `into`, in one transaction of SQLite's own: after a
 * crash it is the one or the other, and whoever has the database open goes on with the new. Waits for as long as
 * somebody writes to it.
 */
export async function overwriteDatabase(from: string, into: string, onProgress: OnProgress): Promise<void> {
  const source = new Database(from, { readonly: true, fileMustExist: true });
  try {
    await source.backup(into, {
      progress({ totalPages, remainingPages }) {
        onProgress('Putting it in place', 1 - remainingPages / totalPages);
        return PAGES_AT_ONCE;
      },
    });
  } finally {
    source.close();
  }
}

/** What is new belongs to whom its folder belongs: root, who restores, is not who runs the daemon. */
export function giveToFolderOwner(path: string, mode: number): void {
  const { uid, gid } = statSync(dirname(path));
  chmodSync(path, mode);
  if (process.getuid?.() === 0 && uid !== 0) chownSync(path, uid, gid);
}

/** One file without a write-ahead log, on disk: to be read where nothing may be written, and moved about alone. */
export function sealDatabase(path: string): void {
  const client = new Database(path);
  try {
    client.pragma('journal_mode = DELETE');
  } finally {
    client.close();
  }
  syncToDisk(path);
}

/** A file, or the names in a folder. */
export function syncToDisk(path: string): void {
  const fd = openSync(path, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}
