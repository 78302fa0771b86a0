import type { Millis } from '../core/clock.ts';
import type { ConsentState } from '../core/consent.ts';
import type { Country } from '../core/phone.ts';
import type { Store } from '../store/open-store.ts';
import type { ConsentRecord, ListedConsent } from '../store/queries/consents.ts';
import { findNumber } from './find-number.ts';
import type { Rejection } from './rejection.ts';

export interface ConsentView {
  readonly number: string;
  /** Null while the number never said anything: missed calls are answered. */
  readonly state: ConsentState | null;
  readonly isUnderReview: boolean;
  /** Newest first. */
  readonly history: readonly ConsentRecord[];
}

/** What is on record of a number, in any usual spelling: at most the newest `limit` changes. */
export function showConsent(
  store: Store,
  number: string,
  limit: number,
  country: Country,
): { readonly kind: 'consent'; readonly consent: ConsentView } | Rejection {
  const found = findNumber(number, country);
  if (found.kind !== 'number') return found;
  const { e164 } = found;
  return store.read((reader) => ({
    kind: 'consent',
    consent: {
      number: e164,
      state: reader.consents.current(e164)?.state ?? null,
      isUnderReview: reader.consents.reviewOf(e164) !== undefined,
      history: reader.consents.of(e164, limit),
    },
  }));
}

/** The lead whose number it is, also where it was merged into another; null where it is nobody's. */
export function leadIdOf(store: Store, number: string): number | null {
  const lead = store.read((reader) => reader.leads.byNumber(number));
  return lead === undefined ? null : (lead.mergedInto ?? lead.id);
}

/**
 * A page of the record, newest first, those with an id under `before`.
 * @param state of numbers that said this last; null for every change
 */
export function listConsentPage(
  store: Store,
  state: ConsentState | null,
  limit: number,
  before?: number,
): readonly ListedConsent[] {
  return store.read((reader) =>
    state === null ? reader.consents.listed(limit, before) : reader.consents.inForce(state, limit, before),
  );
}

/** Rows read at once: what an export holds in memory, however long the record is. */
const PAGE = 500;

/** Every change of consent made in [from, to), in the order in which it was recorded, a page at a time. */
export function* exportConsents(
  store: Store,
  range: { readonly from: Millis; readonly to: Millis },
): Generator<ConsentRecord> {
  let last = 0;
  for (;;) {
    const page = store.read((reader) => reader.consents.after(last, range, PAGE));
    yield* page;
    if (page.length < PAGE) return;
    last = page.at(-1)?.id ?? last;
  }
}
