import type { Millis } from '../core/clock.ts';
import { creditOfDead, type MessageState } from '../core/message-state.ts';
import type { MessageRow } from '../store/queries/messages.ts';
import type { Writer } from '../store/queries.ts';
import { moveCredit } from './move-credit.ts';

/** Ends a text that is not to be tried any more, and what of its credit was reserved. */
export function closeMessage(
  tx: Writer,
  message: MessageRow,
  state: Extract<MessageState, 'cancelled' | 'expired'>,
  why: string,
  now: Millis,
): void {
  const lost = message.unknowns > 0;
  tx.messages.change(message.id, {
    // What may have reached the carrier before keeps saying so: nobody knows.
    state: lost ? 'unknown' : state,
    detail: lost ? `${message.detail}; not sent again: ${why}` : why,
    notBefore: null,
    settledAt: now,
  });
  const credit = creditOfDead({ ...message, anyPartAccepted: anyPartAccepted(tx, message.id) });
  moveCredit(tx, message.id, credit, why, now);
}

/** Whether the carrier has a segment of it already. */
export function anyPartAccepted(tx: Writer, messageId: number): boolean {
  return tx.messages.partsOf(messageId).some((part) => part.state !== 'pending');
}
