import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { notes } from '../schema.ts';

export function noteWriter(db: BetterSQLite3Database) {
  return {
    /** Returns its id. */
    add: (note: Omit<typeof notes.$inferInsert, 'id'>): number =>
      db.insert(notes).values(note).returning({ id: notes.id }).get().id,
  };
}
