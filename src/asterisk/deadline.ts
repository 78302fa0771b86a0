import type { Clock, Millis } from '../core/clock.ts';

/** Real time left for what has arrived already to be read. */
const GRACE_MS = 200;

/**
 * Runs `task` when nothing has come for `ms`. Timers run before sockets are read: after a stalled event loop, a machine's
 * sleep or a step of its clock, the answer may well be there already, so it gets one more moment of real time.
 * Returns a function that cancels it.
 */
export function setDeadline(clock: Clock, ms: Millis, task: () => void): () => void {
  let grace: NodeJS.Timeout | undefined;
  const cancel = clock.setTimer(clock.now() + ms, () => {
    grace = setTimeout(task, GRACE_MS);
  });
  return () => {
    cancel();
    clearTimeout(grace);
  };
}
