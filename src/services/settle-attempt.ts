import type { Millis } from '../core/clock.ts';
import { type AttemptResult, afterAttempt } from '../core/message-state.ts';
import type { Store } from '../store/open-store.ts';
import type { MessageRow } from '../store/queries/messages.ts';
import type { Writer } from '../store/queries.ts';
import { anyPartAccepted } from './close-message.ts';
import { learnRefusal } from './learn-refusal.ts';
import { moveCredit } from './move-credit.ts';
import { applyReceipt, applyToLostPart, partWithLostAnswer, settleByParts } from './record-receipt.ts';

/** How one attempt to send a text went, to be kept. */
export interface FinishedAttempt {
  /** As it was when its turn came. */
  readonly message: MessageRow;
  readonly gateway: string;
  readonly gatewaySince: Millis;
  /** Whether it was announced, which counts as an attempt: where not, no octet has left. */
  readonly isAnnounced: boolean;
  /** When its first octet was about to leave; null where none has left. */
  readonly begunAt: Millis | null;
  /** The segments that the carrier took; keeping one twice does no harm. */
  readonly accepted: readonly { readonly index: number; readonly carrierId: string }[];
  readonly result: AttemptResult;
}

/** A segment that the carrier took, kept at once: a crash after this does not send it again. */
export function recordAcceptedPart(
  store: Store,
  part: { readonly messageId: number; readonly index: number },
  gateway: string,
  carrierId: string,
): void {
  store.transact('promised', (tx) => acceptPart(tx, part, gateway, carrierId));
}

/**
 * Keeps how an attempt went, and what becomes of its credit, in the caller's transaction. Where the message has moved
 * on meanwhile, as another process's attempt can make it, only what the carrier took is kept.
 */
export function settleAttempt(tx: Writer, attempt: FinishedAttempt, now: Millis): void {
  const { gateway, gatewaySince, isAnnounced, accepted, result } = attempt;
  const message = tx.messages.byId(attempt.message.id);
  if (message === undefined) return;
  for (const { index, carrierId } of accepted)
    acceptPart(tx, { messageId: message.id, index }, gateway, carrierId);
  const isStale = message.attempts !== attempt.message.attempts + (isAnnounced ? 1 : 0);
  if (isStale && result.kind !== 'accepted') return;
  if (result.kind === 'retryable' || result.kind === 'unknown')
    tx.gateways.change(gateway, { lastError: result.why.slice(0, 200), lastErrorAt: now });
  if (!isAnnounced) {
    const attempts = message.attempts + 1;
    tx.messages.change(message.id, { attempts, gateway, gatewaySince, triedAt: message.triedAt ?? now });
  }
  settle(tx, { ...message, gateway }, result, now);
}

const STOPPED = { kind: 'unknown', why: 'textback stopped while it was being sent' } as const;

/**
 * At start: what the last daemon was writing when it died may or may not have reached the carrier; what it had only
 * announced has not. Returns how many may have.
 */
export function recoverAbandoned(store: Store, now: Millis): number {
  return store.transact('promised', (tx) => {
    let lost = 0;
    for (const message of tx.outbox.abandoned()) {
      if (message.announcedBoot !== null && message.announcedBoot === store.bootId) {
        const state = message.unknowns > 0 ? 'unknown' : 'queued';
        tx.messages.change(message.id, { state, announcedBoot: null });
        continue;
      }
      // The carrier may have had all of it before the end, with only the last word not kept.
      const isAllAccepted = tx.messages.partsOf(message.id).every((part) => part.state !== 'pending');
      // Its turn is where it was: before all that came after it.
      const retryAt = message.notBefore ?? now;
      settle(tx, message, isAllAccepted ? { kind: 'accepted' } : { ...STOPPED, retryAt }, now);
      lost += 1;
    }
    return lost;
  });
}

function settle(tx: Writer, message: MessageRow, result: AttemptResult, now: Millis): void {
  const inPart = anyPartAccepted(tx, message.id);
  const after = afterAttempt({ ...message, anyPartAccepted: inPart }, result);
  tx.messages.change(message.id, {
    state: after.state,
    detail: after.detail,
    announcedBoot: null,
    notBefore: after.notBefore,
    unknowns: after.unknowns,
    boundTo: message.boundTo ?? (inPart || after.unknowns > 0 ? message.gateway : null),
    ...(after.state === 'sent' ? { sentAt: now } : {}),
    ...(after.notBefore === null ? { settledAt: now } : {}),
  });
  moveCredit(tx, message.id, after.credit, after.detail.slice(0, 200), now);
  applyEarlyReceipts(tx, message, now);
  if (after.state === 'failed') learnRefusal(tx, message, after.detail, now);
  if (after.state === 'sent') {
    // A receipt for the first segment may have come while the last was being sent.
    settleByParts(tx, message.id, message.detail, now);
  } else if (after.unknowns > 0) applyReceiptsOfLost(tx, message, now);
}

function acceptPart(
  tx: Writer,
  part: { readonly messageId: number; readonly index: number },
  gateway: string,
  carrierId: string,
): void {
  const known = tx.messages.partsOf(part.messageId).find(({ index }) => index === part.index);
  if (known?.state === 'pending') tx.messages.changePart(part, { state: 'accepted', gateway, carrierId });
}

/** A receipt can overtake the answer that names its message. */
function applyEarlyReceipts(tx: Writer, message: MessageRow, now: Millis): void {
  for (const part of tx.messages.partsOf(message.id)) {
    if (part.gateway === null || part.carrierId === null) continue;
    const early = tx.messages.earlyReceipts(part.gateway, part.carrierId, message.toNumber);
    for (const receipt of early) {
      tx.messages.dropEarlyReceipt(receipt);
      // Carriers use ids again: what came before this message was made is about another.
      if (receipt.receivedAt < message.createdAt) continue;
      applyReceipt(tx, part, receipt.state, receipt.detail, now);
    }
  }
}

/** A receipt can also come while its submit is under way whose answer is then lost. */
function applyReceiptsOfLost(tx: Writer, { id, gateway, toNumber, triedAt }: MessageRow, now: Millis): void {
  if (gateway === null || triedAt === null) return;
  for (const receipt of tx.messages.earlyReceiptsTo(gateway, toNumber, triedAt)) {
    const part = partWithLostAnswer(tx, gateway, toNumber);
    if (part?.messageId !== id) return;
    tx.messages.dropEarlyReceipt(receipt);
    applyToLostPart(tx, part, gateway, receipt, now);
  }
}
