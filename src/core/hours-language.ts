import { timeInWords } from './hours.ts';
import type { Language } from './language.ts';
import { shortSpanishWeekdayName, shortWeekdayName } from './weekday-words.ts';
import { MINUTES_A_DAY, type Weekday } from './weekly-hours.ts';

/** How hours are written in a language; they are read in either, whoever writes them. Whatever this says, `parseWeek` reads. */
export interface HoursWords {
  readonly day: (day: Weekday) => string;
  /** `minute` 0–1439. */
  readonly time: (minute: number) => string;
  readonly allDay: string;
  readonly closed: string;
}

export const HOURS_WORDS: Readonly<Record<Language, HoursWords>> = {
  en: { day: shortWeekdayName, time: timeInWords, allDay: 'all day', closed: 'closed' },
  es: { day: shortSpanishWeekdayName, time: timeInSpanish, allDay: 'todo el día', closed: 'cerrado' },
};

/** "8 a.m.", "1:30 p.m.", "mediodía": a clock of 24 hours could not say "10 a.m.-2 a.m." so that it reads one way. */
function timeInSpanish(minute: number): string {
  if (minute === MINUTES_A_DAY / 2) return 'mediodía';
  return timeInWords(minute).replace('AM', 'a.m.').replace('PM', 'p.m.');
}
