import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { and, asc, desc, eq, isNull, lte, sql } from '../drizzle.ts';
import { preparedByShape } from '../prepared-by-shape.ts';
import { responseClocks, users } from '../schema.ts';

export type ResponseClockRow = typeof responseClocks.$inferSelect;
export type NewResponseClock = Pick<
  ResponseClockRow,
  'leadId' | 'lineId' | 'callId' | 'missedAt' | 'targetAt' | 'escalatesAt'
>;

export function responseClockReader(db: BetterSQLite3Database) {
  const running = db
    .select()
    .from(responseClocks)
    .where(and(eq(responseClocks.leadId, sql.placeholder('leadId')), isNull(responseClocks.endedAt)))
    .prepare();
  const latest = db
    .select({ clock: responseClocks, by: users.name })
    .from(responseClocks)
    .leftJoin(users, eq(users.id, responseClocks.respondedBy))
    .where(eq(responseClocks.leadId, sql.placeholder('leadId')))
    .orderBy(desc(responseClocks.missedAt), desc(responseClocks.id))
    .limit(1)
    .prepare();
  const due = db
    .select()
    .from(responseClocks)
    .where(lte(responseClocks.escalatesAt, sql.placeholder('now')))
    .orderBy(asc(responseClocks.escalatesAt))
    .limit(sql.placeholder('limit'))
    .prepare();
  return {
    /** Those of a lead that run: one, and another where the lead was merged with one that was missed too. */
    running: (leadId: number): ResponseClockRow[] => running.all({ leadId }),
    /** A lead's latest, with who responded. */
    latest: (leadId: number) => latest.get({ leadId }),
    /** Those that go to the next person until `now`, the longest overdue first. */
    due: (now: number, limit: number): ResponseClockRow[] => due.all({ now, limit }),
  };
}

export function responseClockWriter(db: BetterSQLite3Database) {
  const insert = preparedByShape((row: NewResponseClock) => db.insert(responseClocks).values(row).prepare());
  return {
    start(clock: NewResponseClock): void {
      insert(clock).run(clock);
    },
    change(id: number, change: Partial<Omit<ResponseClockRow, 'id'>>): void {
      db.update(responseClocks).set(change).where(eq(responseClocks.id, id)).run();
    },
  };
}
