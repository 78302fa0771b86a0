import { check, index, integer, sql, sqliteTable, text, uniqueIndex } from '../drizzle.ts';
import { oneOf } from './checks.ts';
import { messages } from './messages.ts';

export const CREDIT_KINDS = ['top-up', 'reserve', 'settle', 'release', 'adjust'] as const;

/**
 * The ledger: append only (triggers refuse update and delete), each entry once (unique key), never
 * below zero (CHECK). `balanceAfter` is the running sum, so the balance is one index look-up.
 */
export const creditEntries = sqliteTable(
  'credit_entries',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    kind: text('kind', { enum: CREDIT_KINDS }).notNull(),
    delta: integer('delta').notNull(),
    balanceAfter: integer('balance_after').notNull(),
    /** Makes the entry idempotent: `reserve:message:7`, `close:message:7`, `top-up:INVOICE-7`, `adjust:…`. */
    key: text('key').notNull(),
    messageId: integer('message_id').references(() => messages.id),
    note: text('note').notNull(),
    actor: text('actor').notNull(),
    at: integer('at').notNull(),
  },
  (t) => [
    uniqueIndex('credit_entries_key').on(t.key),
    index('credit_entries_message').on(t.messageId),
    // Holds all that a forecast sums up.
    index('credit_entries_spent').on(t.at, t.kind, t.delta),
    check('credit_entries_kind', oneOf(t.kind, CREDIT_KINDS)),
    check('credit_entries_balance', sql`${t.balanceAfter} >= 0`),
    check(
      'credit_entries_delta',
      sql`(${t.kind} IN ('top-up', 'release') AND ${t.delta} > 0) OR (${t.kind} = 'reserve' AND ${t.delta} < 0) OR (${t.kind} = 'settle' AND ${t.delta} = 0) OR (${t.kind} = 'adjust' AND ${t.delta} <> 0)`,
    ),
  ],
);
