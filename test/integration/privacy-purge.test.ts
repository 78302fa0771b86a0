import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { AlertKind } from '../../src/core/alert-kind.ts';
import { keptSince } from '../../src/core/keep-for.ts';
import { createRetention } from '../../src/loops/retention.ts';
import { storeFor } from '../../src/services/act-as.ts';
import { applyRetention } from '../../src/services/apply-retention.ts';
import { auditCredits } from '../../src/services/audit-credits.ts';
import type { Pace } from '../../src/services/privacy-pace.ts';
import { purgeOld, rehearsePurge } from '../../src/services/purge-old.ts';
import { reportScorecard } from '../../src/services/report-scorecard.ts';
import type { Store } from '../../src/store/open-store.ts';
import { MAIN } from '../fakes/cli-bench.ts';
import { atOnce, foundInFiles } from '../fakes/erasable-person.ts';
import { createFakeClock } from '../fakes/fake-clock.ts';
import { createRecordingLog } from '../fakes/recording-log.ts';
import { business } from '../fakes/service-bench.ts';
import { openTemporaryStore, temporaryDatabasePath } from '../fakes/temporary-store.ts';
import { makeDatabase } from '../seed/make-database.ts';

/** A business that has been busy for a year, made once. */
const SEED = join('.artifacts', 'test-purge', 'seed.db');
const NOW = Date.UTC(2026, 10, 1, 5);
/** Half of it is from before. */
const BEFORE = keptSince(NOW, 6, business.timeZone);

beforeAll(() => {
  rmSync(dirname(SEED), { recursive: true, force: true });
  mkdirSync(dirname(SEED), { recursive: true });
  const size = { leads: 1_500, calls: 3_000, messages: 5_000, years: 1 };
  makeDatabase({ path: SEED, ...size, seed: 3, until: NOW }, () => {});
  // It is made without secure_delete, which leaves copies of rows in the pages: made anew, it is as the product makes it.
  const db = new Database(SEED);
  db.pragma('secure_delete = ON');
  db.exec('VACUUM');
  db.close();
});

let path: string;
let store: Store;
beforeEach(() => {
  path = temporaryDatabasePath();
  copyFileSync(SEED, path);
  store = openTemporaryStore(path);
});

const purge = (pace: Pace = atOnce) => purgeOld(store, BEFORE, 'user:Maria', NOW, pace);

function query(sql: string): unknown[] {
  const db = new Database(path, { readonly: true });
  try {
    return db.prepare(sql).all();
  } finally {
    db.close();
  }
}

/** Columns of what is old in which something is left that says who, or what. */
function tellingOld(): unknown {
  const [row] = query(`SELECT
    (SELECT count(*) FROM messages WHERE created_at < ${BEFORE} AND body || detail <> '') AS texts,
    (SELECT count(*) FROM message_parts p JOIN messages m ON m.id = p.message_id
      WHERE m.created_at < ${BEFORE} AND p.text <> '') AS parts,
    (SELECT count(*) FROM calls WHERE arrived_at < ${BEFORE} AND from_raw || coalesce(from_number, '') || from_name <> '') AS calls,
    (SELECT count(*) FROM decisions d JOIN calls c ON c.id = d.call_id
      WHERE c.arrived_at < ${BEFORE} AND d.asked IS NOT NULL) AS decisions,
    (SELECT count(*) FROM outbound_calls WHERE dialed_at < ${BEFORE} AND dialled_raw || coalesce(dialled_number, '') <> '') AS made,
    (SELECT count(*) FROM leads WHERE last_activity_at < ${BEFORE} AND (name <> '' OR number LIKE '+%')) AS leads`);
  return row;
}
const NOTHING = { texts: 0, parts: 0, calls: 0, decisions: 0, made: 0, leads: 0 };

/** What must never change. */
function figures(): unknown {
  const year = { from: '2025-11-01', to: '2026-10-31' };
  const line = '+12125550100';
  return [
    reportScorecard(store, { period: year, by: 'month', line: null, owner: null }, business, NOW),
    reportScorecard(store, { period: year, by: null, line, owner: null }, business, NOW),
    ...['users'].map(() => {
      const owner = store.read((reader) => reader.users.byId(3))?.name ?? null;
      return reportScorecard(store, { period: year, by: null, line: null, owner }, business, NOW);
    }),
    auditCredits(store),
    query('SELECT * FROM credit_entries'),
    query('SELECT * FROM consents'),
    query('SELECT * FROM blocked_numbers'),
    query('SELECT * FROM stage_moves'),
    query('SELECT id, lead_id, line_id, outcome, tally, arrived_at, bridged_at, finished_at FROM calls'),
    query('SELECT id, lead_id, direction, kind, state, created_at, sent_at, settled_at FROM messages'),
  ];
}

/** What is newer, as it is. */
function newer(): unknown {
  return [
    query(`SELECT * FROM messages WHERE created_at >= ${BEFORE} ORDER BY id`),
    query(`SELECT * FROM calls WHERE arrived_at >= ${BEFORE} ORDER BY id`),
    query(`SELECT * FROM outbound_calls WHERE dialed_at >= ${BEFORE} ORDER BY id`),
    query(`SELECT * FROM leads WHERE last_activity_at >= ${BEFORE} ORDER BY id`),
    query(`SELECT n.* FROM notes n JOIN leads l ON l.id = n.lead_id WHERE l.last_activity_at >= ${BEFORE}`),
    query(
      `SELECT t.* FROM lead_tags t JOIN leads l ON l.id = t.lead_id WHERE l.last_activity_at >= ${BEFORE}
      ORDER BY t.lead_id, t.tag`,
    ),
  ];
}

function expectPurged(): void {
  expect(tellingOld()).toEqual(NOTHING);
  expect(query('PRAGMA foreign_key_check')).toEqual([]);
  expect(query('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
}

/** The command, as a process of its own. */
function startPurge(): ChildProcess {
  const config = join(dirname(path), 'textback.toml');
  writeFileSync(config, CONFIG.replace('DATABASE', JSON.stringify(path)));
  return spawn(process.execPath, [MAIN, 'privacy', 'purge', '--older-than', '6m', '--yes', '--json'], {
    env: { PATH: process.env['PATH'] ?? '', TEXTBACK_CONFIG: config },
    stdio: 'ignore',
  });
}

describe('a purge by age', () => {
  test('given a busy year, when its first half is purged, then that says nothing any more, and no figure has changed', async () => {
    const [before, kept] = [figures(), newer()];
    const foretold = rehearsePurge(store, BEFORE, 'user:Maria', NOW);
    expect(figures()).toEqual(before);
    const done = await purge();
    expect(done).toMatchObject({ isDone: true, isLogEmpty: true, removed: foretold.removed });
    expect(done.removed.texts).toBeGreaterThan(1_000);
    expect(done.removed.calls).toBeGreaterThan(1_000);
    expect(done.removed.leads).toBeGreaterThan(100);
    expectPurged();
    expect(figures()).toEqual(before);
    expect(newer()).toEqual(kept);
  });

  test('given leads that are gone, when the files are searched, then none of their numbers is in them', async () => {
    const gone = query(
      `SELECT number FROM leads WHERE last_activity_at < ${BEFORE} AND number NOT IN (SELECT number FROM consents)`,
    ).map((row) => String(Object(row).number));
    expect(gone.length).toBeGreaterThan(100);
    expect(foundInFiles(path, gone)).toEqual(gone);
    await purge();
    expect(foundInFiles(path, gone)).toEqual([]);
  });

  test('given somebody who watches, when it is done, then they are told how far it is', async () => {
    const told: (readonly [string, number | null])[] = [];
    await purge({ ...atOnce, onProgress: (what, share) => void told.push([what, share]) });
    const shares = told.flatMap(([what, share]) => (what === 'Removing' ? [share ?? -1] : []));
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(shares[0]).toBe(0);
    expect(shares.at(-1)).toBeGreaterThan(0.99);
    expect(told.map(([what]) => what)).toContain('Writing the file anew');
  });

  test('given it was done, when it is done again, then there is nothing to do', async () => {
    await purge();
    const again = await purge();
    expect(again.removed).toEqual({ texts: 0, calls: 0, notes: 0, notices: 0, leads: 0 });
    expect(again.isDone).toBe(true);
  });

  test('given words on which nobody has decided, when they are old, then they stay until somebody has', async () => {
    const [asked] = query(
      `SELECT m.id, m.from_number AS number FROM messages m JOIN leads l ON l.id = m.lead_id
       WHERE m.direction = 'in' AND l.last_activity_at < ${BEFORE} LIMIT 1`,
    );
    const { id, number } = Object(asked);
    store.transact('promised', (tx) => tx.consents.openReview({ number, messageId: id, askedAt: 1 }));
    await purge();
    const [review] = store.read((reader) => reader.consents.openReviews(1));
    expect(review?.wording).not.toBe('');
    expect(store.read((reader) => reader.leads.byNumber(number))).toMatchObject({ erasedAt: null });
    store.transact('promised', (tx) =>
      tx.consents.closeReview(review?.id ?? 0, { decidedAt: 2, verdict: 'dismissed', actor: '' }),
    );
    await purge();
    expectPurged();
    expect(store.read((reader) => reader.leads.byNumber(number))).toBeUndefined();
  });

  test('given somebody who is staff, when they try, then it is refused, and so is a rehearsal', async () => {
    const theirs = storeFor(store, { name: 'Joe', role: 'staff' });
    await expect(purgeOld(theirs, BEFORE, 'user:Joe', NOW, atOnce)).rejects.toThrow(
      'Joe may not change this',
    );
    expect(() => rehearsePurge(theirs, BEFORE, 'user:Joe', NOW)).toThrow('Joe may not change this');
    expect(query('SELECT * FROM messages WHERE erased_at IS NOT NULL')).toEqual([]);
  });

  test('given work that is stopped, when it is done again, then it goes on from there', async () => {
    let pieces = 5;
    const isStopped = () => pieces <= 0;
    const rest = async () => {
      pieces -= 1;
    };
    const stopped = await purge({ ...atOnce, isStopped, rest });
    expect(stopped).toMatchObject({ isDone: false, removed: { texts: 250, leads: 0 } });
    expect(await purge()).toMatchObject({ isDone: true });
    expectPurged();
    const [done, begun] = store.read((reader) => reader.audit.of('privacy', 4)).slice(2);
    expect(begun).toMatchObject({ action: 'purge', after: { before: '2026-05-01T04:00:00.000Z' } });
    expect(done).toMatchObject({ action: 'purged', after: { texts: 250, isDone: false } });
  });

  test('given others who write meanwhile, when it is done, then none of them waits for longer than a piece takes', async () => {
    const other = new Database(path, { timeout: 0 });
    const insert = other.prepare(
      "INSERT INTO notes (lead_id, body, actor, at) VALUES (1, 'kept', 'test', 1)",
    );
    let written = 0;
    await purge({
      ...atOnce,
      async rest() {
        insert.run();
        written += 1;
      },
    });
    other.close();
    expect(written).toBeGreaterThan(20);
    expectPurged();
  });

  test('given alerts, when they are old, then what is over or about one customer goes, and what is about the business stays', async () => {
    store.transact('promised', (tx) => {
      const raise = (kind: AlertKind, subject: string, raisedAt: number) =>
        tx.alerts.raise({ kind, subject, detail: '', raisedAt });
      raise('response-late', 'lead:7', 1);
      raise('auto-reply-loop', '+12125550177', 1);
      raise('cap-reached', 'per-number +12125550177', 1);
      tx.alerts.resolve('cap-reached', 'per-number +12125550177', 2);
      raise('gateway-down', 'carrier', 1);
      raise('response-late', 'lead:8', BEFORE);
    });
    await purge();
    const left = store.read((reader) => reader.alerts.newest(10)).map(({ subject }) => subject);
    expect(left).toEqual(['lead:8', 'carrier']);
  });

  test('given a process that writes all the time, when another one purges, then none of its writes fails or is lost', async () => {
    const [lead] = store.read((reader) => reader.leadLists.newest(1));
    const child = startPurge();
    const gone = once(child, 'exit');
    let written = 0;
    while (child.exitCode === null) {
      store.transact('promised', (tx) =>
        tx.notes.add({ leadId: lead?.id ?? 0, body: 'kept', actor: 'test', at: 1 }),
      );
      written += 1;
      await delay(1);
    }
    expect(await gone).toEqual([0, null]);
    expectPurged();
    expect(written).toBeGreaterThan(20);
    expect(query("SELECT id FROM notes WHERE body = 'kept'")).toHaveLength(written);
  }, 60_000);

  test('given a process that is killed in the middle, when it is done again, then it comes to its end', async () => {
    const before = figures();
    const looking = new Database(path, { readonly: true });
    onTestFinished(() => void looking.close());
    const count = looking.prepare('SELECT count(*) FROM messages WHERE erased_at > 0').pluck();
    let kills = 0;
    for (const share of [1, 300]) {
      const child = startPurge();
      const gone = once(child, 'exit');
      while (child.exitCode === null && Number(count.get()) < share) await delay(2);
      kills += child.kill('SIGKILL') ? 1 : 0;
      await gone;
      expect(query('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
    }
    expect(kills).toBe(2);
    expect(tellingOld()).not.toEqual(NOTHING);
    const last = startPurge();
    const [code] = await once(last, 'exit');
    expect(code).toBe(0);
    expectPurged();
    expect(figures()).toEqual(before);
  }, 60_000);
});

describe('the setting keep-for', () => {
  const keepFor = (months: string) =>
    store.transact('promised', (tx) => tx.settings.set('keep-for', months, NOW));

  test('given it is off, when the night comes, then nothing happens', async () => {
    expect(await applyRetention(store, business, NOW, atOnce)).toBeNull();
    expect(query('SELECT * FROM audit')).toEqual([]);
  });

  test('given months, when the night comes, then what is older goes, in the name of textback, once', async () => {
    keepFor('6');
    expect(await applyRetention(store, business, NOW, atOnce)).toMatchObject({
      before: BEFORE,
      isDone: true,
    });
    expectPurged();
    const entries = store.read((reader) => reader.audit.of('privacy', 10));
    expect(entries.map(({ actor, action }) => [actor, action])).toEqual([
      ['textback', 'purged'],
      ['textback', 'purge'],
    ]);
    expect(await applyRetention(store, business, NOW, atOnce)).toBeNull();
  });

  test('given a daemon that is stopped meanwhile, when it stops, then it does not wait for the end', async () => {
    keepFor('6');
    const clock = createFakeClock(NOW);
    const log = createRecordingLog();
    const retention = createRetention({ store, clock, log, business });
    onTestFinished(() => retention.stop());
    const run = retention.run();
    expect(retention.run()).toBe(run);
    await retention.stop();
    await run;
    expect(tellingOld()).not.toEqual(NOTHING);
    expect(log.lines).toMatchObject([{ level: 'info', message: 'removed what is kept no longer' }]);
  });
});

const CONFIG = `
[business]
name = "Acme HVAC"
country = "US"
time_zone = "America/New_York"
[database]
path = DATABASE
[asterisk]
app = "textback"
ari_url = "http://127.0.0.1:8088"
ari_user = "textback"
ari_password = "hush"
ami_host = "127.0.0.1"
ami_port = 5038
ami_user = "textback"
ami_password = "hush"
dial_template = "PJSIP/{number}@trunk"
[[gateway]]
name = "carrier"
kind = "loopback"
allow_in_production = true
`;
