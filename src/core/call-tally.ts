import type { Outcome } from './call.ts';

/** What a call counts as in the scorecard; each call as one. */
export const TALLIES = ['answered', 'missed', 'brief', 'blocked', 'test', 'unknown'] as const;
/**
 * `brief`: the caller hung up within the line's minimum ring, as who misdials does. `test`: made by
 * `textback test-call`, whatever became of it. `unknown`: nobody heard how it ended.
 */
export type Tally = (typeof TALLIES)[number];

/** Settled with the outcome: the line's settings of then decide, so that no later change rewrites the past. */
export function tallyOf(call: {
  readonly outcome: Outcome | null;
  readonly isTest: boolean;
  /** The caller was on the block list. */
  readonly isBlocked: boolean;
  readonly rangTooBriefly: boolean;
}): Tally {
  if (call.isTest) return 'test';
  if (call.outcome === null) return 'unknown';
  if (call.outcome === 'answered') return 'answered';
  if (call.outcome === 'blocked' || call.isBlocked) return 'blocked';
  return call.rangTooBriefly ? 'brief' : 'missed';
}
