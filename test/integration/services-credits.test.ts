import Database from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { adjustCredits } from '../../src/services/adjust-credits.ts';
import { announceAlerts } from '../../src/services/announce-alerts.ts';
import { auditCredits } from '../../src/services/audit-credits.ts';
import { changeSetting } from '../../src/services/change-settings.ts';
import { queueMessage } from '../../src/services/queue-message.ts';
import { showCredits } from '../../src/services/show-credits.ts';
import { topUpCredits } from '../../src/services/top-up-credits.ts';
import { inProcesses } from '../fakes/in-processes.ts';
import { business, CUSTOMER, LINE, openServiceBench, type ServiceBench } from '../fakes/service-bench.ts';

const DAY = 86_400_000;
const LONG = 'We are on the roof and call back soon. '.repeat(6);

function queue(bench: ServiceBench, text = 'Hello', to = CUSTOMER) {
  const now = bench.clock.now();
  return bench.store.transact('promised', (tx) => {
    const { lead } = tx.leads.findOrAdd({ number: to, name: '', source: 'text' }, 1, now);
    const message = {
      kind: 'reply',
      leadId: lead.id,
      lineId: 1,
      callId: null,
      from: LINE,
      to,
      text,
    } as const;
    return queueMessage(tx, { ...message, notBefore: now, expiresAt: now + 60_000 }, now);
  });
}

const set = (bench: ServiceBench, name: string, value: string) =>
  changeSetting(bench.store, { name, value, dryRun: false }, 'test', bench.clock.now());
const topUp = (bench: ServiceBench, amount: number, key: string) =>
  topUpCredits(bench.store, { amount, key, note: '', dryRun: false }, 'test', bench.clock.now());
const adjust = (bench: ServiceBench, amount: number, key: string, reason = 'because') =>
  adjustCredits(bench.store, { amount, key, reason, dryRun: false }, 'test', bench.clock.now());
const announced = (bench: ServiceBench) =>
  announceAlerts(bench.store, business, bench.clock.now()).map(({ detail }) => detail);

describe('charging by segment', () => {
  test('given a text of two segments, when it is queued, then it takes two credits; when it fails, both come back', async () => {
    const bench = openServiceBench();
    set(bench, 'charge', 'segment');
    queue(bench, LONG);
    expect(bench.balance()).toBe(8);
    // What is charged later does not change what was reserved.
    set(bench, 'charge', 'message');
    bench.gateway.answerNext({ kind: 'rejected', why: 'no' });
    await bench.sendDue();
    expect(bench.balance()).toBe(10);
    expect(auditCredits(bench.store)).toEqual({ balance: 10, entries: 3, wrong: null });
  });

  test('given one credit and a text of two, when the call is missed, then it is suppressed for want of credit', async () => {
    const bench = openServiceBench();
    set(bench, 'charge', 'segment');
    bench.setLine({ message: LONG });
    adjust(bench, -9, 'a');
    const callId = await bench.missCall();
    expect(bench.store.read((reader) => reader.calls.decisionOf(callId))).toMatchObject({
      reason: 'no-credit',
    });
    expect(queue(bench, LONG)).toEqual({ kind: 'refused', why: 'no-credit' });
    expect(bench.balance()).toBe(1);
  });
});

describe('the low balance', () => {
  test('given it is crossed, then the owner hears of it once, and again only after a top-up above', async () => {
    const bench = openServiceBench();
    set(bench, 'low-balance', '9');
    queue(bench);
    expect(announced(bench)).toEqual([]);
    bench.gateway.answerNext({ kind: 'rejected', why: 'no' });
    queue(bench);
    expect(announced(bench)).toEqual([expect.stringContaining('8 credits are left')]);
    // Back over the mark by a release, and under it again: that is no news.
    await bench.sendDue();
    queue(bench);
    queue(bench);
    expect(announced(bench)).toEqual([]);
    topUp(bench, 1, 'small');
    queue(bench);
    expect(announced(bench)).toEqual([]);
    topUp(bench, 4, 'large');
    for (let count = 0; count < 5; count += 1) queue(bench);
    expect(announced(bench)).toHaveLength(1);
  });

  test('given it is switched off, when the last credit goes, then nobody is alerted', () => {
    const bench = openServiceBench();
    set(bench, 'low-balance', '0');
    for (let count = 0; count < 10; count += 1) queue(bench);
    expect(bench.balance()).toBe(0);
    expect(announced(bench)).toEqual([]);
  });
});

test('given two weeks of texts, one of them refused, then the forecast is by what was really spent', async () => {
  const bench = openServiceBench();
  topUp(bench, 90, 'more');
  for (let day = 0; day < 14; day += 1) {
    queue(bench);
    queue(bench, 'Hello', '+12125550124');
    await bench.sendDue();
    await bench.clock.advance(DAY);
  }
  bench.gateway.answerNext({ kind: 'rejected', why: 'no' });
  queue(bench);
  await bench.sendDue();
  expect(showCredits(bench.store, bench.clock.now())).toEqual({
    balance: 72,
    spentPerDay: 2,
    daysLeft: 36,
    lowBalance: 20,
    pricePer100Cents: 900,
  });
});

describe('an adjustment by hand', () => {
  test('given a reason, then it counts once for its key, and is audited', () => {
    const bench = openServiceBench();
    expect([adjust(bench, 5, 'k'), adjust(bench, 5, 'k')]).toMatchObject([
      { kind: 'adjusted', balance: 15 },
      { kind: 'known', balance: 15 },
    ]);
    expect(adjust(bench, 6, 'k')).toMatchObject({ kind: 'refused' });
    expect(adjust(bench, -3, 'l')).toMatchObject({ kind: 'adjusted', balance: 12 });
    const [latest] = bench.store.read((reader) => reader.audit.of('credits', 1));
    expect(latest).toMatchObject({ before: 15, after: { balance: 12, reason: 'because' } });
  });

  test.each([
    [0, 'because', 'invalid'],
    [1.5, 'because', 'invalid'],
    [1_000_001, 'because', 'invalid'],
    [5, '  ', 'invalid'],
    [5, 'x'.repeat(201), 'invalid'],
    [-11, 'because', 'refused'],
  ])('given %d credits for %j, then it is %s and nothing changes', (amount, reason, kind) => {
    const bench = openServiceBench();
    expect(adjust(bench, amount, 'k', reason)).toMatchObject({ kind });
    expect(bench.balance()).toBe(10);
  });
});

describe('the audit', () => {
  /** Does what only somebody with the file and a will can do. */
  function tamper(bench: ServiceBench, sql: string): void {
    const db = new Database(bench.path);
    onTestFinished(() => void db.close());
    db.exec(
      `DROP TRIGGER credit_entries_no_update; DROP TRIGGER credit_entries_no_delete; PRAGMA ignore_check_constraints = ON; ${sql}`,
    );
  }

  async function openWithTraffic(): Promise<ServiceBench> {
    const bench = openServiceBench();
    await bench.missCall();
    await bench.sendDue();
    bench.gateway.answerNext({ kind: 'rejected', why: 'no' });
    queue(bench);
    await bench.sendDue();
    queue(bench);
    return bench;
  }

  test('given texts sent, refused and waiting, then the balance is proven', async () => {
    const bench = await openWithTraffic();
    expect(auditCredits(bench.store)).toEqual({ balance: 8, entries: 6, wrong: null });
  });

  test.each([
    ['UPDATE credit_entries SET balance_after = 99 WHERE id = 3', 3, null],
    ['UPDATE credit_entries SET delta = 100 WHERE id = 1', 1, null],
    ['DELETE FROM credit_entries WHERE id = 3', 2, 'neither settled nor released'],
    ['DELETE FROM credit_entries WHERE id = 2', 3, null],
    ["UPDATE messages SET state = 'sent' WHERE id = 3", 6, 'message 3 is sent'],
    ['DELETE FROM credit_entries WHERE id = 6', null, 'message 3 is queued, and no credit was reserved'],
  ])('given %j, then the first wrong entry is %s', async (sql, entryId, words) => {
    const bench = await openWithTraffic();
    tamper(bench, sql);
    const { wrong } = auditCredits(bench.store);
    expect(wrong).toMatchObject({ entryId, problem: expect.stringContaining(words ?? '') });
  });
});

const ANSWERS = [
  { kind: 'accepted', id: 'a' },
  { kind: 'rejected', why: 'no' },
  { kind: 'retryable', why: 'later' },
  { kind: 'unknown', why: 'lost' },
] as const;

test('given any run of texts, charges, answers, top-ups and adjustments, then the audit proves the balance', async () => {
  const step = fc.oneof(
    fc.record({ do: fc.constant('queue' as const), long: fc.boolean(), answer: fc.nat(3) }),
    fc.record({ do: fc.constant('send' as const) }),
    fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(1_000, 70_000) }),
    fc.record({ do: fc.constant('charge' as const), by: fc.constantFrom('message', 'segment') }),
    fc.record({ do: fc.constant('add' as const), amount: fc.integer({ min: -6, max: 6 }), key: fc.nat(9) }),
    fc.record({ do: fc.constant('opt-out' as const) }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      const bench = openServiceBench();
      for (const each of steps) {
        if (each.do === 'queue') {
          const answer = ANSWERS[each.answer];
          if (answer !== undefined) bench.gateway.answerNext(answer);
          queue(bench, each.long ? LONG : 'Hi');
        } else if (each.do === 'send') await bench.sendDue();
        else if (each.do === 'wait') await bench.clock.advance(each.ms);
        else if (each.do === 'charge') set(bench, 'charge', each.by);
        else if (each.do === 'add') adjust(bench, each.amount, String(each.key));
        else bench.optOut(CUSTOMER);
        const audit = auditCredits(bench.store);
        expect(audit).toMatchObject({ wrong: null, balance: bench.balance() });
        expect(audit.balance).toBeGreaterThanOrEqual(0);
      }
      bench.store.close();
    }),
    { numRuns: 30 },
  );
}, 60_000);

test('given processes that top up, text and adjust at once, then keys count once and the audit proves the balance', async () => {
  const bench = openServiceBench();
  bench.store.transact('promised', (tx) =>
    tx.leads.findOrAdd({ number: CUSTOMER, name: '', source: 'text' }, 1, 1),
  );
  const service = (name: string) =>
    JSON.stringify(new URL(`../../src/services/${name}.ts`, import.meta.url).href);
  const said = await inProcesses(
    4,
    bench.path,
    `const { queueMessage } = await import(${service('queue-message')});
     const { topUpCredits } = await import(${service('top-up-credits')});
     const { adjustCredits } = await import(${service('adjust-credits')});
     const store = openStore(path);
     let queued = 0;
     for (let n = 0; n < 30; n += 1) {
       const key = 'INVOICE-' + n % 10;
       topUpCredits(store, { amount: 5, key, note: '', dryRun: false }, 'test', n);
       if (n % 10 === me) adjustCredits(store, { amount: -1, key: me + '-' + n, reason: 'r', dryRun: false }, 'test', n);
       const message = { kind: 'reply', leadId: 1, lineId: 1, callId: null, from: '${LINE}', to: '${CUSTOMER}', text: 'Hi', notBefore: n, expiresAt: n + 1000 };
       if (store.transact('progress', (tx) => queueMessage(tx, message, n)).kind === 'queued') queued += 1;
     }
     store.close();
     console.log(queued);`,
  );
  const queued = said.map(Number).reduce((sum, each) => sum + each, 0);
  const audit = auditCredits(bench.store);
  expect(audit.wrong).toBeNull();
  const adjusted = bench.store
    .read((reader) => reader.credits.history(1_000))
    .filter(({ kind }) => kind === 'adjust').length;
  // 10 at first, ten invoices of 5 whoever came first, and what was adjusted and queued.
  expect(audit.balance).toBe(60 - adjusted - queued);
  expect(bench.balance()).toBe(audit.balance);
  expect(queued).toBeGreaterThan(40);
}, 60_000);
