import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { SubmitResult } from '../../src/gateways/gateway.ts';
import { createOutboxLoop } from '../../src/loops/outbox.ts';
import { createPulseLoop } from '../../src/loops/pulse.ts';
import { createReadiness, isReady, type ReadinessParts } from '../../src/services/check-readiness.ts';
import { publishGateways, recordGatewayLink } from '../../src/services/gateway-health.ts';
import type { Store } from '../../src/store/open-store.ts';
import { ask } from '../fakes/ask.ts';
import { startLivingDaemon } from '../fakes/living-daemon.ts';
import { createRecordingLog } from '../fakes/recording-log.ts';
import { openServiceBench, type ServiceBench } from '../fakes/service-bench.ts';

const roomy = { freeBytes: 5e10, totalBytes: 1e11, freeFiles: null };

/** Asterisk, a gateway and its stand-in, all up for an hour; ten credits. */
function openReadiness(bench: ServiceBench, change: Partial<ReadinessParts> = {}) {
  const since = bench.clock.now() - 3_600_000;
  publishGateways(bench.store, [bench.gateway, bench.backup], since);
  for (const name of ['carrier', 'backup']) recordGatewayLink(bench.store, name, 'up', 'bound', since);
  bench.store.transact('promised', (tx) => tx.settings.set('low-balance', '5', bench.clock.now()));
  const link = { isUp: true, since, why: 'connected' };
  const links = () => ['ARI', 'AMI'].map((name) => ({ name, ...link }));
  return createReadiness({ store: bench.store, links, folder: '/data', disk: () => roomy, ...change });
}

describe('ready', () => {
  test('given all that is needed, when asked, then it is ready, and each part says since when', () => {
    const bench = openServiceBench();
    const now = bench.clock.now();
    const checks = openReadiness(bench)(now);
    expect(isReady(checks)).toBe(true);
    expect(checks.map(({ name, state, since }) => [name, state, since])).toEqual([
      ['ari', 'ok', now - 3_600_000],
      ['ami', 'ok', now - 3_600_000],
      ['database', 'ok', now],
      ['gateway:carrier', 'ok', now - 3_600_000],
      ['gateway:backup', 'ok', now - 3_600_000],
      ['credits', 'ok', now],
      ['disk', 'ok', now],
    ]);
    expect(checks.every(({ remedy }) => remedy === null)).toBe(true);
  });

  test('given that Asterisk is lost, when asked, then it is not ready, and says since when and what to do', () => {
    const bench = openServiceBench();
    const now = bench.clock.now();
    const lost = { name: 'ARI', isUp: false, since: now - 5_000, why: 'Asterisk closed the connection' };
    const checks = openReadiness(bench, { links: () => [lost, { ...lost, name: 'AMI', isUp: true }] })(now);
    expect(isReady(checks)).toBe(false);
    expect(checks[0]).toMatchObject({ name: 'ari', state: 'failed', since: now - 5_000, detail: lost.why });
    expect(checks[0]?.remedy).toContain('systemctl status asterisk');
  });

  test('given one gateway of two that is down, when asked, then that is a warning; both, and it is not ready', () => {
    const bench = openServiceBench();
    const readiness = openReadiness(bench);
    recordGatewayLink(bench.store, 'backup', 'down', 'refused', bench.clock.now());
    const one = readiness(bench.clock.now());
    expect(one.find(({ name }) => name === 'gateway:backup')).toMatchObject({
      state: 'warning',
      detail: 'refused',
    });
    expect(isReady(one)).toBe(true);
    recordGatewayLink(bench.store, 'carrier', 'down', 'refused', bench.clock.now());
    const both = readiness(bench.clock.now());
    expect(both.find(({ name }) => name === 'gateway:carrier')?.remedy).toContain('Texts wait.');
    expect(isReady(both)).toBe(false);
  });

  test.each([
    ['few credits', 4, 'warning', '4 left'],
    ['none', 0, 'warning', 'no credit is left: nobody is texted'],
    ['enough', 5, 'ok', '5 left'],
  ])('given %s, when asked, then calls are still taken: at most a warning', (_given, left, state, detail) => {
    const bench = openServiceBench();
    const readiness = openReadiness(bench);
    while (bench.balance() > left) bench.queueText();
    const checks = readiness(bench.clock.now());
    expect(checks.find(({ name }) => name === 'credits')).toMatchObject({ state, detail });
    expect(isReady(checks)).toBe(true);
  });

  test('given a disk that fills up, when asked again and again, then it says since when it was seen', async () => {
    const bench = openServiceBench();
    let disk = roomy;
    const readiness = openReadiness(bench, { disk: () => disk });
    readiness(bench.clock.now());
    disk = { ...roomy, freeBytes: 1_000_000 };
    await bench.clock.advance(5_000);
    const seenAt = bench.clock.now();
    readiness(seenAt);
    await bench.clock.advance(60_000);
    const checks = readiness(bench.clock.now());
    expect(checks.at(-1)).toMatchObject({ name: 'disk', state: 'failed', since: seenAt });
    expect(isReady(checks)).toBe(false);
  });

  test('given a database or a disk that cannot be asked, when asked, then it is not ready, with what they said', () => {
    const bench = openServiceBench();
    const refuse = () => {
      throw new Error('disk I/O error');
    };
    const checks = openReadiness(bench, { store: { read: refuse }, disk: refuse })(bench.clock.now());
    expect(checks.filter(({ state }) => state === 'failed')).toMatchObject([
      { name: 'database', detail: 'disk I/O error' },
      { name: 'disk', detail: '/data cannot be looked at: disk I/O error' },
    ]);
  });

  test('given a daemon that is told to stop, when asked, then it is not ready', () => {
    const bench = openServiceBench();
    const checks = openReadiness(bench, { links: () => [] })(bench.clock.now());
    expect(checks[0]).toMatchObject({ name: 'daemon', state: 'failed', detail: 'textback is stopping' });
    expect(isReady(checks)).toBe(false);
  });
});

describe('live', () => {
  /** The outbox and the pulse on a database that can be made to refuse. */
  function open() {
    const bench = openServiceBench();
    let trouble: string | null = null;
    const store: Store = {
      ...bench.store,
      read(query) {
        if (trouble !== null) throw new Error(trouble);
        return bench.store.read(query);
      },
    };
    const outbox = createOutboxLoop({ ...bench, store, log: createRecordingLog(), random: () => 0.5 });
    const pulse = createPulseLoop({ store, outbox, clock: bench.clock });
    outbox.start();
    pulse.start();
    onTestFinished(() => {
      pulse.stop();
      return outbox.stop();
    });
    const refuse = (why: string | null) => {
      trouble = why;
    };
    return { ...bench, outbox, pulse, refuse };
  }

  test('given hours without a call, when asked, then it lives', async () => {
    const { clock, pulse } = open();
    await clock.advance(3 * 3_600_000);
    expect(pulse.troubles()).toEqual([]);
  });

  test('given a database that refuses, when asked, then it is dead after ten seconds, and lives again after', async () => {
    const { clock, pulse, refuse, outbox } = open();
    await clock.advance(1_000);
    refuse('disk I/O error');
    outbox.wake();
    await clock.advance(9_000);
    expect(pulse.troubles()).toEqual([]);
    await clock.advance(3_000);
    expect(pulse.troubles()).toEqual([
      'the database has not answered for 12 s (disk I/O error)',
      'the outbox has not looked for texts for 12 s',
    ]);
    refuse(null);
    await clock.advance(1_000);
    expect(pulse.troubles()).toEqual([]);
  });

  test('given an outbox that has stopped, when asked, then it is dead', async () => {
    const { clock, pulse, outbox } = open();
    await outbox.stop();
    await clock.advance(11_000);
    expect(pulse.troubles()).toEqual(['the outbox has not looked for texts for 11 s']);
  });

  test('given a gateway that never answers, when a quarter of an hour is over, then it is dead', async () => {
    const { clock, pulse, outbox, queueText, gateway } = open();
    const { promise, resolve } = Promise.withResolvers<SubmitResult>();
    gateway.answerNext(promise);
    queueText();
    outbox.wake();
    await clock.advance(14 * 60_000);
    expect(pulse.troubles()).toEqual([]);
    await clock.advance(2 * 60_000);
    expect(pulse.troubles()).toEqual(['texts have been on their way for 960 s, and none gets anywhere']);
    resolve({ kind: 'accepted', id: 'late' });
    await clock.advance(1_000);
    expect(pulse.troubles()).toEqual([]);
  });
});

describe('the daemon', () => {
  test('given Asterisk and the carrier, when asked for its health, then it lives and is ready, until Asterisk goes', async () => {
    const daemon = await startLivingDaemon();
    await daemon.says('"msg":"ready"');
    const url = await daemon.url();
    expect(await ask(`${url}/health/live`)).toMatchObject({
      status: 200,
      text: '{"live":true,"reasons":[]}',
    });
    const ready = await ask(`${url}/health/ready`);
    expect(ready.status).toBe(200);
    expect(JSON.parse(ready.text)).toMatchObject({ ready: true });
    expect((await ask(`${url}/health/ready`, { headers: { Forwarded: 'for=203.0.113.9' } })).status).toBe(
      403,
    );
    await daemon.pbx.stop();
    await vi.waitFor(async () => expect((await ask(`${url}/health/ready`)).status).toBe(503));
    const told = JSON.parse((await ask(`${url}/health/ready`)).text);
    expect(told.checks[0]).toMatchObject({
      name: 'ari',
      state: 'failed',
      since: expect.stringMatching(/^\d{4}-.*Z$/),
    });
    expect((await ask(`${url}/health/live`)).status).toBe(200);
  }, 60_000);

  test('given that nothing is there yet, when asked, then it lives, and is not ready for each reason', async () => {
    const daemon = await startLivingDaemon({ isReachable: false });
    const url = await daemon.url();
    expect((await ask(`${url}/health/live`)).status).toBe(200);
    const { status, text } = await ask(`${url}/health/ready`);
    expect(status).toBe(503);
    const failed = JSON.parse(text).checks.filter(({ state }: { state: string }) => state === 'failed');
    expect(failed.map(({ name }: { name: string }) => name)).toEqual(['ari', 'ami', 'gateway:carrier']);
  }, 60_000);
});
