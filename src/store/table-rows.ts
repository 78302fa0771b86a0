import Database from 'better-sqlite3';
import { type CellValue, columnKind, type ExportColumn } from '../core/export-row.ts';
import { EXPORTED_TABLES } from './exported-tables.ts';

/** A table of a database, to be read whole. */
export interface SourceTable {
  readonly name: string;
  readonly columns: readonly ExportColumn[];
  readonly count: number;
  /** Its rows in the order in which they came, read as they are taken: never the table in memory. */
  rows(): IterableIterator<CellValue[]>;
}

/** All that an export takes, as of the moment of opening, whoever writes meanwhile. */
export interface TableSource {
  /** How many migrations the database has had. */
  readonly schemaVersion: number;
  /** The highest id that was ever given in a table. */
  readonly lastIds: Readonly<Record<string, number>>;
  readonly tables: readonly SourceTable[];
  close(): void;
}

/**
 * Opens a second connection, with one read transaction from now to `close`. Nobody waits for it, but what others write
 * meanwhile stays in the write-ahead log.
 * @throws Error of SQLite where it cannot be opened, or is none of textback's
 */
export function openTableSource(path: string): TableSource {
  const client = new Database(path, { readonly: true, fileMustExist: true });
  try {
    client.exec('BEGIN');
    // The transaction's moment is that of its first read.
    const schemaVersion = schemaVersionOf(client);
    const there = new Set(client.prepare('SELECT name FROM sqlite_master').pluck().all().map(String));
    const tables = EXPORTED_TABLES.filter(({ name }) => there.has(name));
    return {
      schemaVersion,
      lastIds: lastIdsOf(client, new Set(tables.map(({ name }) => name))),
      tables: tables.map(({ name, only }) => sourceTable(client, name, only)),
      close: () => void client.close(),
    };
  } catch (error) {
    client.close();
    throw error;
  }
}

function sourceTable(client: Database.Database, name: string, only = 'true'): SourceTable {
  const columns = columnsOf(client, name);
  const names = columns.map((column) => `"${column.name}"`).join(', ');
  const count = client.prepare<[], number>(`SELECT count(*) FROM "${name}" WHERE ${only}`).pluck();
  const rows = client.prepare<[], CellValue[]>(`SELECT ${names} FROM "${name}" WHERE ${only} ORDER BY rowid`);
  return { name, columns, count: count.get() ?? 0, rows: () => rows.raw().iterate() };
}

/** Those that hold data of their own: generated ones are left to SQLite (pragma table_xinfo, `hidden`). */
export function columnsOf(client: Database.Database, table: string): readonly ExportColumn[] {
  const columns = client.prepare<[string], { name: string; type: string; notnull: number; pk: number }>(
    'SELECT name, type, "notnull", pk FROM pragma_table_xinfo(?) WHERE hidden = 0 ORDER BY cid',
  );
  return columns.all(table).map(({ name, type, notnull, pk }) => ({
    name,
    kind: columnKind(name, type),
    isNullable: notnull === 0 && pk === 0,
  }));
}

export function schemaVersionOf(client: Database.Database): number {
  return client.prepare<[], number>('SELECT count(*) FROM __drizzle_migrations').pluck().get() ?? 0;
}

function lastIdsOf(client: Database.Database, tables: ReadonlySet<string>): Record<string, number> {
  const ids = client.prepare<[], { name: string; seq: number }>(
    'SELECT name, seq FROM sqlite_sequence ORDER BY name',
  );
  const ours = ids.all().filter(({ name }) => tables.has(name));
  return Object.fromEntries(ours.map(({ name, seq }) => [name, seq]));
}
