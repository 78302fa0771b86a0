import { WEEKDAYS, type Weekday, type WeeklyHours } from '../core/weekly-hours.ts';

/** A Monday, in no time zone but UTC. */
const MONDAY = Date.UTC(2024, 0, 1);
const MINUTE_MS = 60_000;
const DAY_MS = 1_440 * MINUTE_MS;

/** A day of the week in the reader's language: "Mon", "lun"; or "Monday", "lunes". */
export function weekdayWords(day: Weekday, language: string, weekday: 'short' | 'long' = 'short'): string {
  const written = new Intl.DateTimeFormat(language, { weekday, timeZone: 'UTC' });
  return written.format(MONDAY + WEEKDAYS.indexOf(day) * DAY_MS);
}

/** Weekly hours in the reader's language: "Mon–Fri 8:00 AM–5:00 PM, Sat 9:00 AM–12:00 PM". Closed days are left out. */
export function weekWords(week: WeeklyHours, language: string): string {
  const clock = new Intl.DateTimeFormat(language, { timeStyle: 'short', timeZone: 'UTC' });
  const at = (minute: number) => clock.format(MONDAY + minute * MINUTE_MS);
  const hoursOn = (day: Weekday) =>
    week[day].map(({ from, to }) => (to - from === 1_440 ? '' : `${at(from)}–${at(to)}`)).join(', ');
  const groups: { first: Weekday; last: Weekday; words: string }[] = [];
  let isNextDay = false;
  for (const day of WEEKDAYS) {
    const isOn = week[day].length > 0;
    const group = groups.at(-1);
    if (isOn && isNextDay && group?.words === hoursOn(day)) group.last = day;
    else if (isOn) groups.push({ first: day, last: day, words: hoursOn(day) });
    isNextDay = isOn;
  }
  return groups
    .map(({ first, last, words }) => `${daysWords(first, last, language)} ${words}`.trim())
    .join(', ');
}

function daysWords(first: Weekday, last: Weekday, language: string): string {
  const [from, to] = [weekdayWords(first, language), weekdayWords(last, language)];
  return first === last ? from : `${from}–${to}`;
}
