import type { Millis } from '../core/clock.ts';
import type { Writer } from '../store/queries.ts';
import { closeMessage } from './close-message.ts';
import { mayText } from './may-text.ts';
import { noteOnHeld } from './note-on-held.ts';

/**
 * Calls off what waits to be sent to a number that may not be texted any more: what a cap holds, and what is in the
 * outbox. One that is being sent right now is gone; it is not tried again. Returns how many will not go out.
 */
export function callOffTexts(tx: Writer, number: string, why: string, now: Millis): number {
  let calledOff = 0;
  for (const { callId } of tx.caps.heldTo(number)) {
    tx.caps.letGo(callId);
    noteOnHeld(tx, callId, why);
    calledOff += 1;
  }
  for (const message of tx.outbox.waitingTo(number)) {
    if (mayText(tx, number, message.kind) === null) continue;
    closeMessage(tx, message, 'cancelled', why, now);
    calledOff += 1;
  }
  return calledOff;
}
