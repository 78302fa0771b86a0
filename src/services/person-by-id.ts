import type { Store } from '../store/open-store.ts';
import type { Rejection } from './rejection.ts';
import { type UserView, userView } from './show-user.ts';

/** One of the people of the business, who has not been removed. */
export function personById(
  store: Store,
  id: number,
): { readonly kind: 'person'; readonly user: UserView } | Rejection {
  return store.read((reader) => {
    const user = reader.users.byId(id);
    if (user !== undefined && user.removedAt === null)
      return { kind: 'person', user: userView(reader, user) };
    return {
      kind: 'not-found',
      problem: `There is no person ${id} any more.`,
      remedy: 'See `textback user list`.',
    };
  });
}

/** How many leads they look after, which somebody takes over when they go. */
export function countLeadsOf(store: Store, id: number): number {
  return store.read((reader) => reader.assignments.countOwnedBy(id));
}
