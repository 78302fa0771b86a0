import type { Millis } from '../core/clock.ts';
import type { LeadSummary } from '../store/queries/leads.ts';
import type { Writer } from '../store/queries.ts';
import { LONGEST_WAIT_MS } from './cancel-resolved.ts';
import { closeMessage } from './close-message.ts';
import { noteOnHeld } from './note-on-held.ts';

/** Calls off the text-backs to a lead that wait, also those that a cap holds. What a person wrote still goes out. */
export function callOffTextBacks(tx: Writer, { id, number }: LeadSummary, why: string, now: Millis): void {
  for (const each of [number, ...tx.leads.numbersMergedInto(id)]) {
    for (const { callId } of tx.caps.heldTo(each)) {
      tx.caps.letGo(callId);
      noteOnHeld(tx, callId, why);
    }
  }
  for (const message of tx.textBacks.waiting(id, now - LONGEST_WAIT_MS)) {
    closeMessage(tx, message, 'cancelled', why, now);
  }
}
