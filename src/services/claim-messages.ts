import type { Millis } from '../core/clock.ts';
import { creditOfDead, type MessageState } from '../core/message-state.ts';
import type { Store } from '../store/open-store.ts';
import type { MessageRow, PartRow } from '../store/queries/messages.ts';
import type { Writer } from '../store/queries.ts';
import { moveCredit } from './move-credit.ts';

const TOO_LATE = 'its time was over before it could be sent';

export interface ClaimedMessage {
  readonly message: MessageRow;
  /** All of its segments; those the carrier has already are not sent again. */
  readonly parts: readonly PartRow[];
}

/**
 * Takes what is due out of the outbox, in one transaction: from here on a crash means "it may have been
 * sent". This is the last look before a text goes out: who opted out since is not texted, and what is
 * too late is not sent; both give their credit back.
 */
export function claimMessages(store: Store, limit: number, now: Millis): readonly ClaimedMessage[] {
  return store.transact('promised', (tx) => {
    const claimed: ClaimedMessage[] = [];
    for (const message of tx.outbox.due(now, limit)) {
      if (now >= message.expiresAt) close(tx, message, 'expired', TOO_LATE, now);
      else if (tx.consents.current(message.toNumber)?.state === 'opted-out') {
        close(tx, message, 'cancelled', 'the customer has opted out', now);
      } else claimed.push({ message: tx.outbox.claim(message.id), parts: tx.messages.partsOf(message.id) });
    }
    return claimed;
  });
}

/** Lets go of what is too late to be sent, while no gateway is there to send it. */
export function expireMessages(store: Store, limit: number, now: Millis): void {
  store.transact('progress', (tx) => {
    for (const message of tx.outbox.due(now, limit)) {
      if (now >= message.expiresAt) close(tx, message, 'expired', TOO_LATE, now);
    }
  });
}

/** Whether the carrier has a segment of it already. */
export function anyPartAccepted(tx: Writer, messageId: number): boolean {
  return tx.messages.partsOf(messageId).some((part) => part.state !== 'pending');
}

function close(tx: Writer, message: MessageRow, state: MessageState, why: string, now: Millis): void {
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
