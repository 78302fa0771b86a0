import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { acquireDaemonLock } from '../../src/store/daemon-lock.ts';
import { receiveAndSettle } from '../fakes/advance-and-settle.ts';
import { type CliBench, createCliBench } from '../fakes/cli-bench.ts';
import { oldDatabase } from '../fakes/old-database.ts';
import { business, CUSTOMER, LINE, openServiceBench } from '../fakes/service-bench.ts';

/** What every table holds, row for row, but for the audit, in which backups and restores are written down. */
function contentOf(path: string): Record<string, unknown[]> {
  const db = new Database(path, { readonly: true });
  const tables = db
    .prepare("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'")
    .pluck()
    .all()
    .map(String)
    .filter((table) => table !== 'audit' && table !== 'sqlite_sequence' && table !== 'sqlite_schema');
  const content = Object.fromEntries(
    tables.map((table) => [table, db.prepare(`SELECT * FROM "${table}"`).raw().all()]),
  );
  db.close();
  return content;
}

function sql(file: string, statement: string): void {
  const db = new Database(file);
  db.exec(statement);
  db.close();
}

/** Zeros over a page in the middle, which holds a table's or an index's rows. */
function damage(file: string): void {
  const bytes = readFileSync(file);
  bytes.fill(0xff, 4096 * 5, 4096 * 7);
  writeFileSync(file, bytes);
}

function fromTheFuture(file: string): void {
  sql(file, `INSERT INTO __drizzle_migrations (hash, created_at) VALUES ('future', ${Date.UTC(2100, 0, 1)})`);
}

function forgeLedger(file: string): void {
  const db = new Database(file);
  db.exec('DROP TRIGGER credit_entries_no_update; UPDATE credit_entries SET balance_after = 50');
  db.close();
}

const backupIn = (bench: CliBench) => join(dirname(bench.databasePath), 'copy.db');

/** A process that adds a lead and a top-up together, again and again, until it is killed. */
async function startWriter(path: string) {
  const source = `
    const { openStore } = await import(${JSON.stringify(pathToFileURL('src/store/open-store.ts').href)});
    const store = openStore(process.argv[1]);
    let n = 0;
    const add = () => {
      n += 1;
      store.transact('progress', (tx) => {
        tx.leads.findOrAdd({ number: '+1212555' + String(10000 + n), name: 'x'.repeat(500), source: 'text' }, 1, n);
        tx.credits.add({ kind: 'top-up', delta: 1, key: 'k' + n, messageId: null, note: '', actor: '', at: n });
      });
      if (n === 300) process.stdout.write('busy');
      setImmediate(add);
    };
    add();`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', source, path]);
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  return {
    async kill() {
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

describe('restore drill', () => {
  test('given a database under load, when it is backed up and restored elsewhere, then it is one moment of it, row for row', async () => {
    const office = createCliBench();
    const writer = await startWriter(office.databasePath);
    const before = Number(office.store.read((reader) => reader.credits.balance()));
    const file = backupIn(office);
    const created = await office.textback('backup', 'create', file, '--json');
    await writer.kill();
    expect(created).toMatchObject({ code: 0, stderr: '' });
    const { rows, balance, problems } = JSON.parse(created.stdout);
    expect(problems).toEqual([]);
    // A lead and a top-up of 1 are written together: a copy of two moments would tell them apart.
    expect(rows.leads).toBe(balance);
    expect(rows.credit_entries).toBe(balance);
    expect(balance).toBeGreaterThanOrEqual(before);
    expect(office.store.read((reader) => reader.credits.balance())).toBeGreaterThan(balance);

    const elsewhere = createCliBench();
    const restored = await elsewhere.textback('backup', 'restore', file, '--yes', '--json');
    expect(restored).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(restored.stdout)).toMatchObject({ dryRun: false, balance, textsCalledOff: 0 });
    expect(contentOf(elsewhere.databasePath)).toEqual(contentOf(file));
    // Whoever had the database open sees the new one, and can go on writing to it.
    expect(elsewhere.store.read((reader) => reader.credits.balance())).toBe(balance);
    await elsewhere.textback('credits', 'topup', '1');
    expect(elsewhere.store.read((reader) => reader.credits.balance())).toBe(balance + 1);
  });

  test('given a machine without a database, when a backup is restored, then it has one that only its users may read', async () => {
    const { textback, databasePath } = createCliBench();
    await textback('credits', 'topup', '7');
    const file = join(dirname(databasePath), 'copy.db');
    await textback('backup', 'create', file);
    const elsewhere = createCliBench();
    elsewhere.store.close();
    rmSync(elsewhere.databasePath);
    const restored = await elsewhere.textback('backup', 'restore', file, '--yes', '--json');
    expect(JSON.parse(restored.stdout)).toMatchObject({ keptAs: null, balance: 7 });
    expect(statSync(elsewhere.databasePath).mode & 0o777).toBe(0o640);
    expect(await elsewhere.textback('credits', 'balance')).toMatchObject({ stdout: '7\n' });
  });
});

describe('backup create', () => {
  test('given no name, when a backup is made, then it lies beside the database, for its owner only, and is one file', async () => {
    const { textback, databasePath, store } = createCliBench();
    const { code, stdout, stderr } = await textback('backup', 'create');
    const file = stdout.trim();
    expect(code).toBe(0);
    // 2026-07-01 03:00 UTC is the evening before in New York.
    expect(file).toBe(join(dirname(databasePath), 'backups', 'textback-20260630-230000.db'));
    expect(stderr).toContain('0 calls, 0 leads, 0 texts, a balance of 0 credits');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(dirname(file)).mode & 0o777).toBe(0o700);
    expect(readdirSync(dirname(file))).toEqual(['textback-20260630-230000.db']);
    expect(store.read((reader) => reader.audit.of('backup', 1))).toMatchObject([
      { action: 'create', actor: 'cli:maria', after: { file } },
    ]);
  });

  test('given a file of that name, when a backup is made, then it is refused and the file is left alone', async () => {
    const bench = createCliBench();
    writeFileSync(backupIn(bench), 'precious');
    expect(await bench.textback('backup', 'create', backupIn(bench))).toMatchObject({ code: 4, stdout: '' });
    expect(readFileSync(backupIn(bench), 'utf8')).toBe('precious');
  });

  test('given a folder that is not there, when a backup is made, then it says so in words, and exits 1', async () => {
    const bench = createCliBench();
    const file = join(dirname(bench.databasePath), 'nowhere', 'copy.db');
    const { code, stderr } = await bench.textback('backup', 'create', file);
    expect(code).toBe(1);
    expect(stderr).toContain('Check that the folder is there');
    expect(stderr).not.toContain('at async');
  });

  test('given a database with rows that refer to nothing, when a backup is made, then it is not kept, and exits 1', async () => {
    const bench = createCliBench();
    const db = new Database(bench.databasePath);
    db.pragma('foreign_keys = OFF');
    db.exec("INSERT INTO stage_moves (lead_id, to_stage_id, actor, at) VALUES (99, 1, '', 1)");
    db.close();
    const { code, stdout, stderr } = await bench.textback('backup', 'create', backupIn(bench));
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('row 1 of stage_moves refers to a row of leads that is not there');
    expect(existsSync(backupIn(bench))).toBe(false);
    expect(existsSync(`${backupIn(bench)}.unfinished`)).toBe(false);
  });
});

describe('backup verify', () => {
  test('given a sound backup, when it is verified, then it counts every table, and leaves the file as it is', async () => {
    const bench = createCliBench();
    await bench.textback('credits', 'topup', '5');
    await bench.textback('backup', 'create', backupIn(bench));
    const before = readFileSync(backupIn(bench));
    const { code, stdout, stderr } = await bench.textback('backup', 'verify', backupIn(bench));
    expect(code).toBe(0);
    expect(stdout).toMatch(/^credit_entries +1$/m);
    expect(stderr).toContain('a balance of 5 credits');
    expect(
      JSON.parse((await bench.textback('backup', 'verify', backupIn(bench), '--json')).stdout),
    ).toMatchObject({
      file: backupIn(bench),
      sizeBytes: before.length,
      schema: 'current',
      balance: 5,
      problems: [],
      rows: { credit_entries: 1, stages: 9 },
    });
    expect(readFileSync(backupIn(bench)).equals(before)).toBe(true);
    expect(readdirSync(dirname(backupIn(bench))).filter((name) => name.startsWith('copy'))).toEqual([
      'copy.db',
    ]);
  });

  test.each<[string, (file: string) => void, string]>([
    ['is no database', (file) => writeFileSync(file, 'notes\n'.repeat(1000)), 'cannot be read as a database'],
    [
      'was cut short',
      (file) => writeFileSync(file, readFileSync(file).subarray(0, 20_000)),
      'cannot be read',
    ],
    ['has a damaged page', damage, 'malformed'],
    ['is of another program', (file) => sql(file, 'DROP TABLE credit_entries'), 'not one of textback'],
    ['is of a newer textback', fromTheFuture, 'newer textback'],
    ['has a forged ledger', forgeLedger, 'the ledger is wrong: its balance is 50'],
  ])(
    'given a file that %s, when it is verified, then it exits 1 and says so; a restore refuses it',
    async (_what, spoil, says) => {
      const bench = createCliBench();
      await bench.textback('credits', 'topup', '5');
      await bench.textback('backup', 'create', backupIn(bench));
      spoil(backupIn(bench));
      const verified = await bench.textback('backup', 'verify', backupIn(bench));
      expect(verified).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining(says) });
      const before = contentOf(bench.databasePath);
      const restored = await bench.textback('backup', 'restore', backupIn(bench), '--yes');
      expect(restored).toMatchObject({
        code: 4,
        stdout: '',
        stderr: expect.stringContaining('Nothing was changed'),
      });
      expect(contentOf(bench.databasePath)).toEqual(before);
      expect(existsSync(`${bench.databasePath}.restoring`)).toBe(false);
    },
  );

  test('given no such file, when it is verified or restored, then it exits 3', async () => {
    const { textback } = createCliBench();
    expect(await textback('backup', 'verify', '/nowhere/copy.db')).toMatchObject({ code: 3 });
    expect(await textback('backup', 'restore', '/nowhere/copy.db', '--yes')).toMatchObject({ code: 3 });
  });
});

describe('backup restore', () => {
  test('given a daemon that runs, when a backup is restored, then it is refused, and nothing changes', async () => {
    const bench = createCliBench();
    await bench.textback('backup', 'create', backupIn(bench));
    await bench.textback('credits', 'topup', '5');
    const daemon = acquireDaemonLock(bench.databasePath);
    const { code, stderr } = await bench.textback('backup', 'restore', backupIn(bench), '--yes');
    expect(code).toBe(4);
    expect(stderr).toContain('systemctl stop textback');
    daemon?.release();
    expect(await bench.textback('credits', 'balance')).toMatchObject({ stdout: '5\n' });
  });

  test('given a backup, when it is restored, then what was there is kept, and can be restored in its turn', async () => {
    const bench = createCliBench();
    await bench.textback('credits', 'topup', '5');
    await bench.textback('backup', 'create', backupIn(bench));
    await bench.textback('credits', 'topup', '95');
    const restored = await bench.textback('backup', 'restore', backupIn(bench), '--yes', '--json');
    const { keptAs } = JSON.parse(restored.stdout);
    expect(keptAs).toBe(`${bench.databasePath}.before-restore-20260630-230000`);
    expect(statSync(keptAs).mode & 0o777).toBe(0o600);
    expect(await bench.textback('credits', 'balance')).toMatchObject({ stdout: '5\n' });
    await bench.textback('backup', 'restore', keptAs, '--yes');
    expect(await bench.textback('credits', 'balance')).toMatchObject({ stdout: '100\n' });
  });

  test('given a rehearsal, a no, or nobody to ask, when it is to be restored, then nothing changes and a daemon can start', async () => {
    const bench = createCliBench();
    await bench.textback('backup', 'create', backupIn(bench));
    await bench.textback('credits', 'topup', '5');
    const before = readdirSync(dirname(bench.databasePath));
    const restore = ['backup', 'restore', backupIn(bench)];
    const rehearsed = await bench.textback(...restore, '--dry-run');
    expect(rehearsed).toMatchObject({ code: 0, stderr: expect.stringContaining('Would restore 0 calls') });
    expect(await bench.textback(...restore)).toMatchObject({
      code: 4,
      stderr: expect.stringContaining('--yes'),
    });
    const asked = await bench.textbackIn({ answer: 'n' }, ...restore);
    expect(asked.code).toBe(4);
    expect(asked.world.questions).toEqual([
      `Put 0 calls, 0 leads, 0 texts, a balance of 0 credits in the place of ${bench.databasePath}? [y/N] `,
    ]);
    expect(await bench.textback('credits', 'balance')).toMatchObject({ stdout: '5\n' });
    expect(readdirSync(dirname(bench.databasePath)).filter((name) => !name.endsWith('.lock'))).toEqual(
      before,
    );
    expect(acquireDaemonLock(bench.databasePath)?.release()).toBeUndefined();
    expect(await bench.textbackIn({ answer: 'y' }, ...restore)).toMatchObject({ code: 0 });
    expect(await bench.textback('credits', 'balance')).toMatchObject({ stdout: '0\n' });
  });

  test('given a database that is no longer one, when a backup is restored, then it is moved aside as it is', async () => {
    const bench = createCliBench();
    await bench.textback('credits', 'topup', '5');
    await bench.textback('backup', 'create', backupIn(bench));
    bench.store.close();
    writeFileSync(bench.databasePath, 'ashes\n'.repeat(1000));
    const { code, stderr, stdout } = await bench.textback(
      'backup',
      'restore',
      backupIn(bench),
      '--yes',
      '--json',
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const { keptAs, consentsKept } = JSON.parse(stdout);
    expect(consentsKept).toBeNull();
    expect(readFileSync(keptAs, 'utf8')).toContain('ashes');
    expect(await bench.textback('credits', 'balance')).toMatchObject({ stdout: '5\n' });
  });

  test('given a backup of an older textback, when it is verified and restored, then it is upgraded, and the file is not', async () => {
    const old = oldDatabase(5);
    old.db.exec(
      "INSERT INTO credit_entries (kind, delta, balance_after, key, message_id, note, actor, at) VALUES ('top-up', 5, 5, 'top-up:1', NULL, '', '', 1)",
    );
    old.db.close();
    const before = readFileSync(old.path);
    const { textback } = createCliBench();
    const verified = await textback('backup', 'verify', old.path);
    expect(verified).toMatchObject({ code: 0, stderr: expect.stringContaining('made by an older textback') });
    const restored = await textback('backup', 'restore', old.path, '--yes', '--json');
    expect(JSON.parse(restored.stdout)).toMatchObject({ schema: 'current', balance: 5 });
    expect(await textback('credits', 'balance')).toMatchObject({ stdout: '5\n' });
    expect(readFileSync(old.path).equals(before)).toBe(true);
  });

  test('given texts and calls under way then, when it is restored, then none is texted twice, and opt-outs since are kept', async () => {
    const cli = createCliBench();
    const bench = openServiceBench(cli.databasePath);
    // One text waits, one was being sent, one call rings, one number has opted out before.
    bench.queueText(CUSTOMER, 'Waits');
    bench.queueText('+12125550124', 'Under way');
    bench.beginDue();
    bench.queueText(CUSTOMER, 'Waits too');
    bench.optOut('+12125550130');
    const caller = { channelId: 'caller', dialled: LINE, callerNumber: CUSTOMER, callerName: '' };
    receiveAndSettle(
      bench.store,
      caller,
      { business, dialTemplate: 'PJSIP/{number}@trunk', sounds: '/sounds' },
      bench.clock.now(),
    );
    await cli.textback('backup', 'create', backupIn(cli));
    // Since then.
    await bench.clock.advance(60_000);
    bench.optOut(CUSTOMER);
    bench.optOut('+12125550130');

    const restored = await cli.textback('backup', 'restore', backupIn(cli), '--yes', '--json');
    expect(JSON.parse(restored.stdout)).toMatchObject({ consentsKept: 2, textsCalledOff: 3, callsClosed: 1 });
    expect(bench.claim()).toEqual([]);
    const rows = bench.store.read((reader) => [1, 2, 3].map((id) => reader.messages.byId(id)));
    expect(rows.map((row) => row?.state)).toEqual(['unknown', 'unknown', 'cancelled']);
    expect(rows[2]?.detail).toContain('restored from a backup');
    bench.store.read((reader) => {
      expect(reader.consents.current(CUSTOMER)).toMatchObject({ state: 'opted-out', at: bench.clock.now() });
      expect(reader.consents.of('+12125550130', 10)).toHaveLength(2);
      expect(reader.calls.open()).toEqual([]);
      expect(reader.calls.newest(1)).toMatchObject([
        { state: 'ended', outcome: 'abandoned', reason: 'too-old' },
      ]);
      expect(reader.audit.of('backup', 1)).toMatchObject([
        { action: 'restore', after: { consentsKept: 2, textsCalledOff: 3 } },
      ]);
    });
    // Restored again, nothing of it happens twice.
    const again = await cli.textback('backup', 'restore', backupIn(cli), '--yes', '--json');
    expect(JSON.parse(again.stdout)).toMatchObject({ consentsKept: 2, textsCalledOff: 3 });
    expect(bench.store.read((reader) => reader.consents.of('+12125550130', 10))).toHaveLength(2);
  });

  test('given an alert that waits and a caller whom nobody called back, when it is restored, then nobody is alerted again', async () => {
    const cli = createCliBench();
    const bench = openServiceBench(cli.databasePath);
    await cli.textback('user', 'add', 'Maria', '--role', 'owner', '--email', 'maria@acme.example');
    await cli.textback('alert', 'add', 'Maria', 'email');
    await bench.missCall();
    await cli.textback('backup', 'create', backupIn(cli));
    const due = () =>
      bench.store.read((reader) => ({
        notices: reader.notices.due(Number.MAX_SAFE_INTEGER, 10).length,
        escalations: reader.responseClocks.due(Date.now(), 10).length,
      }));
    expect(due()).toEqual({ notices: 1, escalations: 1 });
    expect(await cli.textback('backup', 'restore', backupIn(cli), '--yes')).toMatchObject({ code: 0 });
    expect(due()).toEqual({ notices: 0, escalations: 0 });
    bench.store.read((reader) => {
      const [told] = reader.notices.newest(1);
      expect(told?.notice).toMatchObject({ state: 'expired', settledAt: expect.any(Number) });
      expect(told?.notice.detail).toContain('restored from a backup');
      // Whoever looks at the lead still sees that it waits.
      expect(reader.responseClocks.running(1)).toMatchObject([{ endedAt: null, escalations: 0 }]);
    });
  });
});
