import type { Millis } from '../core/clock.ts';
import { createMentions } from '../core/mentions.ts';
import type { Country } from '../core/phone.ts';
import type { Store } from '../store/open-store.ts';
import type { PersonKey } from '../store/queries/privacy.ts';
import type { Reader, Writer } from '../store/queries.ts';
import { callOffForErasure, settleReview } from './call-off-for-erasure.ts';
import { eraseMentions } from './erase-mentions.ts';
import { eraseNotices, eraseRows, type Removed, removedNothing } from './erase-rows.ts';
import { findPerson } from './find-person.ts';
import { type Pace, untilDone } from './privacy-pace.ts';
import type { Rejection } from './rejection.ts';
import { lateSubject } from './response-clock.ts';
import { type Scrubbed, scrubDatabase } from './scrub-database.ts';

/** Of the audit entries of both, erasing one person and purging by age: no role but the owner's may make them. */
export const PRIVACY_SUBJECT = 'privacy';

export interface NumberToErase {
  /** In any usual spelling, or a caller ID as it came. */
  readonly number: string;
  readonly dryRun: boolean;
}

export interface Erasure extends Scrubbed {
  /** All numbers of the person, as far as they were known. */
  readonly numbers: readonly string[];
  /** Leads, those among them that were merged into one. */
  readonly leads: number;
  readonly removed: Removed;
  /** Texts that waited for them, called off. */
  readonly calledOff: number;
  /** What stays, with the number. */
  readonly kept: { readonly consents: number; readonly isBlocked: boolean };
  /** What goes on right now, and is still there. */
  readonly left: { readonly calls: number; readonly texts: number };
  /** Whether it came to its end, and all but what is left and kept is gone. */
  readonly isDone: boolean;
}

export type ErasedNumber = ({ readonly kind: 'erased' } & Erasure) | Rejection;

/**
 * Takes a person out of the database: what they wrote and were told, their name, and their number, of all leads that
 * were merged into theirs. Calls and texts stay without them, for the ledger, the reports and what belongs to them.
 * The record of consent stays, with the number: who opted out must not be texted again.
 *
 * A piece at a time, so that it can be stopped or killed; done again, it goes on. The number goes last.
 */
export async function eraseNumber(
  store: Store,
  request: NumberToErase,
  country: Country,
  actor: string,
  now: Millis,
  pace: Pace,
): Promise<ErasedNumber> {
  if (request.dryRun) return store.rehearse((tx) => rehearsal(tx, request, country, actor, now));
  const begun = store.transact('promised', (tx) => begin(tx, request, country, actor, now));
  if (begun.kind !== 'begun') return begun;
  const { person, calledOff, consents, isBlocked } = begun;
  const removed = removedNothing();
  const isWhole = await eraseAll(store, person, removed, country, now, pace);
  const left = isWhole
    ? store.transact('promised', (tx) => finish(tx, person, removed, now))
    : store.read((reader) => goingOn(reader, person));
  const scrubbed = await scrubDatabase(store, pace);
  return {
    kind: 'erased',
    numbers: person.numbers,
    leads: person.leadIds.length,
    ...{ removed, calledOff, left, ...scrubbed },
    kept: { consents, isBlocked },
    isDone: isWhole && !pace.isStopped(),
  };
}

/** The audit entry comes first: whoever may not do this is told before anything happened. */
function begin(tx: Writer, request: NumberToErase, country: Country, actor: string, now: Millis) {
  const person = findPerson(tx, request.number, country);
  if (person.kind !== 'person') return person;
  const after = { leads: person.leadIds };
  tx.audit.record({ at: now, actor, action: 'erase', subject: PRIVACY_SUBJECT, before: null, after });
  for (const number of person.numbers) settleReview(tx, number, actor, now);
  const calledOff = callOffForErasure(tx, person, now);
  const consents = person.numbers.reduce((sum, number) => sum + tx.consents.of(number, 1_000).length, 0);
  const isBlocked = person.numbers.some((number) => tx.blockedNumbers.of(number) !== undefined);
  return { kind: 'begun' as const, person, calledOff, consents, isBlocked };
}

/** What would go, counted where it stands. */
function rehearsal(
  tx: Writer,
  request: NumberToErase,
  country: Country,
  actor: string,
  now: Millis,
): ErasedNumber {
  const begun = begin(tx, request, country, actor, now);
  if (begun.kind !== 'begun') return begun;
  const { person, calledOff, consents, isBlocked } = begun;
  const count = (table: 'messages' | 'calls' | 'outbound_calls') => tx.privacy.countOf(table, person);
  return {
    kind: 'erased',
    numbers: person.numbers,
    leads: person.leadIds.length,
    removed: {
      texts: count('messages'),
      calls: count('calls') + count('outbound_calls'),
      notes: tx.privacy.notesOf(person),
      notices: tx.privacy.countNoticesOf(person),
    },
    calledOff,
    kept: { consents, isBlocked },
    left: goingOn(tx, person),
    isDone: true,
    isLogEmpty: true,
    isCompact: true,
  };
}

async function eraseAll(
  store: Store,
  person: PersonKey,
  removed: Removed,
  country: Country,
  now: Millis,
  pace: Pace,
): Promise<boolean> {
  const pieces = [
    (tx: Writer) => eraseNotices(tx, person, removed, now),
    (tx: Writer) => eraseRows(tx, person, removed, now),
  ];
  for (const piece of pieces) {
    const isDone = await untilDone(pace, () => {
      pace.onProgress('Erasing', null);
      return store.transact('progress', piece);
    });
    if (!isDone) return false;
  }
  const mentions = createMentions(person.leadIds, person.numbers, country);
  return eraseMentions(store, mentions, now, pace);
}

/** Last of all the number, by which the rest is found; not while something goes on that has it still. */
function finish(tx: Writer, person: PersonKey, removed: Removed, now: Millis) {
  // What came since the pieces before.
  while (eraseNotices(tx, person, removed, now) || eraseRows(tx, person, removed, now));
  const left = goingOn(tx, person);
  for (const number of person.numbers) {
    tx.privacy.forgetNumber(number, tx.blockedNumbers.of(number) !== undefined);
    if (tx.consents.current(number) === undefined) tx.privacy.forgetReviews(number);
  }
  tx.keptAnswers.forgetAnswers();
  if (left.calls + left.texts > 0) return left;
  removed.notes += tx.privacy.notesOf(person);
  for (const id of person.leadIds) tx.alerts.resolve('response-late', lateSubject(id), now);
  tx.privacy.eraseLeads(person.leadIds, now);
  return left;
}

function goingOn(reader: Reader, person: PersonKey): Erasure['left'] {
  const open = [...reader.calls.open(), ...reader.calls.openObserved()];
  const isTheirs = (row: (typeof open)[number]) =>
    person.numbers.includes(row.fromNumber ?? row.fromRaw) || person.leadIds.includes(row.leadId ?? 0);
  const made = reader.outboundCalls
    .open()
    .filter(
      ({ dialledNumber, leadId }) =>
        person.numbers.includes(dialledNumber ?? '') || person.leadIds.includes(leadId ?? 0),
    );
  return { calls: open.filter(isTheirs).length + made.length, texts: reader.privacy.beingSent(person) };
}
