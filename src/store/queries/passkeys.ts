import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { and, asc, eq, getTableColumns, isNull, sql } from '../drizzle.ts';
import { passkeys, users } from '../schema.ts';

export type PasskeyRow = typeof passkeys.$inferSelect;

/** More than one person has; see services/add-passkey.ts. */
const SHOWN = 20;

export function passkeyReader(db: BetterSQLite3Database) {
  const of = db
    .select()
    .from(passkeys)
    .where(eq(passkeys.userId, sql.placeholder('userId')))
    .orderBy(asc(passkeys.id))
    .limit(SHOWN)
    .prepare();
  const byCredential = db
    .select({ passkey: getTableColumns(passkeys), user: getTableColumns(users) })
    .from(passkeys)
    .innerJoin(users, eq(users.id, passkeys.userId))
    .where(and(eq(passkeys.credentialId, sql.placeholder('credentialId')), isNull(users.removedAt)))
    .prepare();
  return {
    /** A person's, the oldest first; 20 at most. */
    of: (userId: number): PasskeyRow[] => of.all({ userId }),
    /** With its person, who must not have been removed. */
    byCredential: (credentialId: string) => byCredential.get({ credentialId }),
  };
}

export function passkeyWriter(db: BetterSQLite3Database) {
  return {
    add: (passkey: Omit<PasskeyRow, 'id'>): PasskeyRow =>
      db.insert(passkeys).values(passkey).returning().get(),
    used(id: number, signCount: number, lastUsedAt: number): void {
      db.update(passkeys).set({ signCount, lastUsedAt }).where(eq(passkeys.id, id)).run();
    },
    rename(id: number, name: string): void {
      db.update(passkeys).set({ name }).where(eq(passkeys.id, id)).run();
    },
    remove(id: number): void {
      db.delete(passkeys).where(eq(passkeys.id, id)).run();
    },
  };
}
