import cron from 'node-cron';
import type { Clock } from '../core/clock.ts';
import type { Tell } from '../core/happening.ts';
import type { Log } from '../core/log.ts';
import { announceAlerts } from '../services/announce-alerts.ts';
import type { Business } from '../services/business.ts';
import { tidyUp } from '../services/tidy-up.ts';
import { type LinkView, watchLinks } from '../services/watch-links.ts';
import { watchPumping } from '../services/watch-pumping.ts';
import type { Store } from '../store/open-store.ts';

/** What is done by the calendar: alerts within seconds, tidying every few minutes, the database's own care at night. */
export function createSchedule(parts: {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly business: Business;
  /** How the links to Asterisk are now. */
  readonly links: () => readonly LinkView[];
  readonly tell: Tell;
}) {
  const { store, clock, log, business, links, tell } = parts;
  const guarded = (name: string, task: () => void) => () => {
    try {
      task();
    } catch (error) {
      log.error({ err: error, task: name }, 'a scheduled task failed; it runs again at its next time');
    }
  };
  const tasks = [
    cron.createTask(
      '*/10 * * * * *',
      guarded('alerts', () => {
        watchLinks(store, links(), clock.now());
        for (const { id, kind, detail } of announceAlerts(store, business, clock.now())) {
          log.warn({ alert: id, kind }, `ALERT: ${detail}`);
          tell({ type: 'alert-raised', kind });
        }
      }),
    ),
    cron.createTask(
      '*/5 * * * *',
      guarded('tidy-up', () => {
        const done = tidyUp(store, business, clock.now());
        if (done.receipts > 0 || done.texts > 0) log.info(done, 'tidied up');
      }),
    ),
    cron.createTask(
      '*/5 * * * *',
      guarded('watch-pumping', () => watchPumping(store, clock.now())),
    ),
    cron.createTask(
      '17 3 * * *',
      guarded('maintain', () => store.maintain()),
    ),
  ];
  return {
    start: () => tasks.forEach((task) => void task.start()),
    async stop() {
      for (const task of tasks) await task.destroy();
    },
  };
}
