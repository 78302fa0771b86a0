import type { Millis } from '../core/clock.ts';
import { type DeliveryParts, deliverNotices } from '../services/deliver-notices.ts';

/** A missed call should be on somebody's phone while the caller still has theirs in the hand. */
const LOOK_EVERY_MS: Millis = 1_000;

/** Tells people what they are to be told, as soon as it is kept. */
export function createNoticeLoop(parts: DeliveryParts) {
  const { notifiers, clock, log } = parts;
  let running = false;
  let round: Promise<void> | null = null;
  let cancel = () => {};

  function look(): void {
    if (!running || round !== null) return;
    cancel();
    round = deliver().finally(() => {
      round = null;
      if (running) cancel = clock.setTimer(clock.now() + LOOK_EVERY_MS, look);
    });
  }

  async function deliver(): Promise<void> {
    try {
      // A full round: there may be more.
      while (running && (await deliverNotices(parts)) > 0);
    } catch (error) {
      log.error({ err: error }, 'alerts could not be sent; trying again');
    }
  }

  return {
    start() {
      running = true;
      look();
    },
    /** Begins nothing more; resolves when what is on its way is answered. */
    async stop() {
      running = false;
      cancel();
      await round;
      for (const notifier of Object.values(notifiers)) notifier?.close();
    },
  };
}
