import { describe, expect, test } from 'vitest';
import { CAPS } from '../../src/core/caps.ts';
import { listCaps, listHeld } from '../../src/services/list-held.ts';
import { releaseHeld } from '../../src/services/release-held.ts';
import { showCall } from '../../src/services/show-call.ts';
import { watchPumping } from '../../src/services/watch-pumping.ts';
import { replyFrom } from '../fakes/inbound-reply.ts';
import { answerCall } from '../fakes/missed-call.ts';
import { CUSTOMER, LINE, openServiceBench, type ServiceBench } from '../fakes/service-bench.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Sets the caps; those not named are off. */
function setCaps({ store, clock }: ServiceBench, caps: { readonly [cap in (typeof CAPS)[number]]?: number }) {
  store.transact('promised', (tx) => {
    for (const cap of CAPS) tx.settings.set(`cap-${cap}`, String(caps[cap] ?? 'off'), clock.now());
  });
}

function reasonsOf({ store }: ServiceBench, callIds: readonly number[]) {
  return callIds.map((id) => store.read((reader) => reader.calls.decisionOf(id)?.reason ?? null));
}

function alertsOf({ store }: ServiceBench) {
  return store.read((reader) => reader.alerts.openOf('cap-reached', 100));
}

const forged = (at: number) => `+1646555${String(at).padStart(4, '0')}`;
const everybody = (bench: ServiceBench) => listHeld(bench.store, 1_000, undefined, bench.clock.now());
const release = (bench: ServiceBench, action: 'send' | 'drop', calls: readonly number[] | null = null) =>
  releaseHeld(bench.store, { calls, action, dryRun: false }, 'cli:maria', bench.clock.now());

describe('the caps', () => {
  test('given 200 forged callers of one prefix in a burst, then exactly the cap is texted, the rest is held, and one alert raised', async () => {
    const bench = openServiceBench();
    bench.topUp(490);
    setCaps(bench, { 'per-prefix': 40 });
    const ids: number[] = [];
    // All at once: no call waits for another.
    for (let at = 0; at < 200; at += 1) ids.push(await bench.missCall(forged(at), 0));

    const reasons = reasonsOf(bench, ids);
    expect(reasons.slice(0, 40).every((reason) => reason === null)).toBe(true);
    expect(reasons.slice(40).every((reason) => reason === 'cap-reached')).toBe(true);
    expect(bench.balance()).toBe(500 - 40);
    expect(everybody(bench)).toHaveLength(160);
    expect(alertsOf(bench)).toMatchObject([{ subject: 'per-prefix +1646555' }]);
    expect(alertsOf(bench)[0]?.detail).not.toContain('646');
    // A neighbour of another exchange is texted all the same.
    expect(reasonsOf(bench, [await bench.missCall(CUSTOMER, 0)])).toEqual([null]);
  });

  test.each([
    ['per-minute', { 'per-minute': 3 }, MINUTE],
    ['per-day', { 'per-day': 3 }, 24 * HOUR],
    ['per-prefix', { 'per-prefix': 3 }, 24 * HOUR],
  ] as const)(
    'given %s used up, then texts go again once the first of them is past',
    async (cap, caps, windowMs) => {
      const bench = openServiceBench();
      setCaps(bench, caps);
      const first = bench.clock.now();
      const sent = [
        await bench.missCall(forged(1), 0),
        await bench.missCall(forged(2), 0),
        await bench.missCall(forged(3), 0),
      ];
      expect(reasonsOf(bench, sent)).toEqual([null, null, null]);
      await bench.clock.advance(first + windowMs - 1 - bench.clock.now());
      const held = await bench.missCall(forged(4), 0);
      expect(reasonsOf(bench, [held])).toEqual(['cap-reached']);
      expect(everybody(bench)).toMatchObject([{ callId: held, cap }]);
      await bench.clock.advance(1);
      expect(reasonsOf(bench, [await bench.missCall(forged(5), 0)])).toEqual([null]);
    },
  );

  test('given one number, then it is texted as often as its cap says', async () => {
    const bench = openServiceBench();
    setCaps(bench, { 'per-number': 2 });
    const ids = [await bench.missCall(), await bench.missCall(), await bench.missCall()];
    expect(reasonsOf(bench, ids)).toEqual([null, null, 'cap-reached']);
    expect(alertsOf(bench)).toMatchObject([{ subject: `per-number ${CUSTOMER}` }]);
  });

  test('given nothing set, then the defaults hold; what was suppressed takes no room', async () => {
    const bench = openServiceBench();
    bench.topUp(90);
    bench.optOut(forged(0));
    bench.store.transact('promised', (tx) => {
      for (const cap of CAPS) tx.settings.clear(`cap-${cap}`);
    });
    expect(listCaps(bench.store, bench.clock.now())).toEqual([
      { cap: 'per-number', limit: 3, used: null },
      { cap: 'per-prefix', limit: 40, used: null },
      { cap: 'per-minute', limit: 20, used: 0 },
      { cap: 'per-day', limit: 200, used: 0 },
    ]);
    await bench.missCall(forged(0), 0);
    const ids: number[] = [];
    for (let at = 1; at <= 21; at += 1) ids.push(await bench.missCall(forged(at), 0));
    expect(reasonsOf(bench, ids).filter((reason) => reason === 'cap-reached')).toHaveLength(1);
    expect(listCaps(bench.store, bench.clock.now()).slice(2)).toMatchObject([{ used: 20 }, { used: 20 }]);
  });
});

describe('the alert', () => {
  test('given a cap that stays tight, then it is raised once; once less than half is used, the next trip is news', async () => {
    const bench = openServiceBench();
    setCaps(bench, { 'per-minute': 2 });
    const trip = async (from: number) => {
      for (let at = from; at < from + 3; at += 1) await bench.missCall(forged(at), 0);
    };
    await trip(0);
    const [first] = alertsOf(bench);
    watchPumping(bench.store, bench.clock.now());
    await trip(10);
    expect(alertsOf(bench)).toEqual([first]);
    await bench.clock.advance(MINUTE);
    watchPumping(bench.store, bench.clock.now());
    expect(alertsOf(bench)).toEqual([]);
    await trip(20);
    expect(alertsOf(bench)).toHaveLength(1);
    expect(alertsOf(bench)[0]?.id).not.toBe(first?.id);
  });

  test('given the cap is switched off, then its alert is over', async () => {
    const bench = openServiceBench();
    setCaps(bench, { 'per-day': 0 });
    await bench.missCall();
    expect(alertsOf(bench)).toHaveLength(1);
    setCaps(bench, {});
    watchPumping(bench.store, bench.clock.now());
    expect(alertsOf(bench)).toEqual([]);
  });

  test('given customers who reply, when forty in a row do not, then the owner is alerted until they do again', async () => {
    const bench = openServiceBench();
    bench.topUp(500);
    setCaps(bench, {});
    const missAndSend = async (at: number, replies: boolean) => {
      await bench.missCall(`+1646${555 + Math.floor(at / 90)}01${String(at % 90).padStart(2, '0')}`, 0);
      await bench.sendDue();
      await bench.clock.advance(1);
      if (replies) replyFrom(bench.store, lastCaller(bench), LINE, 'Call me', bench.clock.now());
    };
    const isRaised = () => bench.store.read((reader) => reader.alerts.open('reply-rate', '') !== undefined);
    for (let at = 0; at < 120; at += 1) await missAndSend(at, at % 10 === 0);
    for (let at = 120; at < 160; at += 1) await missAndSend(at, false);
    watchPumping(bench.store, bench.clock.now());
    // They still have time to reply.
    expect(isRaised()).toBe(false);
    await bench.clock.advance(2 * HOUR);
    watchPumping(bench.store, bench.clock.now());
    expect(isRaised()).toBe(true);
    replyFrom(bench.store, lastCaller(bench), LINE, 'Still there?', bench.clock.now());
    watchPumping(bench.store, bench.clock.now());
    expect(isRaised()).toBe(false);
  });
});

function lastCaller({ store }: ServiceBench): string {
  return store.read((reader) => reader.calls.newest(1)[0]?.fromNumber ?? '');
}

describe('what is held', () => {
  /** Two texts that a cap holds; their calls. */
  async function holdTwo(bench: ServiceBench): Promise<readonly [number, number]> {
    setCaps(bench, { 'per-day': 0 });
    return [await bench.missCall(forged(1)), await bench.missCall(forged(2))];
  }

  test('given held texts, when they are sent, then each goes out once, and the call says who let it', async () => {
    const bench = openServiceBench();
    const [first, second] = await holdTwo(bench);
    expect(bench.balance()).toBe(10);
    expect(showCall(bench.store, first)).toMatchObject({
      call: { decision: { reason: 'cap-reached', why: expect.stringContaining('Not texted yet') } },
    });
    expect(release(bench, 'send', [second])).toMatchObject({
      texts: [{ callId: second, to: forged(2), result: 'sent' }],
    });
    expect(release(bench, 'send')).toMatchObject({ texts: [{ callId: first, result: 'sent' }] });
    expect(release(bench, 'send')).toMatchObject({ texts: [] });
    expect(bench.balance()).toBe(8);
    await bench.sendDue();
    expect(bench.gateway.submitted.map(({ to }) => to).toSorted()).toEqual([forged(1), forged(2)]);
    const decision = bench.store.read((reader) => reader.calls.decisionOf(first));
    expect(decision).toMatchObject({ verdict: 'send', reason: null });
    expect(decision?.asked?.at(-1)?.detail).toBe('per-day 0 of 0; released by cli:maria');
    expect(bench.store.read((reader) => reader.audit.of('caps', 10))).toMatchObject([
      { actor: 'cli:maria', action: 'send held texts', after: [first] },
      { after: [second] },
    ]);
  });

  test('given held texts, when they are dropped, then they are never sent, and the call says so', async () => {
    const bench = openServiceBench();
    const [first] = await holdTwo(bench);
    expect(release(bench, 'drop')).toMatchObject({ texts: [{ result: 'dropped' }, { result: 'dropped' }] });
    expect(everybody(bench)).toEqual([]);
    expect(showCall(bench.store, first)).toMatchObject({
      call: { decision: { verdict: 'suppress', why: expect.stringContaining('dropped by cli:maria') } },
    });
    expect(release(bench, 'send', [first])).toMatchObject({ kind: 'not-found' });
  });

  test('given a dry run, then nothing is released', async () => {
    const bench = openServiceBench();
    await holdTwo(bench);
    const request = { calls: null, action: 'send', dryRun: true } as const;
    expect(releaseHeld(bench.store, request, 'cli:maria', bench.clock.now())).toMatchObject({
      texts: [{ result: 'sent' }, { result: 'sent' }],
    });
    expect(everybody(bench)).toHaveLength(2);
    expect(bench.balance()).toBe(10);
  });

  test('given a held text whose time is over, then it is not sent any more', async () => {
    const bench = openServiceBench();
    const [first, second] = await holdTwo(bench);
    await bench.clock.advance(15 * MINUTE - 25_000);
    expect(everybody(bench)).toMatchObject([{ callId: second }]);
    expect(release(bench, 'send', [first])).toMatchObject({ texts: [{ result: 'expired' }] });
    await bench.clock.advance(25_000);
    watchPumping(bench.store, bench.clock.now());
    expect(bench.store.read((reader) => reader.caps.heldOf(second))).toBeUndefined();
    expect(showCall(bench.store, second)).toMatchObject({
      call: { decision: { why: expect.stringContaining('not released in time') } },
    });
  });

  test('given somebody who opted out meanwhile, or no credit, then the text is not sent, or still held', async () => {
    const bench = openServiceBench();
    const [first, second] = await holdTwo(bench);
    bench.optOut(forged(1));
    for (let spent = 0; spent < 10; spent += 1) spend(bench, spent);
    expect(release(bench, 'send')).toMatchObject({
      texts: [
        { callId: first, result: 'refused', why: 'opted-out' },
        { callId: second, result: 'kept', why: 'no-credit' },
      ],
    });
    expect(everybody(bench)).toMatchObject([{ callId: second }]);
  });

  test('given a caller who gets through meanwhile, then the text is let go of', async () => {
    const bench = openServiceBench();
    const [first, second] = await holdTwo(bench);
    answerCall(bench.store, { from: forged(1), line: LINE, at: bench.clock.now() });
    expect(everybody(bench)).toMatchObject([{ callId: second }]);
    expect(showCall(bench.store, first)).toMatchObject({
      call: { decision: { why: expect.stringContaining('got through in call') } },
    });
  });
});

function spend({ store, clock }: ServiceBench, key: number): void {
  const entry = {
    kind: 'reserve',
    delta: -1,
    messageId: null,
    note: '',
    actor: 'test',
    at: clock.now(),
  } as const;
  store.transact('promised', (tx) => tx.credits.add({ ...entry, key: `spent:${key}` }));
}
