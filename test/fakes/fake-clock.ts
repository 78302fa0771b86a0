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

/** A commit waits for the end of its turn of the event loop, and so does the next look at the outbox: for some texts. */
const TURNS = 8;

/** Lets promise callbacks, including chains of them, run before time goes on, and what they leave for later turns. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < TURNS; turn += 1) await new Promise((resolve) => setImmediate(resolve));
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
