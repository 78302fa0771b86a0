import { randomBytes } from 'node:crypto';

/** What a browser holds to be known by: 256 random bits. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}
