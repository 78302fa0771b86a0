import { type Interval, MINUTES_A_DAY } from './weekly-hours.ts';
import { cannotRead, type WordsProblem } from './words-problem.ts';

const TIME = String.raw`(?:noon|midnight|mediodia|medianoche|\d{1,2}(?:[:.]\d{2})?(?:\s*[ap]\.?\s?m\b\.?)?)`;
/** "8 to 5pm", "8 a las 17", "8 a.m. al mediodia". */
const UNTIL = String.raw`(?:-|(?:to|until|till)\b|(?:al?|hasta)\b(?:\s+(?:las?|el)\b)?)`;

/**
 * Two times with a dash or a word such as "to" between them, in English or Spanish, in lower case and without accents;
 * to be used with `lastIndex`.
 */
export const TIME_RANGE = new RegExp(`(${TIME})\\s*${UNTIL}\\s*(${TIME})(?![\\w:])`, 'y');

type Half = 'am' | 'pm';

interface SpokenTime {
  readonly hour: number;
  readonly minute: number;
  /** Null where only the hour tells. */
  readonly half: Half | null;
}

type TimeRange = { readonly kind: 'open'; readonly interval: Interval } | WordsProblem;

/**
 * Reads what TIME_RANGE found. "8-17" and "18:00-2:00" are by the 24-hour clock; "8am-5pm" and "1-5pm" by
 * halves of the day; an end at or before the beginning is on the day after. What could be read as either
 * ("8-5") is refused, as is a mark that only the beginning has.
 */
export function parseTimeRange([words, first = '', last = '']: RegExpExecArray): TimeRange {
  const from = readTime(first);
  const to = readTime(last);
  if (from === null || to === null || (from.half === null && from.hour === 24)) {
    return cannotRead(`${JSON.stringify(words)} has a time that no clock shows.`, 'Write 0:00 to 24:00.');
  }
  const begin = from.hour * 60 + from.minute;
  if (to.half === null) {
    const end = to.hour * 60 + to.minute;
    if (from.half === null && (end > begin || from.hour > 12)) return range(begin, end);
    return cannotRead(
      `${JSON.stringify(words)} can be read in two ways.`,
      'Write am and pm after both times, e.g. 8am-5pm, or use the 24-hour clock, e.g. 8:00-17:00.',
    );
  }
  const end = minuteOf(to, to.half);
  if (from.half !== null) return range(minuteOf(from, from.half), end);
  if (from.hour === 0 || from.hour > 12) return range(begin, end);
  // "1-5pm" begins in the afternoon, "8-5pm" does not.
  const sameHalf = minuteOf(from, to.half);
  return range(sameHalf < end ? sameHalf : minuteOf(from, to.half === 'am' ? 'pm' : 'am'), end);
}

function range(from: number, to: number): TimeRange {
  return { kind: 'open', interval: { from, to: to > from ? to : to + MINUTES_A_DAY } };
}

function readTime(words: string): SpokenTime | null {
  if (words === 'noon' || words === 'mediodia') return { hour: 12, minute: 0, half: 'pm' };
  if (words === 'midnight' || words === 'medianoche') return { hour: 12, minute: 0, half: 'am' };
  const [hour, minute = 0] = words.replace(/\D+/g, ' ').trim().split(' ').map(Number);
  const half = words.includes('a') ? 'am' : words.includes('p') ? 'pm' : null;
  return isOnClock(Number(hour), minute, half) ? { hour: Number(hour), minute, half } : null;
}

function isOnClock(hour: number, minute: number, half: Half | null): boolean {
  if (minute > 59) return false;
  if (half !== null) return hour >= 1 && hour <= 12;
  return hour < 24 || (hour === 24 && minute === 0);
}

function minuteOf({ hour, minute }: SpokenTime, half: Half): number {
  return (hour % 12) * 60 + (half === 'pm' ? 720 : 0) + minute;
}
