import type { Millis } from '../core/clock.ts';
import type { Store } from '../store/open-store.ts';

/** Beside the business's settings, but none that a person sets. */
const NAME = 'installation';

/** What tells this textback from every other; `newId` becomes it where there is none yet. */
export function identifyInstallation(store: Store, newId: string, now: Millis): string {
  return store.transact('promised', (tx) => {
    const known = tx.settings.stored().get(NAME);
    if (known !== undefined) return known;
    tx.settings.set(NAME, newId, now);
    return newId;
  });
}
