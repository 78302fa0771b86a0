import type { Clock } from './core/clock.ts';

/** setTimeout's own limit, about 24.8 days: a longer wait is taken in stages. */
const MAX_DELAY_MS = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => Date.now(),
  setTimer(at, task) {
    let timer: NodeJS.Timeout;
    const arm = () => {
      const delay = Math.max(0, at - Date.now());
      timer = setTimeout(delay > MAX_DELAY_MS ? arm : task, Math.min(delay, MAX_DELAY_MS));
    };
    arm();
    return () => clearTimeout(timer);
  },
};
