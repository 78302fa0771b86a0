import type { Ami } from '../asterisk/ami.ts';
import type { Clock } from '../core/clock.ts';
import type { Log } from '../core/log.ts';
import type { Business } from '../services/business.ts';
import { mirrorFallbacks } from '../services/mirror-fallbacks.ts';
import type { Store } from '../store/open-store.ts';

/** How soon a changed forward reaches the dialplan's own fallback. */
const EVERY_MS = 5_000;

/** Keeps what Asterisk dials without us in step with the lines, whoever changes them. */
export function createFallbackLoop(parts: {
  readonly store: Store;
  readonly ami: Ami;
  readonly dialTemplate: string;
  readonly business: Business;
  readonly clock: Clock;
  readonly log: Log;
}) {
  const { store, ami, clock, log } = parts;
  let running = false;
  let seenVersion: string | null = null;
  let cancel = () => {};

  async function tick(): Promise<void> {
    const version = store.read((reader) => reader.audit.newestId());
    if (ami.state === 'up' && String(version) !== seenVersion) {
      seenVersion = (await mirrorFallbacks(store, ami, parts, log)) ? String(version) : null;
    }
    if (running) cancel = clock.setTimer(clock.now() + EVERY_MS, () => void tick());
  }

  return {
    start() {
      running = true;
      void tick();
    },
    /** Asterisk is back, perhaps with another AstDB. */
    onAmiUp() {
      seenVersion = null;
      if (!running) return;
      cancel();
      void tick();
    },
    stop() {
      running = false;
      cancel();
    },
  };
}
