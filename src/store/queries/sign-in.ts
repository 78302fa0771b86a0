import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { and, desc, eq, isNull, lte, sql } from '../drizzle.ts';
import { passwords, pushDevices, sessions, users } from '../schema.ts';

export type SessionRow = typeof sessions.$inferSelect;

/** More than one person uses. */
const SHOWN = 100;

export function signInReader(db: BetterSQLite3Database) {
  const hashOf = db
    .select({ hash: passwords.hash })
    .from(passwords)
    .where(eq(passwords.userId, sql.placeholder('userId')))
    .prepare();
  const anyPassword = db.select({ userId: passwords.userId }).from(passwords).limit(1).prepare();
  const byToken = db
    .select({ session: sessions, user: users })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(and(eq(sessions.tokenHash, sql.placeholder('tokenHash')), isNull(users.removedAt)))
    .prepare();
  const of = db
    .select()
    .from(sessions)
    .where(eq(sessions.userId, sql.placeholder('userId')))
    .orderBy(desc(sessions.lastSeenAt))
    .limit(SHOWN)
    .prepare();
  return {
    passwordHash: (userId: number): string | undefined => hashOf.get({ userId })?.hash,
    /** Whether anybody could sign in. */
    hasAnyPassword: (): boolean => anyPassword.get() !== undefined,
    /** With the person, who must not have been removed; however old. */
    byToken: (tokenHash: string) => byToken.get({ tokenHash }),
    /** The one used last first; 100 at most. */
    sessionsOf: (userId: number): SessionRow[] => of.all({ userId }),
  };
}

export function signInWriter(db: BetterSQLite3Database) {
  return {
    setPassword(userId: number, hash: string, changedAt: number): void {
      db.insert(passwords)
        .values({ userId, hash, changedAt })
        .onConflictDoUpdate({ target: passwords.userId, set: { hash, changedAt } })
        .run();
    },
    dropPassword(userId: number): void {
      db.delete(passwords).where(eq(passwords.userId, userId)).run();
    },
    open: (session: Omit<SessionRow, 'id'>): SessionRow =>
      db.insert(sessions).values(session).returning().get(),
    seen(id: number, lastSeenAt: number, address: string): void {
      db.update(sessions).set({ lastSeenAt, address }).where(eq(sessions.id, id)).run();
    },
    /** With the alerts on that phone or browser: it may be lost. */
    end(id: number): void {
      db.delete(pushDevices).where(eq(pushDevices.sessionId, id)).run();
      db.delete(sessions).where(eq(sessions.id, id)).run();
    },
    /** With all alerts on phones and browsers of theirs. Returns how many sessions there were. */
    endAllOf(userId: number): number {
      db.delete(pushDevices).where(eq(pushDevices.userId, userId)).run();
      return db.delete(sessions).where(eq(sessions.userId, userId)).run().changes;
    },
    /** Alerts go on there: whoever reads them need not open a page. */
    endUnseenSince: (since: number): number =>
      db.delete(sessions).where(lte(sessions.lastSeenAt, since)).run().changes,
    /** With all alerts on phones and browsers. */
    endAll(): void {
      db.delete(pushDevices).run();
      db.delete(sessions).run();
    },
  };
}
