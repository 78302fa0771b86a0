import { DateTime } from 'luxon';
import type { Millis } from './clock.ts';

const AGO: readonly (readonly [words: RegExp, unit: Millis])[] = [
  [/^(\d{1,6})m$/, 60_000],
  [/^(\d{1,6})h$/, 3_600_000],
  [/^(\d{1,6})d$/, 86_400_000],
];

/**
 * A point in time in the past: `90m`, `2h`, `3d` ago, or a day or time such as `2026-11-03 10:00`, in `zone` where it
 * names none. Null where it cannot be read, or is not over yet.
 */
export function parseSince(text: string, now: Millis, zone: string): Millis | null {
  const typed = text.trim();
  for (const [words, unit] of AGO) {
    const count = words.exec(typed)?.[1];
    if (count !== undefined) return now - Number(count) * unit;
  }
  const at = DateTime.fromISO(typed.replace(' ', 'T'), { zone });
  return at.isValid && at.toMillis() <= now ? at.toMillis() : null;
}
