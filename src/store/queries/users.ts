import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { and, asc, eq, isNull, sql } from '../drizzle.ts';
import { users } from '../schema.ts';

export type UserRow = typeof users.$inferSelect;
export type NewUser = Omit<UserRow, 'id' | 'removedAt'>;
export type UserChange = Partial<Omit<UserRow, 'id' | 'createdAt'>>;

export function userReader(db: BetterSQLite3Database) {
  const present = isNull(users.removedAt);
  const byId = db
    .select()
    .from(users)
    .where(eq(users.id, sql.placeholder('id')))
    .prepare();
  const byName = db
    .select()
    .from(users)
    .where(and(sql`${users.name} = ${sql.placeholder('name')} COLLATE NOCASE`, present))
    .prepare();
  const byLogin = db
    .select()
    .from(users)
    .where(and(eq(users.login, sql.placeholder('login')), present))
    .prepare();
  const byPhone = db
    .select()
    .from(users)
    .where(and(eq(users.phone, sql.placeholder('phone')), present))
    .prepare();
  const byExtension = db
    .select()
    .from(users)
    .where(and(eq(users.extension, sql.placeholder('extension')), present))
    .prepare();
  const all = db
    .select()
    .from(users)
    .where(present)
    .orderBy(asc(sql`${users.name} COLLATE NOCASE`))
    .limit(1000)
    .prepare();
  return {
    /** Also one who was removed: their name stays on what they did. */
    byId: (id: number): UserRow | undefined => byId.get({ id }),
    /** Whatever its case. */
    byName: (name: string): UserRow | undefined => byName.get({ name }),
    /** Who the operating system's user is. */
    byLogin: (login: string): UserRow | undefined => byLogin.get({ login }),
    /** E.164. */
    byPhone: (phone: string): UserRow | undefined => byPhone.get({ phone }),
    /** As Asterisk names the phone, e.g. `PJSIP/100`. */
    byExtension: (extension: string): UserRow | undefined => byExtension.get({ extension }),
    /** Everybody, by name; 1,000 at most, which is more than a business has. */
    all: (): UserRow[] => all.all(),
  };
}

export function userWriter(db: BetterSQLite3Database) {
  return {
    add: (user: NewUser): UserRow => db.insert(users).values(user).returning().get(),
    change(id: number, change: UserChange): void {
      db.update(users).set(change).where(eq(users.id, id)).run();
    },
  };
}
