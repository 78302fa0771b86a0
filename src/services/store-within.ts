import type { Store } from '../store/open-store.ts';
import type { Writer } from '../store/queries.ts';

/**
 * A store whose every transaction is a part of this one: what several services do stands, or falls, together.
 * Nothing can be rehearsed in it.
 */
export function storeWithin(store: Store, tx: Writer): Store {
  return {
    ...store,
    read: (query) => query(tx),
    transact: (_durability, change) => change(tx),
    rehearse: () => {
      throw new Error('a change that is under way cannot be rehearsed');
    },
  };
}
