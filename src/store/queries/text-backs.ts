import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { and, desc, eq, gt, inArray, isNotNull, lte, ne, notInArray, sql } from '../drizzle.ts';
import { calls, messages } from '../schema.ts';
import type { MessageRow } from './messages.ts';

/** A text-back as the reply rate counts it. */
export interface AnsweredText {
  readonly id: number;
  readonly createdAt: number;
  /** Whether the customer wrote after it: 1 or 0. */
  readonly isAnswered: number;
}

/** How far back among all texts the latest text-backs are looked for. */
const LATEST_ROWS = 5_000;
/** How many texts before a refused one tell whether texts get through at all. */
const NEIGHBOURS = 20;

export function textBackReader(db: BetterSQLite3Database) {
  const ofLead = and(
    eq(messages.leadId, sql.placeholder('leadId')),
    gt(messages.createdAt, sql.placeholder('after')),
    lte(messages.createdAt, sql.placeholder('now')),
  );
  const isTextBack = eq(messages.kind, sql`'text-back'`);
  // By name, see below.
  const isNoTest = sql`NOT EXISTS (SELECT 1 FROM calls WHERE calls.id = messages.call_id AND calls.is_test = 1)`;
  const latest = db
    .select({ createdAt: messages.createdAt })
    .from(messages)
    .where(
      and(
        ofLead,
        isTextBack,
        eq(messages.lineId, sql.placeholder('lineId')),
        isNoTest,
        notInArray(messages.state, ['failed', 'expired', 'cancelled']),
      ),
    )
    .orderBy(desc(messages.createdAt))
    .limit(1)
    .prepare();
  const reply = db
    .select({ id: messages.id })
    .from(messages)
    .where(and(ofLead, eq(messages.direction, sql`'in'`)))
    .limit(1)
    .prepare();
  const waiting = db
    .select()
    .from(messages)
    .where(
      and(
        eq(messages.leadId, sql.placeholder('leadId')),
        gt(messages.createdAt, sql.placeholder('after')),
        isTextBack,
        eq(messages.state, sql`'queued'`),
        isNotNull(messages.notBefore),
      ),
    )
    .prepare();
  const gotThrough = db
    .select({ id: messages.id })
    .from(messages)
    .where(
      and(
        gt(messages.id, sql`${sql.placeholder('id')} - ${sql.raw(String(NEIGHBOURS))}`),
        lte(messages.id, sql.placeholder('id')),
        ne(messages.toNumber, sql.placeholder('number')),
        inArray(messages.state, ['sent', 'delivered']),
      ),
    )
    .limit(1)
    .prepare();
  // Tables by name: of a single table drizzle writes columns without it, which would mean the reply's own.
  const replyAfter = sql<number>`EXISTS (SELECT 1 FROM messages AS reply
    WHERE reply.lead_id = messages.lead_id AND reply.created_at > messages.created_at AND reply.direction = 'in')`;
  const answered = db
    .select({ id: messages.id, createdAt: messages.createdAt, isAnswered: replyAfter })
    .from(messages)
    .where(
      and(
        gt(messages.id, sql`(SELECT max(id) FROM messages) - ${sql.raw(String(LATEST_ROWS))}`),
        lte(messages.createdAt, sql.placeholder('before')),
        isTextBack,
        isNoTest,
        inArray(messages.state, ['sent', 'delivered']),
      ),
    )
    .orderBy(desc(messages.id))
    .limit(sql.placeholder('limit'))
    .prepare();
  const laterAnswered = db
    .select({ id: calls.id })
    .from(calls)
    .where(
      and(
        eq(calls.fromNumber, sql.placeholder('number')),
        gt(calls.arrivedAt, sql.placeholder('after')),
        eq(calls.outcome, sql`'answered'`),
        eq(calls.isTest, sql`0`),
      ),
    )
    .limit(1)
    .prepare();
  return {
    /** When a line's latest text-back to a lead was queued, in (after, now], of those that went out or may still. */
    latestAt: (leadId: number, lineId: number, after: number, now: number): number | null =>
      latest.get({ leadId, lineId, after, now })?.createdAt ?? null,
    /** Whether a lead wrote in (after, now]. */
    isRepliedTo: (leadId: number, after: number, now: number): boolean =>
      reply.get({ leadId, after, now }) !== undefined,
    /** Text-backs to a lead that were queued after `after`, and wait. */
    waiting: (leadId: number, after: number): MessageRow[] => waiting.all({ leadId, after }),
    /** Whether a carrier took one of the texts queued right before message `id` to a number other than `number`. */
    otherGotThrough: (id: number, number: string): boolean => gotThrough.get({ id, number }) !== undefined,
    /** The latest that went out and were queued until `before`, newest first. */
    answered: (limit: number, before: number): AnsweredText[] => answered.all({ limit, before }),
    /** A call from a number that arrived after `after` and was answered. */
    laterAnswered: (number: string, after: number): number | null =>
      laterAnswered.get({ number, after })?.id ?? null,
  };
}
