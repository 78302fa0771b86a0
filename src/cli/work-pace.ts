import { setTimeout as delay } from 'node:timers/promises';
import type { Pace } from '../services/privacy-pace.ts';
import { createProgressLine } from './progress-line.ts';
import type { World } from './world.ts';

/** Longer than whoever waits for the database sleeps between two looks. */
const REST_MS = 5;

/** Long work that somebody may watch, and end with Ctrl-C between two of its pieces. */
export async function atPace<T>(world: World, work: (pace: Pace) => Promise<T>): Promise<T> {
  let isStopped = false;
  const release = world.onInterrupt(() => {
    isStopped = true;
  });
  const line = createProgressLine(world);
  try {
    return await work({
      rest: () => delay(REST_MS),
      isStopped: () => isStopped,
      onProgress: line.on,
    });
  } finally {
    line.end();
    release();
  }
}
