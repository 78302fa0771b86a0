import fc from 'fast-check';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { startSmppServer } from '../../src/demo/smpp-server.ts';
import type { Gateway, SubmitResult } from '../../src/gateways/gateway.ts';
import { createSmppGateway } from '../../src/gateways/smpp-gateway.ts';
import { createOutboxLoop } from '../../src/loops/outbox.ts';
import { listGateways, publishGateways, recordGatewayLink } from '../../src/services/gateway-health.ts';
import { systemClock } from '../../src/system-clock.ts';
import { createRecordingLog } from '../fakes/recording-log.ts';
import { openServiceBench } from '../fakes/service-bench.ts';

const LONG = 'Sorry we missed you. '.repeat(10);
const throttled: SubmitResult = { kind: 'retryable', why: 'throttled' };
const lost: SubmitResult = { kind: 'unknown', why: 'the link died' };
const rejected: SubmitResult = { kind: 'rejected', why: 'invalid destination' };

function openFailoverBench() {
  const bench = openServiceBench();
  bench.backup.state = 'up';
  const loop = createOutboxLoop({ ...bench, log: createRecordingLog(), random: () => 0.5 });
  onTestFinished(() => loop.stop());
  const message = (id: number) => {
    const row = bench.store.read((reader) => reader.messages.byId(id));
    if (row === undefined) throw new Error('there is no such message');
    return row;
  };
  const throttleFor = (times: number) => bench.gateway.answerNext(...Array(times).fill(throttled));
  /** How many submits the carrier and the backup have seen. */
  const seen = () => [bench.gateway.submitted.length, bench.backup.submitted.length];
  return { ...bench, loop, message, throttleFor, seen };
}

describe('a text and two gateways', () => {
  test('given both are up, then it goes to the first', async () => {
    const bench = openFailoverBench();
    const id = bench.queueText();
    bench.loop.start();
    await bench.clock.advance(0);
    expect(bench.seen()).toEqual([1, 0]);
    expect(bench.message(id)).toMatchObject({ state: 'sent', gateway: 'carrier' });
  });

  test('given the first is down, then it goes to the second at once', async () => {
    const bench = openFailoverBench();
    bench.gateway.state = 'down';
    const id = bench.queueText();
    bench.loop.start();
    await bench.clock.advance(0);
    expect(bench.message(id)).toMatchObject({ state: 'sent', gateway: 'backup' });
  });

  test('given the first throttles, then it is tried there for ten seconds, and then goes to the second', async () => {
    const bench = openFailoverBench();
    bench.throttleFor(100);
    const id = bench.queueText();
    bench.loop.start();
    await bench.clock.advance(9_999);
    expect(bench.seen()[0]).toBeGreaterThan(2);
    expect(bench.seen()[1]).toBe(0);
    await bench.clock.advance(1);
    expect(bench.message(id)).toMatchObject({ state: 'sent', gateway: 'backup', unknowns: 0 });
    expect(bench.balance()).toBe(9);
  });

  test('given the first tells it to come back in a minute, then it does not wait that long', async () => {
    const bench = openFailoverBench();
    bench.gateway.answerNext({ ...throttled, afterMs: 60_000 });
    bench.queueText();
    bench.loop.start();
    await bench.clock.advance(10_000);
    expect(bench.seen()).toEqual([1, 1]);
  });

  test('given the first’s link dies before it is written, then it goes to the second at once', async () => {
    const bench = openFailoverBench();
    bench.gateway.writes = false;
    bench.gateway.answerNext(() => {
      bench.gateway.state = 'down';
      return { kind: 'retryable', why: 'the link was cut' };
    });
    const id = bench.queueText();
    bench.loop.start();
    await bench.clock.advance(1);
    expect(bench.message(id)).toMatchObject({ state: 'sent', gateway: 'backup' });
  });

  test('given both throttle, then it goes round until one takes it', async () => {
    const bench = openFailoverBench();
    bench.throttleFor(6);
    bench.backup.answerNext(...Array(4).fill(throttled));
    const id = bench.queueText();
    bench.loop.start();
    await bench.clock.advance(300_000);
    expect(bench.seen()[1]).toBeGreaterThan(0);
    expect(bench.message(id).state).toBe('sent');
  });

  test('given the first refuses it, then it has failed, and the second never sees it', async () => {
    const bench = openFailoverBench();
    bench.gateway.answerNext(rejected);
    const id = bench.queueText();
    bench.loop.start();
    await bench.clock.advance(60_000);
    expect(bench.seen()).toEqual([1, 0]);
    expect(bench.message(id).state).toBe('failed');
  });

  test('given the first connects for the first time, then it is waited for, and for ten seconds at most', async () => {
    const bench = openFailoverBench();
    bench.gateway.state = 'connecting';
    bench.queueText();
    bench.loop.start();
    await bench.clock.advance(9_000);
    expect(bench.seen()).toEqual([0, 0]);
    await bench.clock.advance(2_000);
    expect(bench.seen()).toEqual([0, 1]);
  });

  test('given a line that prefers the second, then its texts go there', async () => {
    const bench = openFailoverBench();
    bench.setLine({ gateways: ['backup', 'carrier'] });
    bench.queueText();
    bench.loop.start();
    await bench.clock.advance(0);
    expect(bench.seen()).toEqual([0, 1]);
  });

  test('given a line that allows only one, which is down, then its texts wait for it', async () => {
    const bench = openFailoverBench();
    bench.setLine({ gateways: ['backup'] });
    bench.backup.state = 'down';
    bench.queueText();
    bench.loop.start();
    await bench.clock.advance(60_000);
    expect(bench.seen()).toEqual([0, 0]);
    bench.backup.state = 'up';
    bench.loop.wake();
    await bench.clock.advance(0);
    expect(bench.seen()).toEqual([0, 1]);
  });

  test('given a line that names gateways which are configured no more, then all are used', async () => {
    const bench = openFailoverBench();
    bench.setLine({ gateways: ['gone'] });
    bench.queueText();
    bench.loop.start();
    await bench.clock.advance(0);
    expect(bench.seen()).toEqual([1, 0]);
  });
});

describe('a text that may be with a carrier', () => {
  test('given its answer was lost and the link is down, then it waits for that gateway, and never jumps', async () => {
    const bench = openFailoverBench();
    bench.gateway.answerNext(() => {
      bench.gateway.state = 'down';
      return lost;
    });
    const id = bench.queueText();
    bench.loop.start();
    await bench.clock.advance(600_000);
    expect(bench.seen()).toEqual([1, 0]);
    expect(bench.message(id)).toMatchObject({ state: 'unknown', boundTo: 'carrier' });

    bench.gateway.state = 'up';
    bench.loop.wake();
    await bench.clock.advance(0);
    expect(bench.seen()).toEqual([2, 0]);
    expect(bench.message(id).state).toBe('sent');
  });

  test('given a part of it was taken, then the rest waits for that gateway, and never jumps', async () => {
    const bench = openFailoverBench();
    bench.gateway.answerNext({ kind: 'accepted', id: 'a' }, () => {
      bench.gateway.state = 'down';
      return throttled;
    });
    const id = bench.queueText(undefined, LONG);
    bench.loop.start();
    await bench.clock.advance(1_000_000);
    expect(bench.seen()).toEqual([2, 0]);
    expect(bench.message(id)).toMatchObject({ state: 'expired', boundTo: 'carrier' });
  });

  test('given the daemon died while it was being sent, then the next start sends it to the same gateway', async () => {
    const bench = openFailoverBench();
    bench.backup.state = 'down';
    const id = bench.queueText();
    bench.beginDue();
    bench.gateway.state = 'down';
    bench.backup.state = 'up';
    bench.loop.start();
    await bench.clock.advance(60_000);
    expect(bench.seen()).toEqual([0, 0]);
    expect(bench.message(id)).toMatchObject({ state: 'unknown', boundTo: 'carrier' });
  });

  test('given a hundred of them wait for a dead link, then a new one goes out over the other at once', async () => {
    const bench = openFailoverBench();
    bench.topUp(200);
    bench.gateway.answerNext(...Array(100).fill(lost));
    for (let n = 0; n < 100; n += 1) bench.queueText(`+1212555${1000 + n}`);
    bench.loop.start();
    await bench.clock.advance(100);
    bench.gateway.state = 'down';
    await bench.clock.advance(30_000);
    bench.queueText('+12125550177');
    bench.loop.wake();
    await bench.clock.advance(0);
    expect(bench.seen()).toEqual([100, 1]);
  });

  test('given any answers and any links, then no two gateways ever have the same text', async () => {
    const answer = fc.constantFrom<SubmitResult>(
      throttled,
      lost,
      rejected,
      { kind: 'accepted', id: 'x' },
      { ...throttled, afterMs: 30_000 },
    );
    const step = fc.record({
      a: answer,
      b: answer,
      aUp: fc.boolean(),
      bUp: fc.boolean(),
      ms: fc.integer({ min: 0, max: 15_000 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
        const bench = openServiceBench();
        const loop = createOutboxLoop({ ...bench, log: createRecordingLog(), random: () => 0.5 });
        const mayHave: string[] = [];
        let now = steps[0];
        for (const [gateway, key] of [
          [bench.gateway, 'a'],
          [bench.backup, 'b'],
        ] as const) {
          const answerNow = (): SubmitResult => {
            gateway.answerNext(answerNow);
            const result = now?.[key] ?? throttled;
            if (result.kind === 'accepted' || result.kind === 'unknown') mayHave.push(gateway.name);
            return result;
          };
          gateway.answerNext(answerNow);
        }
        bench.queueText();
        loop.start();
        for (const each of steps) {
          now = each;
          bench.gateway.state = each.aUp ? 'up' : 'down';
          bench.backup.state = each.bUp ? 'up' : 'down';
          loop.wake();
          await bench.clock.advance(each.ms);
        }
        await loop.stop();
        expect(new Set(mayHave).size).toBeLessThanOrEqual(1);
        expect(mayHave.length).toBeLessThanOrEqual(2);
      }),
      { numRuns: 40 },
    );
  });
});

describe('two carriers on the wire', () => {
  test('given the first cuts the link without an answer, then only what was not written goes to the second', async () => {
    const bench = openServiceBench();
    bench.topUp(100);
    await using first = await startSmppServer();
    await using second = await startSmppServer();
    const log = createRecordingLog();
    const gateways = [first, second].map(
      ({ port }, index): Gateway =>
        createSmppGateway(
          {
            name: `carrier-${index + 1}`,
            host: '127.0.0.1',
            port,
            systemId: 'acme',
            password: 'secret',
            window: 2,
          },
          { clock: systemClock, log },
        ),
    );
    const routes = gateways.map((gateway) => ({ gateway, failoverAfterMs: 10_000 }));
    const loop = createOutboxLoop({ ...bench, routes, clock: systemClock, log, random: () => 0.5 });
    for (const gateway of gateways) {
      gateway.start({ onInbound: () => {}, onReceipt: () => {}, onLink: () => loop.wake() });
      onTestFinished(() => gateway.stop(0));
    }
    onTestFinished(() => loop.stop());
    await vi.waitFor(() => expect([first.bound, second.bound]).toEqual([1, 1]));

    // Silent, the first keeps two in its window; the others wait for their place there.
    first.behave({ silent: true });
    const now = Date.now();
    for (let n = 0; n < 6; n += 1) bench.queueText(`+1212555${1000 + n}`, `text ${n}`, now);
    loop.start();
    await vi.waitFor(() => expect(first.submits()).toHaveLength(2));
    first.behave({ bindStatus: 0x0d, silent: false });
    first.drop();
    await vi.waitFor(() => expect(second.submits()).toHaveLength(4));
    expect(first.submits().map(({ text }) => text)).toEqual(['text 0', 'text 1']);
    expect(
      second
        .submits()
        .map(({ text }) => text)
        .sort(),
    ).toEqual(['text 2', 'text 3', 'text 4', 'text 5']);

    // Those two are sent once more, by the first, with the same references.
    first.behave({ bindStatus: 0 });
    await vi.waitFor(() => expect(first.submits()).toHaveLength(4), { timeout: 15_000 });
    const references = first.submits().map(({ userMessageReference }) => userMessageReference);
    expect(references.slice(2).sort()).toEqual(references.slice(0, 2).sort());
    expect(second.submits()).toHaveLength(4);
  });
});

describe('what the daemon tells of its gateways', () => {
  test('given links that change and texts that fail, then state, since, last error and queue are kept', async () => {
    const bench = openFailoverBench();
    const { store, clock } = bench;
    publishGateways(store, [bench.gateway, bench.backup], clock.now());
    const startedAt = clock.now();
    await clock.advance(1_000);
    recordGatewayLink(store, 'carrier', 'up', 'bound', clock.now());
    recordGatewayLink(store, 'backup', 'down', 'connection refused', clock.now());
    const changedAt = clock.now();
    await clock.advance(1_000);
    recordGatewayLink(store, 'backup', 'down', 'wrong password', clock.now());
    bench.gateway.answerNext({ ...throttled, afterMs: 5_000 });
    bench.backup.state = 'down';
    bench.queueText();
    bench.queueText('+12125550177', 'tomorrow', clock.now() + 86_400_000);
    await bench.sendDue();

    expect(listGateways(store)).toEqual({
      gateways: [
        expect.objectContaining({
          name: 'carrier',
          state: 'up',
          since: changedAt,
          lastError: 'throttled',
          queued: 1,
        }),
        expect.objectContaining({
          name: 'backup',
          state: 'down',
          since: changedAt,
          why: 'wrong password',
          lastError: 'wrong password',
          lastErrorAt: clock.now(),
          queued: 0,
        }),
      ],
      untried: 1,
    });
    expect(changedAt).toBeGreaterThan(startedAt);

    // The next start forgets what is configured no more, and not what went wrong last.
    publishGateways(store, [bench.backup], clock.now());
    expect(listGateways(store).gateways).toEqual([
      expect.objectContaining({ name: 'backup', state: 'connecting', lastError: 'wrong password' }),
    ]);
  });
});
