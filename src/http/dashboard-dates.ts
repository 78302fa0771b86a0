import type { Millis } from '../core/clock.ts';
import { wallClock, weekdayIndex } from '../core/local-time.ts';
import type { Period, PeriodUnit } from '../core/report-period.ts';
import type { Scorecard } from '../services/report-scorecard.ts';

/** How the dashboard writes its times: in the reader's language, in the zone of the business or of the line. */
export interface DashboardDates {
  /** The whole period. */
  name(period: Period): string;
  /** What it is compared with: of one that goes on, as much as has passed. */
  before(card: Scorecard): string;
  /** Short, below a chart. */
  day(at: Millis): string;
  /** `2026-11-03`, as an address has it. */
  iso(at: Millis): string;
  /** Monday first, short. */
  readonly weekdays: readonly string[];
  /** 24 of them, as a clock in this language shows them. */
  readonly hours: readonly string[];
  /** 0 for Monday. */
  weekday(at: Millis): number;
}

/** A Monday, for names that need one. */
const MONDAY = Date.UTC(2026, 0, 5);
const DAY_MS: Millis = 86_400_000;
const HOUR_MS: Millis = 3_600_000;

export function createDashboardDates(language: string, timeZone: string, unit: PeriodUnit): DashboardDates {
  const written = (options: Intl.DateTimeFormatOptions, zone = timeZone) =>
    new Intl.DateTimeFormat(language, { timeZone: zone, ...options });
  const month = written({ month: 'long', year: 'numeric' });
  const full = written({ dateStyle: 'full' });
  const medium = written({ dateStyle: 'medium' });
  const moment = written({ dateStyle: 'medium', timeStyle: 'short' });
  const day = written({ month: 'short', day: 'numeric' });
  const weekday = written({ weekday: 'short' }, 'UTC');
  const hour = written({ hour: 'numeric' }, 'UTC');
  const name = ({ from, to }: Period) => {
    if (unit === 'month') return month.format(from);
    return unit === 'day' ? full.format(from) : medium.formatRange(from, to - 1);
  };
  return {
    name,
    before({ before, isUnderWay }) {
      if (!isUnderWay) return name(before);
      return unit === 'day'
        ? moment.formatRange(before.from, before.to)
        : medium.formatRange(before.from, before.to - 1);
    },
    day: (at) => day.format(at),
    iso(at) {
      const { date } = wallClock(at, timeZone);
      return [date.year, date.month, date.day].map((part) => String(part).padStart(2, '0')).join('-');
    },
    weekdays: Array.from({ length: 7 }, (_, index) => weekday.format(MONDAY + index * DAY_MS)),
    hours: Array.from({ length: 24 }, (_, index) => hour.format(MONDAY + index * HOUR_MS)),
    weekday: (at) => weekdayIndex(wallClock(at, timeZone).date),
  };
}
