import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { and, asc, eq, inArray, sql } from '../drizzle.ts';
import { leadTags } from '../schema.ts';

/** Who puts tags on a lead, or takes them off, and when. */
export interface TagChange {
  readonly leadId: number;
  readonly tags: readonly string[];
  readonly actor: string;
  readonly at: number;
}

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
    /** Returns how many of them are new. */
    add({ tags, ...change }: TagChange): number {
      const add = (tag: string) =>
        db
          .insert(leadTags)
          .values({ ...change, tag })
          .onConflictDoNothing();
      return tags.reduce((count, tag) => count + add(tag).run().changes, 0);
    },
    /** Returns how many of them were there. */
    remove({ leadId, tags }: TagChange): number {
      if (tags.length === 0) return 0;
      const those = and(eq(leadTags.leadId, leadId), inArray(leadTags.tag, [...tags]));
      return db.delete(leadTags).where(those).run().changes;
    },
  };
}
