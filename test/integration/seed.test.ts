import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { verifyBackup } from '../../src/services/verify-backup.ts';
import { databaseFiles } from '../../src/store/database-files.ts';
import { temporaryDatabasePath } from '../fakes/temporary-store.ts';
import { makeDatabase } from '../seed/make-database.ts';

const SMALL = { leads: 300, calls: 2_000, messages: 4_000, years: 1, until: Date.UTC(2026, 10, 1, 5) };

test('given a seed, when a database is made, then it is sound, as big as asked, and its ledger adds up', () => {
  const path = temporaryDatabasePath();
  const made = makeDatabase({ ...SMALL, seed: 1, path }, () => {});
  expect(made).toMatchObject({ leads: 300, calls: 2_000 });
  expect(Math.abs(made.messages - 4_000)).toBeLessThan(20);
  const verified = verifyBackup(databaseFiles, path, () => {});
  expect(verified).toMatchObject({
    kind: 'verified',
    schema: 'current',
    problems: [],
    balance: expect.any(Number),
  });
  if (verified.kind === 'verified') expect(verified.rows).toMatchObject({ leads: 300, calls: 2_000 });

  const db = new Database(path, { readonly: true });
  onTestFinished(() => void db.close());
  const found = (sql: string) => Number(db.prepare(sql).pluck().get());
  // What was taken away for speed is back, and search finds words of texts.
  const fresh = temporaryDatabasePath();
  databaseFiles.open(fresh).close();
  const other = new Database(fresh, { readonly: true });
  const schema =
    "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_stat%' ORDER BY type, name";
  expect(db.prepare(schema).all()).toEqual(other.prepare(schema).all());
  other.close();
  const thermostat = found("SELECT count(*) FROM messages WHERE body LIKE '%thermostat%'");
  expect(thermostat).toBeGreaterThan(0);
  expect(found("SELECT count(*) FROM message_words WHERE message_words MATCH 'thermostat'")).toBe(thermostat);
  // Nothing of the story is missing: misses, their texts, replies, calls back, bookings.
  expect(found('SELECT count(DISTINCT outcome) FROM calls')).toBe(5);
  expect(found("SELECT count(*) FROM messages WHERE kind = 'text-back'")).toBeGreaterThan(400);
  expect(found('SELECT count(*) FROM calls WHERE returned_at IS NOT NULL')).toBeGreaterThan(50);
  expect(found('SELECT count(*) FROM stage_moves WHERE to_stage_id = 8')).toBeGreaterThan(10);
  expect(found('SELECT count(*) FROM response_clocks WHERE ended_at < missed_at')).toBe(0);
});

test('given the same seed twice, when databases are made, then they are the same; with another seed they are not', () => {
  const folder = dirname(temporaryDatabasePath());
  const contentOf = (name: string, seed: number) => {
    const path = join(folder, name);
    makeDatabase({ ...SMALL, calls: 500, messages: 1_000, leads: 80, seed, path }, () => {});
    const db = new Database(path, { readonly: true });
    const rows = ['calls', 'messages', 'leads', 'credit_entries', 'response_clocks'].map((table) =>
      db.prepare(`SELECT * FROM ${table}`).raw().all(),
    );
    db.close();
    return JSON.stringify(rows);
  };
  const first = contentOf('a.db', 7);
  expect(contentOf('b.db', 7) === first).toBe(true);
  expect(contentOf('c.db', 8) === first).toBe(false);
});
