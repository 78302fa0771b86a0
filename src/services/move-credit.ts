import type { Millis } from '../core/clock.ts';
import type { CreditMove } from '../core/message-state.ts';
import type { Writer } from '../store/queries.ts';

/**
 * Ends the reservation of a message's credit. Settling and releasing share one key, so that whichever
 * comes first stands: no message is charged twice, or charged and given back.
 */
export function moveCredit(tx: Writer, messageId: number, move: CreditMove, note: string, now: Millis): void {
  if (move === 'keep') return;
  tx.credits.add({
    kind: move,
    delta: move === 'release' ? 1 : 0,
    key: `close:message:${messageId}`,
    messageId,
    note,
    actor: 'textback',
    at: now,
  });
}
