import type { Millis } from '../core/clock.ts';
import type { Store } from '../store/open-store.ts';
import type { OpenCount } from '../store/queries/calls.ts';

/** Counting goes on no further: a scrape must cost the same however long a carrier has been away. */
export const MOST_COUNTED = 10_000;

/** What stands in the database and is true now, as against what is counted as it happens. */
export interface Gauges {
  readonly credits: number;
  readonly openCalls: readonly OpenCount[];
  readonly outbox: {
    /** Up to `MOST_COUNTED`. */
    readonly depth: number;
    /** How long the text has been due that has waited for the longest; 0 where none is due. */
    readonly oldestMs: Millis;
  };
  readonly lines: readonly { readonly id: number; readonly name: string }[];
}

/** A handful of look-ups, each by its index. */
export function readGauges(store: Pick<Store, 'read'>, now: Millis): Gauges {
  return store.read(({ credits, calls, outbox, lines }) => ({
    credits: credits.balance(),
    openCalls: calls.openCounts(),
    outbox: {
      depth: outbox.depth(MOST_COUNTED),
      oldestMs: Math.max(0, now - (outbox.oldestDueAt() ?? now)),
    },
    lines: lines.all().map(({ id, name }) => ({ id, name })),
  }));
}
