import { describe, expect, test } from 'vitest';
import type { CallEvent } from '../../src/core/call.ts';
import { CAPS } from '../../src/core/caps.ts';
import { testChannelId } from '../../src/core/test-call.ts';
import { recordJournaledCall } from '../../src/services/record-journaled-call.ts';
import { advanceAndSettle, receiveAndSettle } from '../fakes/advance-and-settle.ts';
import { business, CUSTOMER, LINE, openServiceBench, type ServiceBench } from '../fakes/service-bench.ts';

const wiring = { dialTemplate: 'PJSIP/{number}@trunk', sounds: '/sounds' };
let token = 0;

/** A test call, from its arrival on. */
function place(bench: ServiceBench, kind: { rings: boolean; texts: boolean }, from = CUSTOMER) {
  const { store, clock } = bench;
  token += 1;
  const channelId = testChannelId(kind, String(token));
  const caller = { channelId, dialled: LINE, callerNumber: from, callerName: 'textback test' };
  const received = receiveAndSettle(store, caller, { business, ...wiring }, clock.now());
  if (received.kind !== 'started') throw new Error(`the call is ${received.kind}`);
  const happen = (event: CallEvent) =>
    advanceAndSettle(
      store,
      (reader) => reader.calls.byCaller(channelId),
      () => event,
      business,
      clock.now(),
    );
  const legId = `${channelId}-leg1`;
  return {
    received,
    async miss() {
      happen({ type: 'leg-ringing', channelId: legId });
      await clock.advance(10_000);
      happen({ type: 'leg-ended', channelId: legId, cause: 17, techCause: 486 });
    },
    async answer() {
      happen({ type: 'leg-ringing', channelId: legId });
      await clock.advance(5_000);
      happen({ type: 'leg-answered', channelId: legId });
      happen({ type: 'legs-bridged' });
    },
    row: () => store.read((reader) => reader.calls.byId(received.callId)),
    decision: () => store.read((reader) => reader.calls.decisionOf(received.callId)),
  };
}

const leadOf = ({ store }: ServiceBench) => store.read((reader) => reader.leads.byNumber(CUSTOMER));
const silent = { rings: true, texts: false };
const texting = { rings: true, texts: true };

describe('a test call', () => {
  test('given nobody asked for a text, when it is missed, then it is marked, and nothing else is kept of it', async () => {
    const bench = openServiceBench();
    const call = place(bench, silent);
    await call.miss();
    expect(call.row()).toMatchObject({ isTest: true, outcome: 'busy', leadId: null });
    expect(call.decision()).toMatchObject({ verdict: 'suppress', reason: 'test-call' });
    expect(leadOf(bench)).toBeUndefined();
    expect(bench.balance()).toBe(10);
  });

  test('given a known lead, when a silent test shows its number, then its timeline does not move', async () => {
    const bench = openServiceBench();
    await bench.missCall();
    const before = leadOf(bench)?.lastActivityAt;
    await bench.clock.advance(60_000);
    const call = place(bench, silent);
    await call.miss();
    expect(call.row()?.leadId).toBeNull();
    expect(leadOf(bench)?.lastActivityAt).toBe(before);
  });

  test('given no phone is to ring, when it comes, then it is missed at once', () => {
    const bench = openServiceBench();
    const { received, row } = place(bench, { rings: false, texts: false });
    expect(received.transition.commands.some(({ type }) => type === 'originate')).toBe(false);
    expect(row()).toMatchObject({ outcome: 'unreachable', isTest: true });
  });

  test('given a text is wanted, when it is missed again and again, then each is texted, and no cap or cool-down knows', async () => {
    const bench = openServiceBench();
    bench.setLine({ coolDownSeconds: 14_400 });
    bench.store.transact('promised', (tx) => {
      for (const cap of CAPS) tx.settings.set(`cap-${cap}`, '1', bench.clock.now());
    });
    for (const _ of [1, 2, 3]) {
      const call = place(bench, texting);
      await call.miss();
      expect(call.decision()).toMatchObject({ verdict: 'send' });
    }
    expect(leadOf(bench)).toBeDefined();
    // The next real miss is the first.
    const callId = await bench.missCall();
    expect(bench.store.read((reader) => reader.calls.decisionOf(callId))).toMatchObject({ verdict: 'send' });
    expect(bench.balance()).toBe(6);
  });

  test('given a text is wanted by one who opted out, when it is missed, then there is none', async () => {
    const bench = openServiceBench();
    bench.optOut(CUSTOMER);
    const call = place(bench, texting);
    await call.miss();
    expect(call.decision()).toMatchObject({ reason: 'opted-out' });
  });

  test('given a customer’s text that waits, when a test from that number is answered, then it still waits', async () => {
    const bench = openServiceBench();
    bench.setLine({ textDelaySeconds: 600 });
    const callId = await bench.missCall();
    await place(bench, silent).answer();
    expect(bench.message(callId).state).toBe('queued');
  });

  test('given test texts that nobody replies to, when the reply rate is reckoned, then they are not in it', async () => {
    const bench = openServiceBench();
    await place(bench, texting).miss();
    await bench.sendDue();
    const answered = () => bench.store.read((reader) => reader.textBacks.answered(10, bench.clock.now()));
    expect(answered()).toEqual([]);
    await bench.missCall();
    await bench.sendDue();
    expect(answered()).toHaveLength(1);
  });

  test('given the daemon went away in the middle, when the journal tells of the call, then it is a test all the same', () => {
    const bench = openServiceBench();
    const now = bench.clock.now();
    const entry = {
      channelId: testChannelId(silent, 'j'),
      arrivedAt: now - 10_000,
      finishedAt: now,
      ringingAt: null,
      bridgedAt: null,
      dialled: LINE,
      callerNumber: CUSTOMER,
      outcome: 'no-answer',
      leg: null,
      voicemail: null,
    } as const;
    const journaled = recordJournaledCall(bench.store, entry, { business, ...wiring }, now);
    expect(journaled).toMatchObject({ recorded: { suppressed: 'test-call', leadId: null } });
    expect(bench.store.read((reader) => reader.calls.byCaller(entry.channelId))).toMatchObject({
      isTest: true,
    });
  });
});
