import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { and, asc, eq, isNull, sql } from '../drizzle.ts';
import { lineOwners, lines, users } from '../schema.ts';

/** Somebody who looks after a line's missed calls. */
export interface LineOwner {
  readonly userId: number;
  readonly name: string;
  /** As `parseWeek` reads it; null for always. */
  readonly hours: string | null;
}

export function lineOwnerReader(db: BetterSQLite3Database) {
  const of = db
    .select({ userId: lineOwners.userId, name: users.name, hours: lineOwners.hours })
    .from(lineOwners)
    .innerJoin(users, eq(users.id, lineOwners.userId))
    .where(eq(lineOwners.lineId, sql.placeholder('lineId')))
    .orderBy(asc(lineOwners.position))
    .prepare();
  const linesOf = db
    .select({ number: lines.number })
    .from(lineOwners)
    .innerJoin(lines, and(eq(lines.id, lineOwners.lineId), isNull(lines.removedAt)))
    .where(eq(lineOwners.userId, sql.placeholder('userId')))
    .orderBy(asc(lineOwners.lineId))
    .limit(1000)
    .prepare();
  return {
    /** In order; a service keeps them few. */
    of: (lineId: number): LineOwner[] => of.all({ lineId }),
    /** Numbers of the lines in service that a person looks after. */
    linesOf: (userId: number): string[] => linesOf.all({ userId }).map(({ number }) => number),
  };
}

export function lineOwnerWriter(db: BetterSQLite3Database) {
  return {
    /** Replaces all of a line. */
    replace(lineId: number, owners: readonly Pick<LineOwner, 'userId' | 'hours'>[]): void {
      db.delete(lineOwners).where(eq(lineOwners.lineId, lineId)).run();
      if (owners.length === 0) return;
      db.insert(lineOwners)
        .values(owners.map(({ userId, hours }, position) => ({ lineId, position, userId, hours })))
        .run();
    },
    /** Takes a person off every line. */
    dropUser(userId: number): void {
      db.delete(lineOwners).where(eq(lineOwners.userId, userId)).run();
    },
  };
}
