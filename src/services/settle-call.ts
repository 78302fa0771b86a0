import type { Call } from '../core/call.ts';
import type { Millis } from '../core/clock.ts';
import type { CallRow } from '../store/queries/calls.ts';
import type { Reader, Writer } from '../store/queries.ts';
import type { Business } from './business.ts';
import { type RecordedOutcome, recordOutcome } from './record-outcome.ts';

/*
 * The machine decides an outcome, and the caller waits to be released; what the outcome means for the business takes a
 * transaction of some sixty statements and a wait for the disk. So the call is kept with its outcome in the machine's
 * state, the commands go out, and the call is settled right after. It is owed that until then, and a call does not end
 * without: what a crash leaves owed is found among the open calls.
 */

/** Whether the outcome is known to the machine, and not to the business yet. */
export function isOwed({ tally }: CallRow, { outcome }: Call): boolean {
  return outcome !== null && tally === null;
}

/** What was begun and not settled, oldest first: by a run before this one, once at its start. */
export function owedCalls(reader: Reader): readonly number[] {
  return reader.calls
    .open()
    .filter((row) => row.machine !== null && isOwed(row, row.machine))
    .map(({ id }) => id);
}

/** Takes the outcome of a call to the business; null where that has been done. */
export function settleCall(
  tx: Writer,
  callId: number,
  business: Business,
  now: Millis,
): RecordedOutcome | null {
  const row = tx.calls.byId(callId);
  if (row === undefined || row.machine === null || !isOwed(row, row.machine)) return null;
  return recordOutcome(tx, row, row.machine, row.machine.outcome, business, now);
}
