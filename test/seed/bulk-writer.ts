import Database from 'better-sqlite3';

type Value = string | number | null;

/** Writes rows as fast as SQLite takes them, into a database that nobody else has open. */
export interface BulkWriter {
  /** Adds a row and gives it its number in the table, from 1 on. */
  add(table: string, row: Readonly<Record<string, Value>>): number;
  /** Changes a row that was added. */
  change(table: string, id: number, row: Readonly<Record<string, Value>>): void;
  /** How many rows there are in a table by now. */
  count(table: string): number;
  /** Indexes, triggers and full-text search are made now, at once; then the file is on disk. */
  finish(onStep: (what: string) => void): void;
}

/** Rows that share one transaction. */
const ROWS_AT_ONCE = 50_000;

/**
 * @param path of a database as `openStore` leaves it. Its indexes and triggers are taken away until `finish`: to build
 *   an index of what is there takes a fraction of what keeping it up row by row does
 */
export function createBulkWriter(path: string): BulkWriter {
  const db = new Database(path);
  db.pragma('journal_mode = OFF');
  db.pragma('synchronous = OFF');
  db.pragma('foreign_keys = OFF');
  db.pragma('cache_size = -200000');
  const put = takeAway(db);
  const statements = new Map<string, Database.Statement>();
  const counts = new Map<string, number>();
  let rows = 0;
  db.exec('BEGIN');
  const run = (sql: string, values: readonly Value[]) => {
    const statement = statements.get(sql) ?? db.prepare(sql);
    statements.set(sql, statement);
    statement.run(values);
    rows += 1;
    if (rows % ROWS_AT_ONCE === 0) db.exec('COMMIT; BEGIN');
  };
  const count = (table: string) =>
    counts.get(table) ?? Number(db.prepare(`SELECT count(*) FROM "${table}"`).pluck().get());
  return {
    count,
    add(table, row) {
      const number = count(table) + 1;
      counts.set(table, number);
      const names = Object.keys(row);
      const sql = `INSERT INTO "${table}" (${names.map((name) => `"${name}"`).join()}) VALUES (${names.map(() => '?').join()})`;
      run(sql, Object.values(row));
      return number;
    },
    change(table, id, row) {
      const sets = Object.keys(row).map((name) => `"${name}" = ?`);
      run(`UPDATE "${table}" SET ${sets.join()} WHERE id = ?`, [...Object.values(row), id]);
    },
    finish(onStep) {
      db.exec('COMMIT');
      for (const { what, sql } of put) {
        onStep(what);
        for (const each of sql) db.exec(each);
      }
      onStep('statistics');
      db.exec('ANALYZE');
      db.pragma('journal_mode = WAL');
      db.close();
    },
  };
}

/** Removes what slows inserts down; what puts it back, in order. */
function takeAway(
  db: Database.Database,
): readonly { readonly what: string; readonly sql: readonly string[] }[] {
  const made = db
    .prepare<[], { type: string; name: string; sql: string }>(
      "SELECT type, name, sql FROM sqlite_master WHERE type IN ('trigger', 'index') AND sql IS NOT NULL",
    )
    .all();
  const search = db
    .prepare("SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL TABLE%USING fts5%'")
    .pluck()
    .all()
    .map(String);
  for (const { type, name } of made) db.exec(`DROP ${type} "${name}"`);
  const sqlOf = (wanted: string) => made.filter(({ type }) => type === wanted).map(({ sql }) => sql);
  return [
    { what: 'indexes', sql: sqlOf('index') },
    {
      what: 'full-text search',
      sql: search.map((name) => `INSERT INTO "${name}"("${name}") VALUES ('rebuild')`),
    },
    { what: 'triggers', sql: sqlOf('trigger') },
  ];
}
