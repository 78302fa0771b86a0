import { CAPS, type Cap } from '../core/caps.ts';
import type { Millis } from '../core/clock.ts';
import type { Store } from '../store/open-store.ts';
import type { HeldText } from '../store/queries/caps.ts';
import { usedOf } from './cap-use.ts';

/** What a person can still send or drop, in the order of the calls. */
export function listHeld(
  store: Store,
  limit: number,
  after: number | undefined,
  now: Millis,
): readonly HeldText[] {
  const held = store.read((reader) => reader.caps.held(limit, after));
  return held.filter(({ expiresAt }) => expiresAt > now);
}

export interface CapView {
  readonly cap: Cap;
  /** Null for none. */
  readonly limit: number | null;
  /** Of all numbers, where the cap counts them together; null where it counts them apart. */
  readonly used: number | null;
}

/** The caps, and what is used up of those that count everybody's texts. */
export function listCaps(store: Store, now: Millis): readonly CapView[] {
  return store.read((reader) => {
    const settings = reader.settings.business();
    return CAPS.map((cap) => {
      const limit = settings[`cap-${cap}`];
      const isShared = cap === 'per-minute' || cap === 'per-day';
      return { cap, limit, used: isShared && limit !== null ? usedOf(reader, cap, '', limit, now) : null };
    });
  });
}
