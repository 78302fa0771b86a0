import type { Millis } from '../core/clock.ts';
import type { ConsentState, StaffSource } from '../core/consent.ts';
import type { Country } from '../core/phone.ts';
import type { Store } from '../store/open-store.ts';
import type { Writer } from '../store/queries.ts';
import { findNumber } from './find-number.ts';
import { closeReview } from './obey-reply.ts';
import type { Rejection } from './rejection.ts';
import { transactOrRehearse } from './transact-or-rehearse.ts';

const MAX_NOTE_LENGTH = 1_000;

export interface ConsentToRecord {
  /** The customer's, in any usual spelling. */
  readonly number: string;
  readonly state: ConsentState;
  readonly source: StaffSource;
  /** What the customer said, and when: evidence, so it must not be empty. */
  readonly note: string;
  readonly dryRun: boolean;
}

export type RecordedConsent =
  /** `known`: it was so already, and the record has this too. */
  { readonly kind: 'recorded' | 'known'; readonly number: string; readonly state: ConsentState } | Rejection;

/**
 * Records what a customer told staff: in force at once, for every line (compliance.md 4, 5). What is queued for
 * them is not sent any more after an opt-out.
 */
export function recordConsent(
  store: Store,
  request: ConsentToRecord,
  country: Country,
  actor: string,
  now: Millis,
): RecordedConsent {
  const found = findNumber(request.number, country);
  if (found.kind !== 'number') return found;
  const note = request.note.trim();
  if (note === '' || note.length > MAX_NOTE_LENGTH) {
    return {
      kind: 'invalid',
      problem: note === '' ? 'There is no note.' : `The note has ${note.length} characters.`,
      remedy: `Say with --note how the customer put it, in up to ${MAX_NOTE_LENGTH} characters: the record is evidence.`,
    };
  }
  return transactOrRehearse(store, request.dryRun, (tx) => {
    const known = tx.consents.current(found.e164)?.state === request.state;
    writeConsent(tx, { ...request, number: found.e164, note }, actor, now);
    return { kind: known ? 'known' : 'recorded', number: found.e164, state: request.state };
  });
}

/** Puts what staff heard on record, and ends the question what the number meant. */
export function writeConsent(
  tx: Writer,
  { number, state, source, note }: Omit<ConsentToRecord, 'dryRun'>,
  actor: string,
  now: Millis,
): void {
  const before = tx.consents.current(number)?.state ?? null;
  tx.consents.record({ number, state, source, wording: note, actor, at: now });
  closeReview(tx, number, state === 'opted-out' ? 'opted-out' : 'dismissed', actor, now);
  tx.audit.record({
    at: now,
    actor,
    action: 'record consent',
    subject: `consent:${number}`,
    before,
    after: state,
  });
}
