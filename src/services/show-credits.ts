import type { Store } from '../store/open-store.ts';
import type { CreditEntry } from '../store/queries/credits.ts';

/** Credits left. */
export function creditBalance(store: Store): number {
  return store.read((reader) => reader.credits.balance());
}

/** The ledger, newest first: at most `limit` entries, those with an id under `before`. */
export function creditHistory(store: Store, limit: number, before?: number): readonly CreditEntry[] {
  return store.read((reader) => reader.credits.history(limit, before));
}
