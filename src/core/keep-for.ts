import { DateTime } from 'luxon';
import type { Millis } from './clock.ts';

/** Under it, what a merge of leads moved, and whom a carrier refused, would be gone while it still counts. */
export const LEAST_MONTHS = 2;
export const MOST_MONTHS = 120;

type Read<Value> = { readonly value: Value } | { readonly problem: string };

/** Reads an age as it is typed, in months: `18m`, `2y`. */
export function parseAge(text: string): Read<number> {
  const [, count = '', unit = ''] = /^(\d{1,4})([my])$/i.exec(text.trim()) ?? [];
  const months = Number(count) * (unit.toLowerCase() === 'y' ? 12 : 1);
  if (count !== '' && months >= LEAST_MONTHS && months <= MOST_MONTHS) return { value: months };
  return {
    problem: `Give months or years, such as 18m or 2y, from ${LEAST_MONTHS} months to ${MOST_MONTHS / 12} years.`,
  };
}

/** The same for a setting, where months need no unit and `off`, read as null, means for ever. */
export function parseKeepFor(text: string): Read<number | null> {
  const trimmed = text.trim();
  if (trimmed.toLowerCase() === 'off') return { value: null };
  const read = parseAge(/^\d+$/.test(trimmed) ? `${trimmed}m` : trimmed);
  if ('value' in read) return read;
  return {
    problem: `Give months such as 18, from ${LEAST_MONTHS} to ${MOST_MONTHS}, or off to keep everything.`,
  };
}

/** The beginning of the day, so many months ago, on which what is kept begins. */
export function keptSince(now: Millis, months: number, timeZone: string): Millis {
  return DateTime.fromMillis(now, { zone: timeZone }).minus({ months }).startOf('day').toMillis();
}
