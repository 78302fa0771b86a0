import type { Millis } from '../core/clock.ts';
import type { CreditMove } from '../core/message-state.ts';
import type { Writer } from '../store/queries.ts';

/**
 * Ends the reservation of a message's credit. Settling and releasing share one key, so that whichever
 * comes first stands: no message is charged twice, or charged and given back.
 */
export function moveCredit(tx: Writer, messageId: number, move: CreditMove, note: string, now: Millis): void {
  if (move === 'keep') return;
  const reserved = tx.credits.byKey(`reserve:message:${messageId}`);
  if (reserved === undefined) throw new Error(`message ${messageId} has no credits reserved to ${move}`);
  tx.credits.add({
    kind: move,
    delta: move === 'release' ? -reserved.delta : 0,
    key: `close:message:${messageId}`,
    messageId,
    note,
    actor: 'textback',
    at: now,
  });
}
