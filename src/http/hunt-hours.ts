import { formatWeek, parseWeek, sayWeek } from '../core/hours-words.ts';
import { parseStepHours } from '../core/hunt-words.ts';
import { languageOf } from '../core/language.ts';
import { everyDay, MINUTES_A_DAY, WEEKDAYS, type Weekday } from '../core/weekly-hours.ts';
import type { Rejection } from '../services/rejection.ts';
import type { Words } from './words/words.ts';

/** When a step rings, as it is typed: days ticked and two times or, where that cannot say it, written out. */
export interface TypedWhen {
  /** None and no times: always. */
  readonly days: readonly Weekday[];
  /** As a field for times has it, e.g. `08:00`; both empty for all day. */
  readonly from: string;
  readonly to: string;
  /** As `parseStepHours` reads it; null where days are ticked. */
  readonly written: string | null;
}

export const ALWAYS: TypedWhen = { days: [], from: '', to: '', written: null };

type ReadWhen = { readonly kind: 'hours'; readonly hours: string | null } | Rejection;

/** Kept hours as they are typed; written out where days differ, or have more than one stretch. */
export function shownWhen(hours: string | null, words: Words): TypedWhen {
  if (hours === null) return ALWAYS;
  const week = parseWeek(hours);
  const written = writtenWhen(hours, words);
  if (week.kind !== 'hours') return { ...ALWAYS, written };
  const days = WEEKDAYS.filter((day) => week.hours[day].length > 0);
  const stretches = days.map((day) => week.hours[day]);
  const [first] = stretches[0] ?? [];
  const isSame = stretches.every((each) => JSON.stringify(each) === JSON.stringify([first]));
  if (first === undefined || !isSame) return { ...ALWAYS, written };
  const isAllDay = first.from === 0 && first.to === MINUTES_A_DAY;
  const times = isAllDay ? { from: '', to: '' } : { from: clockOf(first.from), to: clockOf(first.to) };
  return { days, written: null, ...times };
}

/** Kept hours written out for the reader. */
export function writtenWhen(hours: string, { language }: Words): string {
  return sayWeek(hours, languageOf(language));
}

/** What was typed, as hours are kept; or what is wrong with it. */
export function readWhen({ days, from, to, written }: TypedWhen, words: Words): ReadWhen {
  if (written !== null) return parseStepHours(written.trim() === '' ? 'always' : written);
  if ((from === '') !== (to === '')) return { kind: 'invalid', ...words.hunt.bothTimes };
  const [begin, end] = [minuteOf(from), minuteOf(to)];
  if (begin === null || end === null) return { kind: 'invalid', ...words.hunt.bothTimes };
  const isAllDay = from === '';
  const isAlways = isAllDay && (days.length === 0 || days.length === WEEKDAYS.length);
  if (isAlways) return { kind: 'hours', hours: null };
  const stretch = isAllDay
    ? { from: 0, to: MINUTES_A_DAY }
    : { from: begin, to: end > begin ? end : end + MINUTES_A_DAY };
  const isOn = (day: Weekday) => days.length === 0 || days.includes(day);
  return { kind: 'hours', hours: formatWeek(everyDay((day) => (isOn(day) ? [stretch] : []))) };
}

function clockOf(minute: number): string {
  const [hour, past] = [Math.floor((minute % MINUTES_A_DAY) / 60), minute % 60];
  return `${String(hour).padStart(2, '0')}:${String(past).padStart(2, '0')}`;
}

/** 0 for nothing; null for what no clock shows. */
function minuteOf(clock: string): number | null {
  if (clock === '') return 0;
  const [, hour = '', minute = ''] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(clock) ?? [];
  return hour === '' ? null : Number(hour) * 60 + Number(minute);
}
