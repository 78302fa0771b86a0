import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { everyDay, WEEKDAYS, type WeeklyHours } from '../../core/weekly-hours.ts';
import { asc, desc, eq, isNull, sql } from '../drizzle.ts';
import { holidays, hours } from '../schema.ts';

export type HolidayRow = typeof holidays.$inferSelect;
export type NewHoliday = typeof holidays.$inferInsert;

/** Of one line, and of every line: `addHolidays` adds no more. */
const MAX_HOLIDAYS = 1000;

export function hoursReader(db: BetterSQLite3Database) {
  const weekOf = db
    .select()
    .from(hours)
    .where(eq(hours.lineId, sql.placeholder('lineId')))
    .orderBy(asc(hours.weekday), asc(hours.fromMinute))
    .prepare();
  const ofLine = db
    .select()
    .from(holidays)
    .where(eq(holidays.lineId, sql.placeholder('lineId')))
    .orderBy(desc(holidays.id))
    .limit(MAX_HOLIDAYS)
    .prepare();
  const ofEveryLine = db
    .select()
    .from(holidays)
    .where(isNull(holidays.lineId))
    .orderBy(desc(holidays.id))
    .limit(MAX_HOLIDAYS)
    .prepare();
  return {
    /** Null for a line that nobody gave hours. */
    weekOf(lineId: number): WeeklyHours | null {
      const rows = weekOf.all({ lineId });
      if (rows.length === 0) return null;
      return everyDay((day) =>
        rows
          .filter(({ weekday }) => weekday === day)
          .map(({ fromMinute, toMinute }) => ({ from: fromMinute, to: toMinute })),
      );
    },
    /** A line's own or, for null, those of every line; the newest first. */
    holidaysOf: (lineId: number | null): HolidayRow[] =>
      lineId === null ? ofEveryLine.all() : ofLine.all({ lineId }),
  };
}

export function hoursWriter(db: BetterSQLite3Database) {
  return {
    /** Replaces a line's week; null takes it away. */
    setWeek(lineId: number, week: WeeklyHours | null): void {
      db.delete(hours).where(eq(hours.lineId, lineId)).run();
      if (week === null) return;
      for (const weekday of WEEKDAYS) {
        for (const { from, to } of week[weekday]) {
          db.insert(hours).values({ lineId, weekday, fromMinute: from, toMinute: to }).run();
        }
      }
    },
    addHoliday: (holiday: NewHoliday): HolidayRow => db.insert(holidays).values(holiday).returning().get(),
    removeHoliday(id: number): void {
      db.delete(holidays).where(eq(holidays.id, id)).run();
    },
    /** Gives the holiday of this rule, of one line or (null) of every line, another name and hours. */
    changeHoliday(id: number, change: Pick<HolidayRow, 'name' | 'hours'>): void {
      db.update(holidays).set(change).where(eq(holidays.id, id)).run();
    },
  };
}
