import { check, index, integer, sql, sqliteTable, text, uniqueIndex } from '../drizzle.ts';

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
    /** `number`: E.164, dialled through the dial template. `endpoint`: as Asterisk dials it. */
    kind: text('kind', { enum: ['number', 'endpoint'] }).notNull(),
    value: text('value').notNull(),
  },
  (t) => [
    uniqueIndex('destinations_step_position').on(t.stepId, t.position),
    check('destinations_kind', sql`${t.kind} IN ('number', 'endpoint')`),
  ],
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
  (t) => [index('audit_subject').on(t.subject, t.at)],
);
