import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { SubmitResult } from '../../src/gateways/gateway.ts';
import { createOutboxLoop, type OutboxLoop } from '../../src/loops/outbox.ts';
import { createGroupCommit } from '../../src/store/group-commit.ts';
import type { Store } from '../../src/store/open-store.ts';
import { createRecordingLog } from '../fakes/recording-log.ts';
import { openServiceBench, type ServiceBench } from '../fakes/service-bench.ts';

interface LoopBench extends ServiceBench {
  readonly loop: OutboxLoop;
  readonly log: ReturnType<typeof createRecordingLog>;
  /** Lets the database refuse the next so many transactions of the loop. */
  refuse(times: number): void;
  /** How often the outbox was asked since the last time this was called. */
  reads(): number;
}

function openLoopBench(isWatched = true): LoopBench {
  const bench = openServiceBench();
  const log = createRecordingLog();
  let reads = 0;
  let refusals = 0;
  const transact: Store['transact'] = (durability, change) => {
    if (refusals > 0) {
      refusals -= 1;
      throw new Error('database is locked');
    }
    return bench.store.transact(durability, change);
  };
  const store: Store = {
    ...bench.store,
    ...(isWatched ? {} : { watch: () => () => {} }),
    transact,
    together: createGroupCommit((change) => transact('promised', change)),
    read(query) {
      reads += 1;
      return bench.store.read(query);
    },
  };
  const loop = createOutboxLoop({
    ...bench,
    routes: bench.routes.slice(0, 1),
    store,
    log,
    random: () => 0.5,
  });
  onTestFinished(() => loop.stop());
  return {
    ...bench,
    loop,
    log,
    refuse(times) {
      refusals = times;
    },
    reads() {
      const count = reads;
      reads = 0;
      return count;
    },
  };
}

/** Puts `count` texts to as many customers in the outbox. */
async function queue(bench: ServiceBench, count: number): Promise<void> {
  bench.topUp(count);
  for (let n = 0; n < count; n += 1) await bench.missCall(`+12125550${123 + n}`, 1);
}

function deferred() {
  let resolve: (result: SubmitResult) => void = () => {};
  const answer = new Promise<SubmitResult>((settle) => {
    resolve = settle;
  });
  return { answer, resolve };
}

const accepted = (id: string): SubmitResult => ({ kind: 'accepted', id });

describe('the outbox loop', () => {
  test('given a text is queued, when it is woken, then the text is submitted at once', async () => {
    const bench = openLoopBench();
    bench.loop.start();
    await queue(bench, 1);
    const at = bench.clock.now();
    bench.loop.wake();
    await vi.waitFor(() => expect(bench.message().state).toBe('sent'));
    expect(bench.clock.now()).toBe(at);
  });

  test('given texts were waiting when it starts, then they go out', async () => {
    const bench = openLoopBench();
    await queue(bench, 3);
    bench.loop.start();
    await vi.waitFor(() => expect(bench.gateway.submitted).toHaveLength(3));
  });

  test.each([
    ['at once', true],
    ['within a quarter of a second where the file cannot be watched', false],
  ])('given another process puts one in, then it is found %s', async (_when, isWatched) => {
    const bench = openLoopBench(isWatched);
    await queue(bench, 1);
    bench.store.transact('promised', (tx) => tx.messages.change(1, { notBefore: null }));
    bench.loop.start();
    await bench.clock.advance(1_000);
    expect(bench.gateway.submitted).toEqual([]);

    const script = `import Database from ${JSON.stringify(import.meta.resolve('better-sqlite3'))};
      new Database(process.argv[1]).prepare('UPDATE messages SET not_before = ?').run(${bench.clock.now()});`;
    const cli = spawn(process.execPath, ['--input-type=module', '-e', script, bench.path], {
      stdio: 'inherit',
    });
    expect(await once(cli, 'exit')).toEqual([0, null]);
    await bench.clock.advance(10);
    if (!isWatched) {
      expect(bench.gateway.submitted).toEqual([]);
      await bench.clock.advance(240);
    }
    expect(bench.gateway.submitted).toHaveLength(1);
  });

  test('given a text is to be tried later, when its time comes, then it is, and not before', async () => {
    const bench = openLoopBench();
    await queue(bench, 1);
    bench.gateway.answerNext({ kind: 'retryable', why: 'throttled', afterMs: 5_000 });
    bench.loop.start();
    await bench.clock.advance(4_999);
    expect(bench.gateway.submitted).toHaveLength(1);
    await bench.clock.advance(1);
    await vi.waitFor(() => expect(bench.message().state).toBe('sent'));
  });

  test('given texts are under way, when it is stopped, then it waits for them, and takes no more', async () => {
    const bench = openLoopBench();
    const { answer, resolve } = deferred();
    bench.gateway.answerNext(answer);
    await queue(bench, 1);
    bench.loop.start();
    let isStopped = false;
    const stopping = bench.loop.stop().then(() => {
      isStopped = true;
    });
    await queue(bench, 2);
    bench.loop.wake();
    await bench.clock.advance(10_000);
    expect(isStopped).toBe(false);

    resolve(accepted('a'));
    await stopping;

    expect(bench.message().state).toBe('sent');
    expect(bench.gateway.submitted).toHaveLength(1);
    expect(bench.clock.waiting).toBe(0);
  });

  test('given a gateway that throws once it has written, then the others are sent, and that one is once more', async () => {
    const bench = openLoopBench();
    bench.gateway.answerNext(() => {
      throw new Error('a bug');
    });
    await queue(bench, 2);
    bench.loop.start();
    await bench.clock.advance(0);
    expect(bench.store.read((r) => r.messages.byId(2)?.state)).toBe('sent');
    expect(bench.message()).toMatchObject({ state: 'unknown', unknowns: 1 });
    expect(bench.message().detail).toContain('a bug');
    await bench.clock.advance(2_000);
    expect(bench.message()).toMatchObject({ state: 'sent', unknowns: 1 });
  });

  test('given a gateway that throws before it writes, then the text is tried again as one that never left', async () => {
    const bench = openLoopBench();
    bench.gateway.writes = false;
    bench.gateway.answerNext(() => {
      throw new Error('a bug');
    });
    await queue(bench, 1);
    bench.loop.start();
    await bench.clock.advance(2_000);
    expect(bench.message()).toMatchObject({ state: 'sent', unknowns: 0, attempts: 2 });
  });

  test('given the last daemon died while sending, when this one starts, then it says so and sends once more', async () => {
    const bench = openLoopBench();
    await queue(bench, 1);
    bench.beginDue();
    bench.loop.start();
    await vi.waitFor(() => expect(bench.message()).toMatchObject({ state: 'sent', unknowns: 1 }));
    expect(bench.log.lines).toContainEqual(
      expect.objectContaining({ level: 'warn', fields: { messages: 1 } }),
    );
  });
});

describe('the outbox loop under pressure', () => {
  test('given more texts than places, then fifty are under way at once, and it rests until one is done', async () => {
    const bench = openLoopBench();
    await queue(bench, 53);
    const answers = Array.from({ length: 53 }, deferred);
    bench.gateway.answerNext(...answers.map(({ answer }) => answer));
    bench.loop.start();
    await bench.clock.advance(0);
    expect(bench.gateway.submitted).toHaveLength(50);

    // With every place taken it only looks at the database's version.
    bench.reads();
    await bench.clock.advance(10_000);
    expect(bench.gateway.submitted).toHaveLength(50);
    expect(bench.reads()).toBe(0);

    answers[0]?.resolve(accepted('a'));
    await vi.waitFor(() => expect(bench.gateway.submitted).toHaveLength(51));
    for (const { resolve } of answers) resolve(accepted('b'));
    await bench.loop.stop();
    expect(bench.gateway.submitted.length).toBeLessThanOrEqual(53);
  });

  test('given the gateway is down, then it looks once a second and no more, and sends as soon as it is up', async () => {
    const bench = openLoopBench();
    bench.gateway.state = 'down';
    await queue(bench, 2);
    bench.loop.start();
    bench.reads();
    await bench.clock.advance(10_000);
    // What is too late, what is due, and what comes next.
    expect(bench.reads()).toBeLessThanOrEqual(3 * 11);
    expect(bench.gateway.submitted).toEqual([]);
    expect(bench.message().state).toBe('queued');

    bench.gateway.state = 'up';
    bench.loop.wake();
    await vi.waitFor(() => expect(bench.gateway.submitted).toHaveLength(2));
  });

  test('given the gateway is down until a text is too late, then it expires meanwhile, and the credit is back', async () => {
    const bench = openLoopBench();
    bench.gateway.state = 'down';
    await queue(bench, 1);
    const balance = bench.balance();
    bench.loop.start();
    await bench.clock.advance(899_000);
    expect(bench.message().state).toBe('queued');
    await bench.clock.advance(3_000);
    expect(bench.message()).toMatchObject({ state: 'expired', notBefore: null });
    expect(bench.balance()).toBe(balance + 1);
  });

  test('given more texts than places are too late, then all of them expire', async () => {
    const bench = openLoopBench();
    await queue(bench, 60);
    await bench.clock.advance(900_000);
    bench.loop.start();
    await bench.clock.advance(0);
    expect(bench.store.read((reader) => reader.outbox.nextDueAt())).toBeNull();
    expect(bench.gateway.submitted).toEqual([]);
  });

  test('given a database that refuses at the start, then the start fails', async () => {
    const bench = openLoopBench();
    bench.refuse(1);
    expect(() => bench.loop.start()).toThrow('database is locked');
  });

  test('given a database that refuses the last look, then nothing leaves, and it is tried again', async () => {
    const bench = openLoopBench();
    bench.loop.start();
    await queue(bench, 1);
    bench.refuse(1);
    bench.loop.wake();
    await bench.clock.advance(500);
    expect(bench.gateway.submitted).toEqual([]);
    expect(bench.message()).toMatchObject({ state: 'queued', attempts: 1 });
    expect(bench.message().detail).toContain('database is locked');
    await bench.clock.advance(1_000);
    expect(bench.message()).toMatchObject({ state: 'sent', unknowns: 0 });
  });

  test('given a database that refuses to keep an answer, then it is told, kept later, and nothing goes out twice', async () => {
    const bench = openLoopBench();
    await queue(bench, 1);
    bench.gateway.answerNext(() => {
      bench.refuse(3);
      return accepted('a');
    });
    bench.loop.start();
    await bench.clock.advance(0);
    expect(bench.message().state).toBe('sending');
    const later = bench.queueText();
    const other = bench.queueText('+12125550177');
    await bench.clock.advance(1_500);
    // Refused once more, this time at somebody else's last look; only the first one's recipient still waits.
    await bench.clock.advance(3_000);
    expect(bench.message()).toMatchObject({ state: 'sent', unknowns: 0, attempts: 1 });
    for (const id of [later, other])
      expect(bench.store.read((reader) => reader.messages.byId(id)?.state)).toBe('sent');
    expect(bench.gateway.submitted).toHaveLength(3);
    expect(bench.log.lines.filter(({ level }) => level === 'error').length).toBeGreaterThan(0);
  });

  test('given an answer that cannot be kept before the stop, then the stop ends, and the next start tries once more', async () => {
    const bench = openLoopBench();
    await queue(bench, 1);
    bench.gateway.answerNext(() => {
      bench.refuse(Number.POSITIVE_INFINITY);
      return accepted('a');
    });
    bench.loop.start();
    await bench.clock.advance(2_000);
    await bench.loop.stop();
    expect(bench.message().state).toBe('sending');
    expect(bench.clock.waiting).toBe(0);
    bench.refuse(0);
    bench.loop.start();
    await vi.waitFor(() => expect(bench.message()).toMatchObject({ state: 'sent', unknowns: 1 }));
  });
});
