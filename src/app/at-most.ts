import type { Clock } from '../core/clock.ts';

/** Waits for `work`, but no longer than `ms`. */
export async function atMost(clock: Clock, ms: number, work: Promise<unknown>): Promise<void> {
  let cancel = () => {};
  const over = new Promise<void>((resolve) => {
    cancel = clock.setTimer(clock.now() + ms, resolve);
  });
  await Promise.race([work, over]);
  cancel();
}
