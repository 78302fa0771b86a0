import { CAPS } from '../../core/caps.ts';
import { check, index, integer, sqliteTable, text } from '../drizzle.ts';
import { calls } from './calls.ts';
import { oneOf } from './checks.ts';

/** What the caps count: one row a text-back queued, let go of once no cap's window reaches back to it. */
export const countedTexts = sqliteTable(
  'counted_texts',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    number: text('number').notNull(),
    /** As `prefixOf` says. */
    prefix: text('prefix').notNull(),
    at: integer('at').notNull(),
  },
  (t) => [
    index('counted_texts_number').on(t.number, t.at),
    index('counted_texts_prefix').on(t.prefix, t.at),
    index('counted_texts_at').on(t.at),
  ],
);

/** Text-backs that a cap holds: somebody sends or drops them, or their time runs out. */
export const heldTexts = sqliteTable(
  'held_texts',
  {
    callId: integer('call_id')
      .primaryKey()
      .references(() => calls.id),
    cap: text('cap', { enum: CAPS }).notNull(),
    fromNumber: text('from_number').notNull(),
    toNumber: text('to_number').notNull(),
    body: text('body').notNull(),
    heldAt: integer('held_at').notNull(),
    notBefore: integer('not_before').notNull(),
    expiresAt: integer('expires_at').notNull(),
  },
  (t) => [
    index('held_texts_number').on(t.toNumber),
    index('held_texts_expiry').on(t.expiresAt),
    check('held_texts_cap', oneOf(t.cap, CAPS)),
  ],
);

/** Numbers of which a carrier said that they can receive no text; believed for `REFUSAL_COUNTS_MS`. */
export const refusedNumbers = sqliteTable(
  'refused_numbers',
  {
    number: text('number').primaryKey(),
    /** The carrier's words. */
    why: text('why').notNull(),
    refusedAt: integer('refused_at').notNull(),
  },
  (t) => [index('refused_numbers_at').on(t.refusedAt)],
);
