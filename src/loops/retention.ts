import { setTimeout as delay } from 'node:timers/promises';
import cron from 'node-cron';
import type { Clock } from '../core/clock.ts';
import type { Log } from '../core/log.ts';
import { applyRetention } from '../services/apply-retention.ts';
import type { Business } from '../services/business.ts';
import type { Store } from '../store/open-store.ts';

/** After each piece calls and texts have the process to themselves for longer than the piece took. */
const REST_MS = 50;

/** Removes each night what is kept no longer, a piece at a time. */
export function createRetention(parts: {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly business: Business;
}) {
  const { store, clock, log, business } = parts;
  let isStopped = false;
  let running: Promise<void> | null = null;
  const pace = { rest: () => delay(REST_MS), isStopped: () => isStopped, onProgress: () => {} };

  async function apply(): Promise<void> {
    try {
      const purge = await applyRetention(store, business, clock.now(), pace);
      if (purge !== null)
        log.info({ ...purge.removed, isDone: purge.isDone }, 'removed what is kept no longer');
    } catch (error) {
      log.error({ err: error }, 'what is kept no longer could not be removed; tried again tomorrow night');
    }
  }
  /** One at a time: a long one is not begun again before it ends. */
  function run(): Promise<void> {
    running ??= apply().finally(() => {
      running = null;
    });
    return running;
  }
  // After the nightly care of the database, when the fewest people call.
  const task = cron.createTask('47 3 * * *', run);
  return {
    start: () => void task.start(),
    run,
    /** Ends between two pieces; the next night goes on. */
    async stop() {
      isStopped = true;
      await task.destroy();
      await running;
    },
  };
}
