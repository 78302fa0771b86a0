import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { desc, eq, sql } from '../drizzle.ts';
import { consents } from '../schema.ts';

export type ConsentRow = typeof consents.$inferSelect;

export function consentReader(db: BetterSQLite3Database) {
  const newest = db
    .select()
    .from(consents)
    .where(eq(consents.number, sql.placeholder('number')))
    .orderBy(desc(consents.id))
    .limit(sql.placeholder('limit'))
    .prepare();
  return {
    /** The state in force for a number; undefined when it never said anything. */
    current: (number: string): ConsentRow | undefined => newest.get({ number, limit: 1 }),
    /** Newest first. */
    of: (number: string, limit: number): ConsentRow[] => newest.all({ number, limit }),
  };
}

export function consentWriter(db: BetterSQLite3Database) {
  return {
    record(entry: Omit<ConsentRow, 'id'>): void {
      db.insert(consents).values(entry).run();
    },
  };
}
