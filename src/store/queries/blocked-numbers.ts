import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { asc, eq, gt, sql } from '../drizzle.ts';
import { blockedNumbers } from '../schema.ts';

export type BlockRow = typeof blockedNumbers.$inferSelect;

export function blockedNumberReader(db: BetterSQLite3Database) {
  const byKey = db
    .select()
    .from(blockedNumbers)
    .where(eq(blockedNumbers.number, sql.placeholder('number')))
    .prepare();
  const after = db
    .select()
    .from(blockedNumbers)
    .where(gt(blockedNumbers.number, sql.placeholder('after')))
    .orderBy(asc(blockedNumbers.number))
    .limit(sql.placeholder('limit'))
    .prepare();
  const count = db.select({ count: sql<number>`count(*)` }).from(blockedNumbers).prepare();
  return {
    /** The entry under E.164, or what `blockKeyOf` says. */
    of: (number: string): BlockRow | undefined => byKey.get({ number }),
    /** In the order of the numbers, those after the number `last`. */
    list: (limit: number, last = ''): BlockRow[] => after.all({ limit, after: last }),
    /** The list is bounded, see `MOST_BLOCKED`: counting it is cheap. */
    count: (): number => count.get()?.count ?? 0,
  };
}

export function blockedNumberWriter(db: BetterSQLite3Database) {
  return {
    /** Blocks a number, or changes what its entry says. */
    put(row: BlockRow): void {
      const { number, ...rest } = row;
      db.insert(blockedNumbers)
        .values({ number, ...rest })
        .onConflictDoUpdate({ target: blockedNumbers.number, set: rest })
        .run();
    },
    remove(number: string): void {
      db.delete(blockedNumbers).where(eq(blockedNumbers.number, number)).run();
    },
  };
}
