import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { and, asc, eq, getTableColumns, isNull, lte, sql } from '../drizzle.ts';
import { apiTokens, users } from '../schema.ts';

export type ApiTokenRow = typeof apiTokens.$inferSelect;

/** As many as there may be; see services/api-tokens.ts. */
const MOST_TOKENS = 100;

export function apiTokenReader(db: BetterSQLite3Database) {
  const byHash = db
    .select({ token: apiTokens, user: users })
    .from(apiTokens)
    .innerJoin(users, eq(users.id, apiTokens.userId))
    .where(and(eq(apiTokens.tokenHash, sql.placeholder('tokenHash')), isNull(users.removedAt)))
    .prepare();
  const all = db
    .select({ ...getTableColumns(apiTokens), user: users.name })
    .from(apiTokens)
    .innerJoin(users, eq(users.id, apiTokens.userId))
    .orderBy(asc(apiTokens.id))
    .limit(MOST_TOKENS)
    .prepare();
  const byName = db
    .select({ ...getTableColumns(apiTokens), user: users.name })
    .from(apiTokens)
    .innerJoin(users, eq(users.id, apiTokens.userId))
    .where(sql`${apiTokens.name} = ${sql.placeholder('name')} COLLATE NOCASE`)
    .prepare();
  return {
    /** With the person, who must not have been removed; however old. */
    byHash: (tokenHash: string) => byHash.get({ tokenHash }),
    /** The oldest first, with whose each is. */
    all: () => all.all(),
    /** In any case. */
    byName: (name: string) => byName.get({ name }),
  };
}

export function apiTokenWriter(db: BetterSQLite3Database) {
  return {
    add: (token: Omit<ApiTokenRow, 'id' | 'lastUsedAt'>): ApiTokenRow =>
      db.insert(apiTokens).values(token).returning().get(),
    used(id: number, lastUsedAt: number): void {
      db.update(apiTokens).set({ lastUsedAt }).where(eq(apiTokens.id, id)).run();
    },
    revoke(id: number): void {
      db.delete(apiTokens).where(eq(apiTokens.id, id)).run();
    },
    /** Returns how many there were. */
    revokeAllOf: (userId: number): number =>
      db.delete(apiTokens).where(eq(apiTokens.userId, userId)).run().changes,
    dropExpiredBefore(at: number): void {
      db.delete(apiTokens).where(lte(apiTokens.expiresAt, at)).run();
    },
    revokeAll: (): number => db.delete(apiTokens).run().changes,
  };
}
