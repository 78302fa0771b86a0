import type { Clock, Millis } from '../core/clock.ts';

/** Waits `ms`, or until `signal` is aborted. */
export function sleep(clock: Clock, ms: Millis, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = () => {
      cancel();
      signal.removeEventListener('abort', done);
      resolve();
    };
    const cancel = clock.setTimer(clock.now() + ms, done);
    signal.addEventListener('abort', done);
  });
}
