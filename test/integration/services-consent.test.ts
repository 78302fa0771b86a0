import { describe, expect, test } from 'vitest';
import type { MessageKind } from '../../src/core/message-kind.ts';
import { announceAlerts } from '../../src/services/announce-alerts.ts';
import { changeSetting } from '../../src/services/change-settings.ts';
import { queueMessage } from '../../src/services/queue-message.ts';
import { receiveText } from '../../src/services/receive-text.ts';
import { recordConsent } from '../../src/services/record-consent.ts';
import { listReviews, resolveReview } from '../../src/services/resolve-review.ts';
import { business, CUSTOMER, LINE, openServiceBench, type ServiceBench } from '../fakes/service-bench.ts';

const MINUTE = 60_000;

function write(
  bench: ServiceBench,
  text: string,
  more: { from?: string; to?: string; receivedAt?: number } = {},
) {
  const { from = CUSTOMER, to = LINE, receivedAt } = more;
  const inbound = { from, to, text, part: null, ...(receivedAt === undefined ? {} : { receivedAt }) };
  return receiveText(bench.store, inbound, business, bench.clock.now());
}

/** What went out to the customer, oldest first. */
const sentTo = (bench: ServiceBench, to = CUSTOMER) =>
  bench.gateway.submitted.filter((request) => request.to === to).map(({ text }) => text);

const outgoing = (bench: ServiceBench, leadId = 1) =>
  bench.store
    .read((reader) => reader.messages.ofLead(leadId, 100))
    .filter(({ direction }) => direction === 'out')
    .map(({ kind, state, detail }) => ({ kind, state, detail }))
    .reverse();

function queue(bench: ServiceBench, kind: MessageKind, to = CUSTOMER) {
  const now = bench.clock.now();
  return bench.store.transact('promised', (tx) => {
    const { lead } = tx.leads.findOrAdd({ number: to, name: '', source: 'text' }, 1, now);
    const message = { kind, leadId: lead.id, lineId: 1, callId: null, from: LINE, to, text: 'Hello' };
    return queueMessage(tx, { ...message, notBefore: now, expiresAt: now + 10 * MINUTE }, now);
  });
}

const alerts = (bench: ServiceBench) =>
  announceAlerts(bench.store, business, bench.clock.now()).map(({ kind, detail }) => ({ kind, detail }));

describe('the answer to STOP', () => {
  test('given STOP, when it came, then exactly one confirmation goes out, which the new block lets through', async () => {
    const bench = openServiceBench();
    expect(write(bench, 'STOP')).toMatchObject({ consent: 'opted-out', answerId: 2 });
    await bench.sendDue();
    expect(sentTo(bench)).toEqual([
      'Acme HVAC: you are opted out and will get no more texts from us. Reply START to get them again.',
    ]);
    for (const again of ['STOP', 'stop!', 'please stop texting me']) {
      expect(write(bench, again)).toMatchObject({ consent: null, answerId: null, isUnderReview: false });
    }
    await bench.missCall();
    await bench.clock.advance(10 * MINUTE);
    await bench.sendDue();
    expect(bench.gateway.submitted).toHaveLength(1);
    expect(bench.balance()).toBe(9);
  });

  test('given a text-back that waits, when STOP comes first, then it is cancelled and the confirmation is not', async () => {
    const bench = openServiceBench();
    await bench.missCall();
    write(bench, 'STOP');
    await bench.sendDue();
    await bench.sendDue();
    expect(outgoing(bench)).toMatchObject([
      { kind: 'text-back', state: 'cancelled', detail: 'the customer has opted out' },
      { kind: 'opt-out-confirmation', state: 'sent' },
    ]);
  });

  test('given five minutes go by, when the carrier was away, then it is not sent any more', async () => {
    const bench = openServiceBench();
    write(bench, 'STOP');
    await bench.clock.advance(5 * MINUTE);
    await bench.sendDue();
    expect(outgoing(bench)).toMatchObject([{ kind: 'opt-out-confirmation', state: 'expired' }]);
    expect(bench.balance()).toBe(10);
  });

  test('given a STOP that Asterisk kept for an hour, when it is read, then it counts and is not answered', () => {
    const bench = openServiceBench();
    const receivedAt = bench.clock.now() - 60 * MINUTE;
    expect(write(bench, 'STOP', { receivedAt })).toMatchObject({ consent: 'opted-out', answerId: null });
    expect(bench.store.read((reader) => reader.consents.current(CUSTOMER))?.at).toBe(receivedAt);
    expect(outgoing(bench)).toMatchObject([
      { state: 'cancelled', detail: expect.stringContaining('five minutes') },
    ]);
  });

  test('given no credit, when STOP comes, then they are out all the same, and the timeline says why nothing went', async () => {
    const bench = openServiceBench();
    bench.store.transact('promised', (tx) =>
      tx.credits.add({
        kind: 'adjust',
        delta: -10,
        key: 'adjust:0',
        messageId: null,
        note: '',
        actor: '',
        at: 1,
      }),
    );
    expect(write(bench, 'STOP')).toMatchObject({ consent: 'opted-out', answerId: null });
    await bench.sendDue();
    expect(outgoing(bench)).toEqual([
      { kind: 'opt-out-confirmation', state: 'cancelled', detail: 'there was no credit left' },
    ]);
    expect(bench.gateway.submitted).toEqual([]);
  });

  test('given they come back before it went out, when it is its turn, then only the newer confirmation goes', async () => {
    const bench = openServiceBench();
    write(bench, 'STOP');
    expect(write(bench, 'START')).toMatchObject({ consent: 'opted-in' });
    await bench.sendDue();
    await bench.sendDue();
    expect(sentTo(bench)).toEqual([expect.stringContaining('you will get texts from us again')]);
    expect(write(bench, 'START')).toMatchObject({ consent: null, answerId: null });
  });

  test('given a number that is no line, when STOP is sent there, then it counts and nobody answers', () => {
    const bench = openServiceBench();
    expect(write(bench, 'STOP', { to: '+12125550177' })).toMatchObject({
      consent: 'opted-out',
      answerId: null,
    });
  });

  test('given a line that sends from another number, when STOP goes there, then it is answered from there', async () => {
    const bench = openServiceBench();
    bench.setLine({ sender: '+12125550177' });
    write(bench, 'STOP', { to: '+12125550177' });
    await bench.sendDue();
    expect(bench.gateway.submitted).toMatchObject([{ from: '+12125550177', to: CUSTOMER }]);
  });

  test('given words of the business, when STOP comes, then it is answered in them', async () => {
    const bench = openServiceBench();
    const request = { name: 'opt-out-confirmation', value: '{{business_name}}: done.', dryRun: false };
    changeSetting(bench.store, request, 'test', 1);
    write(bench, 'STOP');
    await bench.sendDue();
    expect(sentTo(bench)).toEqual(['Acme HVAC: done.']);
  });
});

describe('HELP', () => {
  test.each([false, true])(
    'given they opted out: %s, when they write HELP, then they hear who, how and how to stop',
    async (isOut) => {
      const bench = openServiceBench();
      if (isOut) bench.optOut(CUSTOMER);
      expect(write(bench, 'help?')).toMatchObject({ consent: null, answerId: 2 });
      await bench.sendDue();
      expect(sentTo(bench)).toEqual([
        'Acme HVAC: for help call (212) 555-0100. Reply STOP to get no more texts.',
      ]);
    },
  );

  test('given a machine that answers every text with HELP, when it goes on, then it gets five answers an hour and the owner one alert', async () => {
    const bench = openServiceBench();
    bench.topUp(100);
    for (let round = 0; round < 20; round += 1) {
      write(bench, 'INFO');
      await bench.sendDue();
      await bench.clock.advance(1_000);
    }
    expect(sentTo(bench)).toHaveLength(5);
    expect(alerts(bench)).toEqual([
      { kind: 'auto-reply-loop', detail: expect.stringContaining('lead 1 got 5 automatic answers') },
    ]);
    // Others are answered meanwhile, and this one again when an hour has gone by.
    write(bench, 'HELP', { from: '+12125550124' });
    await bench.clock.advance(60 * MINUTE);
    write(bench, 'HELP');
    await bench.sendDue();
    expect(sentTo(bench)).toHaveLength(6);
    expect(alerts(bench)).toEqual([]);
  });

  test.each(['STOP', 'HELP', 'START'])(
    'given one of our own lines, when it writes %s, then nobody answers',
    (text) => {
      const bench = openServiceBench();
      expect(write(bench, text, { from: LINE })).toMatchObject({ answerId: null });
      expect(outgoing(bench)).toEqual([]);
    },
  );

  test.each(['77777', '+18005550123'])('given %s, when it writes HELP, then it gets no answer', (from) => {
    const bench = openServiceBench();
    expect(write(bench, 'HELP', { from })).toMatchObject({ answerId: null });
    expect(bench.balance()).toBe(10);
  });
});

describe('who asks to stop in other words', () => {
  const review = (bench: ServiceBench) =>
    listReviews(bench.store, 10).map(({ number, wording }) => [number, wording]);
  const resolve = (bench: ServiceBench, verdict: 'opted-out' | 'dismissed') =>
    resolveReview(bench.store, { number: CUSTOMER, verdict, note: '', dryRun: false }, 'US', 'cli:maria', 1);

  test('given "please stop texting me", when they are missed, then that is held until somebody decides', async () => {
    const bench = openServiceBench();
    expect(write(bench, 'please stop texting me')).toMatchObject({ isUnderReview: true, answerId: null });
    expect(write(bench, 'no more texts!')).toMatchObject({ isUnderReview: true });
    expect(review(bench)).toEqual([[CUSTOMER, 'please stop texting me']]);
    expect(alerts(bench)).toMatchObject([{ kind: 'consent-review' }]);
    const callId = await bench.missCall();
    expect(bench.store.read((reader) => reader.calls.decisionOf(callId))).toMatchObject({
      reason: 'consent-under-review',
    });
    // A person may still answer; that is how it is cleared up.
    expect(queue(bench, 'reply')).toMatchObject({ kind: 'queued' });
    expect(resolve(bench, 'dismissed')).toMatchObject({ kind: 'resolved' });
    const next = await bench.missCall();
    expect(bench.store.read((reader) => reader.calls.decisionOf(next))?.verdict).toBe('send');
    expect(resolve(bench, 'dismissed')).toMatchObject({ kind: 'not-found' });
  });

  test('given a text-back that waits, when they ask so, then it is not sent', async () => {
    const bench = openServiceBench();
    await bench.missCall();
    write(bench, 'no more texts');
    await bench.sendDue();
    expect(outgoing(bench)).toMatchObject([{ kind: 'text-back', state: 'cancelled' }]);
    expect(bench.balance()).toBe(10);
  });

  test('given somebody decides that they meant STOP, then they have opted out, with their own words', () => {
    const bench = openServiceBench();
    write(bench, 'leave me alone');
    resolve(bench, 'opted-out');
    expect(bench.store.read((reader) => reader.consents.current(CUSTOMER))).toMatchObject({
      state: 'opted-out',
      source: 'staff',
      wording: 'leave me alone',
      actor: 'cli:maria',
    });
    expect(review(bench)).toEqual([]);
  });

  test.each([
    ['STOP', 'opted-out'],
    ['START', 'opted-in'],
  ] as const)('given they clear it up with %s themselves, then nobody has to decide', (word, consent) => {
    const bench = openServiceBench();
    write(bench, 'please stop texting me');
    expect(write(bench, word)).toMatchObject({ consent });
    expect(review(bench)).toEqual([]);
  });
});

describe('an opt-out', () => {
  test('given it is by phone, when staff record it, then it holds for every line, for replies too, at once', async () => {
    const bench = openServiceBench();
    bench.store.transact('promised', (tx) =>
      tx.lines.add({ number: '+12125550101', name: 'Acme', createdAt: 1 }),
    );
    await bench.missCall();
    const request = {
      number: '(212) 555-0123',
      state: 'opted-out',
      source: 'phone',
      note: 'Asked Maria',
      dryRun: false,
    } as const;
    const recorded = recordConsent(bench.store, request, 'US', 'cli:maria', bench.clock.now());
    expect(recorded).toMatchObject({ kind: 'recorded', number: CUSTOMER });
    await bench.sendDue();
    expect(bench.gateway.submitted).toEqual([]);
    expect(queue(bench, 'reply')).toEqual({ kind: 'refused', why: 'opted-out' });
    expect(queue(bench, 'text-back')).toEqual({ kind: 'refused', why: 'opted-out' });
    expect(recordConsent(bench.store, request, 'US', 'cli:maria', 1)).toMatchObject({ kind: 'known' });
    expect(recordConsent(bench.store, { ...request, note: ' ' }, 'US', '', 1)).toMatchObject({
      kind: 'invalid',
    });
  });

  test('given the record, when each text asked for a change, then line, words, time and text are evidence', () => {
    const bench = openServiceBench();
    write(bench, 'Stop.');
    expect(bench.store.read((reader) => reader.consents.of(CUSTOMER, 10))).toEqual([
      {
        id: 1,
        number: CUSTOMER,
        state: 'opted-out',
        source: 'text',
        wording: 'Stop.',
        lineId: 1,
        lineNumber: LINE,
        messageId: 1,
        actor: 'customer',
        at: bench.clock.now(),
      },
    ]);
  });
});
