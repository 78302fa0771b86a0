import type { Call, CallEvent, Outcome, Transition } from '../core/call.ts';
import { transition } from '../core/call-machine.ts';
import type { Millis } from '../core/clock.ts';
import type { Store } from '../store/open-store.ts';
import type { CallRow } from '../store/queries/calls.ts';
import type { Reader } from '../store/queries.ts';
import type { Business } from './business.ts';
import { type RecordedOutcome, recordOutcome } from './record-outcome.ts';

export interface AdvancedCall {
  readonly callId: number;
  readonly transition: Transition;
  /** What the outcome meant for the business, where this event decided it. */
  readonly recorded: RecordedOutcome | null;
}

/** The open call that an event is about, if any. */
export type FindCall = (reader: Reader) => CallRow | undefined;

/**
 * Takes one event through the call machine and keeps what follows in one transaction, before anything is
 * sent to Asterisk or a carrier. An outcome is a promise and is on disk before this returns.
 * Null when the event is about no open call.
 */
export function advanceCall(
  store: Store,
  find: FindCall,
  eventFor: (call: Call) => CallEvent,
  business: Business,
  now: Millis,
): AdvancedCall | null {
  const row = store.read(find);
  if (row === undefined || row.machine === null || row.handling === 'observed') return null;
  const before = row.machine;
  const next = transition(before, eventFor(before), now);
  if (next.call === before) return { callId: row.id, transition: next, recorded: null };
  const outcome = outcomeDecided(next);
  const recorded = store.transact(outcome === null ? 'progress' : 'promised', (tx) => {
    tx.calls.save(row.id, next.call, before, now);
    return outcome === null ? null : recordOutcome(tx, row, next.call, outcome, business, now);
  });
  return { callId: row.id, transition: next, recorded };
}

/** The outcome that a transition decided, if it did. */
export function outcomeDecided({ facts }: Transition): Outcome | null {
  for (const fact of facts) if (fact.type === 'outcome-decided') return fact.outcome;
  return null;
}
