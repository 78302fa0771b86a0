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

/** In Spanish; read without its accents. */
const SPANISH_NAMES: Readonly<Record<Weekday, string>> = {
  mon: 'lunes',
  tue: 'martes',
  wed: 'miércoles',
  thu: 'jueves',
  fri: 'viernes',
  sat: 'sábado',
  sun: 'domingo',
};
const SPANISH_PLURALS: Readonly<Record<string, Weekday>> = { sabados: 'sat', domingos: 'sun' };

const BY_NAME: ReadonlyMap<string, Weekday> = new Map([
  ...WEEKDAYS.flatMap((day) =>
    [day, LONG_NAMES[day].toLowerCase(), `${LONG_NAMES[day].toLowerCase()}s`].map(
      (name) => [name, day] as const,
    ),
  ),
  ...Object.entries(OTHER_NAMES),
]);

const BY_SPANISH_NAME: ReadonlyMap<string, Weekday> = new Map([
  ...WEEKDAYS.flatMap((day) => {
    const plain = withoutAccents(SPANISH_NAMES[day]);
    return [plain, plain.slice(0, 3)].map((name) => [name, day] as const);
  }),
  ...Object.entries(SPANISH_PLURALS),
]);

/** The source of a pattern for a weekday in English. */
export const WEEKDAY_PATTERN = patternOf([...BY_NAME.keys()]);

/** Every way to write a weekday in English or Spanish, in lower case without accents and without a full stop. */
export const SPOKEN_WEEKDAY_NAMES: readonly string[] = [...BY_NAME.keys(), ...BY_SPANISH_NAME.keys()];

/** The source of a pattern for one of them. */
export const SPOKEN_WEEKDAY_PATTERN = patternOf(SPOKEN_WEEKDAY_NAMES);

/** Longest first, so that "thurs" is not "thu" and a rest. */
function patternOf(names: readonly string[]): string {
  return `(?:${[...names].sort((a, b) => b.length - a.length).join('|')})\\b\\.?`;
}

/** In English or Spanish. */
export function parseWeekday(name: string): Weekday | null {
  const plain = withoutAccents(name.toLowerCase()).replace('.', '');
  return BY_NAME.get(plain) ?? BY_SPANISH_NAME.get(plain) ?? null;
}

/** "sabado" for "sábado": what people type without accents reads the same. */
export function withoutAccents(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '');
}

/** "Monday". */
export function weekdayName(day: Weekday): string {
  return LONG_NAMES[day];
}

/** "Mon". */
export function shortWeekdayName(day: Weekday): string {
  return LONG_NAMES[day].slice(0, 3);
}

/** "sáb". */
export function shortSpanishWeekdayName(day: Weekday): string {
  return SPANISH_NAMES[day].slice(0, 3);
}
