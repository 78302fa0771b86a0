import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { and, eq, isNotNull, lte, sql } from '../drizzle.ts';
import { keptAnswers } from '../schema.ts';

export type KeptAnswerRow = typeof keptAnswers.$inferSelect;

/** So many rows at most, whatever programs do: about 50 MB. */
const MOST_KEPT = 50_000;

export function keptAnswerReader(db: BetterSQLite3Database) {
  const of = db
    .select()
    .from(keptAnswers)
    .where(and(eq(keptAnswers.asker, sql.placeholder('asker')), eq(keptAnswers.key, sql.placeholder('key'))))
    .prepare();
  return {
    of: (asker: string, key: string): KeptAnswerRow | undefined => of.get({ asker, key }),
  };
}

export function keptAnswerWriter(db: BetterSQLite3Database) {
  return {
    /** Lets go of the oldest where there are too many. */
    keep(kept: Omit<KeptAnswerRow, 'id'>): void {
      const { id } = db.insert(keptAnswers).values(kept).returning({ id: keptAnswers.id }).get();
      db.delete(keptAnswers)
        .where(lte(keptAnswers.id, id - MOST_KEPT))
        .run();
    },
    drop(id: number): void {
      db.delete(keptAnswers).where(eq(keptAnswers.id, id)).run();
    },
    dropBefore(at: number): void {
      db.delete(keptAnswers).where(lte(keptAnswers.at, at)).run();
    },
    /** That something was done stays known, what was answered does not. */
    forgetAnswers(): void {
      db.update(keptAnswers).set({ answer: null }).where(isNotNull(keptAnswers.answer)).run();
    },
  };
}
