import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { is } from 'drizzle-orm';
import { getTableConfig, SQLiteTable } from 'drizzle-orm/sqlite-core';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { columnKind } from '../../src/core/export-row.ts';
import { EXPORTED_TABLES, NOT_EXPORTED } from '../../src/store/exported-tables.ts';
import * as schema from '../../src/store/schema.ts';
import { openTableSource } from '../../src/store/table-rows.ts';
import { createCliBench } from '../fakes/cli-bench.ts';
import { exportOf, rowsIn } from '../fakes/exported.ts';
import { EXTRA_TABLES, fillExtras, SECRET } from '../fakes/full-house.ts';
import { temporaryDatabasePath } from '../fakes/temporary-store.ts';
import { makeDatabase } from '../seed/make-database.ts';

const UNTIL = Date.UTC(2026, 10, 1, 5);
const SMALL = { leads: 30, calls: 120, messages: 250, years: 1, seed: 1, until: UNTIL };

function madeDatabase(options: Partial<typeof SMALL>, extras: readonly string[]): string {
  const path = temporaryDatabasePath();
  makeDatabase({ ...SMALL, ...options, path }, () => {});
  fillExtras(path, extras);
  return path;
}

const tablesOfSchema = Object.values(schema).flatMap((each) =>
  is(each, SQLiteTable) ? [getTableConfig(each)] : [],
);

test('given every table of the schema, when it is looked up, then it is either exported or left out, and not both', () => {
  const exported = EXPORTED_TABLES.map(({ name }) => name);
  expect([...exported, ...Object.keys(NOT_EXPORTED)].sort()).toEqual(
    tablesOfSchema.map(({ name }) => name).sort(),
  );
});

test('given every column that is exported, when its kind is told by its name, then the schema says the same', () => {
  const KINDS: Readonly<Record<string, string>> = {
    SQLiteText: 'text',
    SQLiteTextJson: 'json',
    SQLiteInteger: 'integer',
    SQLiteBoolean: 'flag',
  };
  for (const { name, columns } of tablesOfSchema) {
    for (const column of columns) {
      const kind = columnKind(column.name, column.getSQLType());
      const said = kind === 'time' ? 'integer' : kind;
      expect(`${name}.${column.name} ${said}`).toBe(`${name}.${column.name} ${KINDS[column.columnType]}`);
    }
  }
});

test('given a business of many years, when its numbers are looked at, then just the times are as big as times', () => {
  const source = openTableSource(madeDatabase({}, EXTRA_TABLES));
  onTestFinished(() => source.close());
  for (const { name, columns, rows } of source.tables) {
    for (const cells of rows()) {
      for (const [place, cell] of cells.entries()) {
        const kind = columns[place]?.kind;
        if (kind === 'integer') expect(cell ?? 0, `${name}.${columns[place]?.name}`).toBeLessThan(1e11);
      }
    }
  }
});

test('given a database with rows in every table, when it is exported, then each table is in it, secrets are not', async () => {
  const bench = createCliBench(madeDatabase({}, EXTRA_TABLES));
  const file = await exportOf(bench);
  const { tables } = rowsIn(file);
  const empty = EXPORTED_TABLES.filter(({ name }) => (tables[name] ?? []).length === 0);
  // Held texts are settled away by an import: a test of their own has one.
  expect(empty.map(({ name }) => name)).toEqual(['held_texts']);
  expect(readFileSync(file, 'utf8')).not.toMatch(SECRET);
  expect(readFileSync(file, 'utf8')).not.toContain('box-1');
  expect(tables['settings']).toEqual([
    { name: 'opt-out-reply', value: 'Bye “now”', changed_at: '2026-11-18T11:06:40.001Z' },
  ]);
  expect(tables['notice_channels']?.map(({ channel }) => channel)).toEqual(['sms', 'email']);
  expect(tables['notices']?.map(({ key }) => key)).toEqual(['k1']);
  expect(tables['alerts']?.map(({ id }) => id)).toEqual([1]);
  expect(tables['audit']?.map(({ id }) => id)).toEqual([1, 4]);
});

test('given any small business, when it is exported, imported and exported again, then the rows are the same', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        seed: fc.integer({ min: 1, max: 1_000_000 }),
        leads: fc.integer({ min: 12, max: 40 }),
        calls: fc.integer({ min: 60, max: 150 }),
        messages: fc.integer({ min: 100, max: 300 }),
      }),
      fc
        .subarray([...EXTRA_TABLES])
        .filter((all) => !all.includes('lead_merge_rows') || all.includes('lead_merges')),
      async (options, extras) => {
        const office = createCliBench(madeDatabase(options, extras));
        const file = await exportOf(office);
        const elsewhere = createCliBench();
        expect(await elsewhere.textback('data', 'import', file)).toMatchObject({ code: 0 });
        const before = rowsIn(file);
        const after = rowsIn(await exportOf(elsewhere));
        const { audit: auditBefore = [], ...rows } = before.tables;
        const { audit: auditAfter = [], ...sameRows } = after.tables;
        expect(sameRows).toEqual(rows);
        // What is new is that it was imported.
        expect(auditAfter.slice(0, auditBefore.length)).toEqual(auditBefore);
        expect(auditAfter.slice(auditBefore.length)).toMatchObject([
          { action: 'import', subject: 'data', after: { file, textsCalledOff: 0, callsClosed: 0 } },
        ]);
        const { audit: _was, ...ids } = before.lastIds;
        expect(after.lastIds).toMatchObject(ids);
      },
    ),
    { numRuns: 8 },
  );
}, 120_000);

test('given an import, when its schema is looked at, then it is that of a new database, triggers and word search too', async () => {
  const office = createCliBench(madeDatabase({}, []));
  const file = await exportOf(office);
  const elsewhere = createCliBench();
  await elsewhere.textback('data', 'import', file);
  const fresh = createCliBench();
  await fresh.textback('line', 'list');
  const found = (path: string, sql: string) => {
    const db = new Database(path, { readonly: true });
    const rows = db.prepare(sql).all();
    db.close();
    return rows;
  };
  const SCHEMA = `SELECT type, name, sql FROM sqlite_master
    WHERE name NOT LIKE 'sqlite_stat%' AND name <> '__drizzle_migrations' ORDER BY type, name`;
  const MIGRATIONS = 'SELECT * FROM __drizzle_migrations';
  for (const sql of [SCHEMA, MIGRATIONS]) {
    expect(found(elsewhere.databasePath, sql)).toEqual(found(fresh.databasePath, sql));
  }
  const WORDS = "SELECT rowid FROM message_words WHERE message_words MATCH 'thermostat'";
  expect(found(elsewhere.databasePath, WORDS).length).toBeGreaterThan(0);
  expect(found(elsewhere.databasePath, WORDS)).toEqual(found(office.databasePath, WORDS));
  const db = new Database(elsewhere.databasePath);
  onTestFinished(() => void db.close());
  for (const table of ['credit_entries', 'consents']) {
    expect(() => db.exec(`DELETE FROM ${table}`)).toThrow(`${table} is append only`);
    expect(() => db.exec(`UPDATE ${table} SET at = 1`)).toThrow(`${table} is append only`);
  }
});

test('given ids whose rows are gone, when the database is exported and imported, then no id is given twice', async () => {
  const path = madeDatabase({}, []);
  const db = new Database(path);
  db.exec("DELETE FROM notes; UPDATE sqlite_sequence SET seq = 900 WHERE name = 'notes'");
  db.close();
  const elsewhere = createCliBench();
  await elsewhere.textback('data', 'import', await exportOf(createCliBench(path)));
  await elsewhere.textback('lead', 'note', '1', 'Has a dog');
  expect(rowsIn(await exportOf(elsewhere)).tables['notes']).toMatchObject([{ id: 901, body: 'Has a dog' }]);
});

test('given a file is there already, or its folder is not, when an export is to go there, then nothing is touched', async () => {
  const bench = createCliBench(madeDatabase({}, []));
  const file = await exportOf(bench);
  const before = readFileSync(file, 'utf8');
  expect(await bench.textback('data', 'export', file)).toMatchObject({
    code: 4,
    stderr: expect.stringContaining(`There is a file ${file} already.`),
  });
  expect(readFileSync(file, 'utf8')).toBe(before);
  const nowhere = join(dirname(file), 'nowhere', 'x.jsonl');
  expect(await bench.textback('data', 'export', nowhere)).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('Check that the folder is there'),
  });
});
