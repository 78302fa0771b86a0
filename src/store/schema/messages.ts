import { MESSAGE_KINDS } from '../../core/message-kind.ts';
import { MESSAGE_STATES } from '../../core/message-state.ts';
import { check, index, integer, primaryKey, sql, sqliteTable, text, uniqueIndex } from '../drizzle.ts';
import { calls } from './calls.ts';
import { oneOf } from './checks.ts';
import { leads } from './leads.ts';
import { lines } from './lines.ts';
import { users } from './users.ts';

/** Texts, both ways. Those with a `notBefore` are the outbox. */
export const messages = sqliteTable(
  'messages',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    direction: text('direction', { enum: ['in', 'out'] }).notNull(),
    kind: text('kind', { enum: MESSAGE_KINDS }).notNull(),
    /** Null for what is between textback and the business's own people. */
    leadId: integer('lead_id').references(() => leads.id),
    lineId: integer('line_id').references(() => lines.id),
    callId: integer('call_id').references(() => calls.id),
    /** The person who wrote it; null for a customer's text, and for what textback sends by itself. */
    userId: integer('user_id').references(() => users.id),
    fromNumber: text('from_number').notNull(),
    toNumber: text('to_number').notNull(),
    body: text('body').notNull(),
    state: text('state', { enum: MESSAGE_STATES }).notNull(),
    /** The carrier's words on why it is in this state; for people. */
    detail: text('detail').notNull().default(''),
    attempts: integer('attempts').notNull().default(0),
    /** How often its fate was lost; it is sent once more at most. */
    unknowns: integer('unknowns').notNull().default(0),
    createdAt: integer('created_at').notNull(),
    /** When it was first tried; null while it never was. */
    triedAt: integer('tried_at'),
    /** The gateway of its latest attempt, and since when it is tried there. */
    gateway: text('gateway'),
    gatewaySince: integer('gateway_since'),
    /** The only gateway that may still send it: one that may have it, or has a part of it. */
    boundTo: text('bound_to'),
    /** What its segments share, 0-255: no other of the recipient's last 256 texts has it. */
    partReference: integer('part_reference').notNull().default(0),
    /** While it is announced and not yet written to a gateway: the store's `bootId`; null otherwise. */
    announcedBoot: text('announced_boot'),
    /** When the outbox may try it; null once there is nothing more to try. */
    notBefore: integer('not_before'),
    expiresAt: integer('expires_at').notNull(),
    sentAt: integer('sent_at'),
    settledAt: integer('settled_at'),
    /** When privacy purge took the words and the customer's number out; null while it has them. */
    erasedAt: integer('erased_at'),
  },
  (t) => [
    // At most one text-back for a call, whatever runs twice.
    uniqueIndex('messages_text_back').on(t.callId).where(sql`kind = 'text-back'`),
    // With what tells a reply and a text-back that went out, for the scorecard.
    index('messages_lead').on(t.leadId, t.createdAt, t.id, t.direction, t.kind, t.state),
    // Holds all that the scorecard counts of texts, in the order in which it does.
    index('messages_tally').on(
      sql`created_at / 900000`,
      t.direction,
      t.kind,
      t.state,
      t.lineId,
      t.leadId,
      t.createdAt,
    ),
    index('messages_outbox').on(t.notBefore).where(sql`not_before IS NOT NULL`),
    index('messages_outbox_recipient').on(t.toNumber, t.id).where(sql`not_before IS NOT NULL`),
    index('messages_expiry').on(t.expiresAt).where(sql`not_before IS NOT NULL`),
    index('messages_recipient').on(t.toNumber, t.id).where(sql`direction = 'out'`),
    index('messages_kept').on(t.createdAt).where(sql`erased_at IS NULL`),
    index('messages_staff').on(t.userId, t.id).where(sql`kind = 'alert' AND user_id IS NOT NULL`),
    check('messages_direction', oneOf(t.direction, ['in', 'out'])),
    check('messages_kind', oneOf(t.kind, MESSAGE_KINDS)),
    check('messages_state', oneOf(t.state, MESSAGE_STATES)),
    check('messages_lead', sql`(${t.leadId} IS NULL) = (${t.kind} IN ('alert', 'command'))`),
    check('messages_received', sql`(${t.direction} = 'in') = (${t.state} = 'received')`),
  ],
);

/** The segments of an outgoing text, each with its own fate at the carrier. */
export const messageParts = sqliteTable(
  'message_parts',
  {
    messageId: integer('message_id')
      .notNull()
      .references(() => messages.id),
    index: integer('index').notNull(),
    text: text('text').notNull(),
    state: text('state', { enum: ['pending', 'accepted', 'delivered', 'undelivered'] }).notNull(),
    gateway: text('gateway'),
    /** The carrier's id for it, as it came. */
    carrierId: text('carrier_id'),
  },
  (t) => [
    primaryKey({ columns: [t.messageId, t.index] }),
    index('message_parts_carrier').on(t.gateway, t.carrierId).where(sql`carrier_id IS NOT NULL`),
    check('message_parts_state', oneOf(t.state, ['pending', 'accepted', 'delivered', 'undelivered'])),
  ],
);

/** Receipts that came before the answer that names their message; matched when it does, or let go after a day. */
export const earlyReceipts = sqliteTable(
  'early_receipts',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    /** The same for all rows of one receipt, whose id can be read in several ways: the first row's id. */
    receipt: integer('receipt').notNull().default(0),
    gateway: text('gateway').notNull(),
    carrierId: text('carrier_id').notNull(),
    recipient: text('recipient').notNull(),
    state: text('state', { enum: ['delivered', 'undelivered'] }).notNull(),
    detail: text('detail').notNull(),
    receivedAt: integer('received_at').notNull(),
  },
  (t) => [
    index('early_receipts_carrier').on(t.gateway, t.carrierId),
    index('early_receipts_recipient').on(t.gateway, t.recipient),
    index('early_receipts_to').on(t.recipient),
    index('early_receipts_receipt').on(t.receipt),
    index('early_receipts_age').on(t.receivedAt),
  ],
);

/** Parts of a long text from a customer, until all have come. */
export const inboundParts = sqliteTable(
  'inbound_parts',
  {
    fromNumber: text('from_number').notNull(),
    toNumber: text('to_number').notNull(),
    reference: integer('reference').notNull(),
    total: integer('total').notNull(),
    index: integer('index').notNull(),
    text: text('text').notNull(),
    receivedAt: integer('received_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.fromNumber, t.toNumber, t.reference, t.total, t.index] }),
    index('inbound_parts_age').on(t.receivedAt),
    check('inbound_parts_index', sql`${t.index} BETWEEN 1 AND ${t.total}`),
    check('inbound_parts_total', sql`${t.total} BETWEEN 2 AND 255`),
  ],
);
