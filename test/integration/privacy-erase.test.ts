import Database from 'better-sqlite3';
import { beforeEach, describe, expect, test } from 'vitest';
import { storeFor } from '../../src/services/act-as.ts';
import { eraseNumber } from '../../src/services/erase-number.ts';
import { findLead } from '../../src/services/find-lead.ts';
import type { Pace } from '../../src/services/privacy-pace.ts';
import { receiveText } from '../../src/services/receive-text.ts';
import { reportScorecard } from '../../src/services/report-scorecard.ts';
import { searchLeads } from '../../src/services/search-leads.ts';
import { unmergeLead } from '../../src/services/unmerge-lead.ts';
import {
  atOnce,
  BYSTANDER,
  block,
  dumpColumns,
  endCalls,
  foundInFiles,
  meetPerson,
  NUMBERS,
  OTHER_PHONE,
  PERSON,
  WORDS,
} from '../fakes/erasable-person.ts';
import { business, LINE, type ServiceBench } from '../fakes/service-bench.ts';

const ALL = [...WORDS, ...NUMBERS];
const MARIA = { label: 'user:Maria', userId: 1 };

let bench: ServiceBench;
beforeEach(async () => {
  bench = await meetPerson();
});

const erase = (more: { number?: string; dryRun?: boolean; pace?: Pace } = {}) => {
  const { number = PERSON, dryRun = false, pace = atOnce } = more;
  return eraseNumber(bench.store, { number, dryRun }, 'US', 'user:Maria', bench.clock.now(), pace);
};
const write = (text: string, from = PERSON) =>
  receiveText(bench.store, { from, to: LINE, text, part: null }, business, bench.clock.now());
/** Columns in which one of `words` stands. */
const columnsWith = (words: readonly string[]) =>
  [...dumpColumns(bench.path)]
    .filter(([, values]) => values.some((value) => words.some((word) => value.includes(word))))
    .map(([column]) => column);
const rowsOf = (query: string) => {
  const db = new Database(bench.path, { readonly: true });
  try {
    return db.prepare(query).all();
  } finally {
    db.close();
  }
};

describe('what is gone', () => {
  test('given a person all over the database, when they are erased, then no byte of either file tells of them', async () => {
    expect(foundInFiles(bench.path, ALL)).toEqual(ALL);
    expect(await erase()).toMatchObject({
      ...{ kind: 'erased', isDone: true, isLogEmpty: true, leads: 2, numbers: [PERSON, OTHER_PHONE] },
      ...{ removed: { texts: 4, calls: 3, notes: 2 }, left: { calls: 0, texts: 0 } },
      kept: { consents: 0, isBlocked: false },
    });
    expect(foundInFiles(bench.path, ALL)).toEqual([]);
  });

  test('given a person who opted out, when they are erased, then the number is in the record of consent, and nowhere else', async () => {
    write('STOP');
    await bench.sendDue();
    expect(await erase()).toMatchObject({ kept: { consents: 1 } });
    expect(columnsWith(NUMBERS)).toEqual(['consents.number']);
    expect(foundInFiles(bench.path, WORDS)).toEqual([]);
    expect(foundInFiles(bench.path, ['2125550178'])).toEqual([]);
    await bench.missCall(PERSON);
    const [call] = bench.store.read((reader) => reader.calls.newest(1));
    expect(call).toMatchObject({ reason: 'opted-out' });
  });

  test('given the number in another spelling, or the number of a lead that was merged, when it is erased, then so is the whole person', async () => {
    expect(await erase({ number: '212-555-0178' })).toMatchObject({ leads: 2 });
    expect(foundInFiles(bench.path, ALL)).toEqual([]);
  });

  test('given a caller ID that is no number, when it is erased, then its calls and lead are', async () => {
    await bench.missCall('quuxland');
    endCalls(bench);
    expect(await erase({ number: 'quuxland' })).toMatchObject({ leads: 1, removed: { calls: 1 } });
    expect(foundInFiles(bench.path, ['quuxland'])).toEqual([]);
  });

  test('given an erased person, when somebody looks for them, then they are in no list and no search, and are said to be gone', async () => {
    await erase();
    bench.store.read((reader) => {
      expect(reader.leadLists.newest(10).map(({ number }) => number)).toEqual([BYSTANDER]);
      expect(reader.leadLists.after(0, 10).map(({ number }) => number)).toEqual([BYSTANDER]);
      expect(reader.inbox.read('anybody', 10)).toHaveLength(0);
      expect(findLead(reader, '2', 'US')).toMatchObject({ kind: 'not-found' });
      expect(findLead(reader, '4', 'US')).toMatchObject({
        problem: expect.stringMatching(/^Lead 2 was removed by privacy purge on 20/),
      });
      expect(findLead(reader, PERSON, 'US')).toMatchObject({ kind: 'not-found' });
    });
    for (const words of ['zanzibar', 'erased', '5550177', 'xylophone'])
      expect(searchLeads(bench.store, { text: words, limit: 10 })).toMatchObject({ leads: [] });
    expect(
      unmergeLead(bench.store, { who: '4', dryRun: false }, 'US', MARIA, bench.clock.now()),
    ).toMatchObject({ problem: expect.stringContaining('removed by privacy purge') });
  });
});

describe('what stays', () => {
  test('given reports and a ledger, when a person is erased, then no figure changes', async () => {
    const figures = () => {
      const request = { period: {}, by: 'day', line: null, owner: null } as const;
      return [
        reportScorecard(bench.store, request, business, bench.clock.now()),
        reportScorecard(bench.store, { ...request, line: LINE }, business, bench.clock.now()),
        rowsOf('SELECT * FROM credit_entries'),
        rowsOf('SELECT id, lead_id, outcome, tally, arrived_at, voicemail FROM calls'),
        rowsOf('SELECT id, lead_id, direction, kind, state, created_at, sent_at FROM messages'),
        rowsOf('SELECT id, lead_id, missed_at, target_at, ended_at, response FROM response_clocks'),
        rowsOf('SELECT * FROM stage_moves'),
      ];
    };
    const before = figures();
    await erase();
    expect(figures()).toEqual(before);
    expect(rowsOf('PRAGMA foreign_key_check')).toEqual([]);
    expect(rowsOf('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
  });

  test('given somebody else, when a person is erased, then all of theirs is as it was', async () => {
    const theirs = () => [
      rowsOf('SELECT * FROM messages WHERE lead_id = 1'),
      rowsOf('SELECT * FROM calls WHERE lead_id = 1'),
      rowsOf('SELECT * FROM leads WHERE id = 1'),
      rowsOf('SELECT p.* FROM message_parts p JOIN messages m ON m.id = p.message_id WHERE m.lead_id = 1'),
      rowsOf('SELECT * FROM decisions WHERE call_id IN (SELECT id FROM calls WHERE lead_id = 1)'),
      rowsOf('SELECT * FROM notices WHERE lead_id = 1'),
    ];
    const before = theirs();
    expect(before.map((rows) => rows.length).every((count) => count > 0)).toBe(true);
    await erase();
    expect(theirs()).toEqual(before);
    expect(searchLeads(bench.store, { text: 'bystander', limit: 10 })).toMatchObject({
      leads: [{ lead: { id: 1 } }],
    });
  });

  test('given a blocked person, when they are erased, then the block stands, without its note', async () => {
    block(bench);
    expect(await erase()).toMatchObject({ kept: { isBlocked: true } });
    expect(columnsWith(NUMBERS)).toEqual(['audit.subject', 'blocked_numbers.number']);
    expect(foundInFiles(bench.path, WORDS)).toEqual([]);
    expect(bench.store.read((reader) => reader.blockedNumbers.of(PERSON))).toMatchObject({ note: '' });
  });

  test('given words that seem to ask for no more texts, when the person is erased, then that is an opt-out', async () => {
    write('please stop texting me');
    expect(bench.store.read((reader) => reader.consents.reviewOf(PERSON))).toBeDefined();
    expect(await erase()).toMatchObject({ kept: { consents: 1 } });
    bench.store.read((reader) => {
      expect(reader.consents.reviewOf(PERSON)).toBeUndefined();
      expect(reader.consents.current(PERSON)).toMatchObject({
        ...{ state: 'opted-out', source: 'staff', actor: 'user:Maria', wording: 'please stop texting me' },
      });
    });
  });

  test('given an erased person, when they call again, then they are somebody new', async () => {
    await erase();
    await bench.missCall(PERSON);
    const lead = bench.store.read((reader) => reader.leads.byNumber(PERSON));
    expect(lead).toMatchObject({ name: 'PAT SMITH', erasedAt: null });
    expect(lead?.id).toBeGreaterThan(4);
  });
});

describe('what goes on meanwhile', () => {
  test('given texts that wait for a person, when they are erased, then these are called off, and their credits are back', async () => {
    const balance = bench.balance();
    bench.queueText(PERSON, 'zanzibar tomorrow');
    expect(bench.balance()).toBe(balance - 1);
    expect(await erase()).toMatchObject({ calledOff: 1, left: { texts: 0 } });
    expect(bench.balance()).toBe(balance);
    await bench.sendDue();
    expect(bench.gateway.submitted.filter(({ text }) => text.includes('tomorrow'))).toEqual([]);
    expect(foundInFiles(bench.path, ALL)).toEqual([]);
  });

  test('given a call that goes on, and a text that is being sent, when the person is erased, then they are left, and erased the next time', async () => {
    const callId = await bench.answerCall(PERSON);
    bench.queueText(OTHER_PHONE, 'zanzibar tomorrow');
    expect(bench.beginDue()).toBe(1);
    expect(await erase()).toMatchObject({ isDone: true, left: { calls: 1, texts: 1 } });
    expect(bench.store.read((reader) => reader.calls.byId(callId))).toMatchObject({ fromNumber: PERSON });
    endCalls(bench);
    const settled = { state: 'sent', notBefore: null } as const;
    const [last] = bench.store.read((reader) => reader.messages.ofLead(2, 1));
    bench.store.transact('promised', (tx) => tx.messages.change(last?.id ?? 0, settled));
    expect(await erase()).toMatchObject({ isDone: true, left: { calls: 0, texts: 0 } });
    expect(foundInFiles(bench.path, ALL)).toEqual([]);
  });

  test('given a large database, or a call that goes on, when a person is erased, then the file is not written anew', async () => {
    let size = 65 * 1024 * 1024;
    let compacted = 0;
    const store = {
      ...bench.store,
      sizeBytes: () => size,
      compact() {
        compacted += 1;
      },
    };
    const request = { number: PERSON, dryRun: false };
    const again = () => eraseNumber(store, request, 'US', 'user:Maria', bench.clock.now(), atOnce);
    expect(await again()).toMatchObject({ isDone: true, isCompact: false });
    size = 64 * 1024 * 1024;
    await bench.answerCall(BYSTANDER);
    expect(await again()).toMatchObject({ isCompact: false });
    expect(compacted).toBe(0);
    endCalls(bench);
    expect(await again()).toMatchObject({ isCompact: true });
    expect(compacted).toBe(1);
  });

  test('given work that is stopped after any of its pieces, when it is done again, then it goes on to the end', async () => {
    for (let index = 0; index < 5; index += 1) write(`more zanzibar ${index}`);
    for (const pieces of [0, 1, 2, 3, 4, 5, 6]) {
      let left = pieces;
      const pace = {
        ...atOnce,
        isStopped: () => left <= 0,
        async rest() {
          left -= 1;
        },
      };
      const stopped = await erase({ pace });
      expect(stopped).toMatchObject({ kind: 'erased' });
      expect(rowsOf('PRAGMA foreign_key_check')).toEqual([]);
    }
    expect(await erase()).toMatchObject({ isDone: true });
    expect(foundInFiles(bench.path, ALL)).toEqual([]);
  });

  test('given somebody who reads meanwhile, when a person is erased, then nobody waits, and the log is said to be in use', async () => {
    const reader = new Database(bench.path, { readonly: true });
    reader.exec('BEGIN');
    reader.prepare('SELECT count(*) FROM leads').get();
    expect(await erase()).toMatchObject({ isDone: true, isLogEmpty: false });
    reader.exec('COMMIT');
    reader.close();
    expect(await erase()).toMatchObject({ leads: 0, isDone: true, isLogEmpty: true });
    expect(foundInFiles(bench.path, ALL)).toEqual([]);
  });

  test('given other writers, when a person is erased, then what they write is kept', async () => {
    const other = new Database(bench.path, { timeout: 0 });
    let written = 0;
    const pace = {
      ...atOnce,
      async rest() {
        other.prepare("INSERT INTO notes (lead_id, body, actor, at) VALUES (1, 'kept', 'test', 1)").run();
        written += 1;
      },
    };
    expect(await erase({ pace })).toMatchObject({ isDone: true });
    other.close();
    expect(written).toBeGreaterThan(3);
    expect(rowsOf("SELECT * FROM notes WHERE body = 'kept'")).toHaveLength(written);
    expect(foundInFiles(bench.path, ALL)).toEqual([]);
  });
});

describe('who may, and whom', () => {
  test.each(['staff', 'read-only'] as const)(
    'given somebody who is %s, when they try, then it is refused and nothing is changed',
    async (role) => {
      const before = dumpColumns(bench.path);
      const store = storeFor(bench.store, { name: 'Joe', role });
      for (const dryRun of [true, false]) {
        const erased = eraseNumber(store, { number: PERSON, dryRun }, 'US', 'user:Joe', 1, atOnce);
        await expect(erased).rejects.toThrow('Joe may not change this');
      }
      expect(dumpColumns(bench.path)).toEqual(before);
    },
  );

  test('given a rehearsal, when it is over, then it has counted what the real thing removes, and changed nothing', async () => {
    bench.queueText(PERSON, 'tomorrow');
    const before = dumpColumns(bench.path);
    const rehearsed = await erase({ dryRun: true });
    expect(dumpColumns(bench.path)).toEqual(before);
    const { texts, calls, notes } = 'removed' in rehearsed ? rehearsed.removed : {};
    expect(await erase()).toMatchObject({ calledOff: 1, removed: { texts, calls, notes } });
    expect(texts).toBe(5);
  });

  test.each([
    ['a line', LINE, 'one of your own lines'],
    ['the phone of one of the people', '+12125550190', 'the phone of Maria'],
    ['a phone of the business', '+12125550191', 'the phone of your business'],
    ['nothing', ' ', 'There is no number'],
    ['what stands for a number that is gone', 'erased:2', 'There is no number'],
  ])('given %s, when it is to be erased, then it is refused', async (_what, number, problem) => {
    bench.store.transact('promised', (tx) => tx.settings.set('internal-numbers', '+12125550191', 1));
    if (number.startsWith('erased')) await erase();
    expect(await erase({ number })).toMatchObject({ problem: expect.stringContaining(problem) });
  });

  test('given a number that nothing is known of, when it is erased, then that is said by zeros', async () => {
    expect(await erase({ number: '+12125550166' })).toMatchObject({
      ...{ kind: 'erased', leads: 0, isDone: true, removed: { texts: 0, calls: 0, notes: 0, notices: 0 } },
    });
  });

  test('given an erased person, when the audit is read, then it says who did it when, and not to whom', async () => {
    await erase();
    const [entry] = bench.store.read((reader) => reader.audit.of('privacy', 1));
    expect(entry).toMatchObject({ actor: 'user:Maria', action: 'erase', after: { leads: [2, 4] } });
  });
});
