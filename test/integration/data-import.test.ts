import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { createChecksum, readLines } from '../../src/cli/data-file.ts';
import { exportData } from '../../src/services/export-data.ts';
import { prepareImport } from '../../src/services/import-data.ts';
import { acquireDaemonLock } from '../../src/store/daemon-lock.ts';
import { databaseFiles } from '../../src/store/database-files.ts';
import { migrationsFolder } from '../../src/store/migrations-folder.ts';
import { openStore } from '../../src/store/open-store.ts';
import { receiveAndSettle } from '../fakes/advance-and-settle.ts';
import { type CliBench, createCliBench, MAIN } from '../fakes/cli-bench.ts';
import { exportOf, rowsIn, rowsOf } from '../fakes/exported.ts';
import { fillExtras } from '../fakes/full-house.ts';
import { oldDatabase } from '../fakes/old-database.ts';
import { business, CUSTOMER, LINE, openServiceBench } from '../fakes/service-bench.ts';
import { temporaryDatabasePath } from '../fakes/temporary-store.ts';
import { makeDatabase } from '../seed/make-database.ts';

const NEWEST = migrationsFolder().all.length;
const T0 = Date.UTC(2026, 10, 1, 5);

/** What a made-up business exports. */
let original: string;

beforeAll(() => {
  const folder = mkdtempSync(join(tmpdir(), 'textback-test-'));
  const path = join(folder, 'textback.db');
  makeDatabase({ leads: 20, calls: 60, messages: 120, years: 1, seed: 3, until: T0, path }, () => {});
  fillExtras(path);
  const store = openStore(path);
  const person = { label: 'cli:pat', userId: null };
  const opened = exportData(store, { to: '-', business, person, now: T0 }, createChecksum(), () => {});
  if (opened.kind !== 'export') throw new Error(opened.problem);
  original = [...opened.chunks].join('');
  opened.close();
  store.close();
  rmSync(folder, { recursive: true });
});

function asFile(text: string): string {
  const path = join(dirname(temporaryDatabasePath()), 'export.jsonl');
  writeFileSync(path, text);
  return path;
}

/** As somebody would who changes an export and knows how it is made. */
function edited(text: string, change: (body: string) => string): string {
  const body = change(text.slice(0, text.lastIndexOf('\n', text.length - 2) + 1));
  const { rows } = JSON.parse(text.trimEnd().split('\n').at(-1) ?? '');
  return `${body}${JSON.stringify({ rows, sha256: createHash('sha256').update(body).digest('hex') })}\n`;
}

/** The first row of a table, in the text of an export. */
function rowOf(table: string, text = original): string {
  return text.split('\n').find((line) => line.startsWith(`{"table":"${table}"`)) ?? '';
}

/** Nothing is in it, and nothing lies beside it. */
async function expectUntouched(bench: CliBench): Promise<void> {
  expect(bench.store.read((reader) => reader.lines.all())).toEqual([]);
  expect(bench.store.read((reader) => reader.users.all())).toEqual([]);
  const beside = readdirSync(dirname(bench.databasePath)).sort();
  expect(beside.filter((name) => !/-(wal|shm)$|\.lock$/.test(name))).toEqual([
    'textback.db',
    'textback.toml',
  ]);
  const lock = acquireDaemonLock(bench.databasePath);
  expect(lock).not.toBeNull();
  lock?.release();
}

describe('data import', () => {
  test('given an export, when a machine without a database imports it, then it has all of it, for its users only', async () => {
    const bench = createCliBench();
    bench.store.close();
    rmSync(bench.databasePath);
    const { code, stdout, stderr } = await bench.textback('data', 'import', asFile(original));
    expect({ code, stdout }).toEqual({ code: 0, stdout: `${bench.databasePath}\n` });
    expect(stderr).toContain('Imported what Acme HVAC exported at 2026-11-01T05:00:00.000Z: 60 calls, ');
    expect(stderr).toContain('Start the daemon');
    expect(statSync(bench.databasePath).mode & 0o777).toBe(0o640);
    const { rows } = JSON.parse(original.trimEnd().split('\n').at(-1) ?? '');
    const again = rowsIn(await exportOf(bench)).tables;
    expect(again['calls']).toHaveLength(rows.calls);
    expect(again['credit_entries']).toHaveLength(rows.credit_entries);
  });

  test('given a rehearsal, when an export is imported, then it is proven and told, and nothing is there', async () => {
    const bench = createCliBench();
    const file = asFile(original);
    const { code, stdout, stderr } = await bench.textback('data', 'import', file, '--dry-run', '--json');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toEqual({
      dryRun: true,
      file,
      madeAt: '2026-11-01T05:00:00.000Z',
      business: 'Acme HVAC',
      schemaVersion: NEWEST,
      rows: expect.objectContaining({ calls: 60, leads: 20 }),
      balance: expect.any(Number),
      textsCalledOff: 0,
      callsClosed: 0,
      keptAs: null,
    });
    await expectUntouched(bench);
  });

  test('given a database that was only looked at and backed up, when an export is imported, then it is empty enough', async () => {
    const bench = createCliBench();
    await bench.textback('backup', 'create', join(dirname(temporaryDatabasePath()), 'copy.db'));
    await bench.textback('data', 'export', '-');
    expect(await bench.textback('data', 'import', asFile(original))).toMatchObject({ code: 0 });
    // What was empty is not kept.
    expect(readdirSync(dirname(bench.databasePath)).filter((name) => name.includes('before'))).toEqual([]);
  });

  test('given an export whose last line break an editor took away, when it is imported, then it is whole', async () => {
    expect(await createCliBench().textback('data', 'import', asFile(original.trimEnd()))).toMatchObject({
      code: 0,
    });
  });

  test('given somebody writes to the empty database while an export is read, when it is replaced, then that is kept, and told', async () => {
    const bench = createCliBench();
    const file = asFile(original);
    const prepared = await prepareImport(
      databaseFiles,
      {
        file,
        batches: readLines(file),
        checksum: createChecksum(),
        database: bench.databasePath,
        keepAs: `${bench.databasePath}.before`,
        login: 'maria',
      },
      'cli:maria',
      T0,
      () => {},
    );
    if (prepared.kind !== 'prepared') throw new Error(prepared.problem);
    await bench.textback('credits', 'topup', '5');
    expect(await prepared.replace(() => {})).toBe(`${bench.databasePath}.before`);
    const kept = databaseFiles.snapshot(`${bench.databasePath}.before`);
    onTestFinished(() => kept.close());
    expect(kept.read((reader) => reader.credits.balance())).toBe(5);
    expect(bench.store.read((reader) => reader.lines.all())).toHaveLength(6);
  });

  test.each<[string, readonly string[], string]>([
    ['has a line', ['line', 'add', LINE, '--name', 'Acme', '--forward', '+12125550199'], 'lines 1'],
    ['has credits', ['credits', 'topup', '5'], 'credit_entries 1'],
    ['has other stages', ['stage', 'rename', 'Booked', 'Done'], 'audit '],
    [
      'knows somebody who opted out',
      ['consent', 'record', CUSTOMER, '--opt-out', '--note', 'By phone'],
      'consents 1',
    ],
    ['has a setting', ['settings', 'set', 'cap-per-day', '300'], 'settings 1'],
  ])(
    'given a database that %s, when an export is imported, then it is refused and stays',
    async (_what, command, says) => {
      const bench = createCliBench();
      expect(await bench.textback(...command)).toMatchObject({ code: 0 });
      const before = rowsOf((await bench.textback('data', 'export', '-')).stdout).tables;
      const { code, stdout, stderr } = await bench.textback('data', 'import', asFile(original));
      expect({ code, stdout }).toEqual({ code: 4, stdout: '' });
      expect(stderr).toContain('is not empty; rows: ');
      expect(stderr).toContain(says);
      expect(stderr).toContain('Nothing was changed.');
      const after = rowsOf((await bench.textback('data', 'export', '-')).stdout).tables;
      expect({ ...after, audit: [] }).toEqual({ ...before, audit: [] });
    },
  );

  test('given a daemon that runs, when an export is imported, then it is refused', async () => {
    const bench = createCliBench();
    const daemon = acquireDaemonLock(bench.databasePath);
    const { code, stderr } = await bench.textback('data', 'import', asFile(original));
    daemon?.release();
    expect(code).toBe(4);
    expect(stderr).toContain('systemctl stop textback');
    await expectUntouched(bench);
  });

  test('given no such file, or another database, when it is imported, then that is said', async () => {
    const bench = createCliBench();
    expect(await bench.textback('data', 'import', '/nowhere/x.jsonl')).toMatchObject({ code: 3 });
    expect(await bench.textback('data', 'import', tmpdir())).toMatchObject({ code: 3 });
    bench.store.close();
    writeFileSync(bench.databasePath, 'ashes\n'.repeat(1000));
    expect(await bench.textback('data', 'import', asFile(original))).toMatchObject({
      code: 4,
      stderr: expect.stringContaining('is no database of textback'),
    });
  });
});

describe('a file that is not as it was exported', () => {
  test('given any end of it is missing, when it is imported, then it is refused, and nothing is there', async () => {
    const bench = createCliBench();
    const bytes = Buffer.from(original);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: bytes.length - 2 }), async (length) => {
        const file = join(dirname(bench.databasePath), '..', `cut-${process.pid}.jsonl`);
        writeFileSync(file, bytes.subarray(0, length));
        const { code, stderr } = await bench.textback('data', 'import', file);
        rmSync(file);
        expect(code).toBe(4);
        expect(stderr).toMatch(
          /is cut: it ends at line \d+|is nothing that `textback data export` wrote|no UTF-8/,
        );
        expect(stderr).toContain('Nothing was changed.');
      }),
      { numRuns: 20, examples: [[bytes.lastIndexOf('\n', bytes.length - 2) + 1], [0]] },
    );
    await expectUntouched(bench);
  }, 60_000);

  test('given any byte of it is another, when it is imported, then it is refused, and nothing is there', async () => {
    const bench = createCliBench();
    const bytes = Buffer.from(original);
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: bytes.length - 2 }),
        fc.integer({ min: 1, max: 255 }),
        async (place, by) => {
          const changed = Buffer.from(bytes);
          changed.writeUInt8((changed.readUInt8(place) + by) % 256, place);
          const file = join(dirname(bench.databasePath), '..', `changed-${process.pid}.jsonl`);
          writeFileSync(file, changed);
          const { code, stderr } = await bench.textback('data', 'import', file);
          rmSync(file);
          expect(code).toBe(4);
          expect(stderr).toContain('Nothing was changed.');
        },
      ),
      { numRuns: 30 },
    );
    await expectUntouched(bench);
  }, 60_000);

  test.each<[string, (text: string) => string, string]>([
    ['is empty', () => '', 'is nothing that `textback data export` wrote'],
    ['is of another program', () => '{"a":1}\n', 'is nothing that `textback data export` wrote'],
    ['is a table', () => 'name,number\nPat,+12125550123\n', 'textback lead import'],
    [
      'is of a later format',
      (text) => text.replace('"formatVersion":1', '"formatVersion":2'),
      'is written in version 2 of the export format; this textback reads version 1',
    ],
    [
      'is of a newer textback',
      (text) => text.replace(`"schemaVersion":${NEWEST}`, `"schemaVersion":${NEWEST + 1}`),
      `was exported by a newer textback than this one (schema ${NEWEST + 1})`,
    ],
    ['has one row twice', (text) => text.replace(rowOf('users'), (row) => `${row}\n${row}`), 'Line 4 of'],
    ['says one thing more', (text) => `${text}{"table":"notes","row":{}}\n`, 'it comes after the last line'],
    [
      'begins twice',
      (text) => text.replace('\n', () => `\n${text.split('\n')[0]}\n`),
      'a second export begins',
    ],
    [
      'has a line without an end',
      (text) => text.replace('"note":"robocaller"', () => `"note":"${'x'.repeat(17_000_000)}"`),
      'longer than 16777216 bytes',
    ],
  ])(
    'given a file that %s, when it is imported, then it is refused in words',
    async (_what, change, says) => {
      const bench = createCliBench();
      const { code, stdout, stderr } = await bench.textback('data', 'import', asFile(change(original)));
      expect({ code, stdout }).toEqual({ code: 4, stdout: '' });
      expect(stderr).toContain(says);
      expect(stderr).toContain('Nothing was changed.');
      await expectUntouched(bench);
    },
  );

  const inRow = (table: string, from: string | RegExp, to: string) => (text: string) =>
    text.replace(rowOf(table, text), (row) => row.replace(from, to));
  const lineOf = (table: string) => original.split('\n').indexOf(rowOf(table)) + 1;

  test.each<[string, (text: string) => string, () => string]>([
    [
      'a number in the place of a name',
      inRow('leads', /"name":"[^"]*"/, '"name":7'),
      () => `Line ${lineOf('leads')} of FILE (table leads, column name): 7 is no text.`,
    ],
    [
      'a time that is none',
      inRow('leads', /"created_at":"[^"]*"/, '"created_at":"yesterday"'),
      () => `Line ${lineOf('leads')} of FILE (table leads, column created_at): "yesterday" is no time`,
    ],
    [
      'a number that another lead has',
      (text) => {
        const [first = '', second = ''] = text
          .split('\n')
          .filter((line) => line.startsWith('{"table":"leads"'));
        return text.replace(
          second,
          second.replace(/"number":"[^"]*"/, /"number":"[^"]*"/.exec(first)?.[0] ?? ''),
        );
      },
      () => `Line ${lineOf('leads') + 1} of FILE (table leads, column number): another row has the same.`,
    ],
    [
      'a ring timeout of an hour',
      inRow('lines', /"ring_timeout_seconds":\d+/, '"ring_timeout_seconds":3600'),
      () => `Line ${lineOf('lines')} of FILE (table lines): it breaks the rule lines_ring_timeout.`,
    ],
    [
      'a person of a name that another has',
      (text) => {
        const [first = '', second = ''] = text
          .split('\n')
          .filter((line) => line.startsWith('{"table":"users"'));
        return text.replace(
          second,
          second.replace(/"name":"[^"]*"/, /"name":"[^"]*"/.exec(first)?.[0] ?? ''),
        );
      },
      () => `Line ${lineOf('users') + 1} of FILE (table users, column name): another row has the same.`,
    ],
    [
      'a column less',
      inRow('leads', /"name":"[^"]*",/, ''),
      () => `Line ${lineOf('leads')} of FILE (table leads, column name): it is missing.`,
    ],
    [
      'a column more',
      inRow('leads', '"name":', '"colour":"red","name":'),
      () => `Line ${lineOf('leads')} of FILE (table leads): it has no column "colour".`,
    ],
    [
      'a table that is not exported',
      inRow('leads', '"table":"leads"', '"table":"gateway_health"'),
      () => `Line ${lineOf('leads')} of FILE: there is no table "gateway_health".`,
    ],
    [
      'a note of a lead that is not there',
      inRow('notes', /"lead_id":\d+/, '"lead_id":999'),
      () => 'refers to a row of leads that is not there',
    ],
    ['a row less', (text) => text.replace(`${rowOf('notes')}\n`, ''), () => 'rows of notes, but there are'],
    [
      'more credits in its last entry',
      (text) => {
        const last = text.slice(0, text.lastIndexOf('{"table":"credit_entries"'));
        return last + text.slice(last.length).replace(/"balance_after":\d+/, '"balance_after":999999');
      },
      () => 'the ledger is wrong: its balance is 999999',
    ],
    [
      'a bigger top-up',
      inRow('credit_entries', /"delta":\d+/, '"delta":999999'),
      () => 'the ledger is wrong: its balance is',
    ],
    [
      'a text that was paid for twice',
      (text) => {
        const rows = text.split('\n').filter((line) => line.includes('"kind":"settle"'));
        const last = rows.at(-1) ?? '';
        return text.replace(last, last.replace('"kind":"settle","delta":0', '"kind":"release","delta":1'));
      },
      () => 'the ledger is wrong',
    ],
  ])(
    'given somebody puts %s into an export and makes its checksum anew, when it is imported, then it is refused',
    async (_what, change, says) => {
      const bench = createCliBench();
      const text = edited(original, change);
      expect(text).not.toBe(original);
      const file = asFile(text);
      const { code, stderr } = await bench.textback('data', 'import', file);
      expect(stderr.replace(file, 'FILE')).toContain(says());
      expect(code).toBe(4);
      expect(stderr).toContain('Nothing was changed.');
      await expectUntouched(bench);
    },
  );
});

describe('what an import settles', () => {
  test('given texts and calls under way and an opt-out, when they are exported and imported, then nobody is texted twice, just that is settled, and consent stays', async () => {
    const office = createCliBench();
    const bench = openServiceBench(office.databasePath);
    bench.queueText(CUSTOMER, 'Waits');
    bench.queueText('+12125550124', 'Under way');
    bench.beginDue();
    bench.queueText(CUSTOMER, 'Waits too');
    bench.optOut('+12125550130');
    const missed = await bench.missCall('+12125550125');
    const db = new Database(office.databasePath);
    db.exec(`INSERT INTO held_texts (call_id, cap, from_number, to_number, body, held_at, not_before, expires_at)
      VALUES (${missed}, 'per-day', '${LINE}', '+12125550125', 'Held', 1, 2, 3)`);
    db.close();
    const caller = { channelId: 'caller', dialled: LINE, callerNumber: CUSTOMER, callerName: '' };
    const settings = { business, dialTemplate: 'PJSIP/{number}@trunk', sounds: '/sounds' };
    receiveAndSettle(bench.store, caller, settings, bench.clock.now());
    const file = await exportOf(office);

    const elsewhere = createCliBench();
    const imported = await elsewhere.textback('data', 'import', file, '--json');
    // The missed caller, whose text waits too, is still being told that nobody is there.
    expect(JSON.parse(imported.stdout)).toMatchObject({ textsCalledOff: 4, callsClosed: 2 });
    const before = rowsIn(file).tables;
    const after = rowsIn(await exportOf(elsewhere)).tables;
    const settled = ['messages', 'calls', 'call_legs', 'decisions', 'held_texts', 'credit_entries', 'audit'];
    const others = (tables: typeof before) =>
      Object.fromEntries(Object.entries(tables).filter(([table]) => !settled.includes(table)));
    expect(others(after)).toEqual(others(before));
    expect(before['held_texts']).toHaveLength(1);
    expect(after['held_texts']).toBeUndefined();
    expect(after['messages']?.map(({ state }) => state)).toEqual([
      'unknown',
      'unknown',
      'cancelled',
      'cancelled',
    ]);
    expect(after['messages']?.map(({ not_before: at }) => at)).toEqual([null, null, null, null]);
    expect(after['messages']?.at(-1)?.['detail']).toBe(
      'imported from another database: it may have gone out there',
    );
    expect(before['calls']).toMatchObject([{ outcome: 'no-answer' }, { state: 'ringing', outcome: null }]);
    expect(after['calls']).toMatchObject([
      { state: 'ended', outcome: 'no-answer', machine: null },
      { state: 'ended', outcome: 'abandoned', machine: null },
    ]);
    expect(after['call_legs']?.map(({ state }) => state)).toEqual(['ended', 'ended']);
    expect(after['decisions']?.slice(0, -1)).toEqual(before['decisions']);
    expect(after['decisions']?.at(-1)).toMatchObject({ verdict: 'suppress', reason: 'too-old' });
    const entries = before['credit_entries'] ?? [];
    expect(after['credit_entries']?.slice(0, entries.length)).toEqual(entries);
    elsewhere.store.read((reader) => {
      expect(reader.consents.current('+12125550130')).toMatchObject({ state: 'opted-out' });
      expect(reader.outbox.tooLate(Number.MAX_SAFE_INTEGER, 10)).toEqual([]);
    });
    expect(await elsewhere.textback('credits', 'audit')).toMatchObject({ code: 0 });
    // What came of it can be taken elsewhere in its turn, and then there is nothing left to settle.
    const third = await createCliBench().textback('data', 'import', await exportOf(elsewhere), '--json');
    expect(JSON.parse(third.stdout)).toMatchObject({ textsCalledOff: 0, callsClosed: 0 });
  });

  test('given an export of an older textback, when it is imported, then it is upgraded', async () => {
    const old = oldDatabase(14);
    old.db.exec(`
      INSERT INTO lines (id, number, name, created_at) VALUES (1, '${LINE}', 'Acme', 1);
      INSERT INTO calls (id, caller_channel_id, line_id, from_raw, from_number, from_name, state, outcome, arrived_at)
        VALUES (1, 'a', 1, '${CUSTOMER}', '${CUSTOMER}', '', 'ended', 'no-answer', 5)`);
    const columns = old.db.pragma('table_info(calls)');
    expect(columns).not.toContainEqual(expect.objectContaining({ name: 'tally' }));
    const rows = ['stages', 'lines', 'calls'].flatMap((table) =>
      old.db
        .prepare(`SELECT * FROM ${table}`)
        .all()
        .map((row) => ({ table, row })),
    );
    old.db.close();
    const start = rowsToStart(14);
    const flags = (text: string) =>
      text.replace(
        /"(enabled|is_test|announcement_answers)":([01])/g,
        (_all, name, flag) => `"${name}":${flag === '1'}`,
      );
    const body = `${start}\n${rows.map((row) => `${flags(JSON.stringify(row))}\n`).join('')}`;
    const sha256 = createHash('sha256').update(body).digest('hex');
    const counts = { stages: 9, lines: 1, calls: 1 };
    const bench = createCliBench();
    const file = asFile(`${body}${JSON.stringify({ rows: counts, sha256 })}\n`);
    expect(await bench.textback('data', 'import', file)).toMatchObject({ code: 0 });
    expect(rowsIn(await exportOf(bench)).tables['calls']).toMatchObject([
      { outcome: 'no-answer', tally: 'missed' },
    ]);
  });
});

function rowsToStart(schemaVersion: number): string {
  const format = { format: 'textback-export', formatVersion: 1 };
  return JSON.stringify({ ...format, schemaVersion, madeAt: '2026-01-01', business: 'Acme', lastIds: {} });
}

describe('who may', () => {
  test.each(['staff', 'read-only'])(
    'given somebody whose role is %s, when they export or import, then it is refused',
    async (role) => {
      const bench = createCliBench();
      await bench.textback('user', 'add', 'Pat', '--role', 'owner');
      await bench.textback('user', 'add', 'Maria', '--role', role, '--login', 'maria');
      const file = join(dirname(temporaryDatabasePath()), 'x.jsonl');
      const exported = await bench.textback('data', 'export', file);
      expect(exported).toMatchObject({ code: 4, stdout: '' });
      expect(exported.stderr).toBe(
        `error: Maria may not take everything out: the role is ${role}.\nNothing was written. An owner can do it. \`textback lead export\` writes the leads.\n`,
      );
      expect(existsSync(file)).toBe(false);
      expect((await bench.textback('data', 'import', asFile(original))).stderr).toContain(
        `Maria may not bring everything in: the role is ${role}.`,
      );
    },
  );

  test('given an owner exports, when the audit is read, then it says who took everything out, and where to', async () => {
    const bench = createCliBench();
    await bench.textback('user', 'add', 'Maria', '--role', 'owner', '--login', 'maria');
    const file = await exportOf(bench);
    expect(bench.store.read((reader) => reader.audit.of('data', 5))).toMatchObject([
      { actor: 'user:Maria', action: 'export', after: { to: file } },
    ]);
  });
});

describe('as processes', () => {
  test('given an office, when its export is piped into another textback, then that has the same rows', async () => {
    const office = createCliBench();
    await office.textback('data', 'import', asFile(original));
    const elsewhere = createCliBench();
    const from = spawn(process.execPath, [MAIN, 'data', 'export', '-', '--config', office.configFile]);
    const into = spawn(process.execPath, [MAIN, 'data', 'import', '-', '--config', elsewhere.configFile]);
    from.stdout.pipe(into.stdin);
    let said = '';
    into.stderr.on('data', (text) => {
      said += text;
    });
    const [code] = await once(into, 'close');
    expect(said).toContain('Imported what Acme HVAC exported');
    expect(code).toBe(0);
    const { audit: _before, ...before } = rowsIn(await exportOf(office)).tables;
    const { audit: _after, ...after } = rowsIn(await exportOf(elsewhere)).tables;
    expect(after).toEqual(before);
  });

  test('given a pipe that breaks, when half an export arrives, then the import says that it is cut', async () => {
    const bench = createCliBench();
    const half = original.slice(0, original.length / 2);
    const { code, stderr } = await bench.pipeIntoTextback(half, 'data', 'import', '-');
    expect(code).toBe(4);
    expect(stderr).toContain('standard input is cut');
    await expectUntouched(bench);
  });

  test('given others write meanwhile, when a database is exported, then it is one moment of it', async () => {
    const bench = createCliBench();
    const writer = await startWriter(bench.databasePath);
    const exported = await bench.spawnTextback('data', 'export', '-');
    writer.kill('SIGKILL');
    await once(writer, 'exit');
    expect(exported.code).toBe(0);
    const { tables } = rowsOf(exported.stdout);
    // A lead and a top-up are written together.
    expect(tables['leads']?.length).toBeGreaterThan(0);
    expect(tables['leads']).toHaveLength(tables['credit_entries']?.length ?? 0);
  });
});

/** A process that adds a lead and a top-up together, again and again, until it is killed. */
async function startWriter(path: string) {
  const source = `
    const { openStore } = await import(${JSON.stringify(pathToFileURL('src/store/open-store.ts').href)});
    const store = openStore(process.argv[1]);
    let n = 0;
    const add = () => {
      n += 1;
      store.transact('progress', (tx) => {
        tx.leads.findOrAdd({ number: '+1212555' + String(10000 + n), name: '', source: 'text' }, 1, n);
        tx.credits.add({ kind: 'top-up', delta: 1, key: 'k' + n, messageId: null, note: '', actor: '', at: n });
      });
      if (n === 300) process.stdout.write('busy');
      // A breath between two, or SQLite lets nobody else write within its 5 s.
      setTimeout(add, 1);
    };
    add();`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', source, path]);
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  return child;
}
