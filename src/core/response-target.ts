import type { Millis } from './clock.ts';
import { nextClosed, nextOpen, type Schedule } from './hours.ts';

/** As many stretches of opening hours as fit into a year of days with a break. */
const MAX_STRETCHES = 800;

/**
 * When `allowedMs` of a line's open time are over, counted from `from`: five minutes after a miss, or five minutes
 * after opening for one in the night. Null where the line does not open that long within the time looked at.
 */
export function afterOpenTime(schedule: Schedule, from: Millis, allowedMs: Millis): Millis | null {
  let at = from;
  let left = allowedMs;
  for (let stretch = 0; stretch < MAX_STRETCHES; stretch += 1) {
    const opens = nextOpen(schedule, at);
    if (opens === null) return null;
    const closes = nextClosed(schedule, opens, opens + left);
    if (closes === null) return opens + left;
    left -= closes - opens;
    at = closes;
  }
  return null;
}
