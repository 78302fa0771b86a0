import { integer, sqliteTable, text } from '../drizzle.ts';

/** What the whole business wants, where it differs from the product's own; see core/business-settings.ts. */
export const settings = sqliteTable('settings', {
  name: text('name').primaryKey(),
  /** As a person types it. */
  value: text('value').notNull(),
  changedAt: integer('changed_at').notNull(),
});
