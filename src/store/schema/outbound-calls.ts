import { OUTBOUND_RESULTS } from '../../core/outbound-call.ts';
import { check, index, integer, sql, sqliteTable, text, uniqueIndex } from '../drizzle.ts';
import { oneOf } from './checks.ts';
import { leads } from './leads.ts';

/** Calls that the business's own extensions made to the outside, as AMI tells of them. */
export const outboundCalls = sqliteTable(
  'outbound_calls',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    /** Asterisk's Linkedid: one call, whatever is forked, transferred or told twice. */
    linkedId: text('linked_id').notNull(),
    /** Who dialled, e.g. `PJSIP/100`. */
    extension: text('extension').notNull(),
    /** As it was dialled, bounded. */
    dialledRaw: text('dialled_raw').notNull(),
    /** E.164; null where it cannot be read as a number. */
    dialledNumber: text('dialled_number'),
    leadId: integer('lead_id').references(() => leads.id),
    /** `dialed` while it is not known yet what becomes of it. */
    result: text('result', { enum: OUTBOUND_RESULTS }).notNull(),
    dialedAt: integer('dialed_at').notNull(),
    connectedAt: integer('connected_at'),
    /** Null while it goes on. */
    endedAt: integer('ended_at'),
    /** When privacy purge took the number out; null while it has it. */
    erasedAt: integer('erased_at'),
  },
  (t) => [
    uniqueIndex('outbound_calls_linked').on(t.linkedId),
    index('outbound_calls_dialed').on(t.dialedAt),
    index('outbound_calls_lead').on(t.leadId, t.dialedAt),
    index('outbound_calls_number').on(t.dialledNumber, t.dialedAt),
    index('outbound_calls_kept').on(t.dialedAt).where(sql`erased_at IS NULL`),
    index('outbound_calls_open').on(t.id).where(sql`ended_at IS NULL`),
    check('outbound_calls_result', oneOf(t.result, OUTBOUND_RESULTS)),
    check('outbound_calls_connected', sql`(${t.result} = 'connected') = (${t.connectedAt} IS NOT NULL)`),
  ],
);
