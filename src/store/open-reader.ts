import Database from 'better-sqlite3';
import { drizzle } from './drizzle.ts';
import type { Store } from './open-store.ts';
import { createReader } from './queries.ts';

/**
 * Opens a database that `openStore` has made and migrated, for reading only: for a thread beside the one that writes.
 * @throws where there is none
 */
export function openReader(path: string): Pick<Store, 'read' | 'close'> {
  const client = new Database(path, { readonly: true, fileMustExist: true });
  const reader = createReader(drizzle(client));
  return {
    read: (query) => client.transaction(() => query(reader)).deferred(),
    close: () => client.close(),
  };
}
