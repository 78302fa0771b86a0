import ICAL from 'ical.js';
import { type HolidayRule, MAX_HOLIDAY_NAME_LENGTH } from './holidays.ts';
import { addDays, daysBetween, isDate, type LocalDate } from './local-time.ts';
import type { Weekday } from './weekly-hours.ts';
import { cannotRead, type WordsProblem } from './words-problem.ts';

/** A holiday as a calendar file has it; whoever imports it decides on its hours. */
export interface CalendarHoliday {
  readonly name: string;
  readonly rule: HolidayRule;
}

export interface CalendarRefusal {
  /** The event's own name, or what of it can be shown. */
  readonly event: string;
  readonly why: string;
}

export type ParsedCalendar =
  | {
      readonly kind: 'calendar';
      readonly holidays: readonly CalendarHoliday[];
      readonly refused: readonly CalendarRefusal[];
    }
  | WordsProblem;

/** Characters; a calendar of one country's holidays for ten years has some 100,000. */
const MAX_LENGTH = 1_000_000;
const MAX_EVENTS = 2_000;
const MAX_DAYS = 31;
const EXPORT_IT = 'Export the holidays from your calendar program as .ics.';

/** RFC 5545 §3.3.10, weekdaynum. */
const WEEKDAY_CODES: Readonly<Record<string, Weekday>> = {
  MO: 'mon',
  TU: 'tue',
  WE: 'wed',
  TH: 'thu',
  FR: 'fri',
  SA: 'sat',
  SU: 'sun',
};
const NTH: Readonly<Record<string, 1 | 2 | 3 | 4 | 5 | -1>> = { 1: 1, 2: 2, 3: 3, 4: 4, 5: 5, '-1': -1 };

/** Why an event is no holiday; caught where events are read one by one. */
class Refused extends Error {}

/**
 * The all-day events of an iCalendar file (RFC 5545 §3.6.1). One of several days is a holiday on each;
 * one that returns every year, on its day or on the nth weekday of its month, is kept as that rule. An event
 * that cannot be a holiday, or is over by `today`, is refused alone, with its reason.
 */
export function parseHolidayCalendar(text: string, today: LocalDate): ParsedCalendar {
  if (text.length > MAX_LENGTH) {
    return cannotRead('The calendar is larger than a calendar of holidays.', 'Give one of at most 1 MB.');
  }
  if (!/^\ufeff?\s*BEGIN:VCALENDAR\s/i.test(text)) {
    return cannotRead('The file is no iCalendar file: it does not begin with BEGIN:VCALENDAR.', EXPORT_IT);
  }
  const events = text.match(/^BEGIN:VEVENT[ \t]*\r?$[\s\S]*?^END:VEVENT[ \t]*\r?$/gim) ?? [];
  if (events.length === 0) return cannotRead('The calendar has no events.', EXPORT_IT);
  if (events.length > MAX_EVENTS) {
    return cannotRead(
      `The calendar has more than ${MAX_EVENTS} events.`,
      'Give one that holds holidays only.',
    );
  }
  const holidays: CalendarHoliday[] = [];
  const refused: CalendarRefusal[] = [];
  for (const source of events) {
    let event = roughName(source);
    try {
      // Each alone, so that one that is broken takes no other with it.
      const component = new ICAL.Component(ICAL.parse(source));
      event = nameOf(component) || event;
      holidays.push(...holidaysOf(component, event, today));
    } catch (error) {
      refused.push({
        event,
        why:
          error instanceof Refused
            ? error.message
            : `it cannot be read (${String(error).replace(/^\w*Error: /, '')})`,
      });
    }
  }
  return { kind: 'calendar', holidays, refused };
}

function holidaysOf(event: ICAL.Component, name: string, today: LocalDate): CalendarHoliday[] {
  if (event.getFirstPropertyValue('status') === 'CANCELLED') throw new Refused('it was cancelled');
  const first = dayOf(event, 'dtstart');
  if (first === null) throw new Refused('it has no day');
  const length = daysBetween(first, dayOf(event, 'dtend') ?? addDays(first, 1));
  // Some programs write the same day as the end of a single day.
  const days = length === 0 ? 1 : length;
  if (days < 1 || days > MAX_DAYS) throw new Refused(`it lasts ${days} days, and a holiday 1 to ${MAX_DAYS}`);
  const dates = Array.from({ length: days }, (_none, ahead) => addDays(first, ahead));
  if (event.hasProperty('rrule')) {
    return yearlyRules(event, first, dates).map((rule) => ({ name, rule }));
  }
  const left = dates.filter((date) => daysBetween(today, date) >= 0);
  if (left.length === 0) throw new Refused('it is over');
  return left.map((date) => ({ name, rule: { kind: 'once', date } }));
}

/** @throws Refused where the repetition is none of ours */
function yearlyRules(event: ICAL.Component, first: LocalDate, dates: readonly LocalDate[]): HolidayRule[] {
  const recurrence = event.getFirstPropertyValue('rrule');
  const rules = event.getAllProperties('rrule').length;
  const exceptions = ['exdate', 'rdate', 'exrule'].some((property) => event.hasProperty(property));
  const { BYMONTH, BYMONTHDAY, BYDAY, ...others } = repetition(String(recurrence));
  const usual = rules === 1 && !exceptions && Object.keys(others).every((part) => IDLE_PARTS.has(part));
  const sameMonth = BYMONTH === undefined || BYMONTH === String(first.month);
  const sameDay = BYMONTHDAY === undefined || BYMONTHDAY === String(first.day);
  if (usual && others['FREQ'] === 'YEARLY' && (others['INTERVAL'] ?? '1') === '1' && sameMonth) {
    if (BYDAY === undefined && sameDay) {
      return dates.map(({ month, day }) => ({ kind: 'yearly', month, day, observed: false }));
    }
    const [, count = '', code = ''] = /^\+?(-?\d)([A-Z]{2})$/.exec(BYDAY ?? '') ?? [];
    const [nth, weekday] = [NTH[count], WEEKDAY_CODES[code]];
    const plain = BYMONTH !== undefined && BYMONTHDAY === undefined && dates.length === 1;
    if (plain && nth !== undefined && weekday !== undefined) {
      return [{ kind: 'nth-weekday', nth, weekday, month: first.month }];
    }
  }
  throw new Refused(`it repeats in a way that no holiday here can (${String(recurrence).slice(0, 60)})`);
}

/** The parts of a repetition that change nothing of a yearly one, or are looked at by name. */
const IDLE_PARTS: ReadonlySet<string> = new Set(['FREQ', 'INTERVAL', 'WKST']);

function repetition(rule: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    rule.split(';').map((part) => {
      const [name = '', value = ''] = part.split('=');
      return [name, value];
    }),
  );
}

/** @throws Refused where it is a time of a day, or a day that no calendar has */
function dayOf(event: ICAL.Component, property: 'dtstart' | 'dtend'): LocalDate | null {
  const found = event.getFirstProperty(property);
  if (found === null) return null;
  const value = found.getFirstValue();
  if (!(value instanceof ICAL.Time) || !value.isDate) throw new Refused('it does not last whole days');
  // As it was written: the library turns a 13th month into the next year's first.
  const written = String(found.jCal[3]);
  const [year, month, day] = written.split('-').map(Number);
  const date = { year: Number(year), month: Number(month), day: Number(day) };
  if (!isDate(date)) throw new Refused(`no calendar has its day ${written.slice(0, 12)}`);
  return date;
}

function nameOf(event: ICAL.Component): string {
  const words = String(event.getFirstPropertyValue('summary') ?? '');
  return words
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .slice(0, MAX_HOLIDAY_NAME_LENGTH)
    .toWellFormed();
}

/** The name of an event that has none, or cannot be read. */
function roughName(source: string): string {
  const [, summary = ''] = /^SUMMARY[^:\r\n]*:([^\r\n]{1,80})/im.exec(source) ?? [];
  return summary.trim() || 'an event without a name';
}
