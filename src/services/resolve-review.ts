import type { Millis } from '../core/clock.ts';
import type { Country } from '../core/phone.ts';
import type { Store } from '../store/open-store.ts';
import type { OpenReview } from '../store/queries/consents.ts';
import { findNumber } from './find-number.ts';
import { closeReview } from './obey-reply.ts';
import { writeConsent } from './record-consent.ts';
import type { Rejection } from './rejection.ts';
import { transactOrRehearse } from './transact-or-rehearse.ts';

export interface ReviewToResolve {
  /** The customer's, in any usual spelling. */
  readonly number: string;
  readonly verdict: 'opted-out' | 'dismissed';
  /** `''` for none. */
  readonly note: string;
  readonly dryRun: boolean;
}

export type ResolvedReview =
  | { readonly kind: 'resolved'; readonly number: string; readonly verdict: 'opted-out' | 'dismissed' }
  | Rejection;

/** Decides what a customer meant who asked to stop in other words than STOP. */
export function resolveReview(
  store: Store,
  request: ReviewToResolve,
  country: Country,
  actor: string,
  now: Millis,
): ResolvedReview {
  const found = findNumber(request.number, country);
  if (found.kind !== 'number') return found;
  const number = found.e164;
  const { verdict, note, dryRun } = request;
  return transactOrRehearse(store, dryRun, (tx) => {
    const review = tx.consents.reviewOf(number);
    if (review === undefined) return nothingToDecide(number);
    if (verdict === 'opted-out') {
      const words = tx.messages.byId(review.messageId)?.body ?? '';
      const wording = [words, note].filter((part) => part !== '').join(' / ');
      writeConsent(tx, { number, state: 'opted-out', source: 'staff', note: wording }, actor, now);
    } else {
      closeReview(tx, number, 'dismissed', actor, now);
      const entry = { at: now, actor, subject: `consent:${number}`, before: null };
      tx.audit.record({ ...entry, action: 'dismiss review', after: note });
    }
    return { kind: 'resolved', number, verdict };
  });
}

/** What waits for a decision: at most `limit`, in the order of the numbers, those after `after`. */
export function listReviews(store: Store, limit: number, after = ''): readonly OpenReview[] {
  return store.read((reader) => reader.consents.openReviews(limit, after));
}

function nothingToDecide(number: string): Rejection {
  return {
    kind: 'not-found',
    problem: `Nothing about ${number} waits for a decision.`,
    remedy:
      'See `textback consent review`; to record an opt-out all the same, use `textback consent record`.',
  };
}
