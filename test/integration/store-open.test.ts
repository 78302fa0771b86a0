import { readFileSync, writeFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { openStore, StoreError } from '../../src/store/open-store.ts';
import { inProcesses } from '../fakes/in-processes.ts';
import { openServiceBench } from '../fakes/service-bench.ts';
import { openTemporaryStore, temporaryDatabasePath } from '../fakes/temporary-store.ts';

function opening(path: string): StoreError {
  try {
    openStore(path).close();
  } catch (error) {
    if (error instanceof StoreError) return error;
    throw error;
  }
  throw new Error('it opened');
}

describe('openStore', () => {
  test('given no file, nor its folder, when it is opened, then it is made, with the pipeline in it', () => {
    const store = openTemporaryStore(`${temporaryDatabasePath()}.d/deep/textback.db`);
    expect(store.read((reader) => reader.leads.firstStage())).toMatchObject({ name: 'New Lead' });
  });

  test('given what was kept, when it is opened again, then it is still there, and nothing migrates twice', () => {
    const path = temporaryDatabasePath();
    const first = openStore(path);
    first.transact('promised', (tx) => tx.lines.add({ number: '+12125550100', name: 'Acme', createdAt: 1 }));
    first.close();
    const again = openTemporaryStore(path);
    expect(again.read((reader) => reader.lines.byNumber('+12125550100'))).toMatchObject({ name: 'Acme' });
    const db = new Database(path);
    const { entries } = JSON.parse(readFileSync('migrations/meta/_journal.json', 'utf8'));
    expect(db.prepare('SELECT count(*) FROM __drizzle_migrations').pluck().get()).toBe(entries.length);
    expect(db.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    db.close();
  });

  test('given a database of a newer textback, when it is opened, then it is left alone, with a remedy', () => {
    const path = temporaryDatabasePath();
    openStore(path).close();
    const db = new Database(path);
    db.exec(`INSERT INTO __drizzle_migrations (hash, created_at) VALUES ('future', ${Date.UTC(2100, 0, 1)})`);
    db.close();
    expect(opening(path)).toMatchObject({
      message: expect.stringContaining('newer textback'),
      remedy: expect.stringContaining('Install the newer version'),
    });
  });

  test('given a file that is no database, when it is opened, then it is left alone, with a remedy', () => {
    const path = temporaryDatabasePath();
    writeFileSync(path, 'these are somebody’s notes\n'.repeat(100));
    const before = readFileSync(path, 'utf8');
    expect(opening(path)).toMatchObject({
      message: expect.stringContaining(`The database ${path} cannot be opened`),
      remedy: expect.stringContaining('[database] path'),
    });
    expect(readFileSync(path, 'utf8')).toBe(before);
  });

  test('given a path that is a folder, then it says so, with a remedy', () => {
    expect(opening('/tmp').message).toContain('cannot be opened');
  });

  test('given four processes open a new database at once, then each gets it, migrated once', async () => {
    const path = temporaryDatabasePath();
    await inProcesses(4, path, `openStore(path).close();`);
    const db = new Database(path, { readonly: true });
    expect(db.prepare('SELECT count(*) FROM stages').pluck().get()).toBe(9);
    db.close();
  }, 60_000);
});

describe('transact', () => {
  test('given a change that throws, then nothing of it stands, and the next one works', () => {
    const store = openTemporaryStore();
    const add = (number: string) =>
      store.transact('promised', (tx) => {
        tx.lines.add({ number, name: '', createdAt: 1 });
        if (number === '+1') throw new Error('no');
      });
    expect(() => add('+1')).toThrow('no');
    add('+2');
    expect(store.read((reader) => reader.lines.all().map((line) => line.number))).toEqual(['+2']);
  });

  test('given another process commits, then the version changes; our own commits leave it', () => {
    const path = temporaryDatabasePath();
    const store = openTemporaryStore(path);
    const version = store.dataVersion();
    store.transact('promised', (tx) => tx.lines.add({ number: '+1', name: '', createdAt: 1 }));
    expect(store.dataVersion()).toBe(version);
    const other = openTemporaryStore(path);
    other.transact('promised', (tx) => tx.lines.add({ number: '+2', name: '', createdAt: 1 }));
    expect(store.dataVersion()).not.toBe(version);
    store.maintain();
  });
});

describe('the guards in the database', () => {
  const REFUSED: readonly (readonly [what: string, sql: string, why: RegExp])[] = [
    ['a ring timeout of 9 s', 'UPDATE lines SET ring_timeout_seconds = 9', /lines_ring_timeout/],
    ['a ring timeout of 61 s', 'UPDATE lines SET ring_timeout_seconds = 61', /lines_ring_timeout/],
    ['a negative minimum ring', 'UPDATE lines SET min_ring_seconds = -1', /lines_min_ring/],
    ['a text that expires at once', 'UPDATE lines SET text_expiry_seconds = 0', /lines_text_expiry/],
    ['enabled: maybe', 'UPDATE lines SET enabled = 2', /lines_enabled/],
    ['a step of 4 s', 'UPDATE hunt_steps SET ring_seconds = 4', /hunt_steps_ring/],
    ['a destination of no kind', "UPDATE destinations SET kind = 'pigeon'", /destinations_kind/],
    ['an outcome of no kind', "UPDATE calls SET outcome = 'lost'", /calls_outcome/],
    ['an ended call with a machine', "UPDATE calls SET state = 'ended'", /calls_machine/],
    ['an open call without a machine', 'UPDATE calls SET machine = NULL', /calls_machine/],
    ['a leg end of no kind', "UPDATE call_legs SET end = 'tired'", /call_legs_end/],
    ['a decision to send nothing', 'UPDATE decisions SET message_id = NULL', /decisions_message/],
    ['a decision to send, with a reason', "UPDATE decisions SET reason = 'blocked'", /decisions_shape/],
    ['an outgoing text that was received', "UPDATE messages SET state = 'received'", /messages_received/],
    ['a state of no kind', "UPDATE messages SET state = 'gone'", /messages_state/],
    ['a segment of no state', "UPDATE message_parts SET state = 'gone'", /message_parts_state/],
    ['a lead from nowhere', "UPDATE leads SET source = 'dream'", /leads_source/],
    [
      'two leads of one number',
      "INSERT INTO leads (number, name, source, stage_id, created_at, last_activity_at) SELECT number, '', source, 1, 1, 1 FROM leads",
      /UNIQUE/,
    ],
    [
      'two lines of one number',
      "INSERT INTO lines (number, name, created_at) SELECT number, '', 1 FROM lines",
      /UNIQUE/,
    ],
    [
      'a second text-back for a call',
      `INSERT INTO messages (direction, kind, lead_id, call_id, from_number, to_number, body, state, created_at, expires_at)
       SELECT direction, kind, lead_id, call_id, from_number, to_number, body, state, 1, 1 FROM messages`,
      /UNIQUE/,
    ],
    ['a lead merged into itself', 'UPDATE leads SET merged_into = id', /leads_merged/],
    ['a lead of nobody there', 'UPDATE leads SET owner_id = 9', /FOREIGN KEY/],
    ['a stage of no kind', "UPDATE stages SET kind = 'maybe'", /stages_kind/],
    ['two stages of one name', "UPDATE stages SET name = 'booked' WHERE id = 1", /UNIQUE/],
    ['a target of more than a week', 'UPDATE lines SET response_target_seconds = 604801', /lines_response/],
    ['a rule of no kind', "UPDATE lines SET owner_rule = 'dice'", /lines_owner_rule/],
    [
      'a person of no role',
      "INSERT INTO users (name, role, created_at) VALUES ('Maria', 'boss', 1)",
      /users_role/,
    ],
    [
      'two people of one name',
      "INSERT INTO users (name, role, created_at) VALUES ('Maria', 'owner', 1), ('MARIA', 'staff', 1)",
      /UNIQUE/,
    ],
    [
      'a clock that runs, and somebody responded',
      "INSERT INTO response_clocks (lead_id, line_id, call_id, missed_at, response) VALUES (1, 1, 1, 1, 'call')",
      /response_clocks_ended/,
    ],
    [
      'a clock that is over, and escalates',
      'INSERT INTO response_clocks (lead_id, line_id, call_id, missed_at, escalates_at, ended_at) VALUES (1, 1, 1, 1, 1, 1)',
      /response_clocks_over/,
    ],
    ['an empty note', "INSERT INTO notes (lead_id, body, actor, at) VALUES (1, '', '', 1)", /notes_body/],
    ['a call of no line', 'UPDATE calls SET line_id = 99', /FOREIGN KEY/],
    ['a message of no lead', 'UPDATE messages SET lead_id = 99', /FOREIGN KEY/],
    [
      'a part out of range',
      "INSERT INTO inbound_parts VALUES ('a', 'b', 1, 2, 3, '', 1)",
      /inbound_parts_index/,
    ],
    [
      'a text of one part',
      "INSERT INTO inbound_parts VALUES ('a', 'b', 1, 1, 1, '', 1)",
      /inbound_parts_total/,
    ],
    ['a changed entry', 'UPDATE credit_entries SET delta = 100', /append only/],
    ['a removed entry', 'DELETE FROM credit_entries', /append only/],
    ['changed consent', "UPDATE consents SET state = 'opted-in'", /append only/],
    ['removed consent', 'DELETE FROM consents', /append only/],
    [
      'a balance below zero',
      "INSERT INTO credit_entries (kind, delta, balance_after, key, note, actor, at) VALUES ('reserve', -1, -1, 'k', '', '', 1)",
      /credit_entries_balance/,
    ],
    [
      'a top-up that takes',
      "INSERT INTO credit_entries (kind, delta, balance_after, key, note, actor, at) VALUES ('top-up', -1, 1, 'k', '', '', 1)",
      /credit_entries_delta/,
    ],
  ];
  test('given each bad row, when it is written, then it is refused by name', async () => {
    const bench = openServiceBench();
    await bench.missCall();
    bench.optOut('+12125550144');
    const db = new Database(bench.path);
    db.pragma('foreign_keys = ON');
    for (const [what, sql, why] of REFUSED) expect(() => db.exec(sql), what).toThrow(why);
    db.close();
  });
});
