import { check, index, integer, sql, sqliteTable, text, uniqueIndex } from '../drizzle.ts';
import { users } from './users.ts';

/** What a person may sign in with in place of their password (Web Authentication); of its keys, the public one. */
export const passkeys = sqliteTable(
  'passkeys',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    userId: integer('user_id')
      .notNull()
      .references(() => users.id),
    /** As the device calls it, as base64url. */
    credentialId: text('credential_id').notNull(),
    /** COSE, as base64url (RFC 9052 §7). */
    publicKey: text('public_key').notNull(),
    /** How often it was used, as the device says; 0 where it does not count. */
    signCount: integer('sign_count').notNull(),
    /** How browsers reach it, e.g. `internal hybrid`, with spaces between. */
    transports: text('transports').notNull(),
    name: text('name').notNull(),
    createdAt: integer('created_at').notNull(),
    lastUsedAt: integer('last_used_at'),
  },
  (t) => [
    uniqueIndex('passkeys_credential').on(t.credentialId),
    index('passkeys_user').on(t.userId, t.id),
    check('passkeys_credential_length', sql`length(${t.credentialId}) BETWEEN 1 AND 1364`),
    check('passkeys_name_length', sql`length(${t.name}) BETWEEN 1 AND 60`),
    check('passkeys_sign_count', sql`${t.signCount} >= 0`),
  ],
);
