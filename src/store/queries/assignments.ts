import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { asc, desc, eq, sql } from '../drizzle.ts';
import { assignments, leads } from '../schema.ts';

export type NewAssignment = Omit<typeof assignments.$inferSelect, 'id'>;

export function assignmentReader(db: BetterSQLite3Database) {
  const of = db
    .select({ at: assignments.at, userId: assignments.userId })
    .from(assignments)
    .where(eq(assignments.leadId, sql.placeholder('leadId')))
    .orderBy(desc(assignments.at), desc(assignments.id))
    .limit(sql.placeholder('limit'))
    .prepare();
  const ownedBy = db
    .select({ id: leads.id })
    .from(leads)
    .where(eq(leads.ownerId, sql.placeholder('userId')))
    .orderBy(asc(leads.lastActivityAt))
    .limit(sql.placeholder('limit'))
    .prepare();
  const countOwnedBy = db
    .select({ count: sql<number>`count(*)` })
    .from(leads)
    .where(eq(leads.ownerId, sql.placeholder('userId')))
    .prepare();
  return {
    /** Who owned a lead from when on, newest first; null for nobody. */
    of: (leadId: number, limit: number) => of.all({ leadId, limit }),
    /** Ids of leads that a person owns, merged ones too. */
    ownedBy: (userId: number, limit: number): number[] => ownedBy.all({ userId, limit }).map(({ id }) => id),
    countOwnedBy: (userId: number): number => countOwnedBy.get({ userId })?.count ?? 0,
  };
}

export function assignmentWriter(db: BetterSQLite3Database) {
  return {
    /** Makes somebody, or nobody, a lead's owner. */
    add(assignment: NewAssignment): void {
      db.update(leads).set({ ownerId: assignment.userId }).where(eq(leads.id, assignment.leadId)).run();
      db.insert(assignments).values(assignment).run();
    },
  };
}
