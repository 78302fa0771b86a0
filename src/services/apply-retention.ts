import type { Millis } from '../core/clock.ts';
import { keptSince } from '../core/keep-for.ts';
import type { Store } from '../store/open-store.ts';
import type { Business } from './business.ts';
import type { Pace } from './privacy-pace.ts';
import { countOld, type Purge, purgeOld } from './purge-old.ts';

/** For the audit: nobody asked for it but the setting. */
const ACTOR = 'textback';

/** Removes what the setting `keep-for` keeps no longer; null where it is off, or nothing is as old. */
export async function applyRetention(
  store: Store,
  business: Business,
  now: Millis,
  pace: Pace,
): Promise<Purge | null> {
  const months = store.read((reader) => reader.settings.business()['keep-for']);
  if (months === null) return null;
  const before = keptSince(now, months, business.timeZone);
  const isNothing = Object.values(countOld(store, before)).every((count) => count === 0);
  return isNothing ? null : purgeOld(store, before, ACTOR, now, pace);
}
