import type { Clock } from '../core/clock.ts';
import type { Tell } from '../core/happening.ts';
import type { Log } from '../core/log.ts';
import type { Store } from '../store/open-store.ts';
import type { Business } from './business.ts';

/** What it takes to keep the outcomes of calls, and to tell whom they concern: log, figures, outbox. */
export interface OutcomeParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly business: Business;
  /** Told after a commit that put a text in the outbox. */
  readonly onQueued: () => void;
  readonly tell: Tell;
}
