import Database from 'better-sqlite3';
import fc from 'fast-check';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { closeConversation } from '../../src/services/close-conversation.ts';
import { mergeLeads } from '../../src/services/merge-leads.ts';
import { noteLead } from '../../src/services/note-lead.ts';
import { receiveText } from '../../src/services/receive-text.ts';
import { replyToLead } from '../../src/services/reply-to-lead.ts';
import { tagLead } from '../../src/services/tag-lead.ts';
import { tidyUp } from '../../src/services/tidy-up.ts';
import { unmergeLead } from '../../src/services/unmerge-lead.ts';
import { business, LINE, openServiceBench, type ServiceBench } from '../fakes/service-bench.ts';

const DAY = 24 * 3_600_000;
const MARIA = { label: 'user:Maria', userId: 1 };
const [A, B, C, D] = ['+12125550131', '+12125550132', '+12125550133', '+12125550134'];

let bench: ServiceBench;
beforeEach(() => {
  bench = openServiceBench();
  bench.topUp(1_000);
  bench.store.transact('promised', (tx) => {
    const nothing = { phone: null, email: null, language: null, login: null, extension: null };
    tx.users.add({ ...nothing, name: 'Maria', role: 'staff', createdAt: 0 });
    tx.users.add({ ...nothing, name: 'Pat', role: 'staff', createdAt: 0 });
  });
});

const text = (from: string, words: string) =>
  receiveText(bench.store, { from, to: LINE, text: words, part: null }, business, bench.clock.now());
const merge = (from: string, into: string) =>
  mergeLeads(bench.store, { from, into, dryRun: false }, 'US', MARIA, bench.clock.now());
const unmerge = (who: string) =>
  unmergeLead(bench.store, { who, dryRun: false }, 'US', MARIA, bench.clock.now());
const lead = (number: string) => bench.store.read((reader) => reader.leads.byNumber(number));
const tag = (who: string, ...tags: string[]) =>
  tagLead(bench.store, { who, tags, dryRun: false }, 'US', MARIA, bench.clock.now());

const TABLES = [
  ...['leads', 'calls', 'outbound_calls', 'messages', 'notes', 'stage_moves', 'assignments'],
  ...['response_clocks', 'lead_tags', 'unread_conversations', 'consents', 'credit_entries'],
];

/** Everything that a merge may touch. */
function dump(): unknown {
  const db = new Database(bench.path, { readonly: true });
  try {
    return TABLES.map((table) => [
      table,
      db
        .prepare(`SELECT * FROM ${table}`)
        .all()
        .map((row) => JSON.stringify(row))
        .sort(),
    ]);
  } finally {
    db.close();
  }
}

test('given two leads with calls, texts, notes and tags, when they are merged, then all is on one timeline, and both numbers lead there', async () => {
  await bench.missCall(A);
  await bench.clock.advance(1_000);
  text(B, 'Same person, other phone');
  noteLead(bench.store, { who: B, body: 'Has two phones', dryRun: false }, 'US', MARIA, bench.clock.now());
  tag(A, 'vip');
  tag(B, 'vip', 'two-phones');
  expect(merge(B, A)).toMatchObject({ kind: 'merged', lead: { id: 1, name: 'PAT SMITH' }, other: { id: 2 } });

  expect([lead(A)?.id, lead(B)?.id]).toEqual([1, 1]);
  bench.store.read((reader) => {
    expect(reader.tags.of(1)).toEqual(['two-phones', 'vip']);
    expect(reader.leads.numbersMergedInto(1)).toEqual([B]);
    expect(reader.leadLists.newest(10).map(({ id }) => id)).toEqual([1]);
    const place = { at: Number.MAX_SAFE_INTEGER, id: Number.MAX_SAFE_INTEGER };
    expect(reader.timeline.texts(1, place, 10).map(({ message }) => message.body)).toContain(
      'Same person, other phone',
    );
    expect(reader.timeline.notes(1, place, 10)).toMatchObject([{ body: 'Has two phones' }]);
    expect(reader.timeline.merges(1, place, 10)).toMatchObject([
      { otherId: 2, otherNumber: B, actor: 'user:Maria' },
    ]);
    expect(reader.timeline.texts(2, place, 10)).toEqual([]);
    expect(reader.inbox.unread('anybody', 10)).toMatchObject([{ id: 1, unread: 1 }]);
  });

  await bench.clock.advance(1_000);
  await bench.missCall(B);
  text(B, 'Hello?');
  expect(lead(A)).toMatchObject({ lastActivityAt: bench.clock.now() });
  expect(bench.store.read((reader) => reader.leads.byId(2)?.mergedInto)).toBe(1);
  const db = new Database(bench.path, { readonly: true });
  onTestFinished(() => void db.close());
  expect(db.prepare('SELECT count(*) FROM leads').pluck().get()).toBe(2);
});

test('given a lead with two numbers, when somebody replies, then it goes to the number that they used last', async () => {
  await bench.missCall(A);
  await bench.clock.advance(1_000);
  text(B, 'Hi');
  merge(B, A);
  const reply = (words: string) => {
    const request = { who: A, text: words, line: undefined, dryRun: false };
    const sent = replyToLead(bench.store, request, 'US', MARIA, bench.clock.now());
    return sent.kind === 'queued'
      ? bench.store.read((reader) => reader.messages.byId(sent.messageId)?.toNumber)
      : sent.problem;
  };
  expect(reply('On my way')).toBe(B);
  await bench.clock.advance(1_000);
  await bench.missCall(A);
  expect(reply('Sorry, I was driving')).toBe(A);
  bench.optOut(A);
  expect(reply('Hello')).toContain(`${A} is not texted`);
});

test('given an opt-out of one number, when leads are merged, then it stands for that number only', async () => {
  text(A, 'STOP');
  text(B, 'Hi');
  merge(A, B);
  bench.store.read((reader) => {
    expect(reader.consents.current(A)?.state).toBe('opted-out');
    expect(reader.consents.current(B)).toBeUndefined();
  });
});

test('given one of two who wait is merged into the other, when somebody responds, then nobody waits', async () => {
  await bench.missCall(A);
  await bench.missCall(B);
  merge(B, A);
  expect(bench.store.read((reader) => reader.responseClocks.running(1))).toHaveLength(2);
  await bench.answerCall(B);
  expect(bench.store.read((reader) => reader.responseClocks.running(1))).toEqual([]);
});

test('given a merge of a lead without owner, when it is undone at once, then both are as they were', async () => {
  await bench.missCall(A);
  await bench.missCall(B);
  bench.store.transact('promised', (tx) =>
    tx.assignments.add({ leadId: 2, userId: 1, reason: 'by-hand', actor: 'x', at: bench.clock.now() }),
  );
  closeConversation(bench.store, { who: A, close: true, dryRun: false }, 'US', MARIA, bench.clock.now());
  const before = dump();
  merge(B, A);
  expect(lead(A)).toMatchObject({ owner: 'Maria', closedAt: null });
  expect(dump()).not.toEqual(before);
  expect(unmerge(B)).toMatchObject({ kind: 'unmerged', lead: { id: 2 }, from: { id: 1 } });
  expect(dump()).toEqual(before);
});

test('given calls and texts came since from both numbers, when the merge is undone, then each goes with its number', async () => {
  text(A, 'one');
  text(B, 'two');
  await bench.clock.advance(1_000);
  merge(B, A);
  await bench.clock.advance(1_000);
  await bench.missCall(B);
  text(B, 'three');
  text(A, 'four');
  noteLead(bench.store, { who: A, body: 'Noted since', dryRun: false }, 'US', MARIA, bench.clock.now());
  tag(A, 'later');
  unmerge(B);
  const place = { at: Number.MAX_SAFE_INTEGER, id: Number.MAX_SAFE_INTEGER };
  const inbound = (id: number) =>
    bench.store.read((reader) =>
      reader.timeline
        .texts(id, place, 20)
        .filter(({ message }) => message.direction === 'in')
        .map(({ message }) => message.body),
    );
  expect([inbound(1), inbound(2)]).toEqual([
    ['four', 'one'],
    ['three', 'two'],
  ]);
  bench.store.read((reader) => {
    expect(reader.timeline.calls(2, place, 10)).toHaveLength(1);
    expect(reader.timeline.calls(1, place, 10)).toEqual([]);
    expect(reader.responseClocks.running(2)).toHaveLength(1);
    expect(reader.timeline.notes(1, place, 10)).toHaveLength(1);
    expect(reader.tags.of(1)).toEqual(['later']);
    expect(reader.leads.byId(2)).toMatchObject({
      ...{ lastActivityAt: bench.clock.now(), lastTextAt: bench.clock.now(), mergedInto: null },
    });
  });
});

describe('what is refused', () => {
  beforeEach(() => {
    for (const number of [A, B, C]) text(number, 'Hi');
  });

  test('given a lead and itself, or who is nobody, when they are merged, then it is refused', () => {
    expect(merge(A, A)).toMatchObject({ kind: 'invalid', problem: 'Both are lead 1.' });
    expect(merge(A, '+12125550199')).toMatchObject({ kind: 'not-found' });
    expect(merge('99', A)).toMatchObject({ kind: 'not-found' });
    merge(B, A);
    expect(merge(B, A)).toMatchObject({ kind: 'invalid' });
  });

  test('given nothing was merged, when it is undone, then it says so; given the wrong one, then which is right', () => {
    expect(unmerge(A)).toMatchObject({ kind: 'refused', remedy: 'There is nothing to undo.' });
    merge(B, A);
    expect(unmerge('1')).toMatchObject({ kind: 'refused', remedy: expect.stringContaining(B) });
    expect(unmerge('99')).toMatchObject({ kind: 'not-found' });
  });

  test('given a merge into a merged lead, when the first is undone, then the later one has to be undone first', () => {
    merge(C, B);
    merge(B, A);
    expect(lead(C)?.id).toBe(1);
    expect(unmerge(C)).toMatchObject({ kind: 'refused', remedy: 'Undo that first: textback lead unmerge 2' });
    expect(unmerge(B)).toMatchObject({ kind: 'unmerged' });
    expect(lead(C)?.id).toBe(2);
    expect(unmerge(C)).toMatchObject({ kind: 'unmerged' });
    expect(lead(C)?.id).toBe(3);
  });

  test('given 30 days have passed, when it is undone, then it is too late, and what it moved is forgotten', async () => {
    merge(B, A);
    merge(C, A);
    const kept = () => bench.store.read((reader) => reader.leadMerges.oldestKept());
    await bench.clock.advance(30 * DAY);
    tidyUp(bench.store, business, bench.clock.now());
    expect(kept()).toBeDefined();
    expect(unmerge(C)).toMatchObject({ kind: 'unmerged' });
    await bench.clock.advance(1);
    expect(unmerge(B)).toMatchObject({ kind: 'refused', problem: expect.stringContaining('30 days ago') });
    tidyUp(bench.store, business, bench.clock.now());
    expect(kept()).toBeUndefined();
  });

  test('given more numbers than a person has, when they are merged, then it is refused', () => {
    for (let n = 0; n < 50; n += 1) {
      const number = `+1212555${2000 + n}`;
      text(number, 'Hi');
      const merged = merge(number, A);
      expect(merged.kind).toBe(n < 49 ? 'merged' : 'refused');
    }
  });

  test('given --dry-run, when leads are merged and parted, then nothing is', () => {
    const before = dump();
    const now = bench.clock.now();
    expect(mergeLeads(bench.store, { from: B, into: A, dryRun: true }, 'US', MARIA, now)).toMatchObject({
      kind: 'merged',
    });
    expect(dump()).toEqual(before);
    merge(B, A);
    const merged = dump();
    expect(unmergeLead(bench.store, { who: B, dryRun: true }, 'US', MARIA, now).kind).toBe('unmerged');
    expect(dump()).toEqual(merged);
  });
});

test('given any history of four leads, when they are merged in any order and parted in reverse, then all is as it was', async () => {
  const numbers = [A, B, C, D];
  const who = fc.integer({ min: 0, max: 3 });
  const event = fc.record({
    who,
    what: fc.constantFrom('call', 'answer', 'text', 'note', 'tag', 'assign', 'close'),
    n: fc.integer({ min: 0, max: 3 }),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(event, { maxLength: 12 }),
      fc.array(fc.tuple(who, who), { minLength: 1, maxLength: 4 }),
      async (events, merges) => {
        bench = openServiceBench();
        bench.topUp(1_000);
        bench.store.transact('promised', (tx) => {
          const nothing = { phone: null, email: null, language: null, login: null, extension: null };
          tx.users.add({ ...nothing, name: 'Maria', role: 'staff', createdAt: 0 });
        });
        for (const number of numbers) text(number, 'Hi');
        for (const each of events) await happen(numbers[each.who] ?? A, each.what, each.n);
        const before = dump();
        const done: string[] = [];
        for (const [from, into] of merges) {
          const fromLead = lead(numbers[from] ?? A);
          if (fromLead === undefined || merge(numbers[from] ?? A, numbers[into] ?? A).kind !== 'merged')
            continue;
          done.push(fromLead.number);
        }
        for (const number of done.reverse()) expect(unmerge(number).kind).toBe('unmerged');
        expect(dump()).toEqual(before);
      },
    ),
    { numRuns: 15 },
  );
}, 60_000);

async function happen(number: string, what: string, n: number): Promise<void> {
  await bench.clock.advance(n * 1_000);
  const now = bench.clock.now();
  switch (what) {
    case 'call':
      await bench.missCall(number);
      break;
    case 'answer':
      await bench.answerCall(number);
      break;
    case 'text':
      text(number, `text ${n}`);
      break;
    case 'note':
      noteLead(bench.store, { who: number, body: `note ${n}`, dryRun: false }, 'US', MARIA, now);
      break;
    case 'tag':
      tag(number, `tag-${n}`);
      break;
    case 'assign':
      bench.store.transact('promised', (tx) => {
        const leadId = tx.leads.byNumber(number)?.id ?? 0;
        tx.assignments.add({
          leadId,
          userId: n % 2 === 0 ? 1 : null,
          reason: 'by-hand',
          actor: 'x',
          at: now,
        });
      });
      break;
    default:
      closeConversation(bench.store, { who: number, close: n % 2 === 0, dryRun: false }, 'US', MARIA, now);
  }
}
