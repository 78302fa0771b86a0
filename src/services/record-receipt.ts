import type { Millis } from '../core/clock.ts';
import { parsePhone } from '../core/phone.ts';
import type { DeliveryReceipt } from '../gateways/gateway.ts';
import type { Store } from '../store/open-store.ts';
import type { PartRow } from '../store/queries/messages.ts';
import type { Writer } from '../store/queries.ts';
import type { Business } from './business.ts';
import { moveCredit } from './move-credit.ts';

/**
 * Keeps what the carrier says became of a segment. A receipt that names no segment yet is kept too: it
 * may have overtaken the answer to its submit. Returns the message it settled, if any.
 */
export function recordReceipt(
  store: Store,
  gateway: string,
  receipt: DeliveryReceipt,
  business: Business,
  now: Millis,
): number | null {
  const { state, detail } = receipt;
  if (state === 'in-progress') return null;
  const phone = parsePhone(receipt.recipient, business.country);
  const recipient = phone.kind === 'number' ? phone.e164 : receipt.recipient;
  return store.transact('promised', (tx) => {
    const part = tx.messages.partByCarrierId(gateway, receipt.ids, recipient);
    if (part !== undefined) {
      applyReceipt(tx, part, state, detail, now);
      return part.messageId;
    }
    for (const carrierId of receipt.ids) {
      tx.messages.keepEarlyReceipt({ gateway, carrierId, recipient, state, detail, receivedAt: now });
    }
    return null;
  });
}

/** A message is delivered when every segment is, undelivered as soon as one cannot be. */
export function applyReceipt(
  tx: Writer,
  part: Pick<PartRow, 'messageId' | 'index'>,
  state: 'delivered' | 'undelivered',
  detail: string,
  now: Millis,
): void {
  tx.messages.changePart(part, { state });
  const parts = tx.messages.partsOf(part.messageId);
  const allDelivered = parts.every((each) => each.state === 'delivered');
  if (state === 'undelivered' || allDelivered) {
    tx.messages.change(part.messageId, { state, detail, notBefore: null, settledAt: now });
  }
  // Where the answer to the submit was lost, this is the answer.
  moveCredit(tx, part.messageId, 'settle', 'receipt', now);
}
