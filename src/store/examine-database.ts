import { setImmediate as turn } from 'node:timers/promises';
import type Database from 'better-sqlite3';
import {
  danglingRows,
  type NoDatabase,
  openToLook,
  type Schema,
  schemaOf,
  unreadable,
} from './inspect-database.ts';

/** A database as it is found, perhaps beside a running daemon. */
export interface ExaminedDatabase extends Schema {
  readonly kind: 'examined';
  /** As SQLite names it; `wal` for one that a daemon has had. */
  readonly journalMode: string;
  /** What SQLite found wrong with pages or rows, in its words; the first hundred. */
  readonly problems: readonly string[];
  readonly tables: number;
  /** Fewer than `tables` where time ran out. */
  readonly tablesChecked: number;
}

const MAX_PROBLEMS = 100;

/**
 * Looks for damage, table by table, for as long as `goesOn` says so, and lets the process do other things in between.
 * Changes nothing, and holds up nobody.
 */
export async function examineDatabase(
  path: string,
  goesOn: () => boolean,
): Promise<ExaminedDatabase | NoDatabase> {
  const client = openToLook(path);
  if ('kind' in client) return client;
  try {
    const tables = tablesOf(client);
    const problems: string[] = [];
    let tablesChecked = 0;
    for (const table of tables) {
      if (!goesOn() || problems.length >= MAX_PROBLEMS) break;
      problems.push(...damagesOf(client, table));
      // Of two million rows, either takes a second, in which nothing else of the process goes on.
      await turn();
      problems.push(...danglingRows(client, table));
      tablesChecked += 1;
      await turn();
    }
    const journalMode = String(client.pragma('journal_mode', { simple: true }));
    const found = { journalMode, problems: problems.slice(0, MAX_PROBLEMS) };
    return { kind: 'examined', ...schemaOf(client), ...found, tables: tables.length, tablesChecked };
  } catch (error) {
    return unreadable(error);
  } finally {
    client.close();
  }
}

/** With those in which full-text search keeps its index. */
function tablesOf(client: Database.Database): readonly string[] {
  return client
    .prepare(
      "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'shadow') ORDER BY name",
    )
    .pluck()
    .all()
    .map(String)
    .filter((table) => !table.startsWith('sqlite_'));
}

/** https://www.sqlite.org/pragma.html#pragma_quick_check: every page, CHECK and NOT NULL constraints; not the indexes. */
function damagesOf(client: Database.Database, table: string): readonly string[] {
  const found = client.prepare(`PRAGMA quick_check("${table}")`).pluck().all().map(String);
  return found.filter((line) => line !== 'ok').map((line) => `${table}: ${line}`);
}
