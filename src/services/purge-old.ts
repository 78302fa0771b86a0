import type { Millis } from '../core/clock.ts';
import { REDACTED_TABLES } from '../core/erasable.ts';
import type { Store } from '../store/open-store.ts';
import type { Reader, Writer } from '../store/queries.ts';
import { PRIVACY_SUBJECT } from './erase-number.ts';
import { eraseRows, type Removed, redact, removedNothing } from './erase-rows.ts';
import { type Pace, ROWS_AT_ONCE, untilDone } from './privacy-pace.ts';
import { type Scrubbed, scrubDatabase } from './scrub-database.ts';

/** A dozen changes each. */
const LEADS_AT_ONCE = 20;

export interface Purge extends Scrubbed {
  /** What is from before is removed. */
  readonly before: Millis;
  readonly removed: Removed & { readonly leads: number };
  /** Whether it came to its end. */
  readonly isDone: boolean;
}

type Counts = Purge['removed'];

/** How much there is to remove; texts and calls that go on are among it. */
export function countOld(store: Store, before: Millis): Counts {
  return store.read((reader) => ({
    texts: reader.privacy.countBefore('messages', before),
    calls: reader.privacy.countBefore('calls', before) + reader.privacy.countBefore('outbound_calls', before),
    notes: reader.privacy.countNotesBefore(before),
    notices: reader.privacy.countNoticesBefore(before),
    leads: reader.privacy.countLeadsBefore(before),
  }));
}

/** What a purge would remove, for somebody who may do it. */
export function rehearsePurge(store: Store, before: Millis, actor: string, now: Millis): Purge {
  store.rehearse((tx) => begin(tx, before, actor, now));
  return { before, removed: countOld(store, before), isDone: true, isLogEmpty: true, isCompact: true };
}

/**
 * Removes what customers said and who they were, of before a day: the words, names and numbers of texts and calls,
 * what people were told of them, and leads with whom nothing has happened since, with notes, tags and names. What is
 * counted stays: reports, credits and the history do not change. So do the record of consent and the block list.
 *
 * A piece at a time, so that it can be stopped or killed; done again, it goes on.
 */
export async function purgeOld(
  store: Store,
  before: Millis,
  actor: string,
  now: Millis,
  pace: Pace,
): Promise<Purge> {
  store.transact('promised', (tx) => begin(tx, before, actor, now));
  const removed = { ...removedNothing(), leads: 0 };
  const total = sum(countOld(store, before));
  let isDone = true;
  for (const piece of pieces(before, removed, now)) {
    isDone &&= await untilDone(pace, () => {
      pace.onProgress('Removing', total === 0 ? null : Math.min(1, sum(removed) / total));
      return store.transact('progress', piece);
    });
  }
  const scrubbed = await scrubDatabase(store, pace);
  isDone &&= !pace.isStopped();
  store.transact('promised', (tx) => {
    const after = { before: isoOf(before), ...removed, isDone };
    tx.audit.record({ at: now, actor, action: 'purged', subject: PRIVACY_SUBJECT, before: null, after });
  });
  return { before, removed, isDone, ...scrubbed };
}

/** The audit entry comes first: whoever may not do this is told before anything happened. */
function begin(tx: Writer, before: Millis, actor: string, now: Millis): void {
  const after = { before: isoOf(before) };
  tx.audit.record({ at: now, actor, action: 'purge', subject: PRIVACY_SUBJECT, before: null, after });
}

function pieces(before: Millis, removed: { leads: number } & Removed, now: Millis) {
  const list = (
    find: (reader: Reader) => readonly number[],
    remove: (tx: Writer, ids: readonly number[]) => void,
  ) => {
    return (tx: Writer): boolean => {
      const ids = find(tx);
      if (ids.length > 0) remove(tx, ids);
      return ids.length > 0;
    };
  };
  return [
    ...REDACTED_TABLES.map((table) =>
      list(
        ({ privacy }) => privacy.rowsBefore(table, before, ROWS_AT_ONCE),
        (tx, ids) => redact(tx, table, ids, removed, now),
      ),
    ),
    list(
      ({ privacy }) => privacy.noticesBefore(before, ROWS_AT_ONCE),
      (tx, ids) => {
        tx.privacy.dropNotices(ids);
        removed.notices += ids.length;
      },
    ),
    list(
      ({ privacy }) => privacy.alertsBefore(before, ROWS_AT_ONCE),
      (tx, ids) => tx.privacy.dropAlerts(ids),
    ),
    list(
      ({ privacy }) => privacy.leadsBefore(before, LEADS_AT_ONCE),
      (tx, ids) => eraseLeads(tx, ids, removed, now),
    ),
  ];
}

/** Leads, those that were merged into them, and what of theirs is still there. */
function eraseLeads(
  tx: Writer,
  ids: readonly number[],
  removed: { leads: number } & Removed,
  now: Millis,
): void {
  const leads = ids.flatMap((id) => tx.privacy.leadsOf(id));
  const person = { leadIds: leads.map(({ id }) => id), numbers: leads.map(({ number }) => number) };
  // Little: what is as old as their last sign of life is gone by now.
  while (eraseRows(tx, person, removed, now));
  for (const { number } of leads)
    if (tx.consents.current(number) === undefined) tx.privacy.forgetReviews(number);
  removed.notes += tx.privacy.notesOf(person);
  removed.leads += leads.length;
  tx.privacy.eraseLeads(person.leadIds, now);
}

/** For the audit. */
function isoOf(at: Millis): string {
  return new Date(at).toISOString();
}

function sum(counts: Counts): number {
  return Object.values(counts).reduce((all, each) => all + each, 0);
}
