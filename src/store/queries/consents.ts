import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import type { ConsentState } from '../../core/consent.ts';
import { and, asc, desc, eq, gt, isNull, lt, sql } from '../drizzle.ts';
import { consentReviews, consents, lines, messages } from '../schema.ts';

export type ConsentRow = typeof consents.$inferSelect;
export type NewConsent = typeof consents.$inferInsert;
export type ReviewRow = typeof consentReviews.$inferSelect;

/** A change of consent with the number of the line that was texted, where it came by text. */
export interface ConsentRecord extends ConsentRow {
  readonly lineNumber: string | null;
}

/** One of a list: the newest of a number is in force. */
export interface ListedConsent extends ConsentRecord {
  readonly isInForce: boolean;
}

/** A question that waits for a person, with the words that raised it. */
export interface OpenReview extends Pick<ReviewRow, 'id' | 'number' | 'messageId' | 'askedAt'> {
  readonly wording: string;
}

export function consentReader(db: BetterSQLite3Database) {
  const byId = db
    .select()
    .from(consents)
    .where(eq(consents.id, sql.placeholder('id')))
    .prepare();
  const newest = db
    .select()
    .from(consents)
    .where(eq(consents.number, sql.placeholder('number')))
    .orderBy(desc(consents.id))
    .limit(sql.placeholder('limit'))
    .prepare();
  const columns = {
    id: consents.id,
    number: consents.number,
    state: consents.state,
    source: consents.source,
    wording: consents.wording,
    lineId: consents.lineId,
    messageId: consents.messageId,
    actor: consents.actor,
    at: consents.at,
    lineNumber: lines.number,
  };
  const ofNumber = db
    .select(columns)
    .from(consents)
    .leftJoin(lines, eq(lines.id, consents.lineId))
    .where(eq(consents.number, sql.placeholder('number')))
    .orderBy(desc(consents.id))
    .limit(sql.placeholder('limit'))
    .prepare();

  const isInForce = sql<boolean>`NOT EXISTS (
    SELECT 1 FROM consents AS newer WHERE newer.number = ${consents.number} AND newer.id > ${consents.id}
  )`.mapWith(Boolean);
  const listed = db
    .select({ ...columns, isInForce: isInForce.as('is_in_force') })
    .from(consents)
    .leftJoin(lines, eq(lines.id, consents.lineId))
    .where(lt(consents.id, sql.placeholder('before')))
    .orderBy(desc(consents.id))
    .limit(sql.placeholder('limit'))
    .prepare();
  const inForce = db
    .select(columns)
    .from(consents)
    .leftJoin(lines, eq(lines.id, consents.lineId))
    .where(
      and(
        eq(consents.state, sql.placeholder('state')),
        lt(consents.id, sql.placeholder('before')),
        isInForce,
      ),
    )
    .orderBy(desc(consents.id))
    .limit(sql.placeholder('limit'))
    .prepare();
  const after = db
    .select(columns)
    .from(consents)
    .leftJoin(lines, eq(lines.id, consents.lineId))
    .where(
      and(
        gt(consents.id, sql.placeholder('id')),
        // Not by an index: pages go by id.
        sql`+${consents.at} >= ${sql.placeholder('from')}`,
        sql`+${consents.at} < ${sql.placeholder('to')}`,
      ),
    )
    .orderBy(asc(consents.id))
    .limit(sql.placeholder('limit'))
    .prepare();
  const review = db
    .select()
    .from(consentReviews)
    .where(and(eq(consentReviews.number, sql.placeholder('number')), isNull(consentReviews.decidedAt)))
    .prepare();
  const reviews = db
    .select({
      id: consentReviews.id,
      number: consentReviews.number,
      messageId: consentReviews.messageId,
      askedAt: consentReviews.askedAt,
      wording: messages.body,
    })
    .from(consentReviews)
    .innerJoin(messages, eq(messages.id, consentReviews.messageId))
    .where(and(isNull(consentReviews.decidedAt), gt(consentReviews.number, sql.placeholder('after'))))
    .orderBy(asc(consentReviews.number))
    .limit(sql.placeholder('limit'))
    .prepare();
  return {
    /** The state in force for a number; undefined when it never said anything. */
    current: (number: string): ConsentRow | undefined => newest.get({ number, limit: 1 }),
    byId: (id: number): ConsentRow | undefined => byId.get({ id }),
    /** Newest first. */
    of: (number: string, limit: number): ConsentRecord[] => ofNumber.all({ number, limit }),
    /** The latest changes of all numbers, newest first, those with an id under `before`, and which of them count now. */
    listed: (limit: number, before: number = Number.MAX_SAFE_INTEGER): ListedConsent[] =>
      listed.all({ limit, before }),
    /** What counts now of those who said this last, newest first, those with an id under `before`. */
    inForce: (
      state: ConsentState,
      limit: number,
      before: number = Number.MAX_SAFE_INTEGER,
    ): ListedConsent[] => inForce.all({ state, limit, before }).map((row) => ({ ...row, isInForce: true })),
    /** Changes in the order in which they were recorded, those after `id`, made in [from, to). */
    after: (
      id: number,
      { from, to }: { readonly from: number; readonly to: number },
      limit: number,
    ): ConsentRecord[] => after.all({ id, from, to, limit }),
    /** Whether a number wrote something like "please stop" that nobody has decided on. */
    reviewOf: (number: string): ReviewRow | undefined => review.get({ number }),
    /** What waits for a decision, by number, those after the number `after`. */
    openReviews: (limit: number, after = ''): OpenReview[] => reviews.all({ limit, after }),
  };
}

export function consentWriter(db: BetterSQLite3Database) {
  return {
    /** Returns its id. */
    record: (entry: NewConsent): number =>
      db.insert(consents).values(entry).returning({ id: consents.id }).get().id,
    /** Asks for a decision, unless one is asked for already. Returns whether it is a new question. */
    openReview: (review: Pick<ReviewRow, 'number' | 'messageId' | 'askedAt'>): boolean =>
      db.insert(consentReviews).values(review).onConflictDoNothing().run().changes === 1,
    closeReview(id: number, decision: Pick<ReviewRow, 'decidedAt' | 'verdict' | 'actor'>): void {
      db.update(consentReviews).set(decision).where(eq(consentReviews.id, id)).run();
    },
  };
}
