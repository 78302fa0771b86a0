import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { and, desc, eq, isNull, max, sql } from '../drizzle.ts';
import { leads, messages, stages, unreadConversations, users } from '../schema.ts';
import { type LeadSummary, ofStage, selectSummaries, summaryColumns } from './leads.ts';
import type { MessageRow } from './messages.ts';

/** A lead with whom texts were exchanged, and how many of them somebody has not seen. */
export type ConversationRow = LeadSummary & {
  readonly unread: number;
  /** When the newest of them came; null for none. */
  readonly unreadAt: number | null;
};

interface Place {
  readonly at: number;
  readonly id: number;
}

const NOW: Place = { at: Number.MAX_SAFE_INTEGER, id: Number.MAX_SAFE_INTEGER };

export function inboxReader(db: BetterSQLite3Database) {
  const unread = db
    .select({
      ...summaryColumns(),
      unread: unreadConversations.texts,
      unreadAt: unreadConversations.newestAt,
    })
    .from(unreadConversations)
    .innerJoin(leads, eq(leads.id, unreadConversations.leadId))
    .innerJoin(stages, ofStage())
    .leftJoin(users, eq(users.id, leads.ownerId))
    .where(
      and(
        eq(unreadConversations.reader, sql.placeholder('reader')),
        sql`(${unreadConversations.newestAt}, ${unreadConversations.leadId}) < (${sql.placeholder('at')}, ${sql.placeholder('id')})`,
      ),
    )
    .orderBy(desc(unreadConversations.newestAt), desc(unreadConversations.leadId))
    .limit(sql.placeholder('limit'))
    .prepare();
  const isUnread = sql`EXISTS (SELECT 1 FROM unread_conversations u WHERE u.reader = ${sql.placeholder('reader')} AND u.lead_id = ${leads.id})`;
  const read = selectSummaries(db)
    .where(
      and(
        isNull(leads.mergedInto),
        isNull(leads.erasedAt),
        sql`(${leads.lastTextAt}, ${leads.id}) < (${sql.placeholder('at')}, ${sql.placeholder('id')})`,
        sql`last_text_at IS NOT NULL`,
        sql`NOT ${isUnread}`,
      ),
    )
    .orderBy(desc(leads.lastTextAt), desc(leads.id))
    .limit(sql.placeholder('limit'))
    .prepare();
  const newestText = db
    .select()
    .from(messages)
    .where(eq(messages.leadId, sql.placeholder('leadId')))
    .orderBy(desc(messages.createdAt))
    .limit(1)
    .prepare();
  const textsAfter = db
    .select()
    .from(messages)
    .where(
      and(
        sql`${messages.id} > ${sql.placeholder('id')}`,
        sql`${messages.leadId} IS NOT NULL`,
        // By name: of a single table drizzle writes columns without it.
        sql`NOT EXISTS (SELECT 1 FROM blocked_numbers WHERE blocked_numbers.number = messages.from_number)`,
      ),
    )
    .orderBy(messages.id)
    .limit(sql.placeholder('limit'))
    .prepare();
  const newestId = db
    .select({ id: max(messages.id) })
    .from(messages)
    .prepare();
  return {
    /** What the reader has not seen, the newest text first, those after `before`. */
    unread: (reader: string, limit: number, before: Place = NOW): ConversationRow[] =>
      unread.all({ reader, limit, at: before.at, id: before.id }),
    /** All other conversations, the newest text first, those after `before`. */
    read: (reader: string, limit: number, before: Place = NOW): ConversationRow[] =>
      read
        .all({ reader, limit, at: before.at, id: before.id })
        .map((lead) => ({ ...lead, unread: 0, unreadAt: null })),
    newestText: (leadId: number): MessageRow | undefined => newestText.get({ leadId }),
    /** Texts with customers that are newer than the one with this id, oldest first; none from blocked numbers. */
    textsAfter: (id: number, limit: number): MessageRow[] => textsAfter.all({ id, limit }),
    /** 0 where there is no text yet. */
    newestId: (): number => newestId.get()?.id ?? 0,
  };
}

export function inboxWriter(db: BetterSQLite3Database) {
  const add = db
    .insert(unreadConversations)
    .values({
      reader: sql`${sql.placeholder('reader')}`,
      leadId: sql`${sql.placeholder('leadId')}`,
      texts: 1,
      newestAt: sql`${sql.placeholder('at')}`,
    })
    .onConflictDoUpdate({
      target: [unreadConversations.reader, unreadConversations.leadId],
      set: { texts: sql`${unreadConversations.texts} + 1`, newestAt: sql`excluded.newest_at` },
    })
    .prepare();
  return {
    /** One more text that the reader has not seen. */
    addUnread(reader: string, leadId: number, at: number): void {
      add.run({ reader, leadId, at });
    },
    markRead(reader: string, leadId: number): void {
      db.delete(unreadConversations)
        .where(and(eq(unreadConversations.reader, reader), eq(unreadConversations.leadId, leadId)))
        .run();
    },
    /** Nobody has to see it any more. */
    markReadByAll(leadId: number): void {
      db.delete(unreadConversations).where(eq(unreadConversations.leadId, leadId)).run();
    },
  };
}
