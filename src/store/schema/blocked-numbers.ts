import { BLOCK_TREATMENTS } from '../../core/line-words.ts';
import { check, integer, sql, sqliteTable, text } from '../drizzle.ts';
import { oneOf } from './checks.ts';

/** Callers who ring no phone and are never texted. */
export const blockedNumbers = sqliteTable(
  'blocked_numbers',
  {
    /** E.164; a caller ID that cannot be read as a number is kept as it came. */
    number: text('number').primaryKey(),
    /** Null for the business's own. */
    treatment: text('treatment', { enum: BLOCK_TREATMENTS }),
    /** Why, in somebody's words. */
    note: text('note').notNull(),
    /** Who blocked it, e.g. `cli:maria`. */
    actor: text('actor').notNull(),
    blockedAt: integer('blocked_at').notNull(),
  },
  (t) => [
    check('blocked_numbers_treatment', oneOf(t.treatment, BLOCK_TREATMENTS)),
    check('blocked_numbers_note', sql`length(${t.note}) <= 200`),
  ],
);
