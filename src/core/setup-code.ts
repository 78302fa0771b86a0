import type { Millis } from './clock.ts';

/** Without letters that look like digits (Crockford's base 32), because somebody types it from another screen. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const GROUP = 4;

/** Random octets in a code: 60 bits of them count, more than anybody guesses at a try a minute. */
export const SETUP_CODE_BYTES = 12;
/** Whoever reads an old one, in the scrollback of a terminal say, has nothing. */
export const SETUP_CODE_LIFE_MS: Millis = 3_600_000;

/** A code as people read and type it, e.g. `7KQ2-M0XW-94TB`. @param random SETUP_CODE_BYTES of them */
export function formatSetupCode(random: Uint8Array): string {
  const letters = [...random].map((octet) => LETTERS[octet % LETTERS.length]).join('');
  return letters.match(new RegExp(`.{1,${GROUP}}`, 'g'))?.join('-') ?? '';
}

/** What was typed, as it is compared: without case, spaces and dashes, and with what was mistaken for a digit. */
export function plainSetupCode(typed: string): string {
  return typed
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
}
