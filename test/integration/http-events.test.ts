import { expect, onTestFinished, test, vi } from 'vitest';
import { openEvents } from '../fakes/event-source.ts';
import { replyFrom } from '../fakes/inbound-reply.ts';
import { CUSTOMER, LINE } from '../fakes/service-bench.ts';
import { openWebBench, type WebBench } from '../fakes/web-bench.ts';

async function listening(bench: WebBench, cookie = 'textback=token-1') {
  const events = await openEvents(bench.url, cookie);
  onTestFinished(() => events.close());
  return events;
}

async function benchWithMaria(): Promise<WebBench> {
  const bench = await openWebBench();
  bench.signedIn(bench.addUser('Maria', 'owner'));
  return bench;
}

test('given an open page, when a customer writes, then it is told within half a second, and once', async () => {
  const bench = await benchWithMaria();
  const events = await listening(bench);
  await bench.clock.advance(1_000);
  replyFrom(bench.store, CUSTOMER, LINE, 'Is anybody there?', bench.clock.now());
  await bench.clock.advance(250);
  await vi.waitFor(() => expect(events.changes()).toBe(1));
  await bench.clock.advance(5_000);
  expect(events.changes()).toBe(1);
});

test('given a page that was told just now, when a customer writes again, then it is told as soon as it may be', async () => {
  const bench = await benchWithMaria();
  const events = await listening(bench);
  await bench.clock.advance(1_010);
  bench.feed.touch();
  await bench.clock.advance(20);
  await vi.waitFor(() => expect(events.changes()).toBe(1));
  bench.feed.touch();
  await bench.clock.advance(499);
  expect(events.changes()).toBe(1);
  await bench.clock.advance(1);
  await vi.waitFor(() => expect(events.changes()).toBe(2));
});

test('given many changes at once, when told, then twice a second at most, and the last one is not forgotten', async () => {
  const bench = await benchWithMaria();
  const events = await listening(bench);
  await bench.clock.advance(1_000);
  for (let n = 0; n < 20; n += 1) {
    replyFrom(bench.store, CUSTOMER, LINE, `${n}`, bench.clock.now());
    await bench.clock.advance(100);
  }
  await bench.clock.advance(500);
  await vi.waitFor(() => expect(events.changes()).toBeGreaterThanOrEqual(4));
  expect(events.changes()).toBeLessThanOrEqual(5);
});

test('given nobody who listens, when time goes on, then nothing looks at the database', async () => {
  const bench = await benchWithMaria();
  const events = await listening(bench);
  events.close();
  await vi.waitFor(() => expect(bench.clock.waiting).toBe(0));
});

test('given a session that is ended, when the next beat is due, then its events end', async () => {
  const bench = await benchWithMaria();
  const events = await listening(bench);
  bench.store.transact('progress', (tx) => tx.signIn.endAll());
  await bench.clock.advance(25_000);
  await events.ended;
});

test('given a daemon that stops, when pages listen, then they do not hold it up', async () => {
  const bench = await benchWithMaria();
  const events = await listening(bench);
  bench.feed.stop();
  await bench.server.stop();
  await events.ended;
});

test('given a hundred pages that listen, when one more comes, then it is told that there are too many, until one goes', async () => {
  const bench = await benchWithMaria();
  const all = await Promise.all(Array.from({ length: 100 }, () => listening(bench)));
  expect(all.map(({ status }) => status)).toEqual(all.map(() => 200));
  expect((await listening(bench)).status).toBe(503);
  all[0]?.close();
  await vi.waitFor(async () => expect((await listening(bench)).status).toBe(200));
});
