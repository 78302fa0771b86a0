import { rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { PeriodWanted } from '../../src/core/report-period.ts';
import {
  reportScorecard,
  type Scorecard,
  type ScorecardRequest,
} from '../../src/services/report-scorecard.ts';
import { openStore, type Store } from '../../src/store/open-store.ts';
import { scorecardByHand } from '../fakes/scorecard-by-hand.ts';
import { business, openServiceBench } from '../fakes/service-bench.ts';
import { openTemporaryStore, temporaryDatabasePath } from '../fakes/temporary-store.ts';
import { makeDatabase } from '../seed/make-database.ts';

const UNTIL = Date.UTC(2026, 10, 1, 5);
const EVERYTHING: ScorecardRequest = { period: {}, by: null, line: null, owner: null };

function report(store: Store, request: Partial<ScorecardRequest>, now = UNTIL): Scorecard {
  const card = reportScorecard(store, { ...EVERYTHING, ...request }, business, now);
  if (card.kind !== 'scorecard') throw new Error(card.problem);
  return card;
}

describe('on a database of a busy year', () => {
  const path = join('.artifacts', 'test-report', 'seed.db');
  let store: Store;

  beforeAll(() => {
    makeDatabase(
      { path: freshPath(path), leads: 400, calls: 3_000, messages: 5_000, years: 1, seed: 3, until: UNTIL },
      () => {},
    );
    addOddities(path);
    store = openStore(path);
    return () => store.close();
  });

  test.each<[PeriodWanted, number | null, number | null]>([
    [{ month: '2026-10' }, null, null],
    [{ month: '2026-10' }, 2, null],
    [{ month: '2026-10' }, null, 3],
    [{ month: '2026-10' }, 1, 2],
    [{ week: '2026-W10' }, null, null],
    [{ day: '2026-07-06' }, null, null],
    [{ from: '2025-11-01', to: '2026-10-31' }, null, null],
    [{ from: '2025-11-01', to: '2026-10-31' }, 3, 4],
    [{ from: '2026-12-01', to: '2026-12-31' }, null, null],
  ])(
    'given %j of line %j and owner %j, when it is reported, then every figure is that of plain loops over all rows',
    (period, lineId, ownerId) => {
      const line = lineId === null ? null : `+1212555010${lineId - 1}`;
      const owner =
        ownerId === null ? null : (store.read((reader) => reader.users.byId(ownerId))?.name ?? '');
      const card = report(store, { period, line, owner });
      for (const { figures, ...range } of [card, card.before]) {
        const { missedRate, replyRate, ...counted } = figures;
        const byHand = scorecardByHand(path, range, { lineId, ownerId }, UNTIL);
        expect(counted).toEqual(byHand.figures);
        expect(missedRate).toBe(
          counted.inbound === 0 ? null : Number(counted.missed) / Number(counted.inbound),
        );
        expect(replyRate).toBe(
          counted.textBacks === 0 ? null : Number(counted.replies) / Number(counted.textBacks),
        );
      }
      expect(card.funnel).toEqual(scorecardByHand(path, card, { lineId, ownerId }, UNTIL).funnel);
      // The heat maps and the distribution hold the same calls and misses, each once.
      const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
      expect(sum(card.week.calls.flat())).toBe(card.figures.inbound);
      expect(sum(card.week.missed.flat())).toBe(card.figures.missed);
    },
  );

  test('given a month with a change of the clock, when it is cut, then the pieces add up to the whole, and each is as counted by itself', () => {
    const whole = report(store, { period: { month: '2026-03' }, by: 'day' });
    expect(whole.pieces).toHaveLength(31);
    for (const name of ['inbound', 'missed', 'brief', 'textsSent', 'replies', 'leads', 'credits'] as const) {
      expect(whole.pieces.reduce((sum, { figures }) => sum + Number(figures[name]), 0)).toBe(
        whole.figures[name],
      );
    }
    expect(whole.pieces[7]?.figures).toEqual(report(store, { period: { day: '2026-03-08' } }).figures);
    expect(report(store, { period: { month: '2026-03' }, by: 'week' }).pieces[1]?.figures).toEqual(
      report(store, { period: { week: '2026-W10' } }).figures,
    );
  });
});

/** What the made-up business has none of, and the scorecard must tell apart. */
function addOddities(path: string): void {
  const db = new Database(path);
  db.exec(`
    UPDATE calls SET is_test = 1, tally = 'test' WHERE id % 50 = 0;
    UPDATE calls SET outcome = 'blocked', tally = 'blocked' WHERE id % 50 = 1;
    UPDATE calls SET outcome = 'voicemail' WHERE id % 50 = 2 AND outcome = 'no-answer';
    UPDATE leads SET source = 'import' WHERE id % 20 = 0;
    UPDATE leads SET merged_into = 5 WHERE id % 20 = 1 AND id <> 5;
    UPDATE response_clocks SET ended_at = missed_at + 9000 WHERE id % 30 = 0 AND ended_at IS NULL;
    UPDATE response_clocks SET target_at = NULL WHERE id % 7 = 0;
    UPDATE messages SET kind = 'alert', lead_id = NULL, user_id = 1 WHERE direction = 'out' AND kind = 'reply' AND id % 9 = 0;
    UPDATE messages SET state = 'unknown' WHERE direction = 'out' AND id % 40 = 0;`);
  db.close();
}

describe('counted by hand', () => {
  /**
   * The Sunday in November on which clocks in New York go back: two hours from 1 to 2. Of the calls, two are answered,
   * three missed, one hung up at once; one is blocked and one a test. On the Saturday before: one answered.
   */
  const FIXTURE = `
    INSERT INTO users (id, name, role, created_at) VALUES (1, 'Pat', 'owner', 0);
    INSERT INTO lines (id, number, name, created_at) VALUES (1, '+12125550100', 'Main', 0);
    INSERT INTO leads (id, number, name, source, stage_id, owner_id, created_at, last_activity_at) VALUES
      (1, '+12125550141', 'Ann', 'missed-call', 8, 1, ${at('2026-11-01T05:30Z')}, 0),
      (2, '+12125550142', 'Bob', 'missed-call', 1, NULL, ${at('2026-11-01T06:30Z')}, 0),
      (3, '+12125550143', 'Old', 'import', 1, 1, ${at('2026-11-01T12:00Z')}, 0);
    INSERT INTO calls (id, caller_channel_id, line_id, lead_id, from_raw, from_name, state, outcome, tally, arrived_at, finished_at) VALUES
      (1, 'a', 1, 1, '', '', 'ended', 'no-answer', 'missed', ${at('2026-11-01T05:30Z')}, 0),
      (2, 'b', 1, 2, '', '', 'ended', 'busy', 'missed', ${at('2026-11-01T06:30Z')}, 0),
      (3, 'c', 1, NULL, '', '', 'ended', 'voicemail', 'missed', ${at('2026-11-01T07:00Z')}, 0),
      (4, 'd', 1, 1, '', '', 'ended', 'answered', 'answered', ${at('2026-11-01T04:00Z')}, 0),
      (5, 'e', 1, NULL, '', '', 'ended', 'answered', 'answered', ${at('2026-11-02T04:59Z')}, 0),
      (6, 'f', 1, NULL, '', '', 'ended', 'abandoned', 'brief', ${at('2026-11-01T15:00Z')}, 0),
      (7, 'g', 1, NULL, '', '', 'ended', 'blocked', 'blocked', ${at('2026-11-01T15:00Z')}, 0),
      (8, 'h', 1, NULL, '', '', 'ended', 'no-answer', 'test', ${at('2026-11-01T15:00Z')}, 0),
      (9, 'i', 1, NULL, '', '', 'ended', 'answered', 'answered', ${at('2026-11-01T03:59Z')}, 0);
    INSERT INTO messages (id, direction, kind, lead_id, line_id, call_id, from_number, to_number, body, state, created_at, expires_at) VALUES
      (1, 'out', 'text-back', 1, 1, 1, '', '', '', 'delivered', ${at('2026-11-01T05:30Z')}, 0),
      (2, 'out', 'text-back', 2, 1, 2, '', '', '', 'sent', ${at('2026-11-01T06:30Z')}, 0),
      (3, 'out', 'reply', 1, 1, NULL, '', '', '', 'failed', ${at('2026-11-01T06:45Z')}, 0),
      (4, 'in', 'reply', 1, 1, NULL, '', '', 'yes', 'received', ${at('2026-11-08T05:30Z')}, 0),
      (5, 'in', 'reply', 2, 1, NULL, '', '', 'late', 'received', ${at('2026-11-08T06:30Z') + 1}, 0);
    INSERT INTO credit_entries (kind, delta, balance_after, key, note, actor, at) VALUES
      ('top-up', 10, 10, 't', '', '', ${at('2026-11-01T05:00Z')}), ('reserve', -1, 9, 'a', '', '', ${at('2026-11-01T05:30Z')}),
      ('reserve', -1, 8, 'b', '', '', ${at('2026-11-01T06:30Z')}), ('reserve', -1, 7, 'c', '', '', ${at('2026-11-01T06:45Z')}),
      ('release', 1, 8, 'd', '', '', ${at('2026-11-01T06:46Z')});
    INSERT INTO response_clocks (lead_id, line_id, call_id, missed_at, target_at, ended_at, response) VALUES
      (1, 1, 1, ${at('2026-11-01T05:30Z')}, ${at('2026-11-01T05:35Z')}, ${at('2026-11-01T05:33Z')}, 'call'),
      (2, 1, 2, ${at('2026-11-01T06:30Z')}, ${at('2026-11-01T06:35Z')}, NULL, NULL);
    INSERT INTO stage_moves (lead_id, from_stage_id, to_stage_id, actor, at) VALUES
      (1, NULL, 1, '', ${at('2026-11-01T05:30Z')}), (1, 1, 4, '', ${at('2026-11-01T20:00Z')}), (1, 4, 8, '', ${at('2026-11-03T20:00Z')});`;

  test('given a day of 25 hours, when it is reported, then each figure is what was counted on paper', () => {
    const path = temporaryDatabasePath();
    const store = openTemporaryStore(path);
    const db = new Database(path);
    onTestFinished(() => void db.close());
    db.exec(FIXTURE);
    const card = report(store, { period: { day: '2026-11-01' } }, at('2026-11-20T12:00Z'));
    expect(card).toMatchObject({
      name: '2026-11-01',
      isUnderWay: false,
      figures: {
        inbound: 5,
        answered: 2,
        missed: 3,
        missedRate: 0.6,
        brief: 1,
        textsSent: 2,
        textsDelivered: 1,
        textBacks: 2,
        replies: 1,
        replyRate: 0.5,
        leads: 2,
        qualified: 1,
        booked: 0,
        followUpMs: 180_000,
        withinTarget: 0.5,
        credits: 2,
      },
      before: {
        name: '2026-10-31',
        figures: { inbound: 1, answered: 1, missed: 0, missedRate: 0, replyRate: null },
      },
      funnel: { missed: 2, texted: 2, replied: 1, qualified: 1, booked: 1 },
      responses: { counts: [0, 1, 0, 0, 0, 0, 0], open: 1 },
    });
    expect(card.week.missed[6]?.slice(0, 4)).toEqual([0, 2, 1, 0]);
    expect(
      report(store, { period: { day: '2026-11-01' }, owner: 'pat' }, at('2026-11-20T12:00Z')).figures,
    ).toMatchObject({ inbound: 2, missed: 1, leads: 1, textBacks: 1, credits: 0 });
  });
});

function at(iso: string): number {
  return Date.parse(iso);
}

function freshPath(path: string): string {
  for (const part of ['', '-wal', '-shm']) rmSync(path + part, { force: true });
  return path;
}

test('given calls of every kind, when their outcome is recorded, then each counts as one thing, whatever is set later', async () => {
  const bench = openServiceBench();
  const missed = await bench.missCall();
  const brief = await bench.missCall('+12125550124', 1, 'abandoned');
  const abandoned = await bench.missCall('+12125550125', 4, 'abandoned');
  bench.setLine({ minRingSeconds: 30 });
  const tallies = () =>
    bench.store.read((reader) => [missed, brief, abandoned].map((id) => reader.calls.byId(id)?.tally));
  expect(tallies()).toEqual(['missed', 'brief', 'missed']);
  const card = report(bench.store, { period: { day: '' } }, bench.clock.now());
  expect(card.figures).toMatchObject({ inbound: 2, missed: 2, brief: 1, leads: 2 });
  expect(card.isUnderWay).toBe(true);
});
