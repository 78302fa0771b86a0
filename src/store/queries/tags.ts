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
  const next = db
    .select({ tag: leadTags.tag })
    .from(leadTags)
    .where(sql`${leadTags.tag} > ${sql.placeholder('after')}`)
    .orderBy(asc(leadTags.tag))
    .limit(1)
    .prepare();
  return {
    /** Tags in use, by the alphabet: each is one step in the index, however many leads have it. */
    all(limit: number): string[] {
      const tags: string[] = [];
      while (tags.length < limit) {
        const found = next.get({ after: tags.at(-1) ?? '' });
        if (found === undefined) break;
        tags.push(found.tag);
      }
      return tags;
    },
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
