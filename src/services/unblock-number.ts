import type { Millis } from '../core/clock.ts';
import type { Country } from '../core/phone.ts';
import type { Store } from '../store/open-store.ts';
import type { BlockRow } from '../store/queries/blocked-numbers.ts';
import { blockKey } from './show-blocked.ts';
import { transactOrRehearse } from './transact-or-rehearse.ts';

/** The entry as it was; null where the caller was not blocked. */
export interface UnblockedNumber {
  readonly number: string;
  readonly block: BlockRow | null;
}

/** Takes a caller off the block list, from the next call on. Texts that were called off stay so. */
export function unblockNumber(
  store: Store,
  request: { readonly number: string; readonly dryRun: boolean },
  country: Country,
  actor: string,
  now: Millis,
): UnblockedNumber {
  const number = blockKey(request.number, country) ?? request.number.trim();
  return transactOrRehearse(store, request.dryRun, (tx) => {
    const block = tx.blockedNumbers.of(number) ?? null;
    if (block !== null) {
      tx.blockedNumbers.remove(number);
      const subject = `block:${number}`;
      tx.audit.record({ at: now, actor, action: 'unblock', subject, before: block, after: null });
    }
    return { number, block };
  });
}
