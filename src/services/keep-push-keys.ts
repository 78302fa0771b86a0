import type { Millis } from '../core/clock.ts';
import type { PushKeys } from '../core/push-subscription.ts';
import type { Store } from '../store/open-store.ts';

/** With what push services know this textback; `make` makes them where there are none yet. */
export function keepPushKeys(store: Store, make: () => PushKeys, now: Millis): PushKeys {
  const known = store.read((reader) => reader.push.keys());
  if (known !== undefined) return known;
  return store.transact('promised', (tx) => {
    const meanwhile = tx.push.keys();
    if (meanwhile !== undefined) return meanwhile;
    const made = make();
    tx.push.setKeys({ ...made, createdAt: now });
    return made;
  });
}
