import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { oldDatabase } from '../fakes/old-database.ts';
import { openTemporaryStore, temporaryDatabasePath } from '../fakes/temporary-store.ts';

test('given a database of the first release with calls, texts, credits and consent, when it is opened, then all are there', () => {
  const { path, db } = oldDatabase(5);
  db.exec(`
    INSERT INTO lines (number, name, created_at) VALUES ('+12125550100', 'Acme', 1);
    INSERT INTO leads (number, name, source, stage_id, created_at, last_activity_at)
      VALUES ('+12125550123', '', 'missed-call', 1, 1, 1);
    INSERT INTO calls (caller_channel_id, line_id, lead_id, from_raw, from_name, state, outcome, arrived_at)
      VALUES ('c', 1, 1, '', '', 'ended', 'no-answer', 1);
    INSERT INTO messages (direction, kind, lead_id, line_id, call_id, from_number, to_number, body, state, created_at, expires_at)
      VALUES ('out', 'text-back', 1, 1, 1, '+12125550100', '+12125550123', 'Sorry!', 'sent', 1, 2);
    INSERT INTO message_parts (message_id, "index", text, state) VALUES (1, 0, 'Sorry!', 'accepted');
    INSERT INTO decisions (call_id, verdict, message_id, decided_at) VALUES (1, 'send', 1, 1);
    INSERT INTO credit_entries (kind, delta, balance_after, key, message_id, note, actor, at) VALUES
      ('top-up', 5, 5, 'top-up:1', NULL, '', '', 1), ('reserve', -1, 4, 'reserve:message:1', 1, '', '', 1);
    INSERT INTO consents (number, state, source, wording, at) VALUES
      ('+12125550123', 'opted-out', 'text', 'STOP', 5), ('+12125550124', 'opted-out', 'staff', 'phone', 6);`);
  db.close();

  const store = openTemporaryStore(path);
  store.read((reader) => {
    expect(reader.credits.balance()).toBe(4);
    expect(reader.messages.byId(1)).toMatchObject({ kind: 'text-back', body: 'Sorry!', callId: 1 });
    expect(reader.messages.partsOf(1)).toHaveLength(1);
    expect(reader.calls.decisionOf(1)).toMatchObject({ verdict: 'send', messageId: 1 });
    expect(reader.consents.listed(10)).toMatchObject([
      { number: '+12125550124', source: 'staff', actor: 'staff', lineId: null, messageId: null, at: 6 },
      { number: '+12125550123', source: 'text', actor: 'customer', wording: 'STOP', at: 5 },
    ]);
  });

  const after = new Database(path);
  onTestFinished(() => void after.close());
  expect(after.pragma('foreign_key_check')).toEqual([]);
  expect(after.pragma('integrity_check', { simple: true })).toBe('ok');
});

test.each(['consents', 'credit_entries'])(
  'given %s is evidence, when somebody would change or delete it, after all migrations, then SQLite refuses',
  (table) => {
    const path = temporaryDatabasePath();
    const store = openTemporaryStore(path);
    store.transact('promised', (tx) => {
      tx.consents.record({ number: '+12125550123', state: 'opted-out', source: 'text', wording: '', at: 1 });
      tx.credits.add({ kind: 'top-up', delta: 1, key: 'k', messageId: null, note: '', actor: '', at: 1 });
    });
    const db = new Database(path);
    onTestFinished(() => void db.close());
    for (const sql of [`UPDATE ${table} SET at = 2`, `DELETE FROM ${table}`]) {
      expect(() => db.exec(sql)).toThrow(`${table} is append only`);
    }
    expect(db.prepare(`SELECT count(*) FROM ${table}`).pluck().get()).toBe(1);
  },
);

test('given rows that point to what is not there, when the store is open, then SQLite refuses them', () => {
  const store = openTemporaryStore();
  expect(() => store.transact('promised', (tx) => tx.messages.addParts(99, ['x']))).toThrow('FOREIGN KEY');
});

test('given a database from before the reasons were kept, when it is opened, then calls, lines and alerts are as they were', () => {
  const { path, db } = oldDatabase(8);
  db.exec(`
    INSERT INTO lines (id, number, name, message, gateways, created_at, removed_at)
      VALUES (7, '+12125550100', 'Acme', 'Hi', '["a"]', 1, NULL), (8, '+12125550101', 'Old', NULL, NULL, 1, 2);
    INSERT INTO hunt_steps (id, line_id, position) VALUES (1, 7, 0);
    INSERT INTO destinations (step_id, position, kind, value) VALUES (1, 0, 'endpoint', 'PJSIP/100');
    INSERT INTO calls (id, caller_channel_id, line_id, from_raw, from_name, state, outcome, arrived_at)
      VALUES (3, 'c', 7, '', '', 'ended', 'no-answer', 1);
    INSERT INTO decisions (call_id, verdict, reason, decided_at) VALUES (3, 'suppress', 'withheld-number', 9);
    INSERT INTO alerts (kind, subject, detail, raised_at) VALUES ('low-balance', '', 'Low.', 5);`);
  db.close();

  openTemporaryStore(path).read((reader) => {
    expect(reader.lines.byNumber('+12125550100')).toMatchObject({
      ...{ id: 7, name: 'Acme', message: 'Hi', gateways: ['a'], textExpirySeconds: 900 },
      ...{ textDelaySeconds: 0, coolDownSeconds: 14_400, countries: null },
    });
    expect(reader.lines.byId(8)).toMatchObject({ removedAt: 2 });
    expect(reader.lines.destinationsOf(7)).toMatchObject([{ value: 'PJSIP/100' }]);
    expect(reader.calls.decisionOf(3)).toEqual({
      ...{
        callId: 3,
        verdict: 'suppress',
        reason: 'withheld-number',
        messageId: null,
        asked: null,
        decidedAt: 9,
      },
    });
    expect(reader.alerts.open('low-balance', '')).toMatchObject({ detail: 'Low.', raisedAt: 5 });
  });
  const after = new Database(path);
  onTestFinished(() => void after.close());
  expect(after.pragma('foreign_key_check')).toEqual([]);
});

/** Kept by hand: a migration that rebuilds a table loses the triggers on it. */
const TRIGGERS = [
  ...['consents_no_delete', 'consents_no_update', 'credit_entries_no_delete', 'credit_entries_no_update'],
  ...['lead_name_words', 'lead_number_parts', 'message_words', 'note_words'].flatMap((index) =>
    ['delete', 'insert', 'update'].map((change) => `${index}_${change}`),
  ),
];

test('given all migrations, when they have run, then every trigger is there', () => {
  const path = temporaryDatabasePath();
  openTemporaryStore(path);
  const db = new Database(path);
  onTestFinished(() => void db.close());
  const names = db
    .prepare("SELECT name FROM sqlite_master WHERE type = 'trigger' ORDER BY name")
    .pluck()
    .all();
  expect(names).toEqual(TRIGGERS.sort());
});

test('given leads and texts from before there was search, when the database is opened, then they are found, and kept in step', () => {
  const { path, db } = oldDatabase(10);
  db.exec(`
    INSERT INTO leads (id, number, name, source, stage_id, created_at, last_activity_at)
      VALUES (5, '+12125550123', 'José García', 'missed-call', 4, 1, 2);
    INSERT INTO messages (id, direction, kind, lead_id, from_number, to_number, body, state, created_at, expires_at)
      VALUES (7, 'in', 'reply', 5, '', '', 'The furnace leaks', 'received', 1, 2);`);
  db.close();

  openTemporaryStore(path).read((reader) => {
    expect(reader.leads.byId(5)).toMatchObject({
      stage: 'Estimate Scheduled',
      owner: null,
      mergedInto: null,
    });
  });
  const after = new Database(path);
  onTestFinished(() => void after.close());
  const found = (index: string, words: string) =>
    after.prepare(`SELECT rowid FROM ${index} WHERE ${index} MATCH ?`).pluck().all(words);
  expect(found('lead_name_words', 'garcia')).toEqual([5]);
  expect(found('lead_number_parts', '5550')).toEqual([5]);
  expect(found('message_words', 'furn*')).toEqual([7]);

  after.exec(
    "UPDATE leads SET name = 'Pat' WHERE id = 5; UPDATE messages SET body = 'never mind' WHERE id = 7",
  );
  expect(found('lead_name_words', 'garcia')).toEqual([]);
  expect(found('message_words', 'mind')).toEqual([7]);
  after.exec('DELETE FROM messages WHERE id = 7');
  expect(found('message_words', 'mind')).toEqual([]);
  for (const index of ['lead_name_words', 'lead_number_parts', 'message_words', 'note_words']) {
    expect(() =>
      after.exec(`INSERT INTO ${index}(${index}, rank) VALUES ('integrity-check', 1)`),
    ).not.toThrow();
  }
  expect(after.prepare('SELECT name, kind FROM stages ORDER BY position').raw().all().slice(-3)).toEqual([
    ['Ready to Book', 'qualified'],
    ['Booked', 'booked'],
    ['Lost', 'lost'],
  ]);
  expect(after.pragma('foreign_key_check')).toEqual([]);
});

test('given a webhook from before notes, tags and consent were told, when the database is opened, then its place and the ids of events go on, though all events are gone', () => {
  const { path, db } = oldDatabase(27);
  db.exec(`INSERT INTO webhook_endpoints (name, url, secret, settled_through, created_at)
    VALUES ('CRM', 'https://crm.acme.example/', 'whsec_', 41, 1);
    INSERT INTO events (id, uid, kind, at, facts) VALUES (41, 'evt_41', 'lead.created', 1, '{}');
    DELETE FROM events;`);
  db.close();

  openTemporaryStore(path).transact('promised', (tx) => {
    const { lead } = tx.leads.findOrAdd({ number: '+12125550123', name: '', source: 'text' }, 1, 2);
    tx.tags.add({ leadId: lead.id, tags: ['vip'], actor: 'cli:test', at: 2 });
    const place = tx.webhooks.byName('CRM')?.settledThrough ?? 0;
    expect(tx.events.after(place, 10)).toMatchObject([
      { id: 42, kind: 'lead.created' },
      { id: 43, kind: 'lead.tagged' },
    ]);
  });
});

test('given events of an older version, when the database is opened, then each is there as it was', () => {
  const { path, db } = oldDatabase(27);
  db.exec(`INSERT INTO events (id, uid, kind, at, lead_id, facts) VALUES
    (7, 'evt_7', 'lead.merged', 1, 3, '{"otherLeadId":4,"by":"user:Maria"}')`);
  db.close();

  expect(openTemporaryStore(path).read((reader) => reader.events.after(0, 10))).toMatchObject([
    {
      id: 7,
      uid: 'evt_7',
      kind: 'lead.merged',
      at: 1,
      leadId: 3,
      facts: { otherLeadId: 4, by: 'user:Maria' },
    },
  ]);
});

test.each(['events', 'alerts', 'notices'])(
  'given the newest of %s are long gone, when the database is opened by a newer textback, then ids go on where they were',
  (table) => {
    const { path, db } = oldDatabase(27);
    db.exec(`
      INSERT INTO users (id, name, role, created_at) VALUES (1, 'Ada', 'owner', 1);
      INSERT INTO events (id, uid, kind, at, facts) VALUES (41, 'u', 'lead.created', 1, '{}');
      INSERT INTO alerts (id, kind, subject, detail, raised_at) VALUES (41, 'low-balance', '', 'Low.', 5);
      INSERT INTO notices (id, key, user_id, channel, address, kind, title, body, is_urgent, state, created_at, expires_at)
        VALUES (41, 'k', 1, 'ntfy', 't', 'test', '', '', 0, 'sent', 1, 2);
      DELETE FROM ${table};`);
    db.close();

    openTemporaryStore(path);
    const after = new Database(path);
    onTestFinished(() => void after.close());
    const last = after.prepare('SELECT seq FROM sqlite_sequence WHERE name = ?').pluck().all(table);
    expect(last).toEqual([41]);
  },
);
