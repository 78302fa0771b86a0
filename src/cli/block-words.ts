import type { BlockRow } from '../store/queries/blocked-numbers.ts';
import type { Format } from './format.ts';

/** Since when a caller is blocked, by whom, and why. */
export function blockWords({ blockedAt, actor, note }: BlockRow, format: Format): string {
  const since = `since ${format.time(blockedAt)}, by ${actor}`;
  return note === '' ? since : `${since}: ${note}`;
}
