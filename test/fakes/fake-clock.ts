import type { Clock, Millis } from '../../src/core/clock.ts';

export interface FakeClock extends Clock {
  /** Moves time on by `ms`, running what falls due in order, each at its own instant. */
  advance(ms: number): Promise<void>;
  /** Timers set and neither run nor cancelled. */
  readonly waiting: number;
}

interface Timer {
  readonly at: Millis;
  readonly order: number;
  readonly task: () => void;
}

/** Lets promise callbacks, including chains of them, run before time goes on. */
function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

export function createFakeClock(startAt: Millis = Date.UTC(2026, 0, 5, 15)): FakeClock {
  const timers = new Set<Timer>();
  let now = startAt;
  let order = 0;

  function nextDue(until: Millis): Timer | undefined {
    return [...timers]
      .filter((timer) => timer.at <= until)
      .sort((a, b) => a.at - b.at || a.order - b.order)[0];
  }

  return {
    now: () => now,
    setTimer(at, task) {
      const timer: Timer = { at, order: order++, task };
      timers.add(timer);
      return () => {
        timers.delete(timer);
      };
    },
    async advance(ms) {
      const until = now + ms;
      await settle();
      for (let timer = nextDue(until); timer !== undefined; timer = nextDue(until)) {
        timers.delete(timer);
        now = Math.max(now, timer.at);
        timer.task();
        await settle();
      }
      now = until;
    },
    get waiting() {
      return timers.size;
    },
  };
}
