import { createHash } from 'node:crypto';
import type { Clock, Millis } from '../core/clock.ts';

const REMEMBERED = 1_000;
const REMEMBER_MS: Millis = 60_000;

/**
 * Remembers which PDUs of one session were taken, so that the very same octets, sequence number included,
 * coming again because our answer was slow, are not taken for a second text. Bounded in number, and in
 * time, for there are carriers that number every PDU alike.
 */
export function createRepeats(clock: Clock): { seen(octets: Buffer): boolean; add(octets: Buffer): void } {
  const takenAt = new Map<string, Millis>();
  const keyOf = (octets: Buffer): string => createHash('sha1').update(octets).digest('base64');
  return {
    seen(octets) {
      const at = takenAt.get(keyOf(octets));
      return at !== undefined && clock.now() - at < REMEMBER_MS;
    },
    add(octets) {
      const key = keyOf(octets);
      takenAt.delete(key);
      takenAt.set(key, clock.now());
      if (takenAt.size > REMEMBERED) {
        const oldest = takenAt.keys().next();
        if (oldest.done !== true) takenAt.delete(oldest.value);
      }
    },
  };
}
