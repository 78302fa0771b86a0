import { index, integer, sqliteTable, text } from '../drizzle.ts';

/** Names of texts from customers that have been stored: one that comes again is known by it. */
export const seenTexts = sqliteTable(
  'seen_texts',
  {
    dedupeKey: text('dedupe_key').primaryKey(),
    seenAt: integer('seen_at').notNull(),
  },
  (t) => [index('seen_texts_age').on(t.seenAt)],
);
