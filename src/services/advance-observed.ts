import type { Call } from '../core/call.ts';
import type { Millis } from '../core/clock.ts';
import { type ObservedEvent, observe } from '../core/observed-call.ts';
import type { Store } from '../store/open-store.ts';
import type { Business } from './business.ts';
import { type RecordedOutcome, recordOutcome } from './record-outcome.ts';

export interface AdvancedObserved {
  readonly callId: number;
  readonly call: Call;
  /** What the outcome meant for the business, where this event decided it, or that none will be known. */
  readonly recorded: RecordedOutcome | null;
}

/**
 * Takes one event to an observed call and keeps what follows in one transaction. Null where it is about no open call,
 * or changes nothing.
 */
export function advanceObserved(
  store: Store,
  callerId: string,
  event: ObservedEvent,
  business: Business,
  now: Millis,
): AdvancedObserved | null {
  const row = store.read((reader) => reader.calls.byCaller(callerId));
  if (row === undefined || row.machine === null || row.handling !== 'observed') return null;
  const before = row.machine;
  const call = observe(before, event, now);
  if (call === before) return null;
  const isDecided = before.outcome === null && (call.outcome !== null || call.state === 'ended');
  const recorded = store.transact(isDecided ? 'promised' : 'progress', (tx) => {
    tx.calls.save(row.id, call, before, now);
    return isDecided ? recordOutcome(tx, row, call, call.outcome, business, now) : null;
  });
  return { callId: row.id, call, recorded };
}
