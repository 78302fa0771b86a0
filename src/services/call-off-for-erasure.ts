import type { Millis } from '../core/clock.ts';
import type { PersonKey } from '../store/queries/privacy.ts';
import type { Writer } from '../store/queries.ts';
import { closeMessage } from './close-message.ts';
import { writeConsent } from './record-consent.ts';

const WHY = 'the customer was erased';
/** A conversation has a handful that wait, and a few people are told of it. */
const MOST_NOTICES = 1_000;

/**
 * Calls off all that waits to be sent to a person, or to the business's people about them; credits come back. What is
 * being sent right now is gone. Returns how many texts to the person will not go out.
 */
export function callOffForErasure(tx: Writer, person: PersonKey, now: Millis): number {
  let calledOff = 0;
  for (const number of person.numbers) {
    for (const { callId } of tx.caps.heldTo(number)) {
      tx.caps.letGo(callId);
      calledOff += 1;
    }
    for (const message of tx.outbox.waitingTo(number)) {
      closeMessage(tx, message, 'cancelled', WHY, now);
      calledOff += 1;
    }
  }
  for (const { messageId } of tx.privacy.noticesOf(person, MOST_NOTICES)) {
    const message = messageId === null ? undefined : tx.messages.byId(messageId);
    if (message === undefined || message.notBefore === null || message.state === 'sending') continue;
    closeMessage(tx, message, 'cancelled', WHY, now);
  }
  return calledOff;
}

/**
 * Whoever plainly asked to stop, in words on which nobody has decided, has opted out: what they wrote goes, and without
 * it nobody could decide any more.
 */
export function settleReview(tx: Writer, number: string, actor: string, now: Millis): void {
  const review = tx.consents.reviewOf(number);
  if (review === undefined) return;
  const words = tx.messages.byId(review.messageId)?.body ?? '';
  writeConsent(tx, { number, state: 'opted-out', source: 'staff', note: words }, actor, now);
}
