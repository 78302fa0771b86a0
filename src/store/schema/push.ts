import { check, index, integer, sql, sqliteTable, text, uniqueIndex } from '../drizzle.ts';
import { sessions } from './sign-in.ts';
import { users } from './users.ts';

/** With what push services know us (RFC 8292); one row, made once: phones that know another key take nothing of ours. */
export const pushKeys = sqliteTable(
  'push_keys',
  {
    id: integer('id').primaryKey(),
    /** A point of P-256, uncompressed, as base64url. */
    publicKey: text('public_key').notNull(),
    /** The scalar, as base64url. */
    privateKey: text('private_key').notNull(),
    createdAt: integer('created_at').notNull(),
  },
  (t) => [check('push_keys_one', sql`${t.id} = 1`)],
);

/** A phone or browser on which somebody switched alerts on. */
export const pushDevices = sqliteTable(
  'push_devices',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    userId: integer('user_id')
      .notNull()
      .references(() => users.id),
    /** Who signs out there gets no alerts there. Null where the sign-in is over by itself: alerts go on. */
    sessionId: integer('session_id').references(() => sessions.id, { onDelete: 'set null' }),
    endpoint: text('endpoint').notNull(),
    p256dh: text('p256dh').notNull(),
    auth: text('auth').notNull(),
    userAgent: text('user_agent').notNull(),
    createdAt: integer('created_at').notNull(),
  },
  (t) => [
    uniqueIndex('push_devices_endpoint').on(t.endpoint),
    index('push_devices_user').on(t.userId, t.id),
    index('push_devices_session').on(t.sessionId),
    check('push_devices_endpoint', sql`${t.endpoint} LIKE 'https://%' AND length(${t.endpoint}) <= 1024`),
    check('push_devices_user_agent_length', sql`length(${t.userAgent}) <= 200`),
  ],
);
