import Database from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { assignLead } from '../../src/services/assign-lead.ts';
import { closeConversation } from '../../src/services/close-conversation.ts';
import { eraseNumber } from '../../src/services/erase-number.ts';
import { listEvents } from '../../src/services/list-events.ts';
import { mergeLeads } from '../../src/services/merge-leads.ts';
import { nameLead } from '../../src/services/name-lead.ts';
import { recordReceipt } from '../../src/services/record-receipt.ts';
import { settleRestored } from '../../src/services/settle-restored.ts';
import { simulateCall } from '../../src/services/simulate-call.ts';
import { stageLead } from '../../src/services/stage-lead.ts';
import { tidyUp } from '../../src/services/tidy-up.ts';
import { unmergeLead } from '../../src/services/unmerge-lead.ts';
import { removeWebhook } from '../../src/services/webhook-endpoints.ts';
import { createReader, createWriter } from '../../src/store/queries.ts';
import { atOnce, endCalls, meetPerson, NUMBERS, PERSON, WORDS } from '../fakes/erasable-person.ts';
import { replyFrom } from '../fakes/inbound-reply.ts';
import { business, CUSTOMER, LINE } from '../fakes/service-bench.ts';
import { ELSEWHERE, openFollowed, openWebhookBench } from '../fakes/webhook-bench.ts';

const OTHER = '+12125550124';
const DAY_MS = 86_400_000;
const actor = { label: 'user:Maria', userId: null };
const who = CUSTOMER;

describe('what is told', () => {
  test('given a missed call that is texted, delivered and answered, then each step is told, in order and once', async () => {
    const bench = openFollowed();
    const callId = await bench.missCall();
    await bench.sendDue();
    const { id } = bench.message();
    const [part] = bench.store.read((reader) => reader.messages.partsOf(id));
    const receipt = {
      ids: [part?.carrierId ?? ''],
      recipient: CUSTOMER,
      detail: '',
      state: 'delivered',
    } as const;
    for (const _twice of [1, 2])
      bench.store.transact('promised', (tx) =>
        recordReceipt(tx, 'carrier', receipt, business, bench.clock.now()),
      );
    replyFrom(bench.store, CUSTOMER, LINE, 'At 5?', bench.clock.now());
    expect(bench.kinds()).toEqual([
      ...['call.arrived', 'lead.created', 'message.queued', 'decision.made'],
      ...['message.sent', 'message.delivered', 'message.received'],
    ]);
    const [arrived, created, queued, decided] = bench.json();
    expect(arrived).toMatchObject({
      type: 'call.arrived',
      data: { callId, leadId: 1, call: { from: CUSTOMER } },
    });
    expect(created).toMatchObject({ data: { lead: { number: CUSTOMER, name: 'PAT SMITH' } } });
    // As it is now; the event says what it tells of.
    expect(queued).toMatchObject({ data: { state: 'queued', callId, message: { id, state: 'delivered' } } });
    expect(decided).toMatchObject({ data: { decision: { verdict: 'send', message: { id } } } });
    expect(new Set(bench.json().map((event) => event.id)).size).toBe(7);
  });

  test('given a call that somebody answers, when all have hung up, then its end is told', async () => {
    const bench = openFollowed();
    await bench.answerCall();
    endCalls(bench);
    expect(bench.kinds()).toEqual(['call.arrived', 'decision.made', 'call.ended']);
    expect(bench.json()[2]).toMatchObject({ data: { call: { outcome: 'answered', state: 'ended' } } });
  });

  test('given what people do with a lead, then each of it is told, and who did it', async () => {
    const bench = openFollowed();
    const { store, clock } = bench;
    await bench.missCall();
    replyFrom(store, OTHER, LINE, 'me too', clock.now());
    const before = bench.events().length;
    const now = clock.now();
    const maria = store.transact('promised', (tx) =>
      tx.users.add({
        ...{ name: 'Maria', role: 'owner', phone: null, email: null, language: null, login: null },
        ...{ extension: null, createdAt: now },
      }),
    );
    nameLead(store, { who, name: 'Jordan', dryRun: false }, 'US', actor, now);
    stageLead(store, { who, stage: 'Contacted', dryRun: false }, 'US', actor, now);
    assignLead(store, { who, to: maria.name, dryRun: false }, 'US', actor, now);
    closeConversation(store, { who, close: true, dryRun: false }, 'US', actor, now);
    closeConversation(store, { who, close: false, dryRun: false }, 'US', actor, now);
    mergeLeads(store, { from: OTHER, into: who, dryRun: false }, 'US', actor, now);
    unmergeLead(store, { who: OTHER, dryRun: false }, 'US', actor, now);
    const told = bench.json().slice(before);
    expect(told.map(({ type, data }) => ({ type, ...data, lead: null }))).toEqual([
      { type: 'lead.renamed', leadId: 1, lead: null },
      {
        type: 'lead.stage-moved',
        leadId: 1,
        lead: null,
        from: 'New Lead',
        to: 'Contacted',
        by: 'user:Maria',
      },
      { type: 'lead.assigned', leadId: 1, lead: null, owner: 'Maria', reason: 'by-hand', by: 'user:Maria' },
      { type: 'lead.closed', leadId: 1, lead: null },
      { type: 'lead.reopened', leadId: 1, lead: null },
      { type: 'lead.merged', leadId: 1, lead: null, otherLeadId: 2, by: 'user:Maria' },
      { type: 'lead.unmerged', leadId: 1, lead: null, otherLeadId: 2, by: 'user:Maria' },
    ]);
  });

  test('given a text that the carrier refuses and one that is called off, then both are told', async () => {
    const bench = openFollowed();
    bench.queueText();
    bench.gateway.answerNext({ kind: 'rejected', why: 'no route' });
    await bench.sendDue();
    bench.queueText(OTHER);
    bench.optOut(OTHER);
    await bench.sendDue();
    expect(bench.kinds().filter((kind) => kind.startsWith('message.'))).toEqual([
      ...['message.queued', 'message.failed', 'message.queued', 'message.cancelled'],
    ]);
  });

  test('given a transaction that is undone, a dry run and a simulated call, then nothing is told', async () => {
    const bench = openFollowed();
    const { store, clock } = bench;
    await bench.missCall();
    const before = bench.kinds();
    const request = {
      line: LINE,
      from: OTHER,
      name: '',
      outcome: 'no-answer',
      at: 'now',
      waitedMs: 25_000,
    } as const;
    expect(simulateCall(store, request, business, clock.now()).kind).toBe('simulated');
    nameLead(store, { who, name: 'Jordan', dryRun: true }, 'US', actor, clock.now());
    const fail = () =>
      store.transact('promised', (tx) => {
        tx.leads.rename(1, 'Jordan', clock.now());
        throw new Error('the disk is full');
      });
    expect(fail).toThrow('the disk is full');
    expect(bench.kinds()).toEqual(before);
  });

  test('given nobody follows, then nothing is kept; given the first one does, then only what comes after', async () => {
    const bench = openWebhookBench();
    await bench.missCall();
    expect(bench.events()).toEqual([]);
    const id = bench.follow(ELSEWHERE);
    expect(bench.endpoint().id).toBe(id);
    replyFrom(bench.store, CUSTOMER, LINE, 'At 5?', bench.clock.now());
    expect(bench.events().map(({ kind }) => kind)).toEqual(['message.received']);
  });
});

describe('what it costs', () => {
  test('given nobody follows, then a change asks one thing more; given somebody does, then it writes one row more, in no transaction of its own', () => {
    const bench = openWebhookBench();
    const asked: string[] = [];
    const db = new Database(bench.path, { verbose: (sql) => void asked.push(String(sql)) });
    onTestFinished(() => void db.close());
    const connection = drizzle(db);
    const writer = createWriter(connection, createReader(connection));
    const move = { leadId: 1, fromStageId: 1, toStageId: 2, actor: 'user:Maria', at: 1 };
    bench.queueText();
    const statements = () => {
      asked.length = 0;
      writer.stages.moveLead(move);
      return asked.map((sql) => sql.trim().slice(0, 6).toUpperCase());
    };
    expect(statements()).toEqual(['UPDATE', 'INSERT', 'SELECT']);
    bench.follow(ELSEWHERE);
    expect(statements()).toEqual(['UPDATE', 'INSERT', 'SELECT', 'INSERT']);
  });
});

describe('what is kept', () => {
  test('given a customer who is erased, then nothing of them is in events or in what is told of them, and that is told', async () => {
    const bench = openFollowed();
    await meetPerson(bench);
    endCalls(bench);
    expect(JSON.stringify(bench.json())).toContain(PERSON);
    expect(JSON.stringify(bench.events())).not.toContain('2125550177');
    await eraseNumber(
      bench.store,
      { number: PERSON, dryRun: false },
      'US',
      'cli:test',
      bench.clock.now(),
      atOnce,
    );
    const told = bench.json();
    const text = JSON.stringify(told);
    expect([...NUMBERS, ...WORDS].filter((word) => text.includes(word))).toEqual([]);
    const erased = told.filter(({ type }) => type === 'lead.erased');
    expect(erased.length).toBeGreaterThan(0);
    expect(erased[0]).toMatchObject({ data: { lead: null } });
  });

  test('given events of 30 days, when the daemon tidies up, then older ones go, with their deliveries, and the rest stays', async () => {
    const bench = openFollowed();
    await bench.missCall();
    await bench.clock.advance(15 * DAY_MS);
    await bench.missCall(OTHER);
    const [old, young] = [CUSTOMER, OTHER].map(
      (number) => bench.events().filter(({ leadId }) => leadId === (number === OTHER ? 2 : 1)).length,
    );
    expect([old, young].every((count) => (count ?? 0) > 0)).toBe(true);
    const count = bench.events().length;
    tidyUp(bench.store, business, bench.clock.now());
    expect(bench.events()).toHaveLength(count);
    await bench.clock.advance(15.5 * DAY_MS);
    tidyUp(bench.store, business, bench.clock.now());
    expect(bench.events().every(({ at }) => at >= bench.clock.now() - 30 * DAY_MS)).toBe(true);
    expect(bench.events().length).toBeGreaterThan(0);
    removeWebhook(bench.store, { name: 'CRM', dryRun: false }, 'cli:test', bench.clock.now());
    tidyUp(bench.store, business, bench.clock.now());
    expect(bench.events()).toEqual([]);
  });

  test('given a backup that is restored, then what waited then is not told, nor what the restore calls off', async () => {
    const bench = openFollowed();
    await bench.missCall();
    settleRestored(bench.store, null, 'copy.db', 'cli:test', bench.clock.now());
    expect(bench.kinds()).toContain('message.cancelled');
    expect(bench.endpoint().settledThrough).toBe(bench.store.read((reader) => reader.events.newestId()));
    expect(bench.endpoint().enabled).toBe(true);
  });

  test('given events, when a program asks for those after one that it knows, then it gets the rest, and 404 for one that is gone', async () => {
    const bench = openFollowed();
    await bench.missCall();
    const [first, second, third] = bench.json();
    const after = listEvents(bench.store, { limit: 2, after: first?.id });
    expect(after).toMatchObject({ events: [{ id: second?.id }, { id: third?.id }] });
    expect(listEvents(bench.store, { limit: 2, after: 'evt_0' })).toMatchObject({ kind: 'not-found' });
  });
});
