import type { Store } from '../store/open-store.ts';

/** Tags that leads have, by the alphabet; at most `limit`. */
export function listTags(store: Store, limit: number): readonly string[] {
  return store.read((reader) => reader.tags.all(limit));
}
