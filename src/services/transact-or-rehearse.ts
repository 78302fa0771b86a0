import type { Store } from '../store/open-store.ts';
import type { Writer } from '../store/queries.ts';

/**
 * Runs `change` as a promised transaction or, with `dryRun`, exactly so but with nothing kept: the answer is
 * what the real thing would have said.
 */
export function transactOrRehearse<T>(store: Store, dryRun: boolean, change: (tx: Writer) => T): T {
  return dryRun ? store.rehearse(change) : store.transact('promised', change);
}
