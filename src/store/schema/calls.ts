import type { Call } from '../../core/call.ts';
import { CALL_STATES, LEG_ENDS, LEG_STATES, OUTCOMES } from '../../core/call.ts';
import { TALLIES } from '../../core/call-tally.ts';
import { VOICEMAILS } from '../../core/voicemail.ts';
import { check, index, integer, sql, sqliteTable, text, uniqueIndex } from '../drizzle.ts';
import { oneOf } from './checks.ts';
import { leads } from './leads.ts';
import { lines } from './lines.ts';
import { outboundCalls } from './outbound-calls.ts';

export const CALL_HANDLINGS = ['controlled', 'journaled', 'observed'] as const;

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
    state: text('state', { enum: CALL_STATES }).notNull(),
    /**
     * How it ended, written with what that means for the business: lead, decision, text, credit. The machine knows it a
     * moment earlier.
     */
    outcome: text('outcome', { enum: OUTCOMES }),
    /** What the scorecard counts it as; null until the outcome is written, or that nobody knows it. */
    tally: text('tally', { enum: TALLIES }),
    arrivedAt: integer('arrived_at').notNull(),
    bridgedAt: integer('bridged_at'),
    finishedAt: integer('finished_at'),
    /** Who rang the phones: we, the dialplan without us (its journal), or FreePBX while we watched. */
    handling: text('handling', { enum: CALL_HANDLINGS }).notNull().default('controlled'),
    /** Made by `textback test-call`. */
    isTest: integer('is_test', { mode: 'boolean' }).notNull().default(false),
    /** Whether the caller left a voicemail; null where none was offered, or while it is not known yet. */
    voicemail: text('voicemail', { enum: VOICEMAILS }),
    /** Length of what was left. */
    voicemailSeconds: integer('voicemail_seconds'),
    /** The call back that reached the missed caller, and when they were connected. */
    returnedBy: integer('returned_by').references(() => outboundCalls.id),
    returnedAt: integer('returned_at'),
    /** When privacy purge took the caller's name and number out; null while it has them. */
    erasedAt: integer('erased_at'),
    /** The whole state of the call machine while the call is open; null once it has ended. */
    machine: text('machine', { mode: 'json' }).$type<Call>(),
  },
  (t) => [
    uniqueIndex('calls_caller_channel').on(t.callerChannelId),
    index('calls_arrived').on(t.arrivedAt),
    index('calls_line_arrived').on(t.lineId, t.arrivedAt),
    // Holds the line too, so that a rare one among many of an outcome is found without reading their calls.
    index('calls_outcome_arrived').on(t.outcome, t.arrivedAt, t.id, t.lineId),
    index('calls_lead_arrived').on(t.leadId, t.arrivedAt),
    index('calls_from_arrived').on(t.fromNumber, t.arrivedAt),
    // Callers that are known only by a caller ID that is no number.
    index('calls_from_raw').on(t.fromRaw).where(sql`from_number IS NULL AND from_raw <> ''`),
    index('calls_kept').on(t.arrivedAt).where(sql`erased_at IS NULL`),
    // Holds all that the scorecard counts of calls, in the order in which it does.
    index('calls_tally').on(sql`arrived_at / 900000`, t.tally, t.lineId, t.leadId),
    index('calls_open').on(t.id).where(sql`state <> 'ended'`),
    check('calls_state', oneOf(t.state, CALL_STATES)),
    check('calls_outcome', oneOf(t.outcome, OUTCOMES)),
    check('calls_tally', oneOf(t.tally, TALLIES)),
    index('calls_returned_by').on(t.returnedBy).where(sql`returned_by IS NOT NULL`),
    check('calls_handling', oneOf(t.handling, CALL_HANDLINGS)),
    check('calls_is_test', sql`${t.isTest} IN (0, 1)`),
    check('calls_voicemail', oneOf(t.voicemail, VOICEMAILS)),
    check('calls_voicemail_seconds', sql`${t.voicemailSeconds} BETWEEN 0 AND 86400`),
    check('calls_returned', sql`(${t.returnedBy} IS NULL) = (${t.returnedAt} IS NULL)`),
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
    state: text('state', { enum: LEG_STATES }).notNull(),
    dialedAt: integer('dialed_at').notNull(),
    ringingAt: integer('ringing_at'),
    answeredAt: integer('answered_at'),
    confirmedAt: integer('confirmed_at'),
    endedAt: integer('ended_at'),
    end: text('end', { enum: LEG_ENDS }),
    cause: integer('cause'),
    techCause: integer('tech_cause'),
  },
  (t) => [
    index('call_legs_call').on(t.callId),
    // Who was talked to, and until when: for the order of phones that have been idle for the longest.
    index('call_legs_talked').on(t.endpoint, t.endedAt).where(sql`state = 'answered' OR "end" = 'hung-up'`),
    check('call_legs_state', oneOf(t.state, LEG_STATES)),
    check('call_legs_end', oneOf(t.end, LEG_ENDS)),
  ],
);
