import type { BusinessSettings } from '../core/business-settings.ts';
import { CAP_WINDOWS, CAPS, type Cap, type CapUse, prefixOf } from '../core/caps.ts';
import type { Millis } from '../core/clock.ts';
import type { Reader } from '../store/queries.ts';

/** What of each cap that is switched on is used up for a number. */
export function capUses(
  reader: Reader,
  number: string,
  settings: BusinessSettings,
  now: Millis,
): readonly CapUse[] {
  return CAPS.flatMap((cap) => {
    const limit = settings[`cap-${cap}`];
    if (limit === null) return [];
    return [{ cap, limit, used: usedOf(reader, cap, capKey(cap, number), limit, now) }];
  });
}

/** Whose texts a cap counts together: those of a number, of a prefix or, `''`, all. */
export function capKey(cap: Cap, number: string): string {
  if (cap === 'per-number') return number;
  return cap === 'per-prefix' ? prefixOf(number) : '';
}

/** Texts in a cap's window until now; counted no further than `limit`. */
export function usedOf({ caps }: Reader, cap: Cap, key: string, limit: number, now: Millis): number {
  const windowMs = CAP_WINDOWS[cap];
  switch (cap) {
    case 'per-number':
      return caps.usedByNumber(key, now, windowMs, limit);
    case 'per-prefix':
      return caps.usedByPrefix(key, now, windowMs, limit);
    case 'per-minute':
    case 'per-day':
      return caps.used(now, windowMs, limit);
  }
}
