import type { Clock, Millis } from '../core/clock.ts';
import type { Log } from '../core/log.ts';
import type { Business } from '../services/business.ts';
import { escalateResponses } from '../services/escalate-responses.ts';
import type { Store } from '../store/open-store.ts';

/** Targets are minutes; one look is an index look-up. */
const LOOK_EVERY_MS: Millis = 5_000;

/** Passes missed callers on whom nobody has responded to in time. */
export function createResponseLoop(parts: {
  readonly store: Store;
  readonly business: Business;
  readonly clock: Clock;
  readonly log: Log;
}) {
  const { store, business, clock, log } = parts;
  let cancel = () => {};

  function look(): void {
    try {
      const count = escalateResponses(store, business, clock.now());
      if (count > 0) log.info({ count }, 'missed callers went to the next person');
    } catch (error) {
      log.error({ err: error }, 'missed callers who wait could not be passed on; trying again');
    }
    cancel = clock.setTimer(clock.now() + LOOK_EVERY_MS, look);
  }

  return {
    start: look,
    stop: () => cancel(),
  };
}
