import type { Holiday } from '../core/holidays.ts';
import { formatIntervals } from '../core/hours-words.ts';
import { languageOf } from '../core/language.ts';
import type { LocalDate } from '../core/local-time.ts';
import type { Person } from './web-env.ts';
import { weekdayWords } from './week-words.ts';

/** A day with its weekday, in the reader's language. */
export function dateWords({ year, month, day }: LocalDate, { format }: Person): string {
  const written = new Intl.DateTimeFormat(format.language, { dateStyle: 'full', timeZone: 'UTC' });
  return written.format(Date.UTC(year, month - 1, day));
}

/** How a holiday comes again. */
export function repeatWords({ rule }: Pick<Holiday, 'rule'>, { words, format }: Person): string {
  const { repeats } = words.holidays;
  if (rule.kind === 'once') return repeats.once;
  if (rule.kind === 'yearly') return rule.observed ? repeats.observed : repeats.yearly;
  const month = new Intl.DateTimeFormat(format.language, { month: 'long', timeZone: 'UTC' });
  const weekday = weekdayWords(rule.weekday, format.language, 'long');
  return repeats.nth({ nth: rule.nth, weekday, month: month.format(Date.UTC(2024, rule.month - 1, 1)) });
}

/** Whether it is open on that day, and when. */
export function openWords({ hours }: Pick<Holiday, 'hours'>, { words }: Person): string {
  return hours.length === 0
    ? words.holidays.closed
    : words.holidays.openAt(openAsTyped(hours, words.language));
}

/** Hours of a day as they are typed; empty for closed. */
export function openAsTyped(hours: Holiday['hours'], language: string): string {
  return hours.length === 0 ? '' : formatIntervals(hours, languageOf(language));
}
