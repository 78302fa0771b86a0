import { check, index, integer, primaryKey, sql, sqliteTable, text } from '../drizzle.ts';
import { leads } from './leads.ts';

/** Who has not seen what: a row for each person who has not looked since a customer wrote. */
export const unreadConversations = sqliteTable(
  'unread_conversations',
  {
    /** `user:3`; `anybody` for whoever uses textback and is none of the people known. */
    reader: text('reader').notNull(),
    leadId: integer('lead_id')
      .notNull()
      .references(() => leads.id),
    /** How many texts. */
    texts: integer('texts').notNull(),
    /** When the newest of them came. */
    newestAt: integer('newest_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.reader, t.leadId] }),
    index('unread_conversations_reader').on(t.reader, t.newestAt, t.leadId),
    index('unread_conversations_lead').on(t.leadId),
    check('unread_conversations_texts', sql`${t.texts} > 0`),
  ],
);
