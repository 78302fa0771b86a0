import { version } from '../cli/version.ts';
import type { Clock } from '../core/clock.ts';
import type { Tell } from '../core/happening.ts';
import { createMetrics, type Metrics } from '../metrics/metrics.ts';
import { readGauges } from '../services/read-gauges.ts';
import { createGroupCommit } from '../store/group-commit.ts';
import type { Store } from '../store/open-store.ts';

/** What the daemon measures of itself; `store` is asked for at each scrape, since its own transactions are measured too. */
export function createFigures(store: () => Store, gateways: readonly string[], clock: Clock): Metrics {
  return createMetrics({
    version: version(),
    gateways,
    readGauges: () => readGauges(store(), clock.now()),
  });
}

/** The same store, telling how long each transaction took, those that fail among them. */
export function timed(store: Store, tell: Tell): Store {
  const transact: Store['transact'] = (durability, change) => {
    const startedAt = performance.now();
    try {
      return store.transact(durability, change);
    } finally {
      tell({ type: 'transaction-ended', durability, tookMs: performance.now() - startedAt });
    }
  };
  return { ...store, transact, together: createGroupCommit((change) => transact('promised', change)) };
}
