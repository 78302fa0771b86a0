import type { Millis } from '../core/clock.ts';
import { holidayAt, isOpen, nextOpen, nextOpenInWords } from '../core/hours.ts';
import type { WeeklyHours } from '../core/weekly-hours.ts';
import type { Store } from '../store/open-store.ts';
import type { LineRow } from '../store/queries/lines.ts';
import type { Reader } from '../store/queries.ts';
import type { Business } from './business.ts';
import { findLine } from './find-line.ts';
import { lineSchedule } from './line-schedule.ts';
import type { Rejection } from './rejection.ts';

/** When a line is open, and whether it is. */
export interface HoursView {
  /** E.164. */
  readonly line: string;
  readonly timeZone: string;
  /** Null for round the clock. */
  readonly week: WeeklyHours | null;
  readonly isOpen: boolean;
  /** The name of today's holiday; null on an ordinary day. */
  readonly holiday: string | null;
  /** Null while it is open, and when it never opens. */
  readonly nextOpen: Millis | null;
  /** What `{{next_open}}` says. */
  readonly nextOpenInWords: string | null;
}

export function showHours(
  store: Store,
  number: string,
  business: Business,
  now: Millis,
): { readonly kind: 'hours'; readonly hours: HoursView } | Rejection {
  return store.read((reader) => {
    const found = findLine(reader, number, business.country);
    if (found.kind !== 'line') return found;
    return { kind: 'hours', hours: hoursView(reader, found.line, business, now) };
  });
}

export function hoursView(reader: Reader, line: LineRow, business: Business, now: Millis): HoursView {
  const schedule = lineSchedule(reader, line, business);
  const open = isOpen(schedule, now);
  return {
    line: line.number,
    timeZone: schedule.timeZone,
    week: reader.hours.weekOf(line.id),
    isOpen: open,
    holiday: holidayAt(schedule, now)?.name ?? null,
    nextOpen: open ? null : nextOpen(schedule, now),
    nextOpenInWords: nextOpenInWords(schedule, now),
  };
}
