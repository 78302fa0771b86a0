import type { Clock } from '../core/clock.ts';
import type { Log } from '../core/log.ts';

/** What the whole daemon is given from outside. */
export interface AppParts {
  readonly clock: Clock;
  readonly log: Log;
  /** Uniform in [0, 1). */
  readonly random: () => number;
}
