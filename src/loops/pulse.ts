import type { Clock, Millis } from '../core/clock.ts';
import { judgeLiveness } from '../core/liveness.ts';
import type { Store } from '../store/open-store.ts';
import type { OutboxLoop } from './outbox.ts';

const EVERY_MS: Millis = 1_000;

export interface PulseLoop {
  start(): void;
  stop(): void;
  /** Why the daemon is as good as dead; nothing while it lives. */
  troubles(): readonly string[];
}

/** Feels whether timers, database and outbox go on: what health and the watchdog of systemd are told. */
export function createPulseLoop(parts: {
  readonly store: Pick<Store, 'read'>;
  readonly outbox: Pick<OutboxLoop, 'signs'>;
  readonly clock: Clock;
}): PulseLoop {
  const { store, outbox, clock } = parts;
  let tickedAt = clock.now();
  let databaseAt = tickedAt;
  let databaseTrouble: string | null = null;
  let cancel = () => {};

  function tick(): void {
    tickedAt = clock.now();
    try {
      store.read((reader) => reader.credits.balance());
      databaseAt = tickedAt;
      databaseTrouble = null;
    } catch (error) {
      databaseTrouble = error instanceof Error ? error.message : String(error);
    }
    cancel = clock.setTimer(tickedAt + EVERY_MS, tick);
  }

  return {
    start: tick,
    stop: () => cancel(),
    troubles: () => judgeLiveness({ tickedAt, databaseAt, databaseTrouble, ...outbox.signs() }, clock.now()),
  };
}
