import { existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { OnProgress } from '../core/progress.ts';
import { buildDatabase, type DatabaseBuilder } from './build-database.ts';
import {
  copyDatabase,
  giveToFolderOwner,
  overwriteDatabase,
  sealDatabase,
  syncToDisk,
} from './copy-database.ts';
import { acquireDaemonLock, type DaemonLock } from './daemon-lock.ts';
import {
  type Inspection,
  inspectDatabase,
  openSnapshot,
  type Peek,
  peekDatabase,
  type Snapshot,
} from './inspect-database.ts';
import { openStore, type Store } from './open-store.ts';
import { openTableSource, type TableSource } from './table-rows.ts';

/** Whole databases as files: what backups and restores are made of. */
export interface DatabaseFiles {
  exists(path: string): boolean;
  sizeBytes(path: string): number;
  /** What it is, at a glance. */
  peek(path: string): Peek;
  /** The same after reading all of it. */
  inspect(path: string): Inspection;
  /** To read from. Its schema must be this textback's. */
  snapshot(path: string): Snapshot;
  /** All that an export takes of it, whatever version made it. */
  tables(path: string): TableSource;
  /**
   * A new one to be filled, as the textback with so many migrations made them.
   * @returns null where this textback does not know that many
   */
  build(path: string, schemaVersion: number): DatabaseBuilder | null;
  /** To work in; brings its schema up to date. @throws StoreError */
  open(path: string): Store;
  /** Copies a database that others use, as of now. @throws Error, and leaves nothing */
  copy(from: string, to: string, onProgress: OnProgress): Promise<void>;
  /** Makes it one file again, after it was open. */
  seal(path: string): void;
  /** Gives a finished file its name, for good: it is on disk under it when this returns. */
  rename(from: string, to: string): void;
  remove(path: string): void;
  /** For the owner of the folder that it is in; one that is there already is left as it is. */
  makeFolder(path: string): void;
  /**
   * Puts `copy` in the place of `database`, whoever has that open.
   * @param keptAs where what was there is kept; not made where there was nothing
   */
  replace(database: string, copy: string, keptAs: string, onProgress: OnProgress): Promise<void>;
  /** Null while a daemon runs on it. */
  lock(database: string): DaemonLock | null;
}

/** A database and what SQLite keeps beside it. */
const PARTS = ['', '-wal', '-shm', '-journal'] as const;

export const databaseFiles: DatabaseFiles = {
  exists: existsSync,
  sizeBytes: (path) => statSync(path).size,
  peek: peekDatabase,
  inspect: inspectDatabase,
  snapshot: openSnapshot,
  tables: openTableSource,
  build: buildDatabase,
  open: openStore,
  async copy(from, to, onProgress) {
    try {
      await copyDatabase(from, to, onProgress);
    } catch (error) {
      // What is there already is somebody's.
      if (codeOf(error) !== 'EEXIST') remove(to);
      throw error;
    }
  },
  seal: sealDatabase,
  rename,
  remove,
  makeFolder(path) {
    if (existsSync(path)) return;
    mkdirSync(path);
    giveToFolderOwner(path, 0o700);
  },
  replace,
  lock: acquireDaemonLock,
};

async function replace(
  database: string,
  copy: string,
  keptAs: string,
  onProgress: OnProgress,
): Promise<void> {
  if (existsSync(database)) {
    try {
      await databaseFiles.copy(database, keptAs, onProgress);
      await overwriteDatabase(copy, database, onProgress);
      remove(copy);
      return;
    } catch (error) {
      if (!isDamage(error)) throw error;
      remove(keptAs);
    }
  }
  // Nothing can be going on in a database that is missing or cannot be opened, so its files may be moved.
  for (const part of PARTS) if (existsSync(database + part)) renameSync(database + part, keptAs + part);
  rename(copy, database);
  giveToFolderOwner(database, 0o640);
}

function rename(from: string, to: string): void {
  syncToDisk(from);
  renameSync(from, to);
  syncToDisk(dirname(to));
}

function remove(path: string): void {
  for (const part of PARTS) rmSync(path + part, { force: true });
}

function isDamage(error: unknown): boolean {
  return /^SQLITE_(CORRUPT|NOTADB)/.test(codeOf(error));
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
