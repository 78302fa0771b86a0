import { alertDetails } from '../core/alert-detail.ts';
import type { CapUse } from '../core/caps.ts';
import type { Millis } from '../core/clock.ts';
import type { PlannedText } from '../core/text-back-question.ts';
import type { Writer } from '../store/queries.ts';
import { capKey } from './cap-use.ts';

/**
 * Keeps a text that a cap holds, for somebody to send or drop, and alerts the owner: once, until less than
 * half of the cap is used again.
 */
export function holdText(tx: Writer, callId: number, use: CapUse, planned: PlannedText, now: Millis): void {
  const { cap, limit } = use;
  const { text, from, to, notBefore, expiresAt } = planned;
  tx.caps.hold({
    callId,
    cap,
    fromNumber: from,
    toNumber: to,
    body: text,
    heldAt: now,
    notBefore,
    expiresAt,
  });
  const detail = alertDetails.capReached(cap, limit);
  const subject = `${cap} ${capKey(cap, to)}`.trim();
  tx.alerts.raise({ kind: 'cap-reached', subject, detail, raisedAt: now });
}
