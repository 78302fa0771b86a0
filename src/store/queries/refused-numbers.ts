import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { and, eq, gt, lte, sql } from '../drizzle.ts';
import { refusedNumbers } from '../schema.ts';

export type RefusedNumber = typeof refusedNumbers.$inferSelect;

export function refusedNumberReader(db: BetterSQLite3Database) {
  const since = db
    .select()
    .from(refusedNumbers)
    .where(
      and(
        eq(refusedNumbers.number, sql.placeholder('number')),
        gt(refusedNumbers.refusedAt, sql.placeholder('after')),
      ),
    )
    .prepare();
  return {
    /** What a carrier said of a number after `after`. */
    since: (number: string, after: number): RefusedNumber | undefined => since.get({ number, after }),
  };
}

export function refusedNumberWriter(db: BetterSQLite3Database) {
  return {
    learn({ number, why, refusedAt }: RefusedNumber): void {
      db.insert(refusedNumbers)
        .values({ number, why, refusedAt })
        .onConflictDoUpdate({ target: refusedNumbers.number, set: { why, refusedAt } })
        .run();
    },
    forget(number: string): void {
      db.delete(refusedNumbers).where(eq(refusedNumbers.number, number)).run();
    },
    dropBefore(at: number): void {
      db.delete(refusedNumbers).where(lte(refusedNumbers.refusedAt, at)).run();
    },
  };
}
