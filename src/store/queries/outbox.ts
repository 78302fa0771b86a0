import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { and, asc, eq, gt, inArray, isNotNull, lte, min, sql } from '../drizzle.ts';
import { messages } from '../schema.ts';
import type { MessageRow } from './messages.ts';

/** The states in which a message waits for its time. */
const WAITING = ['queued', 'unknown'] as const;

/** Which of the messages whose time has come can be sent now. */
export interface Sendable {
  /** Names of the gateways that are up: what is bound to one of them can go. */
  readonly up: readonly string[];
  /** Whether what is bound to none can go, of lines that name no gateways of their own. */
  readonly isOpen: boolean;
  /** Ids of the lines that name their own, and of those among them that can send. */
  readonly ownLines: readonly number[];
  readonly openLines: readonly number[];
  /** Recipients to whom something is under way. */
  readonly busy: readonly string[];
  /** A text that was first tried, or was due, before this holds no later one up any more. */
  readonly heldSince: number;
}

export function outboxReader(db: BetterSQLite3Database) {
  const nextDue = db
    .select({ at: min(messages.notBefore) })
    .from(messages)
    .where(and(gt(messages.notBefore, sql.placeholder('after')), inArray(messages.state, WAITING)))
    .prepare();
  const firstDue = db.select({ id: messages.id }).from(messages).where(isDue()).limit(1).prepare();
  const due = db
    .select()
    .from(messages)
    .where(and(isDue(), gt(messages.expiresAt, sql.placeholder('now')), canGo(), isHisTurn()))
    .orderBy(asc(messages.notBefore), asc(messages.id))
    .limit(sql.placeholder('limit'))
    .prepare();
  const tooLate = db
    .select()
    .from(messages)
    .where(
      and(
        isNotNull(messages.notBefore),
        lte(messages.expiresAt, sql.placeholder('now')),
        inArray(messages.state, WAITING),
      ),
    )
    .limit(sql.placeholder('limit'))
    .prepare();
  const waiting = db
    .select({ gateway: messages.gateway, count: sql<number>`count(*)` })
    .from(messages)
    .where(isNotNull(messages.notBefore))
    .groupBy(messages.gateway)
    .prepare();
  const oldest = db
    .select({ at: min(messages.notBefore) })
    .from(messages)
    .where(isNotNull(messages.notBefore))
    .prepare();
  const depth = db
    .select({ id: messages.id })
    .from(messages)
    .where(isNotNull(messages.notBefore))
    .limit(sql.placeholder('limit'));
  const depthUpTo = db.select({ count: sql<number>`count(*)` }).from(depth.as('waiting')).prepare();
  const waitingTo = db
    .select()
    .from(messages)
    .where(
      and(
        eq(messages.toNumber, sql.placeholder('number')),
        isNotNull(messages.notBefore),
        inArray(messages.state, WAITING),
      ),
    )
    .prepare();
  return {
    /** What waits to be sent to a number, or to be sent once more; not what is being sent. */
    waitingTo: (number: string): MessageRow[] => waitingTo.all({ number }),
    /** Since when the text that has waited for the longest is due; null where none waits. */
    oldestDueAt: (): number | null => oldest.get()?.at ?? null,
    /** How many messages are in the outbox; no more than `limit` are counted. */
    depth: (limit: number): number => depthUpTo.get({ limit })?.count ?? 0,
    /** The earliest time after `after` at which a message may be tried; null when none waits for one. */
    nextDueAt: (after = 0): number | null => nextDue.get({ after })?.at ?? null,
    /** Whether the time of some message has come, sendable or not. */
    isAnyDue: (now: number): boolean => firstDue.get({ now }) !== undefined,
    /**
     * Up to `limit` messages that can be sent now, oldest first. A text waits for an earlier one to the same
     * recipient that is due or was tried; but not for ever, and not once it was tried itself.
     */
    due: (now: number, limit: number, sendable: Sendable): MessageRow[] =>
      due.all({
        now,
        limit,
        isOpen: sendable.isOpen ? 1 : 0,
        heldSince: sendable.heldSince,
        up: JSON.stringify(sendable.up),
        busy: JSON.stringify(sendable.busy),
        ownLines: JSON.stringify(sendable.ownLines),
        openLines: JSON.stringify(sendable.openLines),
      }),
    /** Up to `limit` messages that wait in vain: their time is over. */
    tooLate: (now: number, limit: number): MessageRow[] => tooLate.all({ now, limit }),
    /** How many messages are in the outbox, by the gateway that they were tried at; null: at none yet. */
    waitingByGateway: (): { readonly gateway: string | null; readonly count: number }[] => waiting.all(),
  };
}

export function outboxWriter(db: BetterSQLite3Database) {
  const announce = db
    .update(messages)
    .set({
      state: 'sending',
      attempts: sql`${messages.attempts} + 1`,
      triedAt: sql`coalesce(${messages.triedAt}, ${sql.placeholder('now')})`,
      announcedBoot: sql`${sql.placeholder('bootId')}`,
      gateway: sql`${sql.placeholder('gateway')}`,
      gatewaySince: sql`${sql.placeholder('gatewaySince')}`,
    })
    .where(eq(messages.id, sql.placeholder('id')))
    .prepare();
  const write = db
    .update(messages)
    .set({ announcedBoot: null })
    .where(
      and(
        eq(messages.id, sql.placeholder('id')),
        eq(messages.state, sql`'sending'`),
        eq(messages.attempts, sql.placeholder('attempts')),
      ),
    )
    .prepare();
  const abandoned = db
    .select()
    .from(messages)
    .where(and(isNotNull(messages.notBefore), eq(messages.state, sql`'sending'`)))
    .prepare();
  return {
    /** Marks a message as being sent. */
    announce(
      id: number,
      to: { readonly gateway: string; readonly gatewaySince: number },
      bootId: string | null,
      now: number,
    ): void {
      announce.run({ id, gateway: to.gateway, gatewaySince: to.gatewaySince, bootId, now });
    },
    /**
     * Marks it as being written: from here on it may have gone out. False where the announcement that made it this
     * many attempts no longer stands.
     */
    write: (id: number, attempts: number): boolean => write.run({ id, attempts }).changes > 0,
    /** Messages that were being sent when the daemon died. Only to be asked before the outbox runs. */
    abandoned: (): MessageRow[] => abandoned.all(),
  };
}

function isDue() {
  return and(
    isNotNull(messages.notBefore),
    lte(messages.notBefore, sql.placeholder('now')),
    inArray(messages.state, WAITING),
  );
}

/** A gateway is there for it. */
function canGo() {
  const line = sql`coalesce(${messages.lineId}, 0)`;
  return sql`CASE
    WHEN ${messages.boundTo} IS NOT NULL THEN ${messages.boundTo} IN (SELECT value FROM json_each(${sql.placeholder('up')}))
    WHEN ${line} IN (SELECT value FROM json_each(${sql.placeholder('ownLines')}))
      THEN ${line} IN (SELECT value FROM json_each(${sql.placeholder('openLines')}))
    ELSE ${sql.placeholder('isOpen')} END`;
}

function isHisTurn() {
  const heldSince = sql.placeholder('heldSince');
  return sql`${messages.toNumber} NOT IN (SELECT value FROM json_each(${sql.placeholder('busy')}))
    AND (${messages.attempts} > 0 OR NOT EXISTS (
      SELECT 1 FROM messages AS earlier
      WHERE earlier.to_number = ${messages.toNumber} AND earlier.id < ${messages.id} AND earlier.not_before IS NOT NULL
        AND CASE WHEN earlier.tried_at IS NULL
          THEN earlier.not_before <= ${sql.placeholder('now')} AND ${messages.notBefore} > ${heldSince}
          ELSE earlier.tried_at > ${heldSince} END))`;
}
