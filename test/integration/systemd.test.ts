import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { createSystemdLoop, type SystemdParts } from '../../src/loops/systemd-notify.ts';
import type { ReadinessCheck } from '../../src/services/check-readiness.ts';
import { createNotifier } from '../../src/systemd/notifier.ts';
import { createFakeClock } from '../fakes/fake-clock.ts';
import { startLivingDaemon } from '../fakes/living-daemon.ts';
import { openNotifySocket, whyNoNotifySocket } from '../fakes/notify-socket.ts';
import { createRecordingLog } from '../fakes/recording-log.ts';

const ari: ReadinessCheck = { name: 'ari', state: 'ok', since: 0, detail: 'connected', remedy: null };

describe('what systemd is told', () => {
  function open(change: Partial<SystemdParts> = {}) {
    const clock = createFakeClock();
    const log = createRecordingLog();
    const told: string[] = [];
    const daemon = { troubles: [] as string[], checks: [ari] };
    const loop = createSystemdLoop({
      tell: async (assignment) => void told.push(assignment),
      watchdogMs: 30_000,
      troubles: () => daemon.troubles,
      checks: () => daemon.checks,
      clock,
      log,
      ...change,
    });
    const news = () => told.splice(0);
    return { clock, log, loop, daemon, news };
  }

  test('given that it has started, when told, then it is ready at once, whatever is away, and says what is', () => {
    const { loop, daemon, news } = open();
    daemon.checks = [{ ...ari, state: 'failed', detail: 'connecting' }];
    loop.start();
    expect(news()).toEqual(['READY=1', 'STATUS=Not ready: ari: connecting', 'WATCHDOG=1']);
  });

  test('given a minute in which nothing changes, when told, then it is a sign of life every ten seconds', async () => {
    const { clock, loop, news } = open();
    loop.start();
    news();
    await clock.advance(60_000);
    expect(news()).toEqual(Array(6).fill('WATCHDOG=1'));
  });

  test('given a link that comes back, when told, then the status follows within five seconds', async () => {
    const { clock, loop, daemon, news } = open({ watchdogMs: null });
    daemon.checks = [{ ...ari, state: 'failed', detail: 'connecting' }];
    loop.start();
    news();
    daemon.checks = [ari];
    await clock.advance(5_000);
    expect(news()).toEqual(['STATUS=Ready: ari']);
  });

  test('given a daemon that is stuck, when told, then there is no sign of life, but the reason; and life again after', async () => {
    const { clock, log, loop, daemon, news } = open();
    loop.start();
    news();
    daemon.troubles = ['the database has not answered for 11 s'];
    await clock.advance(40_000);
    expect(news()).toEqual(['STATUS=Stuck: the database has not answered for 11 s. Ready: ari']);
    expect(log.lines).toMatchObject([{ level: 'error', fields: { troubles: daemon.troubles } }]);
    daemon.troubles = [];
    await clock.advance(1_000);
    expect(news()).toEqual(['STATUS=Ready: ari', 'WATCHDOG=1']);
  });

  test('given nobody who watches, when hours pass, then there are no signs of life', async () => {
    const { clock, loop, news } = open({ watchdogMs: null });
    loop.start();
    news();
    await clock.advance(3_600_000);
    expect(news()).toEqual([]);
  });

  test('given a stop, when told, then it is the last that is told', async () => {
    const { clock, loop, news } = open();
    loop.start();
    news();
    await loop.stopping();
    await clock.advance(60_000);
    expect(news()).toEqual(['STOPPING=1', 'STATUS=Stopping']);
  });
});

const why = whyNoNotifySocket();

describe.skipIf(why !== null)(
  `over a real socket${why === null ? '' : `, which cannot be had: ${why}`}`,
  () => {
    test('given the daemon as systemd starts it, when it starts, lives and is told to stop, then systemd hears of each', async () => {
      const socket = await openNotifySocket();
      // A third of it is how often it shows that it lives.
      const env = { NOTIFY_SOCKET: socket.path, WATCHDOG_USEC: '900000', PATH: process.env['PATH'] ?? '' };
      const daemon = await startLivingDaemon({ env });
      const heard = () => socket.told.map(({ assignment }) => assignment);
      await vi.waitFor(
        () => expect(heard().filter((each) => each === 'WATCHDOG=1').length).toBeGreaterThan(3),
        {
          timeout: 15_000,
        },
      );
      await vi.waitFor(
        () => expect(heard()).toContainEqual(expect.stringMatching(/^STATUS=Ready: ari, ami, /)),
        {
          timeout: 15_000,
        },
      );
      expect(heard().slice(0, 3)).toEqual(['EXTEND_TIMEOUT_USEC=600000000', 'STATUS=Starting', 'READY=1']);
      daemon.signal('SIGTERM');
      expect(await daemon.exited).toBe(0);
      // What listens is another process, whose words come by a pipe.
      await vi.waitFor(() => expect(heard().slice(-2)).toEqual(['STOPPING=1', 'STATUS=Stopping']));
      expect(daemon.printed()).not.toContain('systemd cannot be told');
    }, 60_000);

    test('given Asterisk and a carrier that are away, when it starts, then it is ready all the same, and lives on', async () => {
      const socket = await openNotifySocket();
      const env = { NOTIFY_SOCKET: socket.path, WATCHDOG_USEC: '900000', PATH: process.env['PATH'] ?? '' };
      await startLivingDaemon({ env, isReachable: false });
      const heard = () => socket.told.map(({ assignment }) => assignment);
      await vi.waitFor(
        () => expect(heard().filter((each) => each === 'WATCHDOG=1').length).toBeGreaterThan(3),
        {
          timeout: 15_000,
        },
      );
      expect(heard()).toContain('READY=1');
      expect(heard()).toContainEqual(expect.stringMatching(/^STATUS=Not ready: ari: /));
    }, 60_000);

    test('given a socket that is not there, when told, then that is said once, with what to do, and nothing waits for it', async () => {
      const log = createRecordingLog();
      const notifier = createNotifier('/nowhere/notify', log);
      onTestFinished(() => notifier.close());
      await notifier.tell('READY=1');
      await notifier.tell('WATCHDOG=1');
      expect(log.lines).toMatchObject([{ level: 'error', fields: { why: 'systemd-notify failed' } }]);
    });
  },
);
