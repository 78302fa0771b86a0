import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import type { MessageState } from '../../core/message-state.ts';
import { and, asc, desc, eq, gt, gte, inArray, lt, sql } from '../drizzle.ts';
import { creditEntries, messages } from '../schema.ts';

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
  const oldest = db.select().from(creditEntries).orderBy(asc(creditEntries.id)).limit(1).prepare();
  const after = db
    .select()
    .from(creditEntries)
    .where(gt(creditEntries.id, sql.placeholder('id')))
    .orderBy(asc(creditEntries.id))
    .limit(sql.placeholder('limit'))
    .prepare();
  const moved = db
    .select({ sum: sql<number | null>`sum(${creditEntries.delta})` })
    .from(creditEntries)
    .where(
      and(
        gte(creditEntries.at, sql.placeholder('since')),
        inArray(creditEntries.kind, ['reserve', 'release']),
      ),
    )
    .prepare();
  const unpaid = db
    .select({ id: messages.id, state: messages.state })
    .from(messages)
    .leftJoin(creditEntries, eq(creditEntries.messageId, messages.id))
    .where(
      and(
        eq(messages.direction, sql`'out'`),
        sql`${messages.state} <> 'cancelled'`,
        sql`${creditEntries.id} IS NULL`,
      ),
    )
    .orderBy(asc(messages.id))
    .limit(1)
    .prepare();
  return {
    /** Credits left. */
    balance: (): number => newest.get({ limit: 1, before: Number.MAX_SAFE_INTEGER })?.balanceAfter ?? 0,
    /** Newest first, those with an id under `before`. */
    history: (limit: number, before: number = Number.MAX_SAFE_INTEGER): CreditEntry[] =>
      newest.all({ limit, before }),
    byKey: (key: string): CreditEntry | undefined => byKey.get({ key }),
    oldest: (): CreditEntry | undefined => oldest.get(),
    /** Oldest first, those after `id`. */
    after: (id: number, limit: number): CreditEntry[] => after.all({ id, limit }),
    /** Credits spent on texts since then, net of those given back. */
    spentSince: (since: number): number => -(moved.get({ since })?.sum ?? 0),
    /** The first text that was to be sent and that no entry pays for. */
    firstUnpaid: (): { readonly id: number; readonly state: MessageState } | undefined => unpaid.get(),
    /** Oldest first. */
    ofMessage: (messageId: number): CreditEntry[] => ofMessage.all({ messageId }),
  };
}

export function creditWriter(db: BetterSQLite3Database) {
  const balanceBefore = sql`COALESCE((SELECT balance_after FROM credit_entries ORDER BY id DESC LIMIT 1), 0)`;
  const of = (name: keyof NewCreditEntry) => sql.placeholder(name);
  const insert = db
    .insert(creditEntries)
    .select(
      // All columns, in the order of the table.
      sql`SELECT NULL, ${of('kind')}, ${of('delta')}, ${balanceBefore} + ${of('delta')}, ${of('key')},
                 ${of('messageId')}, ${of('note')}, ${of('actor')}, ${of('at')}
          WHERE ${balanceBefore} + ${of('delta')} >= 0`,
    )
    .onConflictDoNothing({ target: creditEntries.key })
    .prepare();
  return {
    /**
     * Adds an entry unless its key is there already, or it would take the balance below zero.
     * Returns whether it was added; look the key up to tell which it was.
     */
    add: (entry: NewCreditEntry): boolean => insert.run(entry).changes === 1,
  };
}
