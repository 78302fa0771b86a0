import { ROLES } from '../../core/roles.ts';
import { check, integer, sql, sqliteTable, text, uniqueIndex } from '../drizzle.ts';
import { oneOf } from './checks.ts';

/** The people of the business. A removed one stays, for what they did. */
export const users = sqliteTable(
  'users',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    name: text('name').notNull(),
    role: text('role', { enum: ROLES }).notNull(),
    /** Their own phone, E.164. */
    phone: text('phone'),
    email: text('email'),
    /** BCP 47, e.g. `es`; null for English. */
    language: text('language'),
    /** Who they are to the operating system: the command line acts as them. */
    login: text('login'),
    /** Their phone at the PBX, as in `outbound_calls.extension`: calls made there are theirs. */
    extension: text('extension'),
    createdAt: integer('created_at').notNull(),
    removedAt: integer('removed_at'),
  },
  (t) => [
    uniqueIndex('users_name').on(sql`${t.name} COLLATE NOCASE`).where(sql`removed_at IS NULL`),
    uniqueIndex('users_phone').on(t.phone).where(sql`removed_at IS NULL`),
    uniqueIndex('users_login').on(t.login).where(sql`removed_at IS NULL`),
    uniqueIndex('users_extension').on(t.extension).where(sql`removed_at IS NULL`),
    check('users_role', oneOf(t.role, ROLES)),
    check('users_name_length', sql`length(${t.name}) BETWEEN 1 AND 60`),
  ],
);
