import { didYouMean } from './did-you-mean.ts';
import { HOURS_WORDS } from './hours-language.ts';
import type { Language } from './language.ts';
import { parseTimeRange, TIME_RANGE } from './time-range-words.ts';
import {
  parseWeekday,
  SPOKEN_WEEKDAY_NAMES,
  SPOKEN_WEEKDAY_PATTERN,
  weekdayName,
  withoutAccents,
} from './weekday-words.ts';
import {
  everyDay,
  type Interval,
  MINUTES_A_DAY,
  orderIntervals,
  WEEKDAYS,
  type Weekday,
  type WeeklyHours,
} from './weekly-hours.ts';
import { cannotRead, type WordsProblem } from './words-problem.ts';

export type ParsedWeek = { readonly kind: 'hours'; readonly hours: WeeklyHours } | WordsProblem;
export type ParsedIntervals =
  | { readonly kind: 'intervals'; readonly intervals: readonly Interval[] }
  | WordsProblem;

/** Far more than any week of hours takes. */
const MAX_LENGTH = 500;
const EXAMPLE = 'Write for example "mon-fri 8:00-17:00, sat 9-12".';

const SEPARATOR = /(?:[\s,;:&]+|(?:and|from)\b|(?:y|e|de|desde|el|los|las?)\b|h(?:rs|oras)?\b\.?)+/y;
const DAY_RANGE = new RegExp(
  `(${SPOKEN_WEEKDAY_PATTERN})\\s*(?:-|(?:to|through|thru)\\b|(?:al?|hasta)\\b(?:\\s+el\\b)?)\\s*(${SPOKEN_WEEKDAY_PATTERN})`,
  'y',
);
const ONE_DAY = new RegExp(SPOKEN_WEEKDAY_PATTERN, 'y');
const EVERY_DAY = /(?:daily|every ?day|diario|diariamente|todos los dias|toda la semana)\b/y;
const WORKING_DAYS = /(?:weekdays|entre semana|dias (?:habiles|laborables))\b/y;
const WEEKEND = /(?:weekends|fin(?:es)? de semana)\b/y;
const CLOSED = /(?:closed|cerrados?)\b/y;
const ALL_DAY = /(?:all day|todo el dia|24 ?h(?:ours|oras|rs)?|24\/7)\b/y;

type Token =
  | { readonly kind: 'days'; readonly days: readonly Weekday[] }
  | { readonly kind: 'open'; readonly interval: Interval }
  | { readonly kind: 'closed' }
  | { readonly kind: 'nothing' }
  | WordsProblem;

/**
 * Reads a week of hours, e.g. "mon-fri 8:00-17:00, sat 9-12", "daily 8am-noon 1pm-5pm", "24/7", in English or Spanish
 * ("lunes a viernes 8-17, sáb 9-12", with accents or without), also in both at once.
 */
export function parseWeek(text: string): ParsedWeek {
  const tokens = tokenize(text.trim().toLowerCase() === '24/7' ? 'daily all day' : text);
  if (!Array.isArray(tokens)) return tokens;
  const found = new Map<Weekday, Interval[]>();
  let days: readonly Weekday[] = [];
  let daysAreComplete = true;
  for (const token of tokens) {
    if (token.kind === 'days') {
      days = daysAreComplete ? token.days : [...days, ...token.days];
      daysAreComplete = false;
      continue;
    }
    if (days.length === 0) return cannotRead('The hours do not say on which days.', EXAMPLE);
    daysAreComplete = true;
    for (const day of days) {
      const before = token.kind === 'closed' ? [] : (found.get(day) ?? []);
      found.set(day, token.kind === 'closed' ? [] : [...before, token.interval]);
    }
  }
  if (!daysAreComplete) return cannotRead('The last day has no hours.', `Add them, or "closed". ${EXAMPLE}`);
  return orderWeek(found);
}

/** Reads the hours of one day, e.g. "9-12", "8am-noon, 1pm-5pm", "closed". */
export function parseIntervals(text: string): ParsedIntervals {
  const tokens = tokenize(text);
  if (!Array.isArray(tokens)) return tokens;
  const remedy = 'Write for example "9:00-12:00", "8am-noon, 1pm-5pm" or "closed".';
  if (tokens.length === 0) return cannotRead('There are no hours in it.', remedy);
  const intervals: Interval[] = [];
  for (const token of tokens) {
    if (token.kind === 'days') return cannotRead('Hours of a single day name no days.', remedy);
    if (token.kind === 'open') intervals.push(token.interval);
    else if (tokens.length > 1) return cannotRead('It is closed, and has hours.', remedy);
  }
  const ordered = orderIntervals(intervals);
  return ordered.kind === 'ordered'
    ? { kind: 'intervals', intervals: ordered.intervals }
    : overlap(null, ordered);
}

/** A week as `parseWeek` reads it: "Mon-Fri 8 AM-5 PM; Sat 9 AM-noon". Closed days are left out. It is kept in English. */
export function formatWeek(hours: WeeklyHours, language: Language = 'en'): string {
  const said = HOURS_WORDS[language];
  const groups: { first: Weekday; last: Weekday; words: string }[] = [];
  let previous = '';
  for (const day of WEEKDAYS) {
    const words = hours[day].length === 0 ? '' : formatIntervals(hours[day], language);
    const group = groups.at(-1);
    if (words !== '' && words === previous && group !== undefined) group.last = day;
    else if (words !== '') groups.push({ first: day, last: day, words });
    previous = words;
  }
  const [only] = groups;
  if (only === undefined) return said.closed;
  if (only.first === 'mon' && only.last === 'sun' && only.words === said.allDay) return '24/7';
  return groups
    .map(({ first, last, words }) => {
      const days = first === last ? said.day(first) : `${said.day(first)}-${said.day(last)}`;
      return `${days} ${words}`;
    })
    .join('; ');
}

/** Kept hours of a week in a language; as they are where they cannot be read. */
export function sayWeek(kept: string, language: Language): string {
  const week = parseWeek(kept);
  return week.kind === 'hours' ? formatWeek(week.hours, language) : kept;
}

/** The hours of one day as `parseIntervals` reads them: "8 AM-noon, 1 PM-5 PM", "all day", "closed". */
export function formatIntervals(intervals: readonly Interval[], language: Language = 'en'): string {
  const { time, allDay, closed } = HOURS_WORDS[language];
  if (intervals.length === 0) return closed;
  return intervals
    .map(({ from, to }) =>
      from === 0 && to === MINUTES_A_DAY ? allDay : `${time(from)}-${time(to % MINUTES_A_DAY)}`,
    )
    .join(', ');
}

function tokenize(raw: string): Exclude<Token, WordsProblem | { kind: 'nothing' }>[] | WordsProblem {
  const text = withoutAccents(raw.toLowerCase())
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .trim();
  if (text.length > MAX_LENGTH) return cannotRead('The hours are too long to be hours.', EXAMPLE);
  const tokens: Exclude<Token, WordsProblem | { kind: 'nothing' }>[] = [];
  let at = 0;
  while (at < text.length) {
    const { token, length } = nextToken(text, at);
    if (token.kind === 'invalid') return token;
    if (token.kind !== 'nothing') tokens.push(token);
    at += length;
  }
  return tokens;
}

function nextToken(text: string, at: number): { readonly token: Token; readonly length: number } {
  for (const { pattern, read } of READERS) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match !== null) return { token: read(match), length: match[0].length };
  }
  return { token: unreadable(text.slice(at)), length: 0 };
}

const READERS: readonly { readonly pattern: RegExp; readonly read: (match: RegExpExecArray) => Token }[] = [
  { pattern: SEPARATOR, read: () => ({ kind: 'nothing' }) },
  { pattern: CLOSED, read: () => ({ kind: 'closed' }) },
  { pattern: ALL_DAY, read: () => ({ kind: 'open', interval: { from: 0, to: MINUTES_A_DAY } }) },
  {
    pattern: DAY_RANGE,
    read: ([, first = '', last = '']) => ({ kind: 'days', days: daysFrom(first, last) }),
  },
  { pattern: ONE_DAY, read: ([name]) => ({ kind: 'days', days: daysFrom(name, name) }) },
  { pattern: EVERY_DAY, read: () => ({ kind: 'days', days: WEEKDAYS }) },
  { pattern: WORKING_DAYS, read: () => ({ kind: 'days', days: WEEKDAYS.slice(0, 5) }) },
  { pattern: WEEKEND, read: () => ({ kind: 'days', days: WEEKDAYS.slice(5) }) },
  { pattern: TIME_RANGE, read: (match) => parseTimeRange(match) },
];

/** "fri" to "mon" goes over the weekend. */
function daysFrom(first: string, last: string): readonly Weekday[] {
  const names: readonly string[] = WEEKDAYS;
  const [from, to] = [first, last].map((name) => names.indexOf(String(parseWeekday(name))));
  const count = ((Number(to) - Number(from) + 7) % 7) + 1;
  return [...WEEKDAYS, ...WEEKDAYS].slice(from, Number(from) + count);
}

function orderWeek(found: ReadonlyMap<Weekday, readonly Interval[]>): ParsedWeek {
  for (const [day, intervals] of found) {
    const ordered = orderIntervals(intervals);
    if (ordered.kind === 'overlap') return overlap(day, ordered);
  }
  const hours = everyDay((day) => [...(found.get(day) ?? [])].sort((a, b) => a.from - b.from));
  if (WEEKDAYS.some((day) => hours[day].length > 0)) return { kind: 'hours', hours };
  return cannotRead('These hours are never open.', `Name the hours in which somebody is there. ${EXAMPLE}`);
}

function overlap(
  day: Weekday | null,
  pair: { readonly first: Interval; readonly second: Interval },
): WordsProblem {
  const [first, second] = [formatIntervals([pair.first]), formatIntervals([pair.second])];
  const problem =
    day === null
      ? `${first} and ${second} overlap.`
      : `On ${weekdayName(day)}, ${first} and ${second} overlap.`;
  return cannotRead(problem, 'Write each stretch once.');
}

function unreadable(rest: string): WordsProblem {
  const word = rest.replace(/\s.*$/s, '').slice(0, 40);
  const meant = /^[a-z]+$/.test(word) ? didYouMean(word, SPOKEN_WEEKDAY_NAMES) : null;
  const remedy = meant === null ? EXAMPLE : `Did you mean ${JSON.stringify(meant)}? ${EXAMPLE}`;
  return cannotRead(`${JSON.stringify(word)} is neither a day nor hours.`, remedy);
}
