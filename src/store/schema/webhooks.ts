import { DELIVERY_STATES } from '../../core/webhook-delivery.ts';
import { EVENT_KINDS, type EventFacts, type EventKind } from '../../core/webhook-event.ts';
import { check, index, integer, primaryKey, sql, sqliteTable, text, uniqueIndex } from '../drizzle.ts';
import { oneOf } from './checks.ts';

/** Where events are sent, one after the other in the order in which they happened. */
export const webhookEndpoints = sqliteTable(
  'webhook_endpoints',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    name: text('name').notNull(),
    url: text('url').notNull(),
    /** What is signed with, as `whsec_` and base64: it has to be known to sign, so it is no hash. */
    secret: text('secret').notNull(),
    /** The one before it, signed with as well until then, while the receiver changes over. */
    formerSecret: text('former_secret'),
    formerUntil: integer('former_until'),
    /** Null for all. */
    kinds: text('kinds', { mode: 'json' }).$type<readonly EventKind[]>(),
    enabled: integer('enabled', { mode: 'boolean' }).notNull().default(true),
    /** Why textback switched it off by itself; null where it did not. */
    offWhy: text('off_why'),
    /** All events up to this one are settled. */
    settledThrough: integer('settled_through').notNull(),
    /** When the next attempt may be; null for at once. */
    notBefore: integer('not_before'),
    /** Since when nothing has been taken; null while all is well. */
    failingSince: integer('failing_since'),
    deliveredAt: integer('delivered_at'),
    createdAt: integer('created_at').notNull(),
  },
  (t) => [
    uniqueIndex('webhook_endpoints_name').on(sql`${t.name} COLLATE NOCASE`),
    check('webhook_endpoints_name_length', sql`length(${t.name}) BETWEEN 1 AND 60`),
    check('webhook_endpoints_enabled', sql`${t.enabled} IN (0, 1)`),
    check('webhook_endpoints_former', sql`(${t.formerSecret} IS NULL) = (${t.formerUntil} IS NULL)`),
  ],
);

/**
 * What happened, in order, for programs elsewhere to follow; kept only while there is an endpoint. The ids name rows,
 * and say nothing of a customer by themselves; the rows may be gone, so they are no foreign keys.
 */
export const events = sqliteTable(
  'events',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    /** What receivers know it by. Random, so that a restored database never gives an id a second meaning. */
    uid: text('uid').notNull(),
    kind: text('kind', { enum: EVENT_KINDS }).notNull(),
    at: integer('at').notNull(),
    /** The only endpoint that it is for; null for all. */
    endpointId: integer('endpoint_id'),
    leadId: integer('lead_id'),
    callId: integer('call_id'),
    outboundCallId: integer('outbound_call_id'),
    messageId: integer('message_id'),
    facts: text('facts', { mode: 'json' }).$type<EventFacts>().notNull(),
  },
  (t) => [
    uniqueIndex('events_uid').on(t.uid),
    index('events_at').on(t.at),
    check('events_kind', oneOf(t.kind, EVENT_KINDS)),
  ],
);

/** How each event fared at each endpoint, from its first attempt on. */
export const webhookDeliveries = sqliteTable(
  'webhook_deliveries',
  {
    eventId: integer('event_id').notNull(),
    /** It may be gone: then this goes with the event. */
    endpointId: integer('endpoint_id').notNull(),
    state: text('state', { enum: DELIVERY_STATES }).notNull(),
    tries: integer('tries').notNull(),
    /** What the latest attempt came to: an HTTP status, or what was wrong with the network. */
    detail: text('detail').notNull(),
    firstTriedAt: integer('first_tried_at').notNull(),
    triedAt: integer('tried_at').notNull(),
    /** How long the latest answer took. */
    tookMs: integer('took_ms').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.eventId, t.endpointId] }),
    index('webhook_deliveries_tried').on(t.endpointId, t.triedAt, t.eventId),
    check('webhook_deliveries_state', oneOf(t.state, DELIVERY_STATES)),
  ],
);
