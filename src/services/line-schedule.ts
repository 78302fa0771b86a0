import { parseHolidayRule } from '../core/holiday-words.ts';
import type { Holiday } from '../core/holidays.ts';
import type { Schedule } from '../core/hours.ts';
import { parseIntervals } from '../core/hours-words.ts';
import { ALWAYS_OPEN } from '../core/weekly-hours.ts';
import type { HolidayRow } from '../store/queries/hours.ts';
import type { LineRow } from '../store/queries/lines.ts';
import type { Reader } from '../store/queries.ts';
import type { Business } from './business.ts';

export interface KeptHoliday extends Holiday {
  readonly id: number;
  readonly forEveryLine: boolean;
}

/**
 * When a line is open. Its own holidays count before those of every line, and the day of one year before
 * one that returns every year; of two alike, the newer.
 */
export function lineSchedule(
  reader: Reader,
  line: Pick<LineRow, 'id' | 'timeZone'>,
  business: Pick<Business, 'timeZone'>,
): Schedule {
  return {
    timeZone: line.timeZone ?? business.timeZone,
    weekly: reader.hours.weekOf(line.id) ?? ALWAYS_OPEN,
    holidays: [...holidaysOf(reader, line.id), ...holidaysOf(reader, null)],
  };
}

/** A line's own or, for null, those of every line, in the order in which they count. */
export function holidaysOf(reader: Reader, lineId: number | null): readonly KeptHoliday[] {
  const kept = reader.hours.holidaysOf(lineId).flatMap(readHoliday);
  const isOnce = ({ rule }: Holiday) => rule.kind === 'once';
  return [...kept.filter(isOnce), ...kept.filter((holiday) => !isOnce(holiday))];
}

/** One that somebody broke by hand in the database is passed over: a text still has to go out. */
function readHoliday({ id, lineId, name, ...row }: HolidayRow): readonly KeptHoliday[] {
  const rule = parseHolidayRule(row.rule);
  const hours = parseIntervals(row.hours);
  if (rule.kind !== 'rule' || hours.kind !== 'intervals') return [];
  return [{ id, name, rule: rule.rule, hours: hours.intervals, forEveryLine: lineId === null }];
}
