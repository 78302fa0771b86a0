import type { Millis } from '../core/clock.ts';
import { type AfterAttempt, type AttemptResult, afterAttempt } from '../core/message-state.ts';
import type { Store } from '../store/open-store.ts';
import type { MessageRow } from '../store/queries/messages.ts';
import type { Writer } from '../store/queries.ts';
import { anyPartAccepted } from './claim-messages.ts';
import { moveCredit } from './move-credit.ts';
import { applyReceipt, settleByParts } from './record-receipt.ts';

/** A segment that the carrier took, kept at once: a crash after this does not send it again. */
export function recordAcceptedPart(
  store: Store,
  part: { readonly messageId: number; readonly index: number },
  gateway: string,
  carrierId: string,
): void {
  store.transact('promised', (tx) => {
    tx.messages.changePart(part, { state: 'accepted', gateway, carrierId });
  });
}

/** Keeps how an attempt to send a message went, and what becomes of its credit, in one transaction. */
export function settleAttempt(
  store: Store,
  messageId: number,
  result: AttemptResult,
  now: Millis,
): AfterAttempt | null {
  return store.transact('promised', (tx) => {
    const message = tx.messages.byId(messageId);
    return message === undefined ? null : settle(tx, message, result, now);
  });
}

const STOPPED = { kind: 'unknown', why: 'textback stopped while it was being sent' } as const;

/** At start: what the last daemon was sending when it died may or may not have reached the carrier. */
export function recoverAbandoned(store: Store, now: Millis): number {
  return store.transact('promised', (tx) => {
    const abandoned = tx.outbox.abandoned();
    for (const message of abandoned) {
      // The carrier may have had all of it before the end, with only the last word not kept.
      const isAllAccepted = tx.messages.partsOf(message.id).every((part) => part.state !== 'pending');
      settle(tx, message, isAllAccepted ? { kind: 'accepted' } : { ...STOPPED, retryAt: now }, now);
    }
    return abandoned.length;
  });
}

function settle(tx: Writer, message: MessageRow, result: AttemptResult, now: Millis): AfterAttempt {
  const after = afterAttempt({ ...message, anyPartAccepted: anyPartAccepted(tx, message.id) }, result);
  tx.messages.change(message.id, {
    state: after.state,
    detail: after.detail,
    notBefore: after.notBefore,
    unknowns: after.unknowns,
    ...(after.state === 'sent' ? { sentAt: now } : {}),
    ...(after.notBefore === null ? { settledAt: now } : {}),
  });
  moveCredit(tx, message.id, after.credit, after.detail.slice(0, 200), now);
  if (after.state === 'sent') {
    applyEarlyReceipts(tx, message, now);
    // A receipt for the first segment may have come while the last was being sent.
    settleByParts(tx, message.id, message.detail, now);
  }
  return after;
}

/** A receipt can overtake the answer that names its message. */
function applyEarlyReceipts(tx: Writer, message: MessageRow, now: Millis): void {
  for (const part of tx.messages.partsOf(message.id)) {
    if (part.gateway === null || part.carrierId === null) continue;
    const early = tx.messages.takeEarlyReceipts(part.gateway, part.carrierId, message.toNumber);
    // Carriers use ids again: what came before this message was made is about another.
    for (const { state, detail } of early.filter(({ receivedAt }) => receivedAt >= message.createdAt)) {
      applyReceipt(tx, part, state, detail, now);
    }
  }
}
