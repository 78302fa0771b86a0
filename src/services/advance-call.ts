import type { Call, CallEvent, Transition } from '../core/call.ts';
import { transition } from '../core/call-machine.ts';
import type { Millis } from '../core/clock.ts';
import type { Store } from '../store/open-store.ts';
import type { CallRow } from '../store/queries/calls.ts';
import type { Reader } from '../store/queries.ts';
import type { Business } from './business.ts';
import { type RecordedOutcome, recordOutcome } from './record-outcome.ts';
import { isOwed } from './settle-call.ts';

export interface AdvancedCall {
  readonly callId: number;
  readonly transition: Transition;
  /** What the outcome meant for the business, where the call ended with this event before it was settled. */
  readonly recorded: RecordedOutcome | null;
  /** The call has its outcome, and is to be settled once the commands are under way. */
  readonly isOwed: boolean;
}

/** The open call that an event is about, if any. */
export type FindCall = (reader: Reader) => CallRow | undefined;

/**
 * Takes one event through the call machine and keeps what follows in one transaction, before anything is
 * sent to Asterisk. What it means for the business is a promise, on disk before anything is sent to a carrier: see
 * settle-call.ts. Null when the event is about no open call.
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
  if (next.call === before) return { callId: row.id, transition: next, recorded: null, isOwed: false };
  const owed = isOwed(row, next.call);
  // A call does not end while it is owed its outcome.
  const settles = owed && next.call.state === 'ended';
  const recorded = store.transact(settles ? 'promised' : 'progress', (tx) => {
    tx.calls.save(row.id, next.call, before, now);
    return settles ? recordOutcome(tx, row, next.call, next.call.outcome, business, now) : null;
  });
  return { callId: row.id, transition: next, recorded, isOwed: owed && !settles };
}
