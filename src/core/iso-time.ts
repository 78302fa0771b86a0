import type { Millis } from './clock.ts';

/** ISO 8601 in UTC, for programs. */
export function iso(at: Millis): string;
export function iso(at: Millis | null): string | null;
export function iso(at: Millis | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
