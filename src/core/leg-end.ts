import type { Leg, LegEnd } from './call.ts';

/** Q.850 causes that say the phone was reached and refused. */
const BUSY = 17;
const CALL_REJECTED = 21;
const UNALLOCATED_NUMBER = 1;
/** SIP 403 also comes as cause 21, but it is the trunk that refuses, not the person (RFC 3261 §21.4.4). */
const FORBIDDEN = 403;

/**
 * Why a leg that we did not release ended by itself. Whether it rang decides between a silent phone
 * and a dead trunk, since cause 19 (and 0 on Asterisk 16) stands for both; see the table in ARCHITECTURE.md.
 */
export function legEndFromCause(leg: Leg, cause: number | null, techCause: number | null): LegEnd {
  if (leg.state === 'answered') return 'hung-up';
  // Whatever the cause: it was picked up.
  if (leg.state === 'confirming') return 'not-confirmed';
  if (cause === BUSY) return 'busy';
  if (cause === CALL_REJECTED) return techCause === FORBIDDEN ? 'unreachable' : 'declined';
  if (cause === UNALLOCATED_NUMBER) return 'wrong-number';
  return leg.state === 'ringing' ? 'no-answer' : 'unreachable';
}

/** Why a leg ended whose time was up: one that never rang was never reached. */
export function legEndFromTimeout(leg: Leg): LegEnd {
  if (leg.state === 'confirming') return 'not-confirmed';
  return leg.state === 'ringing' ? 'no-answer' : 'unreachable';
}

/**
 * The outcome of an attempt in which nobody answered; one who did not press 1 is nobody. The last step decides, as the caller heard it last;
 * where none of its phones could be rung, the earlier steps do.
 */
export function missedOutcome(legs: readonly Leg[], lastStep: number): 'no-answer' | 'busy' | 'unreachable' {
  const last = outcomeOf(legs.filter((leg) => leg.step === lastStep));
  return last === 'unreachable' ? outcomeOf(legs) : last;
}

function outcomeOf(legs: readonly Leg[]): 'no-answer' | 'busy' | 'unreachable' {
  if (legs.some((leg) => leg.end === 'no-answer' || leg.end === 'not-confirmed')) return 'no-answer';
  if (legs.some((leg) => leg.end === 'busy' || leg.end === 'declined')) return 'busy';
  return 'unreachable';
}
