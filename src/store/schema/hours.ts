import { WEEKDAYS } from '../../core/weekly-hours.ts';
import { check, index, integer, primaryKey, sql, sqliteTable, text, uniqueIndex } from '../drizzle.ts';
import { oneOf } from './checks.ts';
import { lines } from './lines.ts';

/** A line's week. A line without any is open round the clock. */
export const hours = sqliteTable(
  'hours',
  {
    lineId: integer('line_id')
      .notNull()
      .references(() => lines.id),
    weekday: text('weekday', { enum: WEEKDAYS }).notNull(),
    /** Minutes after midnight of that day; over 1440 the interval ends on the day after. */
    fromMinute: integer('from_minute').notNull(),
    toMinute: integer('to_minute').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.lineId, t.weekday, t.fromMinute] }),
    check('hours_weekday', oneOf(t.weekday, WEEKDAYS)),
    check('hours_from', sql`${t.fromMinute} BETWEEN 0 AND 1439`),
    check('hours_to', sql`${t.toMinute} BETWEEN ${t.fromMinute} + 1 AND ${t.fromMinute} + 1440`),
  ],
);

export const holidays = sqliteTable(
  'holidays',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    /** Null: for every line. */
    lineId: integer('line_id').references(() => lines.id),
    /** As `formatHolidayRule` writes it. */
    rule: text('rule').notNull(),
    name: text('name').notNull(),
    /** As `formatIntervals` writes them; "closed". */
    hours: text('hours').notNull(),
    createdAt: integer('created_at').notNull(),
  },
  (t) => [
    uniqueIndex('holidays_line_rule').on(t.lineId, t.rule).where(sql`line_id IS NOT NULL`),
    uniqueIndex('holidays_rule').on(t.rule).where(sql`line_id IS NULL`),
    index('holidays_line').on(t.lineId),
    check('holidays_name', sql`length(${t.name}) BETWEEN 1 AND 80`),
  ],
);
