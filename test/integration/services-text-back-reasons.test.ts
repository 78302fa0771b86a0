import { describe, expect, test } from 'vitest';
import type { CallEvent } from '../../src/core/call.ts';
import { SUPPRESSIONS, type Suppression } from '../../src/core/text-back-question.ts';
import { showCall } from '../../src/services/show-call.ts';
import { advanceAndSettle, receiveAndSettle } from '../fakes/advance-and-settle.ts';
import { replyFrom } from '../fakes/inbound-reply.ts';
import { answerCall } from '../fakes/missed-call.ts';
import { business, CUSTOMER, LINE, openServiceBench, type ServiceBench } from '../fakes/service-bench.ts';

const HOUR = 3_600_000;

function decisionOf({ store }: ServiceBench, callId: number) {
  const decision = store.read((reader) => reader.calls.decisionOf(callId));
  if (decision === undefined) throw new Error(`call ${callId} has no decision`);
  return decision;
}

function set({ store, clock }: ServiceBench, name: string, value: string): void {
  store.transact('promised', (tx) => tx.settings.set(name, value, clock.now()));
}

/** A call that is answered after 5 s, or that rings until the test goes on. */
function call(bench: ServiceBench, channelId: string, from: string) {
  const { store, clock } = bench;
  const caller = { channelId, dialled: LINE, callerNumber: from, callerName: '' };
  const received = receiveAndSettle(
    store,
    caller,
    { business, dialTemplate: 'PJSIP/{number}@trunk', sounds: '/sounds' },
    clock.now(),
  );
  if (received.kind !== 'started') throw new Error(`the call is ${received.kind}`);
  const happen = (event: CallEvent) =>
    advanceAndSettle(
      store,
      (reader) => reader.calls.byCaller(channelId),
      () => event,
      business,
      clock.now(),
    );
  happen({ type: 'leg-ringing', channelId: `${channelId}-leg1` });
  return {
    id: received.callId,
    async answer() {
      await clock.advance(5_000);
      happen({ type: 'leg-answered', channelId: `${channelId}-leg1` });
      happen({ type: 'legs-bridged' });
    },
    async giveUp() {
      await clock.advance(10_000);
      happen({ type: 'caller-hung-up' });
    },
  };
}

describe('the chain of reasons', () => {
  test('given a caller who is texted, then every reason was asked in order, and is kept with the answer', async () => {
    const bench = openServiceBench();
    const callId = await bench.missCall();
    const asked = decisionOf(bench, callId).asked ?? [];
    expect(asked.map(({ rule }) => rule)).toEqual(SUPPRESSIONS);
    expect(asked.some(({ applies }) => applies)).toBe(false);
    const shown = showCall(bench.store, callId);
    expect(shown).toMatchObject({ call: { decision: { verdict: 'send', asked } } });
  });

  test('given a caller who is not, then the chain ends with the reason', async () => {
    const bench = openServiceBench();
    bench.optOut(CUSTOMER);
    const callId = await bench.missCall();
    const asked = decisionOf(bench, callId).asked ?? [];
    expect(asked.at(-1)).toEqual({ rule: 'opted-out', applies: true, detail: '' });
    expect(asked.map(({ rule }) => rule)).toEqual(
      SUPPRESSIONS.slice(0, SUPPRESSIONS.indexOf('opted-out') + 1),
    );
  });
});

describe('the cool-down', () => {
  test('given a text in the last 4 h that was not replied to, then no other, and none after the text is 4 h old', async () => {
    const bench = openServiceBench();
    bench.setLine({ coolDownSeconds: 14_400 });
    await bench.missCall();
    expect(decisionOf(bench, await bench.missCall())).toMatchObject({ reason: 'cool-down' });
    await bench.clock.advance(4 * HOUR - 51_000);
    expect(decisionOf(bench, await bench.missCall())).toMatchObject({ reason: 'cool-down' });
    await bench.clock.advance(1_000);
    expect(decisionOf(bench, await bench.missCall())).toMatchObject({ verdict: 'send' });
  });

  test('given a reply since, then the next miss is texted again', async () => {
    const bench = openServiceBench();
    bench.setLine({ coolDownSeconds: 14_400 });
    await bench.missCall();
    await bench.clock.advance(1_000);
    replyFrom(bench.store, CUSTOMER, LINE, 'Are you there?', bench.clock.now());
    const decision = decisionOf(bench, await bench.missCall());
    expect(decision).toMatchObject({ verdict: 'send' });
    expect(decision.asked?.find(({ rule }) => rule === 'cool-down')?.detail).toBe(
      'texted 26 s ago, replied since',
    );
  });

  test('given a text that never went out, or a cool-down of 0, then the next miss is texted', async () => {
    const bench = openServiceBench();
    bench.setLine({ coolDownSeconds: 14_400 });
    const first = await bench.missCall();
    bench.store.transact('promised', (tx) =>
      tx.messages.change(decisionOf(bench, first).messageId ?? 0, { state: 'expired', notBefore: null }),
    );
    expect(decisionOf(bench, await bench.missCall())).toMatchObject({ verdict: 'send' });
    bench.setLine({ coolDownSeconds: 0 });
    expect(decisionOf(bench, await bench.missCall())).toMatchObject({ verdict: 'send' });
  });

  test('given another caller, or another line, then it does not count', async () => {
    const bench = openServiceBench();
    bench.setLine({ coolDownSeconds: 14_400 });
    await bench.missCall();
    expect(decisionOf(bench, await bench.missCall('+12125550124'))).toMatchObject({ verdict: 'send' });
    bench.store.transact('promised', (tx) =>
      tx.messages.change(1, {
        lineId: tx.lines.add({ number: '+12125550101', name: 'Other', createdAt: 1 }).id,
      }),
    );
    expect(decisionOf(bench, await bench.missCall())).toMatchObject({ verdict: 'send' });
  });
});

describe('a caller who gets through', () => {
  test('given a text that waits, when a later call is answered, then it is cancelled and the credit comes back', async () => {
    const bench = openServiceBench();
    bench.setLine({ textDelaySeconds: 120 });
    const missed = await bench.missCall();
    expect(bench.message(missed)).toMatchObject({
      state: 'queued',
      notBefore: bench.clock.now() + 120_000,
      expiresAt: bench.clock.now() + 1_020_000,
    });
    expect(bench.balance()).toBe(9);

    const again = call(bench, 'again', CUSTOMER);
    await again.answer();

    expect(bench.message(missed)).toMatchObject({
      state: 'cancelled',
      detail: `the caller got through in call ${again.id}`,
      notBefore: null,
    });
    expect(bench.balance()).toBe(10);
    expect(showCall(bench.store, missed)).toMatchObject({
      call: {
        decision: {
          why: `A text was to be sent, but was cancelled (the caller got through in call ${again.id}).`,
        },
      },
    });
  });

  test('given a text that a carrier may have, or one to somebody else, then it stays', async () => {
    const bench = openServiceBench();
    const [sending, other] = [await bench.missCall(), await bench.missCall('+12125550124')];
    bench.store.transact('promised', (tx) => tx.messages.change(1, { unknowns: 1 }));
    await call(bench, 'again', CUSTOMER).answer();
    expect(bench.message(sending).state).toBe('queued');
    expect(bench.message(other).state).toBe('queued');
    bench.store.transact('promised', (tx) => {
      tx.messages.change(1, { unknowns: 0 });
      tx.messages.changePart({ messageId: 1, index: 0 }, { state: 'accepted' });
    });
    await call(bench, 'and again', CUSTOMER).answer();
    expect(bench.message(sending).state).toBe('queued');
  });

  test('given an earlier call that is heard of late, then the text for the later miss stays', async () => {
    const bench = openServiceBench();
    const { store, clock } = bench;
    const before = clock.now() - HOUR;
    const missed = await bench.missCall();
    answerCall(store, { from: CUSTOMER, line: LINE, at: before });
    expect(bench.message(missed).state).toBe('queued');
    answerCall(store, { from: CUSTOMER, line: LINE, at: clock.now() });
    expect(bench.message(missed).state).toBe('cancelled');
  });

  test('given two calls of one caller at once, when the later is answered first, then the other is not texted', async () => {
    const bench = openServiceBench();
    const first = call(bench, 'first', CUSTOMER);
    await bench.clock.advance(1_000);
    const second = call(bench, 'second', CUSTOMER);
    await second.answer();
    await first.giveUp();
    const decision = decisionOf(bench, first.id);
    expect(decision).toMatchObject({ reason: 'resolved' });
    expect(decision.asked?.at(-1)?.detail).toBe(`got through in call ${second.id}`);
  });
});

describe('who is not texted', () => {
  const CASES: readonly (readonly [string, Suppression, (bench: ServiceBench) => Promise<number>, string])[] =
    [
      [
        'a Jamaican number, which is dialled as if it were in the States',
        'country-not-allowed',
        (bench) => bench.missCall('+18765550123'),
        'JM, allowed: US, PR, VI, GU, AS, MP',
      ],
      ['a toll-free number', 'not-textable', (bench) => bench.missCall('8005550123'), 'a toll-free number'],
      ['an extension', 'not-textable', (bench) => bench.missCall('600'), 'a short number'],
      [
        'a caller whose words somebody has to read first',
        'consent-under-review',
        (bench) => {
          replyFrom(bench.store, CUSTOMER, LINE, 'hello', bench.clock.now());
          bench.store.transact('promised', (tx) =>
            tx.consents.openReview({ number: CUSTOMER, messageId: 1, askedAt: bench.clock.now() }),
          );
          return bench.missCall();
        },
        '',
      ],
      [
        'a number that a carrier refused',
        'not-textable',
        async (bench) => {
          bench.store.transact('promised', (tx) =>
            tx.refusedNumbers.learn({
              number: CUSTOMER,
              why: 'ESME_RINVDSTADR',
              refusedAt: bench.clock.now(),
            }),
          );
          await bench.clock.advance(2 * HOUR - 25_000);
          return bench.missCall();
        },
        'refused by the carrier 2 h ago: ESME_RINVDSTADR',
      ],
      [
        'a caller at night, where the text would be too late in the morning',
        'quiet-hours',
        async (bench) => {
          set(bench, 'text-back-quiet-hours', 'federal');
          await bench.clock.advance(untilNewYork(bench.clock.now(), 23));
          return bench.missCall();
        },
        'quiet for another 9 h, which is too late',
      ],
    ];

  test.each(CASES)('given %s, then %s', async (_who, reason, miss, detail) => {
    const bench = openServiceBench();
    const decision = decisionOf(bench, await miss(bench));
    expect(decision).toMatchObject({ verdict: 'suppress', reason });
    expect(decision.asked?.at(-1)?.detail).toBe(detail);
    expect(bench.balance()).toBe(10);
  });

  test('given a phone of the business itself, then it is not texted', async () => {
    const bench = openServiceBench();
    set(bench, 'internal-numbers', `${CUSTOMER}, 600`);
    const [cell, extension] = [call(bench, 'cell', CUSTOMER), call(bench, 'ext', '600')];
    await cell.giveUp();
    await extension.giveUp();
    for (const { id } of [cell, extension])
      expect(decisionOf(bench, id)).toMatchObject({ reason: 'own-number' });
  });

  test('given a line that texts Canada too, then a Canadian is texted', async () => {
    const bench = openServiceBench();
    expect(decisionOf(bench, await bench.missCall('+14165550123'))).toMatchObject({
      reason: 'country-not-allowed',
    });
    bench.setLine({ countries: 'US,CA' });
    expect(decisionOf(bench, await bench.missCall('+14165550123'))).toMatchObject({ verdict: 'send' });
  });

  test('given quiet hours that end while the text is still of use, then it waits for the morning', async () => {
    const bench = openServiceBench();
    set(bench, 'text-back-quiet-hours', 'federal');
    bench.setLine({ textExpirySeconds: 43_200 });
    await bench.clock.advance(untilNewYork(bench.clock.now(), 23));
    const callId = await bench.missCall();
    expect(decisionOf(bench, callId)).toMatchObject({ verdict: 'send' });
    expect(bench.message(callId).notBefore).toBe(bench.clock.now() + untilNewYork(bench.clock.now(), 8));
  });
});

/** From `now` to the next time that a clock in New York shows this hour, in ms. */
function untilNewYork(now: number, hour: number): number {
  const wall = new Date(now).toLocaleString('en-US', {
    timeZone: 'America/New_York',
    hourCycle: 'h23',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const [h = 0, m = 0, s = 0] = wall.split(':').map(Number);
  const passed = ((h * 60 + m) * 60 + s) * 1000 + (now % 1000);
  return (hour * HOUR - passed + 24 * HOUR) % (24 * HOUR);
}

describe('what carriers say of a number', () => {
  const BAD = '+12125550124';

  async function refuse(bench: ServiceBench, why: string, from = BAD): Promise<void> {
    bench.gateway.answerNext({ kind: 'rejected', why });
    await bench.missCall(from);
    await bench.sendDue();
  }

  test('given texts that get through, when one is refused for its number, then it costs no credit again', async () => {
    const bench = openServiceBench();
    await bench.missCall();
    await bench.sendDue();
    await refuse(bench, 'ESME_RINVDSTADR: the carrier refuses the destination number');
    const balance = bench.balance();
    expect(decisionOf(bench, await bench.missCall(BAD))).toMatchObject({ reason: 'not-textable' });
    expect(bench.balance()).toBe(balance);
    // Numbers are ported: after 30 days it is tried again; and at once when it writes.
    replyFrom(bench.store, BAD, LINE, 'hi', bench.clock.now());
    expect(decisionOf(bench, await bench.missCall(BAD))).toMatchObject({ verdict: 'send' });
  });

  test('given 30 days, then a refusal is forgotten', async () => {
    const bench = openServiceBench();
    await bench.missCall();
    await bench.sendDue();
    await refuse(bench, 'ESME_RINVDSTADR');
    await bench.clock.advance(30 * 24 * HOUR);
    expect(decisionOf(bench, await bench.missCall(BAD))).toMatchObject({ verdict: 'send' });
  });

  test('given no text that gets through, then it is the link that is wrong, and nothing is held against numbers', async () => {
    const bench = openServiceBench();
    await refuse(bench, 'ESME_RINVDSTADR', CUSTOMER);
    await refuse(bench, 'ESME_RINVDSTADR');
    expect(decisionOf(bench, await bench.missCall(BAD))).toMatchObject({ verdict: 'send' });
  });

  test('given a refusal for another reason, then nothing is held against the number', async () => {
    const bench = openServiceBench();
    await bench.missCall();
    await bench.sendDue();
    await refuse(bench, 'ESME_RINVSRCADR: the carrier refuses the sender address');
    expect(decisionOf(bench, await bench.missCall(BAD))).toMatchObject({ verdict: 'send' });
  });
});
