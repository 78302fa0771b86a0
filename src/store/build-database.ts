import { createHash } from 'node:crypto';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import type { CellValue, ExportColumn, RowProblem } from '../core/export-row.ts';
import type { OnProgress } from '../core/progress.ts';
import { EXPORTED_TABLES } from './exported-tables.ts';
import { danglingRows } from './inspect-database.ts';
import { migrationsFolder } from './migrations-folder.ts';
import { columnsOf } from './table-rows.ts';

/** A database that is made of rows, and that nobody else knows of yet. */
export interface DatabaseBuilder {
  /** Null where it has no such table, or none that an export takes. */
  columnsOf(table: string): readonly ExportColumn[] | null;
  /** Adds a row, `cells` in the order of its columns; says what the table has against it, else null. */
  insert(table: string, cells: readonly CellValue[]): RowProblem | null;
  /**
   * Makes the indexes of what is there, and tells of rows that refer to others that are not there; none where it is
   * whole. Nothing can be added any more.
   */
  finish(lastIds: Readonly<Record<string, number>>, onProgress: OnProgress): readonly string[];
  close(): void;
}

const CACHE_KB = 65_536;

/** Makes a new file, for its owner only; the folder too, where it is missing. @throws Error of Node (`EEXIST`) */
export function buildDatabase(path: string, schemaVersion: number): DatabaseBuilder | null {
  const { all } = migrationsFolder();
  if (schemaVersion < 1 || schemaVersion > all.length) return null;
  mkdirSync(dirname(path), { recursive: true, mode: 0o750 });
  closeSync(openSync(path, 'wx', 0o600));
  const client = new Database(path);
  // If this fails half-way, the file is thrown away: nothing needs to be undone.
  client.pragma('journal_mode = MEMORY');
  client.pragma('synchronous = OFF');
  client.pragma(`cache_size = -${CACHE_KB}`);
  makeSchema(client, schemaVersion);
  // Migrations leave it on. Rows may refer to later ones; `finish` looks at all of them.
  client.pragma('foreign_keys = OFF');
  const put = takeAway(client);
  client.exec('BEGIN');
  const tables = tablesOf(client);
  return {
    columnsOf: (table) => tables.get(table)?.columns ?? null,
    insert(table, cells) {
      try {
        tables.get(table)?.insert.run(...cells);
        return null;
      } catch (error) {
        const problem = constraintProblem(error);
        if (problem === null) throw error;
        return problem;
      }
    },
    finish(lastIds, onProgress) {
      setLastIds(
        client,
        Object.entries(lastIds).filter(([table]) => tables.has(table)),
      );
      client.exec('COMMIT');
      for (const { what, sql } of put) {
        onProgress(what, null);
        for (const each of sql) client.exec(each);
      }
      onProgress('Checking references', null);
      const dangling = danglingRows(client);
      // https://www.sqlite.org/pragma.html#pragma_optimize: statistics of every table, from a part of its rows.
      client.pragma('optimize = 0x10002');
      return dangling;
    },
    close: () => void client.close(),
  };
}

function makeSchema(client: Database.Database, version: number): void {
  const { folder, all } = migrationsFolder();
  // As drizzle-orm's migrator makes it, which goes on from here.
  client.exec(
    'CREATE TABLE __drizzle_migrations (id SERIAL PRIMARY KEY, hash text NOT NULL, created_at numeric)',
  );
  const note = client.prepare('INSERT INTO __drizzle_migrations (hash, created_at) VALUES (?, ?)');
  for (const { tag, when } of all.slice(0, version)) {
    const sql = readFileSync(join(folder, `${tag}.sql`), 'utf8');
    client.exec(sql);
    note.run(createHash('sha256').update(sql).digest('hex'), when);
  }
}

interface FilledTable {
  readonly columns: readonly ExportColumn[];
  readonly insert: Database.Statement<CellValue[]>;
}

/** Those that are there in this schema, without what its migrations put in. */
function tablesOf(client: Database.Database): ReadonlyMap<string, FilledTable> {
  const tables = new Map<string, FilledTable>();
  for (const { name } of EXPORTED_TABLES) {
    const columns = columnsOf(client, name);
    if (columns.length === 0) continue;
    client.exec(`DELETE FROM "${name}"`);
    const names = columns.map((column) => `"${column.name}"`).join(', ');
    const places = columns.map(() => '?').join(', ');
    const insert = client.prepare<CellValue[]>(`INSERT INTO "${name}" (${names}) VALUES (${places})`);
    tables.set(name, { columns, insert });
  }
  return tables;
}

/**
 * Removes what slows inserts down and refuses none: to build an index of what is there takes a fraction of what keeping
 * it up row by row does. What puts it back, in order.
 */
function takeAway(
  client: Database.Database,
): readonly { readonly what: string; readonly sql: readonly string[] }[] {
  const made = client
    .prepare<[], { type: string; name: string; sql: string }>(
      `SELECT type, name, sql FROM sqlite_master
       WHERE type = 'trigger' OR (type = 'index' AND sql IS NOT NULL AND sql NOT LIKE 'CREATE UNIQUE%')`,
    )
    .all();
  const search = client
    .prepare<[], string>("SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL TABLE%USING fts5%'")
    .pluck()
    .all();
  for (const { type, name } of made) client.exec(`DROP ${type} "${name}"`);
  const sqlOf = (wanted: string) => made.filter(({ type }) => type === wanted).map(({ sql }) => sql);
  return [
    { what: 'Making indexes', sql: sqlOf('index') },
    {
      what: 'Making the index of words',
      sql: search.map((name) => `INSERT INTO "${name}"("${name}") VALUES ('rebuild')`),
    },
    { what: 'Making triggers', sql: sqlOf('trigger') },
  ];
}

/** An id is never given twice, also where its row is gone: a message's key in the ledger outlives it. */
function setLastIds(client: Database.Database, lastIds: readonly (readonly [string, number])[]): void {
  const forget = client.prepare('DELETE FROM sqlite_sequence WHERE name = ?');
  const set = client.prepare('INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)');
  const known = client.prepare<[string], number>('SELECT seq FROM sqlite_sequence WHERE name = ?').pluck();
  for (const [name, id] of lastIds) {
    const highest = Math.max(id, known.get(name) ?? 0);
    forget.run(name);
    set.run(name, highest);
  }
}

/** https://www.sqlite.org/rescode.html#constraint: `UNIQUE constraint failed: leads.number` and the like. */
function constraintProblem(error: unknown): RowProblem | null {
  if (!(error instanceof Database.SqliteError) || !error.code.startsWith('SQLITE_CONSTRAINT')) return null;
  const [, rule = '', what = ''] = /^(\w+).* constraint failed: (.*)$/.exec(error.message) ?? [];
  if (rule === 'CHECK') return { column: null, why: `it breaks the rule ${what}` };
  if (rule !== 'UNIQUE') return { column: null, why: error.message };
  return { column: what.replaceAll(/\b\w+\./g, ''), why: 'another row has the same' };
}
