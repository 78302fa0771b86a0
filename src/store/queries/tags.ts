import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { and, asc, eq, sql } from '../drizzle.ts';
import { leadTags } from '../schema.ts';

export function tagReader(db: BetterSQLite3Database) {
  const of = db
    .select({ tag: leadTags.tag })
    .from(leadTags)
    .where(eq(leadTags.leadId, sql.placeholder('leadId')))
    .orderBy(asc(leadTags.tag))
    .limit(100)
    .prepare();
  return {
    /** A lead's tags, by the alphabet; 100 at most. */
    of: (leadId: number): string[] => of.all({ leadId }).map(({ tag }) => tag),
  };
}

export function tagWriter(db: BetterSQLite3Database) {
  return {
    /** Returns whether it is new. */
    add: (tag: typeof leadTags.$inferInsert): boolean =>
      db.insert(leadTags).values(tag).onConflictDoNothing().run().changes === 1,
    /** Returns whether it was there. */
    remove: (leadId: number, tag: string): boolean =>
      db
        .delete(leadTags)
        .where(and(eq(leadTags.leadId, leadId), eq(leadTags.tag, tag)))
        .run().changes === 1,
  };
}
