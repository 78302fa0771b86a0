import type { Clock, Millis } from '../core/clock.ts';
import type { Log } from '../core/log.ts';
import { statusLine } from '../core/status-line.ts';
import type { ReadinessCheck } from '../services/check-readiness.ts';

export interface SystemdParts {
  /** One assignment of sd_notify(3); resolves once systemd has it. */
  readonly tell: (assignment: string) => Promise<void>;
  /** After how long without a sign of life systemd kills us; null where it does not watch. */
  readonly watchdogMs: Millis | null;
  /** Why the daemon is as good as dead; nothing while it lives. */
  readonly troubles: () => readonly string[];
  readonly checks: () => readonly ReadinessCheck[];
  readonly clock: Clock;
  readonly log: Log;
}

const LOOK_EVERY_MS: Millis = 1_000;
/** The status line costs a few look-ups. */
const STATUS_EVERY_MS: Millis = 5_000;

/**
 * Tells systemd that the daemon has started, how it does, and that it lives: the watchdog is fed only while timers,
 * database and outbox really go on. Started is what `systemctl start` waits for: a carrier or an Asterisk that is away
 * must not have us killed, so it is in the status line, not in READY.
 */
export function createSystemdLoop(parts: SystemdParts) {
  const { watchdogMs, clock, log } = parts;
  // sd_watchdog_enabled(3): about every half of the time; a third leaves room for one that comes late.
  const feedEveryMs = watchdogMs === null ? Number.POSITIVE_INFINITY : watchdogMs / 3;
  let fedAt = Number.NEGATIVE_INFINITY;
  let lookedAt = Number.NEGATIVE_INFINITY;
  let said = '';
  let isStuck = false;
  let cancel = () => {};

  const tell = (assignment: string) => void parts.tell(assignment);

  function look(): void {
    const now = clock.now();
    const troubles = parts.troubles();
    if (now - lookedAt >= STATUS_EVERY_MS || isStuck !== troubles.length > 0) {
      lookedAt = now;
      say(statusLine(parts.checks(), troubles));
    }
    if (troubles.length === 0) feed(now);
    else if (!isStuck)
      log.error({ troubles }, 'textback is stuck; where that goes on, systemd kills and restarts it');
    isStuck = troubles.length > 0;
    cancel = clock.setTimer(now + Math.min(LOOK_EVERY_MS, feedEveryMs), look);
  }

  function feed(now: Millis): void {
    // A clock that was set back must not keep the watchdog waiting.
    if (Math.abs(now - fedAt) < feedEveryMs) return;
    fedAt = now;
    tell('WATCHDOG=1');
  }

  function say(status: string): void {
    if (status === said) return;
    said = status;
    tell(`STATUS=${status}`);
  }

  return {
    start(): void {
      tell('READY=1');
      look();
    },
    /** Resolves once systemd knows. */
    async stopping(): Promise<void> {
      cancel();
      await Promise.all([parts.tell('STOPPING=1'), parts.tell('STATUS=Stopping')]);
    },
  };
}
