import { describe, expect, onTestFinished, test } from 'vitest';
import type { SubmitResult } from '../../src/gateways/gateway.ts';
import { createOutboxLoop } from '../../src/loops/outbox.ts';
import { createRecordingLog } from '../fakes/recording-log.ts';
import { CUSTOMER, openServiceBench } from '../fakes/service-bench.ts';

const OTHER = '+12125550177';
const throttled = (afterMs: number): SubmitResult => ({ kind: 'retryable', why: 'throttled', afterMs });

function openOrderBench() {
  const bench = openServiceBench();
  bench.topUp(1_000);
  const loop = createOutboxLoop({
    ...bench,
    routes: bench.routes.slice(0, 1),
    log: createRecordingLog(),
    random: () => 0.5,
  });
  onTestFinished(() => loop.stop());
  /** Who was sent what, in order. */
  const sent = () => bench.gateway.submitted.map(({ text }) => text);
  return { ...bench, loop, sent };
}

describe('two texts to one customer', () => {
  test('given the first is under way, then the second waits for its answer, and others do not', async () => {
    const bench = openOrderBench();
    const { promise, resolve } = Promise.withResolvers<SubmitResult>();
    bench.gateway.answerNext(promise);
    for (const text of ['first', 'second', 'third']) bench.queueText(CUSTOMER, text);
    bench.queueText(OTHER, 'other');
    bench.loop.start();
    await bench.clock.advance(60_000);
    expect(bench.sent()).toEqual(['first', 'other']);

    resolve({ kind: 'accepted', id: 'a' });
    await bench.clock.advance(0);
    expect(bench.sent()).toEqual(['first', 'other', 'second', 'third']);
  });

  test('given the first is to be tried again, then the second waits for that', async () => {
    const bench = openOrderBench();
    bench.gateway.answerNext(throttled(5_000), throttled(5_000));
    for (const text of ['first', 'second']) bench.queueText(CUSTOMER, text);
    bench.loop.start();
    await bench.clock.advance(9_999);
    expect(bench.sent()).toEqual(['first', 'first']);
    await bench.clock.advance(2_000);
    expect(bench.sent()).toEqual(['first', 'first', 'first', 'second']);
  });

  test('given the first’s answer was lost, then the second waits for the second attempt', async () => {
    const bench = openOrderBench();
    bench.gateway.answerNext({ kind: 'unknown', why: 'the link died' });
    for (const text of ['first', 'second']) bench.queueText(CUSTOMER, text);
    bench.loop.start();
    await bench.clock.advance(3_000);
    expect(bench.sent()).toEqual(['first', 'first', 'second']);
  });

  test('given the first is never taken, then the second goes 30 s after its first try, and others at once', async () => {
    const bench = openOrderBench();
    bench.gateway.answerNext(throttled(600_000));
    for (const text of ['poison', 'second', 'third']) bench.queueText(CUSTOMER, text);
    bench.loop.start();
    await bench.clock.advance(20_000);
    bench.queueText(OTHER, 'other');
    bench.loop.wake();
    await bench.clock.advance(9_000);
    expect(bench.sent()).toEqual(['poison', 'other']);
    await bench.clock.advance(2_500);
    expect(bench.sent()).toEqual(['poison', 'other', 'second', 'third']);
  });

  test('given a text that is to go tomorrow, then one for now does not wait for it', async () => {
    const bench = openOrderBench();
    bench.queueText(CUSTOMER, 'tomorrow', bench.clock.now() + 86_400_000);
    bench.queueText(CUSTOMER, 'now');
    bench.loop.start();
    await bench.clock.advance(0);
    expect(bench.sent()).toEqual(['now']);
  });

  test('given the gateway was down for long, when it is back, then they still go one after the other', async () => {
    const bench = openOrderBench();
    bench.gateway.state = 'down';
    for (const text of ['first', 'second']) bench.queueText(CUSTOMER, text);
    bench.loop.start();
    await bench.clock.advance(300_000);
    bench.gateway.answerNext(throttled(500));
    bench.gateway.state = 'up';
    bench.loop.wake();
    await bench.clock.advance(2_000);
    expect(bench.sent()).toEqual(['first', 'first', 'second']);
  });
});

describe('many that cannot go', () => {
  test('given a hundred texts held up to one customer, then one to another goes at once', async () => {
    const bench = openOrderBench();
    bench.gateway.answerNext(throttled(20_000));
    for (let n = 0; n < 100; n += 1) bench.queueText(CUSTOMER, `text ${n}`);
    bench.queueText(OTHER, 'other');
    bench.loop.start();
    await bench.clock.advance(0);
    expect(bench.sent()).toEqual(['text 0', 'other']);
  });

  test('given a hundred texts that are never taken, then others go as they come', async () => {
    const bench = openOrderBench();
    for (let n = 0; n < 100; n += 1) {
      bench.gateway.answerNext(throttled(100_000));
      bench.queueText(`+1212555${1000 + n}`, 'poison');
    }
    bench.loop.start();
    await bench.clock.advance(0);
    bench.queueText(OTHER, 'other');
    bench.loop.wake();
    await bench.clock.advance(0);
    expect(bench.sent().filter((text) => text === 'other')).toHaveLength(1);
  });
});

test('given 300 texts in parts to one customer, then no two of 256 in a row share a reference', () => {
  const bench = openOrderBench();
  const references = Array.from({ length: 300 }, () => {
    bench.queueText(OTHER);
    const id = bench.queueText(CUSTOMER);
    return bench.store.read((reader) => reader.messages.byId(id)?.partReference);
  });
  expect(references.slice(0, 257)).toEqual([...Array(256).keys(), 0]);
});
