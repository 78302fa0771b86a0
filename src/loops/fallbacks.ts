import type { Ami } from '../asterisk/ami.ts';
import type { Clock } from '../core/clock.ts';
import type { Log } from '../core/log.ts';
import type { Business } from '../services/business.ts';
import { mirrorBlocked } from '../services/mirror-blocked.ts';
import { mirrorFallbacks } from '../services/mirror-fallbacks.ts';
import type { Store } from '../store/open-store.ts';

/** How soon a changed forward reaches the dialplan's own fallback. */
const EVERY_MS = 5_000;

/** Keeps what Asterisk dials without us, and whom it turns away, in step with the settings, whoever changes them. */
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
  /** The newest change of settings that AstDB has; null when it may have none. */
  let mirrored: number | null = null;
  let cancel = () => {};

  async function mirror(): Promise<void> {
    if (ami.state !== 'up') return;
    try {
      const newest = store.read((reader) => reader.audit.newestId());
      if (newest === mirrored) return;
      await mirrorFallbacks(store, ami, parts, clock.now());
      await mirrorBlocked(store, ami, parts.business.country);
      mirrored = newest;
    } catch (error) {
      // A stop closes the link in the middle of it: the next start writes it all.
      if (!running) return;
      const why = error instanceof Error ? error.message : String(error);
      log.warn({ why }, 'what Asterisk does without textback could not be written to AstDB; trying again');
    }
  }

  async function repeat(): Promise<void> {
    await mirror();
    if (running) cancel = clock.setTimer(clock.now() + EVERY_MS, () => void repeat());
  }

  return {
    start() {
      running = true;
      void repeat();
    },
    /** Asterisk is back, perhaps with another AstDB: do not wait for the next round. */
    onAmiUp() {
      mirrored = null;
      if (running) void mirror();
    },
    stop() {
      running = false;
      cancel();
    },
  };
}
