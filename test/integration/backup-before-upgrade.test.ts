import { copyFileSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { databaseFiles } from '../../src/store/database-files.ts';
import { type CliBench, createCliBench } from '../fakes/cli-bench.ts';
import { oldDatabase } from '../fakes/old-database.ts';

/** Where the bench's database was, one that a textback of so many migrations made, with a balance of 5. */
function withOldDatabase(migrations: number, change = ''): CliBench {
  const bench = createCliBench();
  bench.store.close();
  databaseFiles.remove(bench.databasePath);
  const old = oldDatabase(migrations);
  old.db.exec(
    "INSERT INTO credit_entries (kind, delta, balance_after, key, message_id, note, actor, at) VALUES ('top-up', 5, 5, 'top-up:1', NULL, '', '', 1)",
  );
  old.db.exec(change);
  old.db.close();
  copyFileSync(old.path, bench.databasePath);
  return bench;
}

const kept = ({ databasePath }: CliBench) => {
  const folder = join(dirname(databasePath), 'backups');
  return existsSync(folder) ? readdirSync(folder) : [];
};

describe('backup before-upgrade', () => {
  test('given a database of an older textback, when asked, then a backup is kept, the upgrade was tried, and the database is as it was', async () => {
    const bench = withOldDatabase(5);
    const before = readFileSync(bench.databasePath);
    const { code, stdout, stderr } = await bench.textback('backup', 'before-upgrade');
    expect(code).toBe(0);
    const file = stdout.trim();
    expect(file).toBe(join(dirname(bench.databasePath), 'backups', 'before-upgrade-20260630-230000.db'));
    expect(stderr).toContain('went well on a copy: 0 calls, 0 leads, 0 texts, a balance of 5 credits');
    expect(databaseFiles.peek(file)).toMatchObject({ schema: 'older', schemaVersion: 5 });
    expect(kept(bench)).toEqual(['before-upgrade-20260630-230000.db']);
    expect(readFileSync(bench.databasePath).equals(before)).toBe(true);
  });

  test('given one that cannot be upgraded, when asked, then it says why, keeps nothing, leaves it alone, and exits 4', async () => {
    const bench = withOldDatabase(5, 'CREATE TABLE api_tokens (somebody text)');
    const before = readFileSync(bench.databasePath);
    const { code, stdout, stderr } = await bench.textback('backup', 'before-upgrade');
    expect({ code, stdout }).toEqual({ code: 4, stdout: '' });
    expect(stderr).toContain(`This textback cannot upgrade ${bench.databasePath}: `);
    expect(stderr).toContain('api_tokens');
    expect(stderr).toContain('Nothing was changed');
    expect(kept(bench)).toEqual([]);
    expect(readFileSync(bench.databasePath).equals(before)).toBe(true);
    expect(databaseFiles.peek(bench.databasePath)).toMatchObject({ schemaVersion: 5 });
  });

  test('given one that is damaged, when asked, then nothing is kept, and it exits 4', async () => {
    const dangling =
      "PRAGMA foreign_keys = OFF; INSERT INTO stage_moves (lead_id, to_stage_id, actor, at) VALUES (99, 1, '', 1)";
    const bench = withOldDatabase(5, dangling);
    const { code, stderr } = await bench.textback('backup', 'before-upgrade');
    expect(stderr).toContain('that is not there');
    expect(code).toBe(4);
    expect(kept(bench)).toEqual([]);
  });

  test('given a newer textback’s, when asked, then it is refused', async () => {
    const bench = createCliBench();
    const db = new Database(bench.databasePath);
    db.exec(`INSERT INTO __drizzle_migrations (hash, created_at) VALUES ('future', ${Date.UTC(2100, 0, 1)})`);
    db.close();
    expect(await bench.textback('backup', 'before-upgrade')).toMatchObject({
      code: 4,
      stderr: expect.stringContaining('made by a newer textback'),
    });
  });

  test('given this textback’s own, or none, when asked, then nothing is due and nothing is kept', async () => {
    const bench = createCliBench();
    const none = { due: false, file: null, fromVersion: null, toVersion: null };
    const current = await bench.textback('backup', 'before-upgrade', '--json');
    expect(JSON.parse(current.stdout)).toEqual(none);
    bench.store.close();
    databaseFiles.remove(bench.databasePath);
    const missing = await bench.textback('backup', 'before-upgrade', '--json');
    expect(JSON.parse(missing.stdout)).toEqual(none);
    expect(kept(bench)).toEqual([]);
  });
});
