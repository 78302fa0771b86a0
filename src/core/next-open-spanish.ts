import type { Millis } from './clock.ts';
import { nextOpening, type Schedule } from './hours.ts';
import { daysBetween, type LocalDate, weekdayIndex } from './local-time.ts';

/** "sabado" lacks its accent: GSM 7 bit has no á, and one of them makes three segments of a text. */
const WEEKDAYS = ['lunes', 'martes', 'miércoles', 'jueves', 'viernes', 'sabado', 'domingo'] as const;
const MONTHS = [
  ...['enero', 'febrero', 'marzo', 'abril', 'mayo', 'junio'],
  ...['julio', 'agosto', 'septiembre', 'octubre', 'noviembre', 'diciembre'],
];

/**
 * When it opens next as a person says it in Spanish, for `{{next_open_es}}`, in characters of GSM 7 bit: "hoy a la
 * 1 PM", "mañana a las 8:30 AM", "el lunes a las 12 PM", and with the date from a week on. Null while it is open, and
 * when it never opens.
 */
export function nextOpenInSpanish(schedule: Schedule, at: Millis): string | null {
  const opening = nextOpening(schedule, at);
  return opening && `${dayInSpanish(opening.today, opening.date)} ${timeInSpanish(opening.minute)}`;
}

function dayInSpanish(today: LocalDate, date: LocalDate): string {
  const ahead = daysBetween(today, date);
  if (ahead === 0) return 'hoy';
  if (ahead === 1) return 'mañana';
  const weekday = `el ${WEEKDAYS[weekdayIndex(date)]}`;
  return ahead < 7 ? weekday : `${weekday} ${date.day} de ${MONTHS[date.month - 1]}`;
}

/** `minute` 0–1439. Noon and midnight by the clock: "mediodía" has an í, which GSM 7 bit lacks. */
function timeInSpanish(minute: number): string {
  const hour = Math.floor(minute / 60) % 12 || 12;
  const past = minute % 60 === 0 ? '' : `:${String(minute % 60).padStart(2, '0')}`;
  return `${hour === 1 ? 'a la' : 'a las'} ${hour}${past} ${minute < 720 ? 'AM' : 'PM'}`;
}
