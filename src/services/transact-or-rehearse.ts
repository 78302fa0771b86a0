import type { Store } from '../store/open-store.ts';
import type { Writer } from '../store/queries.ts';

/**
 * Runs `change` as a promised transaction or, with `dryRun`, exactly so but with nothing kept: the answer is
 * what the real thing would have said.
 */
export function transactOrRehearse<T>(store: Store, dryRun: boolean, change: (tx: Writer) => T): T {
  if (!dryRun) return store.transact('promised', change);
  const rollBack = new Error('rehearsed');
  let rehearsed: { readonly result: T } | null = null;
  try {
    store.transact('promised', (tx) => {
      rehearsed = { result: change(tx) };
      throw rollBack;
    });
  } catch (error) {
    if (error !== rollBack || rehearsed === null) throw error;
  }
  return resultOf(rehearsed);
}

function resultOf<T>(rehearsed: { readonly result: T } | null): T {
  if (rehearsed === null) throw new Error('a rehearsal ended without a result');
  return rehearsed.result;
}
