import { alertDetails } from '../core/alert-detail.ts';
import type { Millis } from '../core/clock.ts';
import type { ConsentState, ReviewVerdict } from '../core/consent.ts';
import { classifyReply, type ReplyKind } from '../core/consent-words.ts';
import type { AutoReply } from '../core/message-kind.ts';
import type { LineRow } from '../store/queries/lines.ts';
import type { Writer } from '../store/queries.ts';
import { answerKeyword } from './answer-keyword.ts';

/** A customer's whole text, on the timeline already. */
export interface Reply {
  readonly messageId: number;
  readonly leadId: number;
  readonly from: string;
  readonly to: string;
  /** Null where they wrote to a number that is no line: nothing can answer from it. */
  readonly line: LineRow | null;
  readonly body: string;
  readonly arrivedAt: Millis;
}

export interface Obeyed {
  /** The change of consent, if it is one. */
  readonly consent: ConsentState | null;
  /** The text that answers it; null where none does, or may. */
  readonly answerId: number | null;
  /** Whether a person now has to decide what it asks for. */
  readonly isUnderReview: boolean;
}

const CONFIRMATION: Readonly<Record<ConsentState, AutoReply>> = {
  'opted-out': 'opt-out-confirmation',
  'opted-in': 'opt-in-confirmation',
};

/**
 * Does what a text asks for (compliance.md 1–4): STOP and START count as whole messages only, YES opts in again
 * only who had opted out, and each change is confirmed once. What asks to stop in other words waits for a
 * person; automatic texts are held until then.
 */
export function obeyReply(tx: Writer, reply: Reply, now: Millis): Obeyed {
  const { from, line } = reply;
  const asked = classifyReply(reply.body);
  const current = tx.consents.current(from)?.state ?? null;
  const answer = (kind: AutoReply) =>
    line === null ? null : answerKeyword(tx, kind, { ...reply, line }, now);
  if (asked === 'help') return { consent: null, answerId: answer('help'), isUnderReview: false };
  if (asked === 'stop-like' && current !== 'opted-out') {
    askForDecision(tx, reply, now);
    return { consent: null, answerId: null, isUnderReview: true };
  }
  const consent = changeAsked(asked, current);
  if (consent === null) return { consent, answerId: null, isUnderReview: false };
  tx.consents.record({
    number: from,
    state: consent,
    source: 'text',
    wording: reply.body,
    lineId: line?.id ?? null,
    messageId: reply.messageId,
    actor: 'customer',
    at: reply.arrivedAt,
  });
  closeReview(tx, from, 'customer-decided', 'customer', now);
  return { consent, answerId: answer(CONFIRMATION[consent]), isUnderReview: false };
}

/** Ends the question what a number meant, if there is one. Returns whether there was. */
export function closeReview(
  tx: Writer,
  number: string,
  verdict: ReviewVerdict,
  actor: string,
  now: Millis,
): boolean {
  const review = tx.consents.reviewOf(number);
  if (review === undefined) return false;
  tx.consents.closeReview(review.id, { decidedAt: now, verdict, actor });
  tx.alerts.resolve('consent-review', number, now);
  return true;
}

function changeAsked(asked: ReplyKind, current: ConsentState | null): ConsentState | null {
  if (asked === 'yes') return current === 'opted-out' ? 'opted-in' : null;
  if (asked === 'stop') return current === 'opted-out' ? null : 'opted-out';
  if (asked === 'start') return current === 'opted-in' ? null : 'opted-in';
  return null;
}

function askForDecision(tx: Writer, { from, messageId, leadId }: Reply, now: Millis): void {
  if (!tx.consents.openReview({ number: from, messageId, askedAt: now })) return;
  // Nobody texts a blocked number anyhow: the decision can wait until somebody unblocks it.
  if (tx.blockedNumbers.of(from) !== undefined) return;
  const detail = alertDetails.consentReview(leadId);
  tx.alerts.raise({ kind: 'consent-review', subject: from, detail, raisedAt: now });
}
