import type { Millis } from '../core/clock.ts';
import { segmentText } from '../core/segments.ts';
import type { Writer } from '../store/queries.ts';

export interface MessageToQueue {
  readonly kind: 'text-back' | 'reply';
  readonly leadId: number;
  readonly lineId: number;
  readonly callId: number | null;
  /** E.164, or the line's own sender. */
  readonly from: string;
  /** E.164. */
  readonly to: string;
  readonly text: string;
  readonly notBefore: Millis;
  readonly expiresAt: Millis;
}

/** GSM 03.40 §9.2.3.24.1: 8 bits. */
const PART_REFERENCES = 256;

/**
 * Puts a text in the outbox and reserves its credit, in the caller's transaction.
 * The decision that led here has read the balance in the same transaction.
 * @throws when there is no credit: then nothing of the transaction may stand
 */
export function queueMessage(tx: Writer, message: MessageToQueue, now: Millis): number {
  // Phones join segments by recipient and reference: one text's must not meet the last one's.
  const partReference = ((tx.messages.latestTo(message.to)?.partReference ?? -1) + 1) % PART_REFERENCES;
  const { id } = tx.messages.add({
    direction: 'out',
    state: 'queued',
    kind: message.kind,
    leadId: message.leadId,
    lineId: message.lineId,
    callId: message.callId,
    fromNumber: message.from,
    toNumber: message.to,
    body: message.text,
    partReference,
    createdAt: now,
    notBefore: message.notBefore,
    expiresAt: message.expiresAt,
  });
  tx.messages.addParts(id, segmentText(message.text).segments);
  const reserved = tx.credits.add({
    kind: 'reserve',
    delta: -1,
    key: `reserve:message:${id}`,
    messageId: id,
    note: '',
    actor: 'textback',
    at: now,
  });
  if (!reserved) throw new Error(`message ${id} was queued without a credit to pay for it`);
  return id;
}
