import { CONSENT_SOURCES, CONSENT_STATES, REVIEW_VERDICTS } from '../../core/consent.ts';
import { check, index, integer, sql, sqliteTable, text, uniqueIndex } from '../drizzle.ts';
import { oneOf } from './checks.ts';
import { lines } from './lines.ts';
import { messages } from './messages.ts';

/**
 * Every change of consent, kept as evidence; the newest row of a number is in force, for every line of the
 * business. Append only (triggers refuse update and delete): nothing is ever let go of.
 */
export const consents = sqliteTable(
  'consents',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    number: text('number').notNull(),
    state: text('state', { enum: CONSENT_STATES }).notNull(),
    source: text('source', { enum: CONSENT_SOURCES }).notNull(),
    /** The customer's own words, or staff's note. */
    wording: text('wording').notNull(),
    /** The line that was texted; null where it came another way. */
    lineId: integer('line_id').references(() => lines.id),
    /** The text that asked for it. */
    messageId: integer('message_id').references(() => messages.id),
    /** Who recorded it: `customer`, or e.g. `cli:maria`. */
    actor: text('actor').notNull().default('customer'),
    at: integer('at').notNull(),
  },
  (t) => [
    index('consents_number').on(t.number, t.id),
    index('consents_state').on(t.state, t.id),
    check('consents_state', oneOf(t.state, CONSENT_STATES)),
    check('consents_source', oneOf(t.source, CONSENT_SOURCES)),
  ],
);

/** Texts that plainly ask to stop, in other words than the keywords: a person decides. */
export const consentReviews = sqliteTable(
  'consent_reviews',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    number: text('number').notNull(),
    messageId: integer('message_id')
      .notNull()
      .references(() => messages.id),
    askedAt: integer('asked_at').notNull(),
    decidedAt: integer('decided_at'),
    verdict: text('verdict', { enum: REVIEW_VERDICTS }),
    /** Who decided, e.g. `cli:maria`. */
    actor: text('actor'),
  },
  (t) => [
    // One open question a number; the words that came after it are on the timeline.
    uniqueIndex('consent_reviews_open').on(t.number).where(sql`decided_at IS NULL`),
    index('consent_reviews_number').on(t.number),
    check('consent_reviews_verdict', oneOf(t.verdict, REVIEW_VERDICTS)),
    check('consent_reviews_shape', sql`(${t.decidedAt} IS NULL) = (${t.verdict} IS NULL)`),
  ],
);
