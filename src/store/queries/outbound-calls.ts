import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { and, asc, desc, eq, gt, isNull, lt, sql } from '../drizzle.ts';
import { outboundCalls } from '../schema.ts';

export type OutboundCallRow = typeof outboundCalls.$inferSelect;
export type NewOutboundCall = Pick<
  OutboundCallRow,
  'linkedId' | 'extension' | 'dialledRaw' | 'dialledNumber' | 'leadId' | 'dialedAt'
>;

export function outboundCallReader(db: BetterSQLite3Database) {
  const byId = db
    .select()
    .from(outboundCalls)
    .where(eq(outboundCalls.id, sql.placeholder('id')))
    .prepare();
  const byLinkedId = db
    .select()
    .from(outboundCalls)
    .where(eq(outboundCalls.linkedId, sql.placeholder('linkedId')))
    .prepare();
  const open = db
    .select()
    .from(outboundCalls)
    .where(isNull(outboundCalls.endedAt))
    .orderBy(asc(outboundCalls.id))
    .prepare();
  const newest = db
    .select()
    .from(outboundCalls)
    .where(lt(outboundCalls.id, sql.placeholder('before')))
    .orderBy(desc(outboundCalls.id))
    .limit(sql.placeholder('limit'))
    .prepare();
  const connected = db
    .select({ id: outboundCalls.id })
    .from(outboundCalls)
    .where(
      and(
        eq(outboundCalls.dialledNumber, sql.placeholder('number')),
        gt(outboundCalls.dialedAt, sql.placeholder('dialedAfter')),
        gt(outboundCalls.connectedAt, sql.placeholder('after')),
      ),
    )
    .limit(1)
    .prepare();
  return {
    byId: (id: number): OutboundCallRow | undefined => byId.get({ id }),
    byLinkedId: (linkedId: string): OutboundCallRow | undefined => byLinkedId.get({ linkedId }),
    /** Every call that has not ended, oldest first. */
    open: (): OutboundCallRow[] => open.all(),
    /** Newest first, those with an id under `before`. */
    newest: (limit: number, before: number = Number.MAX_SAFE_INTEGER): OutboundCallRow[] =>
      newest.all({ limit, before }),
    /** A call to a number that was connected after `after`, of those dialled after `dialedAfter`. */
    connectedAfter: (number: string, after: number, dialedAfter: number): number | null =>
      connected.get({ number, after, dialedAfter })?.id ?? null,
  };
}

export function outboundCallWriter(db: BetterSQLite3Database) {
  return {
    add: (call: NewOutboundCall): OutboundCallRow =>
      db
        .insert(outboundCalls)
        .values({ ...call, result: 'dialed' })
        .returning()
        .get(),
    change(id: number, change: Partial<Pick<OutboundCallRow, 'result' | 'connectedAt' | 'endedAt'>>): void {
      db.update(outboundCalls).set(change).where(eq(outboundCalls.id, id)).run();
    },
  };
}
