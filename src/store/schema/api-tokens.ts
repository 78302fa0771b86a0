import { TOKEN_SCOPES } from '../../core/api-token.ts';
import { check, index, integer, sql, sqliteTable, text, uniqueIndex } from '../drizzle.ts';
import { oneOf } from './checks.ts';
import { users } from './users.ts';

/** What programs ask the API with, each as a person. One that was revoked is gone; the audit keeps that it was. */
export const apiTokens = sqliteTable(
  'api_tokens',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    userId: integer('user_id')
      .notNull()
      .references(() => users.id),
    /** What it is for, as a person calls it. */
    name: text('name').notNull(),
    /** SHA-256 of it, in hex: who reads the database cannot use it. */
    tokenHash: text('token_hash').notNull(),
    scope: text('scope', { enum: TOKEN_SCOPES }).notNull(),
    createdAt: integer('created_at').notNull(),
    /** Null for never. */
    expiresAt: integer('expires_at'),
    /** To five minutes; null while it never was. */
    lastUsedAt: integer('last_used_at'),
  },
  (t) => [
    uniqueIndex('api_tokens_token').on(t.tokenHash),
    uniqueIndex('api_tokens_name').on(sql`${t.name} COLLATE NOCASE`),
    index('api_tokens_user').on(t.userId),
    index('api_tokens_expires').on(t.expiresAt).where(sql`expires_at IS NOT NULL`),
    check('api_tokens_scope', oneOf(t.scope, TOKEN_SCOPES)),
    check('api_tokens_name_length', sql`length(${t.name}) BETWEEN 1 AND 60`),
  ],
);

/** What was done once by a request with an Idempotency-Key, so that the same request does not do it again. */
export const keptAnswers = sqliteTable(
  'kept_answers',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    /** Who asked: `token:3`, `user:1`. */
    asker: text('asker').notNull(),
    key: text('key').notNull(),
    /** SHA-256 of what was asked, in hex. */
    requestHash: text('request_hash').notNull(),
    /** JSON; null once a customer was erased, since it may tell of them. */
    answer: text('answer'),
    at: integer('at').notNull(),
  },
  (t) => [uniqueIndex('kept_answers_key').on(t.asker, t.key), index('kept_answers_at').on(t.at)],
);
