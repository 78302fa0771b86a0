import { describe, expect, test } from 'vitest';
import { blockNumber, MOST_BLOCKED, type NumberToBlock } from '../../src/services/block-number.ts';
import { listHeld } from '../../src/services/list-held.ts';
import { blockedForDialplan } from '../../src/services/mirror-blocked.ts';
import { queueMessage } from '../../src/services/queue-message.ts';
import { releaseHeld } from '../../src/services/release-held.ts';
import { showBlocked } from '../../src/services/show-blocked.ts';
import { unblockNumber } from '../../src/services/unblock-number.ts';
import { replyFrom } from '../fakes/inbound-reply.ts';
import { CUSTOMER, LINE, openServiceBench, type ServiceBench } from '../fakes/service-bench.ts';

function block({ store, clock }: ServiceBench, number = CUSTOMER, more: Partial<NumberToBlock> = {}) {
  const request = { number, exact: false, treatment: undefined, note: undefined, dryRun: false, ...more };
  return blockNumber(store, request, 'US', 'cli:maria', clock.now());
}

const textsTo = ({ store }: ServiceBench, number: string) => {
  const lead = store.read((reader) => reader.leads.byNumber(number));
  return lead === undefined ? [] : store.read((reader) => reader.messages.ofLead(lead.id, 100));
};
const decisionOf = ({ store }: ServiceBench, callId: number) =>
  store.read((reader) => reader.calls.decisionOf(callId));
const leadOf = ({ store }: ServiceBench, number: string) =>
  store.read((reader) => reader.leads.byNumber(number));

describe('the block list', () => {
  test('given a number in any spelling, when it is blocked twice, then once, and every change is audited', () => {
    const bench = openServiceBench();
    expect(block(bench, '(212) 555-0123', { note: ' vendor ' })).toMatchObject({
      kind: 'blocked',
      block: { number: CUSTOMER, treatment: null, note: 'vendor', actor: 'cli:maria' },
    });
    expect(block(bench)).toMatchObject({ kind: 'known', block: { note: 'vendor' } });
    expect(block(bench, CUSTOMER, { treatment: 'voicemail' })).toMatchObject({ kind: 'changed' });
    expect(block(bench, CUSTOMER, { note: '' })).toMatchObject({
      kind: 'changed',
      block: { note: '', treatment: 'voicemail' },
    });
    expect(block(bench, CUSTOMER, { treatment: null })).toMatchObject({ block: { treatment: null } });
    const remove = { number: '2125550123', dryRun: false };
    const unblock = () => unblockNumber(bench.store, remove, 'US', 'cli:maria', bench.clock.now());
    expect(unblock()).toMatchObject({ number: CUSTOMER, block: { note: '' } });
    expect(unblock()).toEqual({ number: CUSTOMER, block: null });
    const audit = bench.store.read((reader) => reader.audit.of(`block:${CUSTOMER}`, 10));
    expect(audit.map(({ action }) => action)).toEqual(['unblock', 'block', 'block', 'block', 'block']);
  });

  test('given a dry run, when it is asked, then it says what would be and keeps nothing', () => {
    const bench = openServiceBench();
    bench.queueText();
    expect(block(bench, CUSTOMER, { dryRun: true })).toMatchObject({ kind: 'blocked', calledOff: 1 });
    expect(showBlocked(bench.store, CUSTOMER, 'US')).toMatchObject({ kind: 'not-found' });
    expect(bench.message().state).toBe('queued');
  });

  test('given the business’s own numbers or an emergency number, when they are blocked, then that is refused', () => {
    const bench = openServiceBench();
    bench.store.transact('promised', (tx) =>
      tx.settings.set('internal-numbers', '+12125550150 101', bench.clock.now()),
    );
    for (const number of [LINE, '+12125550150', '911'])
      expect(block(bench, number)).toMatchObject({ kind: 'refused' });
    expect(block(bench, '101')).toMatchObject({ kind: 'refused' });
    bench.store.transact('promised', (tx) =>
      tx.users.add({
        name: 'Maria',
        role: 'staff',
        phone: CUSTOMER,
        email: null,
        extension: null,
        language: 'en',
        login: null,
        createdAt: bench.clock.now(),
      }),
    );
    expect(block(bench)).toMatchObject({ kind: 'refused', problem: `${CUSTOMER} is the phone of Maria.` });
    expect(bench.store.read((reader) => reader.blockedNumbers.count())).toBe(0);
  });

  test('given a caller ID that is no number, when it is blocked, then only as one means it to be', () => {
    const bench = openServiceBench();
    for (const number of ['V123456789', '212555012', 'anonymous', '', 'x'.repeat(100)])
      expect(block(bench, number)).toMatchObject({ kind: 'invalid' });
    expect(block(bench, CUSTOMER, { note: 'x'.repeat(201) })).toMatchObject({ kind: 'invalid' });
    expect(block(bench, 'V123456789', { exact: true })).toMatchObject({ block: { number: 'V123456789' } });
    expect(showBlocked(bench.store, 'V123456789', 'US')).toMatchObject({ kind: 'block' });
    expect(showBlocked(bench.store, '', 'US')).toMatchObject({ kind: 'not-found' });
  });

  test('given a full list, when one more is blocked, then it is refused, and those on it can still be changed', () => {
    const bench = openServiceBench();
    const { store, clock } = bench;
    store.transact('progress', (tx) => {
      const entry = { treatment: null, note: '', actor: 'test', blockedAt: clock.now() };
      for (let at = 0; at < MOST_BLOCKED; at += 1)
        tx.blockedNumbers.put({ ...entry, number: `+1646${5_550_000 + at}` });
    });
    expect(block(bench)).toMatchObject({ kind: 'refused' });
    expect(block(bench, '+16465550000', { note: 'spam' })).toMatchObject({ kind: 'changed' });
    expect(blockedForDialplan(store, 'US').size).toBe(2 * MOST_BLOCKED);
  });
});

describe('a blocked number is not texted', () => {
  test('given texts that wait, when it is blocked, then they are called off and their credits come back', async () => {
    const bench = openServiceBench();
    bench.setLine({ textDelaySeconds: 600 });
    const callId = await bench.missCall();
    bench.queueText();
    bench.queueText('+12125550177');
    expect(bench.balance()).toBe(7);

    expect(block(bench)).toMatchObject({ calledOff: 2 });
    expect(bench.balance()).toBe(9);
    expect(textsTo(bench, CUSTOMER)).toMatchObject([
      { state: 'cancelled', detail: 'blocked by cli:maria', notBefore: null },
      { state: 'cancelled' },
    ]);
    expect(textsTo(bench, '+12125550177')).toMatchObject([{ state: 'queued' }]);
    expect(bench.message(callId).state).toBe('cancelled');
    await bench.clock.advance(600_000);
    await bench.sendDue();
    expect(bench.gateway.submitted.map(({ to }) => to)).toEqual(['+12125550177']);
  });

  test('given a text that a cap holds, when its caller is blocked, then nobody can release it', async () => {
    const bench = openServiceBench();
    bench.store.transact('promised', (tx) => tx.settings.set('cap-per-day', '0', bench.clock.now()));
    const callId = await bench.missCall();
    expect(listHeld(bench.store, 10, undefined, bench.clock.now())).toHaveLength(1);
    expect(block(bench)).toMatchObject({ calledOff: 1 });
    const request = { calls: [callId], action: 'send', dryRun: false } as const;
    expect(releaseHeld(bench.store, request, 'cli:maria', bench.clock.now())).toMatchObject({
      kind: 'not-found',
    });
    const asked = decisionOf(bench, callId)?.asked ?? [];
    expect(asked.at(-1)?.detail).toContain('blocked by cli:maria');
  });

  test('given a person writes, or the block comes between queueing and sending, then nothing goes out', async () => {
    const bench = openServiceBench();
    bench.queueText();
    const [claimed] = bench.claim();
    expect(claimed).toBeDefined();
    // As another process may do it while this one has the text in its hands.
    bench.store.transact('promised', (tx) =>
      tx.blockedNumbers.put({ number: CUSTOMER, treatment: null, note: '', actor: 'test', blockedAt: 1 }),
    );
    expect(bench.beginDue()).toBe(0);
    expect(bench.message()).toMatchObject({ state: 'cancelled', detail: 'the number is on the block list' });
    expect(bench.balance()).toBe(10);
    const refused = bench.store.transact('promised', (tx) =>
      queueMessage(
        tx,
        {
          kind: 'reply',
          leadId: leadOf(bench, CUSTOMER)?.id ?? 0,
          lineId: bench.line.id,
          callId: null,
          from: LINE,
          to: CUSTOMER,
          text: 'Hello',
          notBefore: bench.clock.now(),
          expiresAt: bench.clock.now() + 1_000,
        },
        bench.clock.now(),
      ),
    );
    expect(refused).toEqual({ kind: 'refused', why: 'blocked' });
  });

  test('given a caller who is blocked while the phones ring, when nobody answers, then no text, and no lead', async () => {
    const bench = openServiceBench();
    const ringing = bench.missCall(CUSTOMER, 25);
    block(bench, CUSTOMER, { note: 'robocaller' });
    const callId = await ringing;
    expect(decisionOf(bench, callId)).toMatchObject({ verdict: 'suppress', reason: 'blocked' });
    expect(decisionOf(bench, callId)?.asked?.at(-1)?.detail).toMatch(/^blocked 25 s ago: robocaller$/);
    expect(leadOf(bench, CUSTOMER)).toBeUndefined();
    expect(bench.balance()).toBe(10);
  });

  test('given withheld is blocked, when callers withhold their number or do not, then only the former are', async () => {
    const bench = openServiceBench();
    block(bench, 'withheld');
    expect(decisionOf(bench, await bench.missCall('anonymous'))).toMatchObject({ reason: 'blocked' });
    expect(decisionOf(bench, await bench.missCall())).toMatchObject({ verdict: 'send' });
  });
});

describe('a text from a blocked number', () => {
  test('given a known lead, when it writes, then the text is kept, and nothing draws attention to it', async () => {
    const bench = openServiceBench();
    await bench.missCall();
    const before = leadOf(bench, CUSTOMER)?.lastActivityAt;
    const lastTextAt = leadOf(bench, CUSTOMER)?.lastTextAt;
    const newest = bench.store.read((reader) => reader.inbox.newestId());
    block(bench);
    await bench.clock.advance(60_000);
    replyFrom(bench.store, CUSTOMER, LINE, 'please stop texting me', bench.clock.now());
    expect(textsTo(bench, CUSTOMER)[0]).toMatchObject({ direction: 'in', body: 'please stop texting me' });
    expect(leadOf(bench, CUSTOMER)).toMatchObject({ lastActivityAt: before, lastTextAt });
    expect(bench.store.read((reader) => reader.inbox.textsAfter(newest, 10))).toEqual([]);
    expect(bench.store.read((reader) => reader.alerts.unannounced(10))).toEqual([
      expect.objectContaining({ kind: 'low-balance' }),
    ]);
    // Whoever unblocks it finds the question still open.
    expect(bench.store.read((reader) => reader.consents.reviewOf(CUSTOMER))).toBeDefined();
  });

  test('given it asks for help, opts out and in again, then only what carriers expect is answered', () => {
    const bench = openServiceBench();
    block(bench);
    for (const text of ['HELP', 'STOP', 'START'])
      replyFrom(bench.store, CUSTOMER, LINE, text, bench.clock.now());
    const answers = textsTo(bench, CUSTOMER).filter(({ direction }) => direction === 'out');
    expect(answers.map(({ kind, state, detail }) => [kind, state, detail])).toEqual([
      ['opt-in-confirmation', 'cancelled', 'the number is on the block list'],
      ['opt-out-confirmation', 'queued', ''],
      ['help', 'queued', ''],
    ]);
  });

  test('given the confirmation of its STOP waits, when it is blocked, then that one still goes', () => {
    const bench = openServiceBench();
    replyFrom(bench.store, CUSTOMER, LINE, 'STOP', bench.clock.now());
    expect(block(bench)).toMatchObject({ calledOff: 0 });
    expect(bench.claim().map(({ message }) => message.kind)).toEqual(['opt-out-confirmation']);
  });

  test('given a machine that asks for help for ever, when it is blocked, then nobody is alerted', () => {
    const bench = openServiceBench();
    block(bench);
    for (let at = 0; at < 7; at += 1) replyFrom(bench.store, CUSTOMER, LINE, 'HELP', bench.clock.now());
    expect(textsTo(bench, CUSTOMER).filter(({ kind }) => kind === 'help')).toHaveLength(5);
    expect(bench.store.read((reader) => reader.alerts.openOf('auto-reply-loop', 10))).toEqual([]);
  });
});
