import type { Millis } from './clock.ts';

/** A person who is shown one has a week to choose their own. */
export const TEMPORARY_PASSWORD_LIFE_MS: Millis = 7 * 86_400_000;
/** Random octets that one is made of. */
export const TEMPORARY_PASSWORD_BYTES = 16;

/** Which nobody mistakes for each other, read out or written down: no i, l, o, 1, 0. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';

/**
 * What an owner hands to somebody: four groups of four, 79 bits (that 256 is no multiple of 31 costs a tenth of one).
 * @param bytes random, TEMPORARY_PASSWORD_BYTES of them
 */
export function temporaryPassword(bytes: Uint8Array): string {
  const letters = Array.from(bytes, (byte) => LETTERS.charAt(byte % LETTERS.length)).join('');
  return letters.replace(/(.{4})(?=.)/g, '$1-');
}

export function isTemporaryPasswordOver(temporaryUntil: Millis | null, now: Millis): boolean {
  return temporaryUntil !== null && now >= temporaryUntil;
}
