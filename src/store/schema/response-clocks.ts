import { RESPONSES } from '../../core/response.ts';
import { check, index, integer, sql, sqliteTable, text } from '../drizzle.ts';
import { calls } from './calls.ts';
import { oneOf } from './checks.ts';
import { leads } from './leads.ts';
import { lines } from './lines.ts';
import { users } from './users.ts';

/** How long a missed caller waits for a person. Misses while one is running belong to it. */
export const responseClocks = sqliteTable(
  'response_clocks',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    leadId: integer('lead_id')
      .notNull()
      .references(() => leads.id),
    lineId: integer('line_id')
      .notNull()
      .references(() => lines.id),
    /** The miss that started it. */
    callId: integer('call_id')
      .notNull()
      .references(() => calls.id),
    missedAt: integer('missed_at').notNull(),
    /** Until when a person should have responded: the line's target, counted in its hours; null for no target. */
    targetAt: integer('target_at'),
    /** When it goes to the next person; null where there is nothing more to do. */
    escalatesAt: integer('escalates_at'),
    /** How often it went to the next person. */
    escalations: integer('escalations').notNull().default(0),
    /** When it stopped; null while it runs. */
    endedAt: integer('ended_at'),
    /** Null while it runs, and where nobody responded, e.g. because it was spam. */
    response: text('response', { enum: RESPONSES }),
    /** Who responded; null where that is not known. */
    respondedBy: integer('responded_by').references(() => users.id),
  },
  (t) => [
    index('response_clocks_lead').on(t.leadId, t.missedAt),
    index('response_clocks_running').on(t.leadId).where(sql`ended_at IS NULL`),
    index('response_clocks_due').on(t.escalatesAt).where(sql`escalates_at IS NOT NULL`),
    // Holds all that the scorecard counts of them.
    index('response_clocks_missed').on(t.missedAt, t.lineId, t.leadId, t.targetAt, t.endedAt, t.response),
    check('response_clocks_response', oneOf(t.response, RESPONSES)),
    check('response_clocks_ended', sql`${t.endedAt} IS NOT NULL OR ${t.response} IS NULL`),
    check('response_clocks_over', sql`${t.endedAt} IS NULL OR ${t.escalatesAt} IS NULL`),
    check('response_clocks_by', sql`${t.response} IS NOT NULL OR ${t.respondedBy} IS NULL`),
  ],
);
