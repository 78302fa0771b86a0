import { check, index, integer, sql, sqliteTable, text, uniqueIndex } from '../drizzle.ts';
import { passkeys } from './passkeys.ts';
import { users } from './users.ts';

/** What a person signs in with; who has none cannot. */
export const passwords = sqliteTable(
  'passwords',
  {
    userId: integer('user_id')
      .primaryKey()
      .references(() => users.id),
    /** With its parameters and salt; see services/password-hash.ts. */
    hash: text('hash').notNull(),
    changedAt: integer('changed_at').notNull(),
    /** Until when one that an owner made is good, to choose their own with; null for their own. */
    temporaryUntil: integer('temporary_until'),
  },
  (t) => [check('passwords_hash', sql`${t.hash} LIKE '$scrypt$%'`)],
);

/** A browser that somebody signed in with. One that is over is gone; the audit keeps that it was. */
export const sessions = sqliteTable(
  'sessions',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    userId: integer('user_id')
      .notNull()
      .references(() => users.id),
    /** SHA-256 of what the browser holds, in hex: who reads the database cannot sign in with it. */
    tokenHash: text('token_hash').notNull(),
    address: text('address').notNull(),
    userAgent: text('user_agent').notNull(),
    /** What opened it, and goes only after it; null for a password. */
    passkeyId: integer('passkey_id').references(() => passkeys.id),
    createdAt: integer('created_at').notNull(),
    /** To the minute. */
    lastSeenAt: integer('last_seen_at').notNull(),
  },
  (t) => [
    uniqueIndex('sessions_token').on(t.tokenHash),
    index('sessions_user').on(t.userId, t.lastSeenAt),
    index('sessions_last_seen').on(t.lastSeenAt),
    index('sessions_passkey').on(t.passkeyId),
    check('sessions_address_length', sql`length(${t.address}) <= 45`),
    check('sessions_user_agent_length', sql`length(${t.userAgent}) <= 200`),
  ],
);
