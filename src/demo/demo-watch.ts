import { setTimeout as delay } from 'node:timers/promises';
import type { Millis } from '../core/clock.ts';
import { DemoFailure } from './demo-failure.ts';

const LOOK_EVERY_MS = 20;

/** Looks until something has happened. */
export interface DemoWatch {
  /**
   * The first value of `look` that is not undefined.
   * @param what completes "waited 5 s for …, and it did not happen"
   * @throws DemoFailure when it does not happen within `withinMs`, or the daemon ends first
   * @throws the signal's reason (an AbortError) when the newcomer has had enough
   */
  until<T>(what: string, withinMs: Millis, look: () => T | undefined): Promise<T>;
}

/** @param whyOver why there is nothing to wait for any more, or null */
export function createDemoWatch(signal: AbortSignal, whyOver: () => string | null): DemoWatch {
  return {
    async until(what, withinMs, look) {
      const deadline = Date.now() + withinMs;
      for (;;) {
        signal.throwIfAborted();
        const seen = look();
        if (seen !== undefined) return seen;
        const over = whyOver();
        if (over !== null) throw new DemoFailure(`Waited for ${what}, but ${over}.`);
        if (Date.now() > deadline) {
          throw new DemoFailure(`Waited ${withinMs / 1000} s for ${what}, and it did not happen.`);
        }
        await delay(LOOK_EVERY_MS);
      }
    },
  };
}
