import { chmodSync, chownSync, readFileSync, writeFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { type CliBench, createCliBench } from '../fakes/cli-bench.ts';

/** The user that no file belongs to, on every Unix. */
const NOBODY = 65_534;
const NOW = Date.UTC(2026, 6, 1, 3);

/** A configuration that is closed to others, as it should be. */
function openBench(): CliBench {
  const bench = createCliBench();
  chmodSync(bench.configFile, 0o640);
  return bench;
}

const noteBackup = ({ store }: CliBench, at: number) =>
  store.transact('promised', (tx) =>
    tx.audit.record({ at, actor: 'cli', action: 'create', subject: 'backup', before: null, after: {} }),
  );

const json = (ran: { readonly stdout: string }) => JSON.parse(ran.stdout);
const check = (ran: { readonly stdout: string }, name: string) =>
  json(ran).checks.filter((each: { name: string }) => each.name === name);

describe('textback doctor: configuration and files', () => {
  test('given all is well, when it is run, then it says so, for people and programs', async () => {
    const bench = openBench();
    noteBackup(bench, NOW);
    const asked = ['configuration', 'secrets', 'database', 'disk', 'backup'];
    const ran = await bench.textback('doctor', '--check', ...asked);
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    expect(ran.stdout).toMatch(/^configuration +✓ ok +sound$/m);
    expect(ran.stdout).toContain('every page and reference is sound');
    expect(ran.stdout).not.toContain('What to do');
    const machine = await bench.textback('doctor', '--json', '--check', ...asked);
    expect(json(machine)).toMatchObject({ ok: true, failed: 0, warnings: 0, skipped: 0 });
    expect(check(machine, 'backup')).toEqual([
      { name: 'backup', state: 'ok', detail: 'the last one was made less than a day ago', remedy: null },
    ]);
  });

  test('given a configuration with passwords that everybody may read, when it is run, then it fails, with what to type, on any width', async () => {
    const bench = openBench();
    chmodSync(bench.configFile, 0o644);
    const ran = await bench.textback('doctor', '--check', 'secrets', '--json');
    expect(ran.code).toBe(1);
    expect(check(ran, 'secrets')).toMatchObject([
      { state: 'failed', remedy: `Run: chmod 0640 ${bench.configFile}` },
    ]);
    expect(ran.stdout).not.toContain('hush');
    const narrow = await bench.textbackIn({ columns: 60, isTerminal: true }, 'doctor', '--check', 'secrets');
    expect(Math.max(...narrow.stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(61);
    expect(narrow.stdout).toContain('1 failed.');
  });

  test.runIf(process.getuid?.() === 0)(
    'given a password that the owner of the database may not read, or that belongs to nobody, when it is run, then both are told',
    async () => {
      const bench = openBench();
      const secret = `${bench.configFile}.secret`;
      writeFileSync(secret, 'hush', { mode: 0o600 });
      const toml = readFileSync(bench.configFile, 'utf8');
      writeFileSync(
        bench.configFile,
        toml.replace('ari_password = "hush-ari"', `ari_password_file = "${secret}"`),
      );
      chownSync(bench.configFile, NOBODY, NOBODY);
      chownSync(bench.databasePath, NOBODY, NOBODY);
      expect(check(await bench.textback('doctor', '--json', '--check', 'secrets'), 'secrets')).toMatchObject([
        { state: 'failed', remedy: expect.stringMatching(/^Run: chgrp (nogroup|nobody) \S+ && chmod 0640 /) },
      ]);
      chownSync(secret, 54_321, NOBODY);
      chmodSync(secret, 0o640);
      expect(check(await bench.textback('doctor', '--json', '--check', 'secrets'), 'secrets')).toMatchObject([
        {
          state: 'warning',
          detail: expect.stringContaining('user id 54321, which nobody on this machine has'),
        },
      ]);
    },
  );

  test('given a configuration that is not sound, when it is run, then every problem is named, and nothing else is asked', async () => {
    const bench = openBench();
    writeFileSync(bench.configFile, '[business]\nname = ""\n');
    const ran = await bench.textback('doctor', '--json');
    expect(ran.code).toBe(1);
    const found = check(ran, 'configuration');
    expect(found.length).toBeGreaterThan(3);
    expect(found[0]).toMatchObject({
      state: 'failed',
      remedy: expect.stringContaining('name = "Acme HVAC"'),
    });
    expect(check(ran, 'database')).toEqual([
      {
        name: 'database',
        state: 'skipped',
        detail: 'not asked, because the configuration is not sound',
        remedy: null,
      },
    ]);
  });

  test('given a check that does not exist, when it is asked for, then that is wrong usage, and all are named', async () => {
    const ran = await openBench().textback('doctor', '--check', 'asterix');
    expect(ran).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('database') });
  });
});

describe('textback doctor: the database', () => {
  const change = ({ databasePath }: CliBench, sql: string) => {
    const client = new Database(databasePath);
    client.pragma('foreign_keys = OFF');
    client.exec(sql);
    client.close();
  };
  const database = async (bench: CliBench) =>
    check(await bench.textback('doctor', '--check', 'database', 'backup', '--json'), 'database');

  test('given one of a newer textback, when it is run, then it says which way out there is, and asks it no more', async () => {
    const bench = openBench();
    change(bench, "INSERT INTO __drizzle_migrations (hash, created_at) VALUES ('x', 9999999999999)");
    const ran = await bench.textback('doctor', '--check', 'database', 'backup', '--json');
    expect(ran.code).toBe(1);
    expect(check(ran, 'database')).toMatchObject([
      {
        state: 'failed',
        detail: expect.stringContaining('newer'),
        remedy: expect.stringContaining('restore'),
      },
    ]);
    expect(check(ran, 'backup')).toMatchObject([
      { state: 'skipped', detail: 'not asked, because the database cannot be used' },
    ]);
  });

  test('given one of an older textback, when it is run, then it is left as it is', async () => {
    const bench = openBench();
    change(
      bench,
      'DELETE FROM __drizzle_migrations WHERE created_at = (SELECT max(created_at) FROM __drizzle_migrations)',
    );
    expect(await database(bench)).toMatchObject([
      { state: 'failed', detail: expect.stringContaining('older') },
    ]);
    expect(await database(bench)).toMatchObject([
      { state: 'failed', detail: expect.stringContaining('older') },
    ]);
  });

  test('given rows that refer to nothing, when it is run, then it is called damaged', async () => {
    const bench = openBench();
    change(bench, "INSERT INTO notes (lead_id, body, actor, at) VALUES (99, 'x', 'x', 1)");
    expect(await database(bench)).toMatchObject([
      {
        state: 'failed',
        detail: expect.stringMatching(/damaged \(row \d+ of notes refers to a row of leads/),
      },
    ]);
  });

  test.each([
    [
      'another program’s',
      (path: string) => new Database(path).exec('CREATE TABLE a (b)').close(),
      'another program',
    ],
    ['no database', (path: string) => writeFileSync(path, 'what is this'.repeat(100)), 'cannot be read'],
  ])('given %s file in its place, when it is run, then that is told', async (_, make, words) => {
    const bench = openBench();
    const path = `${bench.databasePath}.other`;
    make(path);
    const env = { TEXTBACK_DATABASE__PATH: path };
    const ran = await bench.textbackIn({ env }, 'doctor', '--check', 'database', '--json');
    expect(check(ran, 'database')).toMatchObject([
      { state: 'failed', detail: expect.stringContaining(words) },
    ]);
  });

  test('given none yet, when it is run, then it is not made', async () => {
    const bench = openBench();
    const env = { TEXTBACK_DATABASE__PATH: `${bench.databasePath}-elsewhere/textback.db` };
    for (const times of [1, 2]) {
      const ran = await bench.textbackIn({ env }, 'doctor', '--check', 'database', 'disk', '--json');
      expect(check(ran, 'database'), `run ${times}`).toMatchObject([
        {
          detail: expect.stringContaining('there is no database'),
          remedy: expect.stringContaining('line add'),
        },
      ]);
      expect(check(ran, 'disk')[0].detail).toContain('free at');
    }
  });

  test.each([
    [0, 'ok', 'less than a day ago'],
    [1, 'ok', '1 day ago'],
    [9, 'warning', '9 days ago'],
    [null, 'warning', 'no backup yet'],
  ])('given a backup of %s days ago, when it is run, then that is %s', async (days, state, words) => {
    const bench = openBench();
    if (days !== null) noteBackup(bench, NOW - days * 24 * 3_600_000);
    const ran = await bench.textback('doctor', '--check', 'backup', '--json');
    expect(ran.code).toBe(0);
    expect(check(ran, 'backup')).toMatchObject([{ state, detail: expect.stringContaining(words) }]);
  });
});
