import { DESTINATION_KINDS } from '../../core/destination.ts';
import { HUNT_ORDERS } from '../../core/hunt-order.ts';
import { AFTER_MISSES, CALLER_IDS, LINE_MODES } from '../../core/line-words.ts';
import { OWNER_RULES } from '../../core/ownership.ts';
import { SIGN_IN_ACTIONS } from '../../core/sign-in-action.ts';
import { check, index, integer, primaryKey, sql, sqliteTable, text, uniqueIndex } from '../drizzle.ts';
import { oneOf } from './checks.ts';
import { users } from './users.ts';

/** A business number and what it does when it is called. A removed line stays, for its calls. */
export const lines = sqliteTable(
  'lines',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    /** The DID, E.164. */
    number: text('number').notNull(),
    name: text('name').notNull(),
    enabled: integer('enabled', { mode: 'boolean' }).notNull().default(true),
    ringTimeoutSeconds: integer('ring_timeout_seconds').notNull().default(25),
    minRingSeconds: integer('min_ring_seconds').notNull().default(3),
    /** The text-back's template; null for the product's own. */
    message: text('message'),
    /** Who the text comes from; null for the number dialled. */
    sender: text('sender'),
    /** IANA name; null for the business's own. */
    timeZone: text('time_zone'),
    /** What `{{booking_link}}` says; null for nothing. */
    bookingLink: text('booking_link'),
    /** Names of the gateways that send its texts, in order of preference; null for all, as configured. */
    gateways: text('gateways', { mode: 'json' }).$type<readonly string[]>(),
    textExpirySeconds: integer('text_expiry_seconds').notNull().default(900),
    /** How long a text waits, in case the caller is talked to after all. */
    textDelaySeconds: integer('text_delay_seconds').notNull().default(0),
    /** A caller who has not replied is texted once in so long; 0 for each time. */
    coolDownSeconds: integer('cool_down_seconds').notNull().default(14_400),
    /** ISO 3166 codes of the countries that are texted, as in `US,CA`; null for the line's own. */
    countries: text('countries'),
    mode: text('mode', { enum: LINE_MODES }).notNull().default('control'),
    huntOrder: text('hunt_order', { enum: HUNT_ORDERS }).notNull().default('fixed'),
    /** Which step rings first at the next call, where they take turns; counts on for ever. */
    huntTurn: integer('hunt_turn').notNull().default(0),
    callerId: text('caller_id', { enum: CALLER_IDS }).notNull().default('caller'),
    /** What stands before the caller's name where the business's number is shown; null for the line's name. */
    callerIdPrefix: text('caller_id_prefix'),
    /** How long who picks up has to press 1. */
    confirmSeconds: integer('confirm_seconds').notNull().default(12),
    /** A recording of the business's name for the prompt, as Asterisk finds it: `custom/acme`; null for a tone. */
    nameRecording: text('name_recording'),
    afterMiss: text('after_miss', { enum: AFTER_MISSES }).notNull().default('release'),
    /** What is announced, as Asterisk finds it; null for the product's own. */
    announcement: text('announcement'),
    /** Whether the call is answered, and so billed, before it is announced. */
    announcementAnswers: integer('announcement_answers', { mode: 'boolean' }).notNull().default(false),
    /** Where voicemail is in the dialplan: `context,extension,priority`; null for nowhere. */
    voicemail: text('voicemail'),
    ownerRule: text('owner_rule', { enum: OWNER_RULES }).notNull().default('fixed'),
    /** Whose turn it is, where they take turns; counts on for ever. */
    ownerTurn: integer('owner_turn').notNull().default(0),
    /** Within what time of its hours a person should respond to a miss; 0 for no target. */
    responseTargetSeconds: integer('response_target_seconds').notNull().default(300),
    createdAt: integer('created_at').notNull(),
    removedAt: integer('removed_at'),
  },
  (t) => [
    uniqueIndex('lines_number').on(t.number).where(sql`removed_at IS NULL`),
    check('lines_ring_timeout', sql`${t.ringTimeoutSeconds} BETWEEN 10 AND 60`),
    check('lines_min_ring', sql`${t.minRingSeconds} BETWEEN 0 AND 60`),
    check('lines_text_expiry', sql`${t.textExpirySeconds} BETWEEN 60 AND 86400`),
    check('lines_text_delay', sql`${t.textDelaySeconds} BETWEEN 0 AND 3600`),
    check('lines_cool_down', sql`${t.coolDownSeconds} BETWEEN 0 AND 2592000`),
    check('lines_mode', oneOf(t.mode, LINE_MODES)),
    check('lines_hunt_order', oneOf(t.huntOrder, HUNT_ORDERS)),
    check('lines_caller_id', oneOf(t.callerId, CALLER_IDS)),
    check('lines_confirm', sql`${t.confirmSeconds} BETWEEN 3 AND 30`),
    check('lines_after_miss', oneOf(t.afterMiss, AFTER_MISSES)),
    check('lines_voicemail', sql`${t.afterMiss} <> 'voicemail' OR ${t.voicemail} IS NOT NULL`),
    check('lines_owner_rule', oneOf(t.ownerRule, OWNER_RULES)),
    check('lines_response_target', sql`${t.responseTargetSeconds} BETWEEN 0 AND 604800`),
    check('lines_announcement_answers', sql`${t.announcementAnswers} IN (0, 1)`),
    check('lines_enabled', sql`${t.enabled} IN (0, 1)`),
  ],
);

export const huntSteps = sqliteTable(
  'hunt_steps',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    lineId: integer('line_id')
      .notNull()
      .references(() => lines.id),
    position: integer('position').notNull(),
    /** Null: as long as the line's ring timeout allows. */
    ringSeconds: integer('ring_seconds'),
    /** When it rings, in the line's time zone, as `formatWeek` writes it; null for always. */
    hours: text('hours'),
  },
  (t) => [
    uniqueIndex('hunt_steps_line_position').on(t.lineId, t.position),
    check('hunt_steps_ring', sql`${t.ringSeconds} IS NULL OR ${t.ringSeconds} BETWEEN 5 AND 60`),
  ],
);

export const destinations = sqliteTable(
  'destinations',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    stepId: integer('step_id')
      .notNull()
      .references(() => huntSteps.id, { onDelete: 'cascade' }),
    position: integer('position').notNull(),
    /** `number`: E.164, dialled through the dial template. `endpoint`: as Asterisk dials it. `line`: that line's phones. */
    kind: text('kind', { enum: DESTINATION_KINDS }).notNull(),
    value: text('value').notNull(),
    /** What people call it, e.g. `Maria's cell`; null for its value. */
    name: text('name'),
    /** Whether who picks up has to press 1. */
    confirm: integer('confirm', { mode: 'boolean' }).notNull().default(false),
  },
  (t) => [
    uniqueIndex('destinations_step_position').on(t.stepId, t.position),
    check('destinations_kind', oneOf(t.kind, DESTINATION_KINDS)),
    check('destinations_confirm', sql`${t.confirm} IN (0, 1)`),
  ],
);

/** Who looks after a line's missed calls, in order: by the line's rule one owns a miss, the next ones come after. */
export const lineOwners = sqliteTable(
  'line_owners',
  {
    lineId: integer('line_id')
      .notNull()
      .references(() => lines.id),
    position: integer('position').notNull(),
    userId: integer('user_id')
      .notNull()
      .references(() => users.id),
    /** When it is theirs, in the line's time zone, as `formatWeek` writes it; null for always. */
    hours: text('hours'),
  },
  (t) => [
    primaryKey({ columns: [t.lineId, t.position] }),
    uniqueIndex('line_owners_user').on(t.userId, t.lineId),
  ],
);

/** Of the audit, what is about signing in. */
export const SIGN_IN_ROWS = sql.raw(
  `action IN (${SIGN_IN_ACTIONS.map((action) => `'${action}'`).join(', ')})`,
);

/** Every change of a setting: who, what, before, after. Append only. */
export const audit = sqliteTable(
  'audit',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    at: integer('at').notNull(),
    actor: text('actor').notNull(),
    action: text('action').notNull(),
    subject: text('subject').notNull(),
    before: text('before', { mode: 'json' }),
    after: text('after', { mode: 'json' }),
  },
  (t) => [index('audit_subject').on(t.subject, t.at), index('audit_sign_in').on(t.at).where(SIGN_IN_ROWS)],
);
