import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { and, desc, eq, getTableColumns, gt, inArray, isNull, lte, sql } from '../drizzle.ts';
import { passwords, pushDevices, sessions, users } from '../schema.ts';

export type SessionRow = typeof sessions.$inferSelect;
export type PasswordRow = typeof passwords.$inferSelect;

/** A session, and what the passkey is called that opened it; null where a password did. */
export interface OpenedSession extends SessionRow {
  readonly passkey: string | null;
}

/** The same, and whose it is. */
export interface SessionOfUser extends OpenedSession {
  readonly user: string;
}

/** More than one person uses. */
const SHOWN = 100;
/** More than a business has. */
const ALL_SHOWN = 300;

// Not by joins, which would begin with the people, and sort.
const opened = {
  ...getTableColumns(sessions),
  passkey: sql<string | null>`(SELECT name FROM passkeys WHERE passkeys.id = ${sessions.passkeyId})`.as(
    'passkey',
  ),
};

export function signInReader(db: BetterSQLite3Database) {
  const of = db
    .select()
    .from(passwords)
    .where(eq(passwords.userId, sql.placeholder('userId')))
    .prepare();
  const anyPassword = db.select({ userId: passwords.userId }).from(passwords).limit(1).prepare();
  const byToken = db
    .select({ session: sessions, user: users, temporaryUntil: passwords.temporaryUntil })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .leftJoin(passwords, eq(passwords.userId, sessions.userId))
    .where(and(eq(sessions.tokenHash, sql.placeholder('tokenHash')), isNull(users.removedAt)))
    .prepare();
  const sessionsOf = db
    .select(opened)
    .from(sessions)
    .where(eq(sessions.userId, sql.placeholder('userId')))
    .orderBy(desc(sessions.lastSeenAt))
    .limit(SHOWN)
    .prepare();
  const all = db
    .select({
      ...opened,
      user: sql<string>`(SELECT name FROM users WHERE users.id = ${sessions.userId})`.as('user'),
    })
    .from(sessions)
    .where(gt(sessions.lastSeenAt, sql.placeholder('since')))
    .orderBy(desc(sessions.lastSeenAt))
    .limit(ALL_SHOWN)
    .prepare();
  return {
    /** Everybody's that were used since then, the one used last first; 300 at most. */
    allSessions: (since: number): SessionOfUser[] => all.all({ since }),
    passwordHash: (userId: number): string | undefined => of.get({ userId })?.hash,
    passwordOf: (userId: number): PasswordRow | undefined => of.get({ userId }),
    /** Whether anybody could sign in. */
    hasAnyPassword: (): boolean => anyPassword.get() !== undefined,
    /** With the person, who must not have been removed, and whether their password is a temporary one; however old. */
    byToken: (tokenHash: string) => byToken.get({ tokenHash }),
    /** The one used last first; 100 at most. */
    sessionsOf: (userId: number): OpenedSession[] => sessionsOf.all({ userId }),
  };
}

export function signInWriter(db: BetterSQLite3Database) {
  return {
    setPassword({ userId, ...set }: PasswordRow): void {
      db.insert(passwords)
        .values({ userId, ...set })
        .onConflictDoUpdate({ target: passwords.userId, set })
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
    /** Those that this passkey opened, with the alerts there. Returns how many there were. */
    endOpenedWith(passkeyId: number): number {
      const ending = db.select({ id: sessions.id }).from(sessions).where(eq(sessions.passkeyId, passkeyId));
      db.delete(pushDevices).where(inArray(pushDevices.sessionId, ending)).run();
      return db.delete(sessions).where(eq(sessions.passkeyId, passkeyId)).run().changes;
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
