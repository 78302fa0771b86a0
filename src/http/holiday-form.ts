import { HOLIDAY_REPEATS, type HolidayRepeat, repeatedDay } from '../core/holiday-days.ts';
import { parseHolidayRule } from '../core/holiday-words.ts';
import type { Holiday } from '../core/holidays.ts';
import { parseIntervals } from '../core/hours-words.ts';
import { addDays, daysBetween, type LocalDate } from '../core/local-time.ts';
import { readHoliday } from '../services/add-holidays.ts';
import { listHolidays } from '../services/list-holidays.ts';
import type { Rejection } from '../services/rejection.ts';
import type { ShownSettings } from '../services/save-unchanged.ts';
import type { FormBody } from './save-form.ts';
import { textField } from './text-field.ts';
import type { WebParts } from './web-parts.ts';
import type { Words } from './words/words.ts';

/** What stands in the form that adds holidays. */
export interface TypedHoliday {
  /** As a field for days has it, `2026-12-25`. */
  readonly day: string;
  /** Empty for a single day. */
  readonly until: string;
  readonly repeat: HolidayRepeat;
  readonly name: string;
  /** Empty for closed. */
  readonly hours: string;
}

export type HolidayField = keyof TypedHoliday;
/** `all` for what is wrong with them together. */
export type HolidayRefusals = { readonly [field in HolidayField | 'all']?: Rejection };

/** As in a calendar file. */
const MAX_DAYS = 31;
const MAX_FIELD = 200;
const MAX_HOURS = 600;
/** For looking at one field while the others are not yet right. */
const SOME_DAY = '2026-01-01';
const SOME_NAME = '-';

export const NO_HOLIDAY: TypedHoliday = { day: '', until: '', repeat: 'once', name: '', hours: '' };

export function typedHoliday(body: FormBody): TypedHoliday {
  const field = (name: HolidayField, most = MAX_FIELD) => textField(body[name], most).trim();
  const repeat = HOLIDAY_REPEATS.find((known) => known === body['repeat']) ?? 'once';
  const hours = field('hours', MAX_HOURS);
  return { day: field('day'), until: field('until'), repeat, name: field('name'), hours };
}

/** The holidays that were typed, one for each day; or what is wrong with which field. */
export function readHolidays(
  { day, until, repeat, name, hours }: TypedHoliday,
  words: Words,
): { readonly holidays: readonly Holiday[]; readonly refusals: HolidayRefusals } {
  const refusals: { -readonly [field in keyof HolidayRefusals]: HolidayRefusals[field] } = {};
  const first = dateOf(day);
  if (first === null) refusals.day = { kind: 'invalid', ...words.holidays.noDay };
  const last = until === '' ? first : dateOf(until);
  const length = first === null || last === null ? 1 : daysBetween(first, last) + 1;
  const isSpan = last !== null && length >= 1 && length <= MAX_DAYS;
  if (!isSpan && first !== null) refusals.until = { kind: 'invalid', ...words.holidays.badUntil };
  else if (length > 1 && repeat.endsWith('weekday'))
    refusals.repeat = { kind: 'invalid', ...words.holidays.oneWeekday };
  const intervals = parseIntervals(hours === '' ? 'closed' : hours);
  if (intervals.kind !== 'intervals') refusals.hours = intervals;
  const named = readHoliday(SOME_DAY, name, undefined);
  if (named.kind !== 'holiday') refusals.name = named;
  if (first === null || intervals.kind !== 'intervals' || named.kind !== 'holiday')
    return { holidays: [], refusals };
  const days = Array.from({ length: isSpan ? length : 1 }, (_, ahead) => addDays(first, ahead));
  const holidays = days.map((date) => ({
    name: named.holiday.name,
    rule: repeatedDay(date, repeat),
    hours: intervals.intervals,
  }));
  return { holidays, refusals };
}

/** Another name and other hours for a holiday that is there, by its rule in words. */
export function readChange({
  rule,
  name,
  hours,
}: {
  readonly rule: string;
  readonly name: string;
  readonly hours: string;
}): { readonly holidays: readonly Holiday[]; readonly refusals: HolidayRefusals } {
  const words = hours === '' ? undefined : hours;
  const read = readHoliday(rule, name, words);
  if (read.kind === 'holiday') return { holidays: [read.holiday], refusals: {} };
  const isHours = readHoliday(rule, SOME_NAME, words).kind !== 'holiday';
  return { holidays: [], refusals: isHours ? { hours: read } : { name: read } };
}

/**
 * What the forms of a line's holidays, or with null of every line's, could overwrite.
 * @param number E.164
 */
export function holidaySettings(number: string | null, { business }: WebParts): ShownSettings {
  const subject = number === null ? 'lines' : `line:${number}`;
  return {
    read(store) {
      const listed = listHolidays(store, number, business);
      if (listed.kind !== 'holidays') return null;
      return listed.holidays.filter(({ forEveryLine }) => forEveryLine === (number === null));
    },
    isAbout: (entry) => entry.subject === subject && ['set holiday', 'remove holiday'].includes(entry.action),
  };
}

function dateOf(text: string): LocalDate | null {
  const parsed = parseHolidayRule(text);
  return parsed.kind === 'rule' && parsed.rule.kind === 'once' ? parsed.rule.date : null;
}
