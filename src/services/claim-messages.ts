import type { Millis } from '../core/clock.ts';
import { chooseGateway } from '../core/gateway-choice.ts';
import { explainRefusal } from '../core/text-permission.ts';
import type { Store } from '../store/open-store.ts';
import type { MessageRow, PartRow } from '../store/queries/messages.ts';
import type { Writer } from '../store/queries.ts';
import { closeMessage } from './close-message.ts';
import type { GatewayRoster } from './gateway-roster.ts';
import { mayText } from './may-text.ts';

const TOO_LATE = 'its time was over before it could be sent';

/**
 * How long a text holds up later ones to the same recipient, from its first try. It covers an attempt that is
 * answered late and one more; what cannot be sent by then goes on alone, and the conversation goes on without it.
 */
export const HOLD_MS: Millis = 30_000;

/** A text whose turn it is, and the gateway that is to have it. */
export interface ClaimedMessage {
  readonly message: MessageRow;
  /** All of its segments; those the carrier has already are not sent again. */
  readonly parts: readonly PartRow[];
  readonly gateway: string;
  /** Since when it is tried there: now, where it was tried at another before, or never. */
  readonly gatewaySince: Millis;
}

/**
 * What is due and can be sent, one text a recipient, oldest first. Nothing is marked yet: a text that waits for
 * its place in a gateway's window has not gone out, and a crash must not take it for one that may have.
 */
export function claimMessages(
  store: Store,
  roster: GatewayRoster,
  busy: readonly string[],
  limit: number,
  now: Millis,
): readonly ClaimedMessage[] {
  return store.read((reader) => {
    const taken = new Set(busy);
    const claimed: ClaimedMessage[] = [];
    const lines = reader.lines.all();
    const sendable = { ...roster.sendable(lines), heldSince: now - HOLD_MS };
    while (claimed.length < limit) {
      const before = taken.size;
      for (const message of reader.outbox.due(now, limit - claimed.length, {
        ...sendable,
        busy: [...taken],
      })) {
        if (taken.has(message.toNumber)) continue;
        taken.add(message.toNumber);
        const order = roster.standings(
          message.boundTo === null ? lines.find(({ id }) => id === message.lineId) : undefined,
        );
        const gateway = chooseGateway(message, order, now)?.name;
        if (gateway === undefined) continue;
        const gatewaySince = gateway === message.gateway ? (message.gatewaySince ?? now) : now;
        claimed.push({ message, parts: reader.messages.partsOf(message.id), gateway, gatewaySince });
      }
      if (taken.size === before) break;
    }
    return claimed;
  });
}

/**
 * Keeps that a text is about to leave. This is the last look before it goes out: who opted out since is not texted,
 * and what is too late is not sent; both give their credit back. False where it is not to go: for that, or because
 * another process had it first.
 *
 * It has to be on disk (`promised`) before `startAttempt`, so that a power cut cannot make us forget it; but that takes
 * milliseconds, in which a kill -9 leaves a text that is announced and was never written. Starting takes none: unless
 * the machine itself went down, what is only announced has surely not left.
 */
export function announceAttempt(
  tx: Writer,
  claimed: ClaimedMessage,
  bootId: string | null,
  now: Millis,
): boolean {
  const message = tx.messages.byId(claimed.message.id);
  if (message === undefined || message.notBefore === null) return false;
  if (message.state === 'sending' || message.attempts !== claimed.message.attempts) return false;
  if (now >= message.expiresAt) {
    closeMessage(tx, message, 'expired', TOO_LATE, now);
    return false;
  }
  const refusal = mayText(tx, message.toNumber, message.kind);
  if (refusal !== null) {
    closeMessage(tx, message, 'cancelled', explainRefusal(refusal, message.kind), now);
    return false;
  }
  tx.outbox.announce(message.id, claimed, bootId, now);
  return true;
}

/**
 * Keeps that an announced text leaves now: from here on a crash means "it may have been sent". False where it is no
 * longer ours: a daemon that started after the announcement, as one does that takes over, has it tried anew.
 */
export function startAttempt(store: Store, { message }: ClaimedMessage): boolean {
  return store.transact('progress', (tx) => tx.outbox.write(message.id, message.attempts + 1));
}

/** Lets go of what is too late to be sent, whatever it waited for: up to 500 at once. Returns how many. */
export function expireMessages(store: Store, now: Millis): number {
  if (store.read((reader) => reader.outbox.tooLate(now, 1)).length === 0) return 0;
  return store.transact('progress', (tx) => {
    const late = tx.outbox.tooLate(now, 500);
    for (const message of late) closeMessage(tx, message, 'expired', TOO_LATE, now);
    return late.length;
  });
}
