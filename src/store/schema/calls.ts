import type { Call } from '../../core/call.ts';
import { LEG_ENDS, OUTCOMES } from '../../core/call.ts';
import { check, index, integer, sql, sqliteTable, text, uniqueIndex } from '../drizzle.ts';
import { oneOf } from './checks.ts';
import { leads } from './leads.ts';
import { lines } from './lines.ts';

export const calls = sqliteTable(
  'calls',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    /** Asterisk's id of the caller's channel: one call, whatever is told twice. */
    callerChannelId: text('caller_channel_id').notNull(),
    lineId: integer('line_id')
      .notNull()
      .references(() => lines.id),
    leadId: integer('lead_id').references(() => leads.id),
    /** The caller ID as it came, bounded; `''` when withheld. */
    fromRaw: text('from_raw').notNull(),
    /** E.164, or null where the caller ID cannot be read as a number. */
    fromNumber: text('from_number'),
    fromName: text('from_name').notNull(),
    state: text('state', { enum: ['ringing', 'connected', 'wrapping-up', 'ended'] }).notNull(),
    outcome: text('outcome', { enum: OUTCOMES }),
    arrivedAt: integer('arrived_at').notNull(),
    bridgedAt: integer('bridged_at'),
    finishedAt: integer('finished_at'),
    /** The whole state of the call machine while the call is open; null once it has ended. */
    machine: text('machine', { mode: 'json' }).$type<Call>(),
  },
  (t) => [
    uniqueIndex('calls_caller_channel').on(t.callerChannelId),
    index('calls_arrived').on(t.arrivedAt),
    index('calls_line_arrived').on(t.lineId, t.arrivedAt),
    index('calls_lead_arrived').on(t.leadId, t.arrivedAt),
    index('calls_from_arrived').on(t.fromNumber, t.arrivedAt),
    index('calls_open').on(t.id).where(sql`state <> 'ended'`),
    check('calls_state', oneOf(t.state, ['ringing', 'connected', 'wrapping-up', 'ended'])),
    check('calls_outcome', oneOf(t.outcome, OUTCOMES)),
    check('calls_machine', sql`(${t.machine} IS NULL) = (${t.state} = 'ended')`),
  ],
);

export const callLegs = sqliteTable(
  'call_legs',
  {
    channelId: text('channel_id').primaryKey(),
    callId: integer('call_id')
      .notNull()
      .references(() => calls.id),
    step: integer('step').notNull(),
    endpoint: text('endpoint').notNull(),
    label: text('label').notNull(),
    state: text('state', { enum: ['dialing', 'ringing', 'answered', 'ended'] }).notNull(),
    dialedAt: integer('dialed_at').notNull(),
    ringingAt: integer('ringing_at'),
    answeredAt: integer('answered_at'),
    endedAt: integer('ended_at'),
    end: text('end', { enum: LEG_ENDS }),
    cause: integer('cause'),
    techCause: integer('tech_cause'),
  },
  (t) => [
    index('call_legs_call').on(t.callId),
    check('call_legs_state', oneOf(t.state, ['dialing', 'ringing', 'answered', 'ended'])),
    check('call_legs_end', oneOf(t.end, LEG_ENDS)),
  ],
);
