import Database from 'better-sqlite3';
import { drizzle } from './drizzle.ts';
import { migrationsFolder } from './migrations-folder.ts';
import { createReader, type Reader } from './queries.ts';
import { schemaVersionOf } from './table-rows.ts';

/** Where an application's database stands, against this textback. */
export type SchemaAge = 'older' | 'current' | 'newer';

export interface Schema {
  readonly schema: SchemaAge;
  /** How many migrations it has had. */
  readonly schemaVersion: number;
}

/** `unreadable`: no database, or one that SQLite cannot open. `foreign`: a sound one, of another program. */
export type NoDatabase = { readonly kind: 'unreadable'; readonly why: string } | { readonly kind: 'foreign' };

/** What a file is, at a glance. */
export type Peek = ({ readonly kind: 'textback' } & Schema) | NoDatabase;

export interface InspectedDatabase extends Schema {
  readonly kind: 'inspected';
  /** What SQLite found wrong with the file or its rows, in its words; the first hundred. */
  readonly problems: readonly string[];
  /** Rows of each table, by name. */
  readonly rows: Readonly<Record<string, number>>;
}

export type Inspection = InspectedDatabase | NoDatabase;

/** A database that is only looked at. */
export interface Snapshot {
  /** Everything `query` reads belongs to one moment. Its schema must be this textback's. */
  read<T>(query: (reader: Reader) => T): T;
  close(): void;
}

export function peekDatabase(path: string): Peek {
  return look(path, (client) => ({ kind: 'textback', ...schemaOf(client) }));
}

/** Reads every page, checks every index against its table and every reference, and counts. Changes nothing. */
export function inspectDatabase(path: string): Inspection {
  return look(path, (client) => ({
    kind: 'inspected',
    ...schemaOf(client),
    problems: [...damages(client), ...danglingRows(client)].slice(0, 100),
    rows: countRows(client),
  }));
}

function look<T>(path: string, see: (client: Database.Database) => T): T | NoDatabase {
  const opened = openToLook(path);
  if ('kind' in opened) return opened;
  try {
    return see(opened);
  } catch (error) {
    return unreadable(error);
  } finally {
    opened.close();
  }
}

/** To read only, and closed by whoever asked for it. */
export function openToLook(path: string): Database.Database | NoDatabase {
  let client: Database.Database | null = null;
  try {
    client = new Database(path, { readonly: true, fileMustExist: true });
    if (hasTable(client, '__drizzle_migrations') && hasTable(client, 'credit_entries')) return client;
    client.close();
    return { kind: 'foreign' };
  } catch (error) {
    client?.close();
    return unreadable(error);
  }
}

export function unreadable(error: unknown): NoDatabase {
  return { kind: 'unreadable', why: error instanceof Error ? error.message : String(error) };
}

/** @throws Error of SQLite where it cannot be opened, or is not of this textback's schema */
export function openSnapshot(path: string): Snapshot {
  const client = new Database(path, { readonly: true, fileMustExist: true });
  const reader = createReader(drizzle(client));
  return {
    read: (query) => client.transaction(() => query(reader)).deferred(),
    close: () => void client.close(),
  };
}

function hasTable(client: Database.Database, name: string): boolean {
  return (
    client.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?").get(name) !== undefined
  );
}

export function schemaOf(client: Database.Database): Schema {
  const { newest } = migrationsFolder();
  const applied = Number(
    client.prepare('SELECT max(created_at) FROM __drizzle_migrations').pluck().get() ?? 0,
  );
  const schema = applied > newest ? 'newer' : applied < newest ? 'older' : 'current';
  return { schema, schemaVersion: schemaVersionOf(client) };
}

/** https://www.sqlite.org/pragma.html#pragma_integrity_check: CHECK and NOT NULL constraints too. */
function damages(client: Database.Database): string[] {
  const found = client.prepare('PRAGMA integrity_check').pluck().all().map(String);
  return found.filter((line) => line !== 'ok');
}

/**
 * Rows that refer to others that are not there, in words.
 * @param table only its rows; null for those of all
 */
export function danglingRows(client: Database.Database, table: string | null = null): string[] {
  const rows = client.prepare<[], { table: string; rowid: number | null; parent: string }>(
    table === null ? 'PRAGMA foreign_key_check' : `PRAGMA foreign_key_check("${table}")`,
  );
  return rows
    .all()
    .map(
      ({ table, rowid, parent }) =>
        `row ${rowid ?? '?'} of ${table} refers to a row of ${parent} that is not there`,
    );
}

/** Without what SQLite and full-text search keep for themselves. */
function countRows(client: Database.Database): Record<string, number> {
  const tables = client
    .prepare("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' ORDER BY name")
    .pluck()
    .all()
    .map(String);
  const ours = tables.filter((table) => !/^(sqlite_|__)/.test(table));
  return Object.fromEntries(ours.map((table) => [table, countOf(client, table)]));
}

function countOf(client: Database.Database, table: string): number {
  return Number(client.prepare(`SELECT count(*) FROM "${table}"`).pluck().get());
}
