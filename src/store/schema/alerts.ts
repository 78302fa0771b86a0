import { ALERT_KINDS } from '../../core/alert-kind.ts';
import { check, index, integer, sql, sqliteTable, text, uniqueIndex } from '../drizzle.ts';
import { oneOf } from './checks.ts';

/** What the owner should hear of: once for as long as it is so. */
export const alerts = sqliteTable(
  'alerts',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    kind: text('kind', { enum: ALERT_KINDS }).notNull(),
    /** What it is about, e.g. a phone number; `''` for the whole business. */
    subject: text('subject').notNull(),
    /** For people; without phone numbers, since it is logged. */
    detail: text('detail').notNull(),
    raisedAt: integer('raised_at').notNull(),
    /** When the owner was told; null while that is still to be done. */
    announcedAt: integer('announced_at'),
    /** When it was over; null while it goes on. */
    resolvedAt: integer('resolved_at'),
  },
  (t) => [
    uniqueIndex('alerts_open').on(t.kind, t.subject).where(sql`resolved_at IS NULL`),
    index('alerts_raised').on(t.raisedAt),
    index('alerts_unannounced').on(t.id).where(sql`announced_at IS NULL`),
    check('alerts_kind', oneOf(t.kind, ALERT_KINDS)),
  ],
);
