import type { Millis } from '../core/clock.ts';
import { parsePhone } from '../core/phone.ts';
import type { DeliveryReceipt } from '../gateways/gateway.ts';
import type { MessageRow, PartRow } from '../store/queries/messages.ts';
import type { Writer } from '../store/queries.ts';
import type { Business } from './business.ts';
import { learnRefusal } from './learn-refusal.ts';
import { moveCredit } from './move-credit.ts';

/** How many of a lead's latest messages are looked at to find the one whose answer was lost. */
const RECENT = 20;

/**
 * Keeps what the carrier says became of a segment, in the caller's transaction. A receipt that names no segment yet is
 * kept too: it may have overtaken the answer to its submit. Returns the message it settled, if any.
 */
export function recordReceipt(
  tx: Writer,
  gateway: string,
  receipt: DeliveryReceipt,
  business: Business,
  now: Millis,
): number | null {
  const { state, detail } = receipt;
  if (state === 'in-progress') return null;
  const phone = parsePhone(receipt.recipient, business.country);
  const recipient = phone.kind === 'number' ? phone.e164 : receipt.recipient;
  const part = tx.messages.partByCarrierId(gateway, receipt.ids, recipient);
  if (part !== undefined) {
    applyReceipt(tx, part, state, detail, now);
    return part.messageId;
  }
  const lost = partWithLostAnswer(tx, gateway, recipient);
  if (lost !== undefined) {
    applyToLostPart(tx, lost, gateway, { state, detail, carrierId: receipt.ids[0] ?? '' }, now);
    return lost.messageId;
  }
  tx.messages.keepEarlyReceipt({ gateway, recipient, state, detail, receivedAt: now }, receipt.ids);
  return null;
}

/**
 * The segment whose submit to this gateway was never answered, where it is the only one of its recipient that can
 * be meant: its id was lost with the answer, so only the recipient tells.
 */
export function partWithLostAnswer(tx: Writer, gateway: string, recipient: string): PartRow | undefined {
  const lead = tx.leads.byNumber(recipient);
  if (lead === undefined) return undefined;
  const [message, ...others] = tx.messages
    .ofLead(lead.id, RECENT)
    .filter((each) => each.direction === 'out' && each.gateway === gateway && mayGetReceipt(each));
  if (message === undefined || message.toNumber !== recipient || others.length > 0) return undefined;
  if (message.state === 'sent' || message.state === 'sending') return undefined;
  // Segments go one after the other: what has no answer is the first that has none.
  return tx.messages.partsOf(message.id).find((part) => part.state === 'pending');
}

function mayGetReceipt({ state, unknowns }: MessageRow): boolean {
  return (
    state === 'sending' || state === 'sent' || state === 'unknown' || (state === 'queued' && unknowns > 0)
  );
}

/** The receipt is the answer that was lost. */
export function applyToLostPart(
  tx: Writer,
  part: PartRow,
  gateway: string,
  receipt: {
    readonly state: 'delivered' | 'undelivered';
    readonly detail: string;
    readonly carrierId: string;
  },
  now: Millis,
): void {
  tx.messages.changePart(part, { gateway, carrierId: receipt.carrierId });
  applyReceipt(tx, part, receipt.state, receipt.detail, now);
}

/** A message is delivered when every segment is, undelivered as soon as one cannot be; delivered stands. */
export function applyReceipt(
  tx: Writer,
  part: Pick<PartRow, 'messageId' | 'index'>,
  state: 'delivered' | 'undelivered',
  detail: string,
  now: Millis,
): void {
  const known = tx.messages.partsOf(part.messageId).find(({ index }) => index === part.index);
  if (known?.state !== 'delivered') tx.messages.changePart(part, { state });
  settleByParts(tx, part.messageId, detail, now);
  // Where the answer to the submit was lost, this is the answer.
  moveCredit(tx, part.messageId, 'settle', 'receipt', now);
}

/** Gives a message the state that its segments' receipts amount to, if they amount to one. */
export function settleByParts(tx: Writer, messageId: number, detail: string, now: Millis): void {
  const parts = tx.messages.partsOf(messageId);
  const isUndelivered = parts.some((part) => part.state === 'undelivered');
  if (!isUndelivered && !parts.every((part) => part.state === 'delivered')) return;
  const state = isUndelivered ? 'undelivered' : 'delivered';
  // The first receipt that says so explains it; what comes after does not.
  const message = tx.messages.byId(messageId);
  if (message === undefined || message.state === state) return;
  tx.messages.change(messageId, { state, detail, notBefore: null, settledAt: now });
  if (state === 'delivered') tx.refusedNumbers.forget(message.toNumber);
  else learnRefusal(tx, message, detail, now);
}
