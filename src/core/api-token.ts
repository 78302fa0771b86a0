import type { Millis } from './clock.ts';

/** What a token is good for: to look, or to change things too, as far as its person may. */
export const TOKEN_SCOPES = ['read', 'write'] as const;
export type TokenScope = (typeof TOKEN_SCOPES)[number];

const DAY_MS: Millis = 86_400_000;
const MOST_DAYS = 3_650;
const MAX_NAME_LENGTH = 60;

/** Random octets that a token is made of. */
export const API_TOKEN_BYTES = 32;

/** The beginning says what it is, to whoever finds it somewhere, and to programs that look for such. */
export function apiTokenOf(random: Uint8Array): string {
  return `textback_${Buffer.from(random).toString('base64url')}`;
}

/** What a token is called, as it is stored; null where it cannot be called that. */
export function parseTokenName(text: string): string | null {
  const name = text.trim().replace(/\s+/g, ' ');
  return name.length <= MAX_NAME_LENGTH && /[\p{L}\p{N}]/u.test(name) && !/\p{C}/u.test(name) ? name : null;
}

/** How long a token is good for, from `90d`: 1 to 3,650 days; null where it cannot be read. */
export function parseTokenLife(text: string): Millis | null {
  const days = Number(/^(\d{1,4})d$/.exec(text.trim())?.[1] ?? 0);
  return days >= 1 && days <= MOST_DAYS ? days * DAY_MS : null;
}

export function isTokenOver({ expiresAt }: { readonly expiresAt: Millis | null }, now: Millis): boolean {
  return expiresAt !== null && now >= expiresAt;
}
