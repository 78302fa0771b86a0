import type { Millis } from './clock.ts';

export interface BackoffBounds {
  /** The first wait, before jitter. */
  readonly baseMs: Millis;
  /** No wait is longer. */
  readonly capMs: Millis;
}

/**
 * How long to wait before connecting again: doubles from `baseMs` up to `capMs`, the upper half of it random,
 * so that many clients of a restarted server do not return in step.
 * `attempt` counts failures since the last success, from 0; `random01` is in [0, 1). Whole milliseconds.
 */
export function backoffMs(attempt: number, random01: number, { baseMs, capMs }: BackoffBounds): Millis {
  const ceiling = Math.min(capMs, baseMs * 2 ** Math.max(0, attempt));
  return Math.round(ceiling / 2 + (ceiling / 2) * random01);
}
