import type { Millis } from './clock.ts';
import { type Holiday, holidayOn } from './holidays.ts';
import { addDays, daysBetween, instantOf, type LocalDate, wallClock, weekdayIndex } from './local-time.ts';
import { type Interval, MINUTES_A_DAY, WEEKDAYS, type WeeklyHours } from './weekly-hours.ts';

/** When a line is open. */
export interface Schedule {
  /** IANA name, one that `isTimeZone` knows. */
  readonly timeZone: string;
  readonly weekly: WeeklyHours;
  /** Their hours replace the week's. Where several fall on one day, the first listed counts. */
  readonly holidays: readonly Holiday[];
}

export interface Opening {
  /** The day on which somebody asks. */
  readonly today: LocalDate;
  readonly date: LocalDate;
  /** 0–1439. */
  readonly minute: number;
}

/** A year and a leap day: a schedule that does not open within it is one that never does. */
const SEARCH_DAYS = 367;

/** Whether the business is open at `at`. The moment of closing is closed. */
export function isOpen(schedule: Schedule, at: Millis): boolean {
  return nextOpen(schedule, at) === at;
}

/** The holiday of the day that a clock on the wall shows at `at`, open or not; null for an ordinary day. */
export function holidayAt(schedule: Schedule, at: Millis): Holiday | null {
  return holidayOn(schedule.holidays, wallClock(at, schedule.timeZone).date);
}

/** The first moment from `at` on at which it is open: `at` itself where it is. Null when not within a year. */
export function nextOpen(schedule: Schedule, at: Millis): Millis | null {
  const today = wallClock(at, schedule.timeZone).date;
  // Yesterday's hours may reach into today.
  for (let ahead = -1; ahead < SEARCH_DAYS; ahead += 1) {
    for (const { from, to } of stretchesOf(schedule, addDays(today, ahead))) {
      if (to > at) return Math.max(from, at);
    }
  }
  return null;
}

/** The first moment from `at` on, and before `before`, at which it is closed. Null when not within a year. */
export function nextClosed(
  schedule: Schedule,
  at: Millis,
  before: Millis = Number.MAX_SAFE_INTEGER,
): Millis | null {
  let until = at;
  for (let stretches = 0; stretches < SEARCH_DAYS && until < before; stretches += 1) {
    const stretch = stretchAt(schedule, until);
    if (stretch === null) return until;
    until = stretch.to;
  }
  return null;
}

/**
 * `nextOpen` as a person says it, for `{{next_open}}`: "today at 1 PM", "tomorrow at 8:30 AM", "Monday at
 * noon", and with the date from a week on. Null while it is open, and when it never opens.
 */
export function nextOpenInWords(schedule: Schedule, at: Millis): string | null {
  const opening = nextOpening(schedule, at);
  return opening && `${dayInWords(opening.today, opening.date)} at ${timeInWords(opening.minute)}`;
}

/** What the clock on the wall shows when it opens next. Null while it is open, and when it never opens. */
export function nextOpening(schedule: Schedule, at: Millis): Opening | null {
  const opens = nextOpen(schedule, at);
  if (opens === null || opens === at) return null;
  return { today: wallClock(at, schedule.timeZone).date, ...wallClock(opens, schedule.timeZone) };
}

/** "8 AM", "1:30 PM", "noon"; midnight is "12 AM". `minute` 0–1439. */
export function timeInWords(minute: number): string {
  if (minute === MINUTES_A_DAY / 2) return 'noon';
  const hour = Math.floor(minute / 60);
  const past = minute % 60 === 0 ? '' : `:${String(minute % 60).padStart(2, '0')}`;
  return `${hour % 12 === 0 ? 12 : hour % 12}${past} ${hour < 12 ? 'AM' : 'PM'}`;
}

function dayInWords(today: LocalDate, date: LocalDate): string {
  const ahead = daysBetween(today, date);
  if (ahead === 0) return 'today';
  if (ahead === 1) return 'tomorrow';
  const at = new Date(Date.UTC(date.year, date.month - 1, date.day));
  // No `dateStyle` and no time in it: those differ between versions of the locale data.
  const words = (options: Intl.DateTimeFormatOptions) =>
    at.toLocaleDateString('en-US', { timeZone: 'UTC', ...options });
  const weekday = words({ weekday: 'long' });
  return ahead < 7 ? weekday : `${weekday}, ${words({ month: 'long' })} ${date.day}`;
}

function stretchAt(schedule: Schedule, at: Millis): { readonly from: Millis; readonly to: Millis } | null {
  const today = wallClock(at, schedule.timeZone).date;
  const stretches = [addDays(today, -1), today].flatMap((date) => stretchesOf(schedule, date));
  return stretches.find(({ from, to }) => from <= at && at < to) ?? null;
}

/** The moments between which it is open, of the hours that begin on `date`; a skipped one is left out. */
function stretchesOf(schedule: Schedule, date: LocalDate) {
  const { timeZone } = schedule;
  return intervalsOn(schedule, date)
    .map(({ from, to }) => ({
      from: instantOf(date, from, timeZone),
      to: instantOf(date, to, timeZone),
    }))
    .filter(({ from, to }) => from < to);
}

function intervalsOn({ holidays, weekly }: Schedule, date: LocalDate): readonly Interval[] {
  const weekday = weekdayIndex(date);
  const usual = WEEKDAYS.flatMap((day, index) => (index === weekday ? weekly[day] : []));
  return holidayOn(holidays, date)?.hours ?? usual;
}
