import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { type DatabaseWatch, dataVersionOf, watchLog } from './database-watch.ts';
import { drizzle, migrate } from './drizzle.ts';
import { createGroupCommit } from './group-commit.ts';
import { keepStatements } from './kept-statements.ts';
import { migrationsFolder } from './migrations-folder.ts';
import { createReader, createWriter, type Reader, type Writer } from './queries.ts';
import { openTableSource, type TableSource } from './table-rows.ts';

/** How long a write waits for another process's write. SQLite's own unit: milliseconds. */
const BUSY_TIMEOUT_MS = 5_000;
/** Of pages, for each connection. The operating system's own holds more, and costs us no memory of our own. */
const CACHE_KB = 4_096;

/**
 * `promised`: on disk before `transact` returns, so that it survives a power cut.
 * `progress`: survives the process's death, may lose its last moments in a power cut.
 */
export type Durability = 'promised' | 'progress';

/** The database, seen as two doors: what may write is visible in the type. */
export interface Store extends DatabaseWatch {
  /**
   * Names this run of the operating system: while it is the same, `progress` has survived like `promised`. Null where
   * that cannot be told.
   */
  readonly bootId: string | null;
  /** Everything `query` reads belongs to one moment. */
  read<T>(query: (reader: Reader) => T): T;
  /**
   * Runs `change` in one immediate transaction: all of it, or, if it throws, nothing. Synchronous, so
   * there is no `await` inside by construction. Writers of other processes wait for at most 5 s.
   */
  transact<T>(durability: Durability, change: (writer: Writer) => T): T;
  /**
   * As `transact('promised', change)`, in one transaction with all that is asked for in the same turn of the event
   * loop: texts by the hundred would else each wait for the disk. `change` may run twice, so it must do nothing but
   * what a transaction undoes.
   */
  together<T>(change: (writer: Writer) => T): Promise<T>;
  /** Runs `change` as `transact` would, and undoes all of it: what it returns is what would have come of it. */
  rehearse<T>(change: (writer: Writer) => T): T;
  /** All that an export takes, as of now, while others go on writing. */
  openTables(): TableSource;
  /** Lets SQLite refresh its statistics and hand the write-ahead log back. */
  maintain(): void;
  /**
   * Moves all of the write-ahead log into the database and leaves it empty, so that no older version of a page is
   * found there. False, at once, while another process reads or writes.
   */
  emptyLog(): boolean;
  /** The database without its log. */
  sizeBytes(): number;
  /**
   * Writes the whole database anew: parts of pages that are in use no more may hold copies of rows that SQLite moved
   * about, which `secure_delete` does not reach. Whoever writes waits: some 10 ms a megabyte.
   */
  compact(): void;
}

export type StoreProblem = { readonly problem: string; readonly remedy: string };

/** The database cannot be used; `problem` and `remedy` are for the person at the terminal. */
export class StoreError extends Error {
  readonly remedy: string;
  constructor({ problem, remedy }: StoreProblem) {
    super(`${problem} ${remedy}`);
    this.name = 'StoreError';
    this.remedy = remedy;
  }
}

/**
 * Opens, and where needed makes and migrates, the database at `path`.
 * @throws StoreError when it cannot be opened, is no database, or was made by a newer textback.
 */
export function openStore(path: string): Store {
  const client = openClient(path);
  const db = drizzle(client);
  try {
    migrateTo(client, db, path);
  } catch (error) {
    client.close();
    throw error;
  }
  const reader = createReader(db);
  const writer = createWriter(db, reader);
  keepStatements(client);
  let durable: Durability | null = null;
  const transact: Store['transact'] = (durability, change) => {
    // SQLite ignores the pragma inside a transaction, so it is set before; most calls find it set.
    if (durable !== durability) {
      client.pragma(`synchronous = ${durability === 'promised' ? 'FULL' : 'NORMAL'}`);
      durable = durability;
    }
    return client.transaction(() => change(writer)).immediate();
  };
  return {
    bootId: readBootId(),
    read: (query) => client.transaction(() => query(reader)).deferred(),
    transact,
    together: createGroupCommit((change) => transact('promised', change)),
    rehearse(change) {
      client.exec('BEGIN IMMEDIATE');
      try {
        return change(writer);
      } finally {
        // SQLite ends the transaction by itself where the disk is full, say.
        if (client.inTransaction) client.exec('ROLLBACK');
      }
    },
    openTables: () => openTableSource(path),
    dataVersion: () => dataVersionOf(client),
    watch: (onWrite) => watchLog(path, onWrite),
    maintain() {
      client.pragma('optimize');
      client.pragma('wal_checkpoint(PASSIVE)');
    },
    emptyLog() {
      // Most of it first, while nobody waits; then the rest, at once or not at all: whoever writes would have to
      // wait for as long as somebody reads.
      client.pragma('wal_checkpoint(PASSIVE)');
      client.pragma('busy_timeout = 0');
      try {
        return Number(client.pragma('wal_checkpoint(TRUNCATE)', { simple: true })) === 0;
      } finally {
        client.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
      }
    },
    sizeBytes: () =>
      Number(client.pragma('page_count', { simple: true })) *
      Number(client.pragma('page_size', { simple: true })),
    compact: () => void client.exec('VACUUM'),
    close: () => client.close(),
  };
}

function readBootId(): string | null {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    // No Linux.
    return null;
  }
}

function openClient(path: string): Database.Database {
  let client: Database.Database | null = null;
  try {
    if (!existsSync(path)) mkdirSync(dirname(path), { recursive: true, mode: 0o750 });
    client = new Database(path, { timeout: BUSY_TIMEOUT_MS });
    client.pragma('journal_mode = WAL');
    client.pragma('foreign_keys = ON');
    // What is deleted or made shorter is gone from the file too: of a customer whom privacy erase takes out, nothing
    // may be found there (https://www.sqlite.org/pragma.html#pragma_secure_delete).
    client.pragma('secure_delete = ON');
    client.pragma(`cache_size = -${CACHE_KB}`);
    return client;
  } catch (error) {
    client?.close();
    throw new StoreError({
      problem: `The database ${path} cannot be opened: ${error instanceof Error ? error.message : String(error)}.`,
      remedy: 'Check [database] path, and that this user may read and write the file and its folder.',
    });
  }
}

function migrateTo(client: Database.Database, db: BetterSQLite3Database, path: string): void {
  const { folder, newest } = migrationsFolder();
  const applied = newestApplied(client);
  if (applied > newest) {
    throw new StoreError({
      problem: `The database ${path} was made by a newer textback than this one.`,
      remedy: 'Install the newer version again, or restore a backup from before the upgrade.',
    });
  }
  if (applied < newest) {
    client.pragma('synchronous = FULL');
    // A changed CHECK means a new table in the old one's place: rows that point to it must bear that
    // (https://www.sqlite.org/lang_altertable.html#otheralter).
    client.pragma('foreign_keys = OFF');
    try {
      migrate(db, { migrationsFolder: folder });
    } catch (error) {
      // Another process, say the CLI beside the daemon's first start, may have done it while we waited.
      if (newestApplied(client) < newest) throw error;
    } finally {
      client.pragma('foreign_keys = ON');
    }
  }
}

/** When the newest migration in the database was made, as drizzle-kit's journal says; 0 for none. */
function newestApplied(client: Database.Database): number {
  const table = client.prepare("SELECT 1 FROM sqlite_master WHERE name = '__drizzle_migrations'").get();
  if (table === undefined) return 0;
  return Number(client.prepare('SELECT max(created_at) FROM __drizzle_migrations').pluck().get() ?? 0);
}
