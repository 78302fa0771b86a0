import { VARIANTS } from '../../core/message-variants.ts';
import { check, integer, primaryKey, sqliteTable, text } from '../drizzle.ts';
import { oneOf } from './checks.ts';
import { lines } from './lines.ts';

/** What a line says in other words than `lines.message`, and when. */
export const templates = sqliteTable(
  'templates',
  {
    lineId: integer('line_id')
      .notNull()
      .references(() => lines.id),
    variant: text('variant', { enum: VARIANTS }).notNull(),
    text: text('text').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.lineId, t.variant] }),
    check('templates_variant', oneOf(t.variant, VARIANTS)),
  ],
);
