import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { lt, sql } from '../drizzle.ts';
import { seenTexts } from '../schema.ts';

export function seenTextWriter(db: BetterSQLite3Database) {
  const mark = db
    .insert(seenTexts)
    .values({ dedupeKey: sql.placeholder('dedupeKey'), seenAt: sql.placeholder('seenAt') })
    .onConflictDoNothing()
    .prepare();
  const dropBefore = db
    .delete(seenTexts)
    .where(lt(seenTexts.seenAt, sql.placeholder('at')))
    .prepare();
  return {
    /** Whether it is the first of its name. */
    mark: (dedupeKey: string, seenAt: number): boolean => mark.run({ dedupeKey, seenAt }).changes > 0,
    /** Lets go of names not seen since. Returns how many. */
    dropBefore: (at: number): number => dropBefore.run({ at }).changes,
  };
}
