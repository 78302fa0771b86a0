import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { desc, eq, lt, sql } from '../drizzle.ts';
import { creditEntries } from '../schema.ts';

export type CreditEntry = typeof creditEntries.$inferSelect;
export type NewCreditEntry = Omit<CreditEntry, 'id' | 'balanceAfter'>;

export function creditReader(db: BetterSQLite3Database) {
  const newest = db
    .select()
    .from(creditEntries)
    .where(lt(creditEntries.id, sql.placeholder('before')))
    .orderBy(desc(creditEntries.id))
    .limit(sql.placeholder('limit'))
    .prepare();
  const byKey = db
    .select()
    .from(creditEntries)
    .where(eq(creditEntries.key, sql.placeholder('key')))
    .prepare();
  const ofMessage = db
    .select()
    .from(creditEntries)
    .where(eq(creditEntries.messageId, sql.placeholder('messageId')))
    .orderBy(creditEntries.id)
    .prepare();
  return {
    /** Credits left. */
    balance: (): number => newest.get({ limit: 1, before: Number.MAX_SAFE_INTEGER })?.balanceAfter ?? 0,
    /** Newest first, those with an id under `before`. */
    history: (limit: number, before: number = Number.MAX_SAFE_INTEGER): CreditEntry[] =>
      newest.all({ limit, before }),
    byKey: (key: string): CreditEntry | undefined => byKey.get({ key }),
    /** Oldest first. */
    ofMessage: (messageId: number): CreditEntry[] => ofMessage.all({ messageId }),
  };
}

export function creditWriter(db: BetterSQLite3Database) {
  const balanceBefore = sql`COALESCE((SELECT balance_after FROM credit_entries ORDER BY id DESC LIMIT 1), 0)`;
  return {
    /**
     * Adds an entry unless its key is there already, or it would take the balance below zero.
     * Returns whether it was added; look the key up to tell which it was.
     */
    add(entry: NewCreditEntry): boolean {
      const result = db.run(sql`
        INSERT INTO credit_entries (kind, delta, balance_after, key, message_id, note, actor, at)
        SELECT ${entry.kind}, ${entry.delta}, ${balanceBefore} + ${entry.delta}, ${entry.key},
               ${entry.messageId}, ${entry.note}, ${entry.actor}, ${entry.at}
        WHERE ${balanceBefore} + ${entry.delta} >= 0
        ON CONFLICT (key) DO NOTHING`);
      return result.changes === 1;
    },
  };
}
