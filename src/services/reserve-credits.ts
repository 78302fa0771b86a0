import { alertDetails } from '../core/alert-detail.ts';
import type { Millis } from '../core/clock.ts';
import { creditCost } from '../core/credit-cost.ts';
import type { Writer } from '../store/queries.ts';

/** The alert that the balance is low is about the whole business. */
const BUSINESS = '';

/** Whether the balance pays for a text, as the business is charged: by message or by segment. */
export function canPay(tx: Writer, text: string): boolean {
  return tx.credits.balance() >= creditCost(text, tx.settings.business().charge);
}

/**
 * Takes a text's credits off the balance until its fate is known. The owner is alerted when that takes the
 * balance under the low mark: once, until it has been topped up above.
 * @throws when there are not enough: then nothing of the transaction may stand
 */
export function reserveCredits(tx: Writer, messageId: number, text: string, now: Millis): void {
  const { charge, 'low-balance': low } = tx.settings.business();
  const cost = creditCost(text, charge);
  const reserved = tx.credits.add({
    kind: 'reserve',
    delta: -cost,
    key: `reserve:message:${messageId}`,
    messageId,
    note: '',
    actor: 'textback',
    at: now,
  });
  if (!reserved) throw new Error(`message ${messageId} was queued without the credits to pay for it`);
  const balance = tx.credits.balance();
  if (balance >= low) return;
  const detail = alertDetails.lowBalance(balance, low);
  tx.alerts.raise({ kind: 'low-balance', subject: BUSINESS, detail, raisedAt: now });
}

/** After credits were added: above the low mark, the next time that it is crossed is news again. */
export function endLowBalance(tx: Writer, now: Millis): void {
  if (tx.credits.balance() < tx.settings.business()['low-balance']) return;
  tx.alerts.resolve('low-balance', BUSINESS, now);
}
