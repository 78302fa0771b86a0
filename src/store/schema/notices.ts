import { NOTICE_CHANNELS, NOTICE_KINDS, type NoticeKind } from '../../core/notice.ts';
import { NOTICE_STATES } from '../../core/notice-state.ts';
import { check, index, integer, sql, sqliteTable, text, uniqueIndex } from '../drizzle.ts';
import { oneOf } from './checks.ts';
import { leads } from './leads.ts';
import { messages } from './messages.ts';
import { users } from './users.ts';

/** How a person is told, and of what. */
export const noticeChannels = sqliteTable(
  'notice_channels',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    userId: integer('user_id')
      .notNull()
      .references(() => users.id),
    channel: text('channel', { enum: NOTICE_CHANNELS }).notNull(),
    /** Where: an e-mail address, a URL, an ntfy topic; `''` for the person's own phone or e-mail address. */
    address: text('address').notNull(),
    /** Of what; null for everything. */
    kinds: text('kinds', { mode: 'json' }).$type<readonly NoticeKind[]>(),
    /** Whether they are told at night too, of what is not urgent. */
    atNight: integer('at_night', { mode: 'boolean' }).notNull().default(false),
    createdAt: integer('created_at').notNull(),
  },
  (t) => [
    uniqueIndex('notice_channels_once').on(t.userId, t.channel, t.address),
    check('notice_channels_channel', oneOf(t.channel, NOTICE_CHANNELS)),
    check('notice_channels_at_night', sql`${t.atNight} IN (0, 1)`),
  ],
);

/** What people are told, each once: written in the transaction of what happened, and sent after. */
export const notices = sqliteTable(
  'notices',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    /** What happened and through which channel, so that nobody is told twice. */
    key: text('key').notNull(),
    userId: integer('user_id')
      .notNull()
      .references(() => users.id),
    channel: text('channel', { enum: NOTICE_CHANNELS }).notNull(),
    address: text('address').notNull(),
    kind: text('kind', { enum: NOTICE_KINDS }).notNull(),
    leadId: integer('lead_id').references(() => leads.id),
    title: text('title').notNull(),
    body: text('body').notNull(),
    isUrgent: integer('is_urgent', { mode: 'boolean' }).notNull(),
    state: text('state', { enum: NOTICE_STATES }).notNull(),
    /** Why it is in this state, as the server said it. */
    detail: text('detail').notNull().default(''),
    attempts: integer('attempts').notNull().default(0),
    /** The text that carries it, for the channel `sms`. */
    messageId: integer('message_id').references(() => messages.id),
    createdAt: integer('created_at').notNull(),
    /** When it may be tried; null once there is nothing more to try. */
    notBefore: integer('not_before'),
    expiresAt: integer('expires_at').notNull(),
    settledAt: integer('settled_at'),
  },
  (t) => [
    uniqueIndex('notices_key').on(t.key),
    index('notices_due').on(t.notBefore).where(sql`not_before IS NOT NULL`),
    index('notices_lead').on(t.leadId).where(sql`lead_id IS NOT NULL`),
    index('notices_created').on(t.createdAt),
    index('notices_user').on(t.userId, t.channel, t.createdAt),
    check('notices_channel', oneOf(t.channel, NOTICE_CHANNELS)),
    check('notices_kind', oneOf(t.kind, NOTICE_KINDS)),
    check('notices_state', oneOf(t.state, NOTICE_STATES)),
    check('notices_due', sql`(${t.state} = 'queued') = (${t.notBefore} IS NOT NULL)`),
    check('notices_is_urgent', sql`${t.isUrgent} IN (0, 1)`),
  ],
);
