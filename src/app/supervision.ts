import type { Clock, Millis } from '../core/clock.ts';
import type { Log } from '../core/log.ts';
import { createSystemdLoop } from '../loops/systemd-notify.ts';
import { createNotifier } from '../systemd/notifier.ts';
import { atMost } from './at-most.ts';
import type { DaemonHealth } from './health.ts';

/** Whoever started the daemon, and wants to know how it does. */
export interface Supervision {
  /** Before the database is opened, which may have to be upgraded. Resolves once that is known. */
  starting(): Promise<void>;
  started(health: DaemonHealth): void;
  /** Resolves once that is known. */
  stopping(): Promise<void>;
  close(): void;
}

/** An upgrade of a large database holds everything up, this process's event loop too. */
const UPGRADE_MS: Millis = 10 * 60_000;
/** For systemd to take what it is told, where that must not be lost; the phones come first. */
const TELL_WITHIN_MS: Millis = 2_000;

/** Under systemd with `Type=notify` its protocol, sd_notify(3); else nothing. */
export function supervise(
  env: Readonly<Record<string, string | undefined>>,
  { clock, log }: { readonly clock: Clock; readonly log: Log },
): Supervision {
  const { NOTIFY_SOCKET: socket } = env;
  if (socket === undefined || socket === '') {
    return { starting: async () => {}, started() {}, stopping: async () => {}, close() {} };
  }
  const notifier = createNotifier(socket, log);
  let loop: ReturnType<typeof createSystemdLoop> | null = null;
  return {
    async starting() {
      const told = [
        notifier.tell(`EXTEND_TIMEOUT_USEC=${UPGRADE_MS * 1000}`),
        notifier.tell('STATUS=Starting'),
      ];
      await atMost(clock, TELL_WITHIN_MS, Promise.all(told));
    },
    started(health) {
      const watchdogMs = watchdogOf(env);
      loop = createSystemdLoop({ tell: notifier.tell, watchdogMs, clock, log, ...health });
      loop.start();
    },
    async stopping() {
      if (loop !== null) await atMost(clock, TELL_WITHIN_MS, loop.stopping());
    },
    close: notifier.close,
  };
}

/** sd_watchdog_enabled(3). Null where nobody watches us. */
function watchdogOf({
  WATCHDOG_USEC: usec,
  WATCHDOG_PID: pid,
}: Readonly<Record<string, string | undefined>>): Millis | null {
  const isOurs = pid === undefined || pid === String(process.pid);
  return isOurs && usec !== undefined && /^[1-9]\d*$/.test(usec) ? Number(usec) / 1000 : null;
}
