import { WEEKDAYS, type Weekday } from './weekly-hours.ts';

const LONG_NAMES: Readonly<Record<Weekday, string>> = {
  mon: 'Monday',
  tue: 'Tuesday',
  wed: 'Wednesday',
  thu: 'Thursday',
  fri: 'Friday',
  sat: 'Saturday',
  sun: 'Sunday',
};
const OTHER_NAMES: Readonly<Record<string, Weekday>> = {
  tues: 'tue',
  weds: 'wed',
  thur: 'thu',
  thurs: 'thu',
};

const BY_NAME: ReadonlyMap<string, Weekday> = new Map([
  ...WEEKDAYS.flatMap((day) =>
    [day, LONG_NAMES[day].toLowerCase(), `${LONG_NAMES[day].toLowerCase()}s`].map(
      (name) => [name, day] as const,
    ),
  ),
  ...Object.entries(OTHER_NAMES),
]);

/** Every way to write a weekday, in lower case without a full stop. */
export const WEEKDAY_NAMES: readonly string[] = [...BY_NAME.keys()];

/** The source of a pattern for one of them; longest first, so that "thurs" is not "thu" and a rest. */
export const WEEKDAY_PATTERN = `(?:${[...WEEKDAY_NAMES].sort((a, b) => b.length - a.length).join('|')})\\b\\.?`;

export function parseWeekday(name: string): Weekday | null {
  return BY_NAME.get(name.toLowerCase().replace('.', '')) ?? null;
}

/** "Monday". */
export function weekdayName(day: Weekday): string {
  return LONG_NAMES[day];
}

/** "Mon". */
export function shortWeekdayName(day: Weekday): string {
  return LONG_NAMES[day].slice(0, 3);
}
