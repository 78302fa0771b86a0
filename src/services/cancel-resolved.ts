import type { Millis } from '../core/clock.ts';
import type { Writer } from '../store/queries.ts';
import { moveCredit } from './move-credit.ts';
import { noteOnHeld } from './note-on-held.ts';

/** Longer than the longest delay and expiry of a text-back together. */
export const LONGEST_WAIT_MS: Millis = 2 * 24 * 3_600_000;

/** Somebody talked to a caller. */
export interface Conversation {
  /** E.164. */
  readonly number: string;
  readonly at: Millis;
  /** For people, e.g. `the caller got through in call 7`. */
  readonly why: string;
}

/**
 * Calls off the text-backs that a caller need not get any more, since somebody has talked to them: in the
 * transaction that keeps that, so that none goes out after. One that a carrier may have stays, and so does one that
 * answers a later call: what the dialplan handled alone is heard of late.
 */
export function cancelResolved(tx: Writer, { number, at, why }: Conversation, now: Millis): void {
  const isBefore = (callId: number | null) =>
    callId !== null && (tx.calls.byId(callId)?.arrivedAt ?? at) < at;
  for (const { callId } of tx.caps.heldTo(number)) {
    if (!isBefore(callId)) continue;
    tx.caps.letGo(callId);
    noteOnHeld(tx, callId, why);
  }
  const lead = tx.leads.byNumber(number);
  if (lead === undefined) return;
  for (const message of tx.textBacks.waiting(lead.id, now - LONGEST_WAIT_MS)) {
    const isUntouched = tx.messages.partsOf(message.id).every(({ state }) => state === 'pending');
    if (message.unknowns > 0 || !isUntouched || !isBefore(message.callId)) continue;
    tx.messages.change(message.id, { state: 'cancelled', detail: why, notBefore: null, settledAt: now });
    moveCredit(tx, message.id, 'release', why, now);
  }
}
