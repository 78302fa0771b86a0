import { expect, onTestFinished, test, vi } from 'vitest';
import { createOutboxLoop } from '../../src/loops/outbox.ts';
import { arrives, goes, openDriverBench, rings, tell } from '../fakes/driver-bench.ts';
import { createRecordingLog } from '../fakes/recording-log.ts';
import { openServiceBench, type ServiceBench } from '../fakes/service-bench.ts';

const outcome = { type: 'outcome-known', lineId: 1, handling: 'controlled', outcome: 'abandoned' };

function startOutbox(bench: ServiceBench) {
  const loop = createOutboxLoop({ ...bench, log: createRecordingLog(), random: () => 0.5 });
  onTestFinished(() => loop.stop());
  loop.start();
}

test('given a caller who is missed twice, when it is kept, then each outcome is told, and the lead once', async () => {
  const bench = await openDriverBench();
  for (const caller of ['first', 'second']) {
    tell(bench, arrives(caller), rings(`${caller}-leg1`));
    await bench.clock.advance(5_000);
    tell(bench, goes(caller));
    await bench.clock.advance(0);
  }
  expect(bench.told).toEqual([outcome, { type: 'lead-created', source: 'missed-call' }, outcome]);
});

test('given an outcome that the database refuses, when it is tried, then nothing is told of it', async () => {
  const bench = await openDriverBench();
  tell(bench, arrives(), rings());
  await bench.clock.advance(5_000);
  bench.failTransactions(2);
  tell(bench, goes('caller'));
  await bench.clock.advance(0);
  expect(bench.told).toEqual([]);
});

test('given a test call, when it is missed, then nothing is told: figures are of customers', async () => {
  const bench = await openDriverBench();
  tell(bench, arrives('textback-test-ring-mute-1'), rings('textback-test-ring-mute-1-leg1'));
  await bench.clock.advance(30_000);
  expect(bench.outcome('textback-test-ring-mute-1')).toBe('no-answer');
  expect(bench.told).toEqual([]);
});

test('given a text after a miss and one that people wrote, when both are sent, then only the first tells how long it took', async () => {
  const bench = openServiceBench();
  await bench.missCall();
  bench.queueText('+12125550177');
  await bench.clock.advance(40);
  startOutbox(bench);
  const tried = { type: 'text-tried', gateway: 'carrier', result: 'accepted' };
  await vi.waitFor(() => expect(bench.told).toHaveLength(2));
  expect(bench.told).toContainEqual({ ...tried, afterMissMs: 40 });
  expect(bench.told).toContainEqual({ ...tried, afterMissMs: null });
});

test('given texts that waited too long, when the outbox starts, then it tells how many it let go', async () => {
  const bench = openServiceBench();
  bench.queueText('+12125550177');
  bench.queueText('+12125550178');
  await bench.clock.advance(16 * 60_000);
  startOutbox(bench);
  expect(bench.told).toEqual([{ type: 'texts-expired', count: 2 }]);
});
