import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { and, asc, eq, inArray, isNotNull, lte, min, sql } from '../drizzle.ts';
import { messages } from '../schema.ts';
import type { MessageRow } from './messages.ts';

/** The states in which a message waits for its time. */
const WAITING = ['queued', 'unknown'] as const;

export function outboxReader(db: BetterSQLite3Database) {
  const nextDue = db
    .select({ at: min(messages.notBefore) })
    .from(messages)
    .where(and(isNotNull(messages.notBefore), inArray(messages.state, WAITING)))
    .prepare();
  return {
    /** When the next message may be tried; null when none waits. */
    nextDueAt: (): number | null => nextDue.get()?.at ?? null,
  };
}

export function outboxWriter(db: BetterSQLite3Database) {
  const due = db
    .select()
    .from(messages)
    .where(
      and(
        isNotNull(messages.notBefore),
        lte(messages.notBefore, sql.placeholder('now')),
        inArray(messages.state, WAITING),
      ),
    )
    .orderBy(asc(messages.notBefore), asc(messages.id))
    .limit(sql.placeholder('limit'))
    .prepare();
  const claim = db
    .update(messages)
    .set({ state: 'sending', attempts: sql`${messages.attempts} + 1` })
    .where(eq(messages.id, sql.placeholder('id')))
    .returning()
    .prepare();
  const abandoned = db
    .select()
    .from(messages)
    .where(and(isNotNull(messages.notBefore), eq(messages.state, sql`'sending'`)))
    .prepare();
  return {
    /** Up to `limit` messages whose time has come, oldest first. */
    due: (now: number, limit: number): MessageRow[] => due.all({ now, limit }),
    /** Marks a message as being sent. */
    claim: (id: number): MessageRow => claim.get({ id }),
    /** Messages that were being sent when the daemon died. Only to be asked before the outbox runs. */
    abandoned: (): MessageRow[] => abandoned.all(),
  };
}
