import type { Millis } from '../core/clock.ts';
import { mergeFields, mergeUnread } from '../core/lead-merge.ts';
import type { Country } from '../core/phone.ts';
import type { Store } from '../store/open-store.ts';
import type { LeadSummary } from '../store/queries/leads.ts';
import type { Writer } from '../store/queries.ts';
import type { Actor } from './act-as.ts';
import { findLead } from './find-lead.ts';
import type { Rejection } from './rejection.ts';
import { lateSubject } from './response-clock.ts';
import { transactOrRehearse } from './transact-or-rehearse.ts';

/** How long a merge can be undone. */
export const UNDO_MS: Millis = 30 * 24 * 3_600_000;
const MAX_NUMBERS = 50;

export interface MergeRequest {
  /** The lead that is another one; as `findLead` takes it. */
  readonly from: string;
  /** The lead that goes on. */
  readonly into: string;
  readonly dryRun: boolean;
}

export type MergedLeads =
  | { readonly kind: 'merged'; readonly lead: LeadSummary; readonly other: LeadSummary }
  | Rejection;

/**
 * Makes two leads one: calls, texts, notes, tags and all that happened move to the one that goes on, whose stage, name
 * and owner count. The other's number is its number from now on. Consent stays with each number. Can be undone for
 * UNDO_MS.
 */
export function mergeLeads(
  store: Store,
  request: MergeRequest,
  country: Country,
  actor: Actor,
  now: Millis,
): MergedLeads {
  return transactOrRehearse(store, request.dryRun, (tx) => {
    const from = findLead(tx, request.from, country);
    if (from.kind !== 'lead') return from;
    const into = findLead(tx, request.into, country);
    if (into.kind !== 'lead') return into;
    if (from.lead.id === into.lead.id) return sameLead(from.lead);
    const numbers = [from.lead, into.lead].map(({ id }) => tx.leads.numbersMergedInto(id).length + 1);
    if (numbers.reduce((sum, each) => sum + each, 0) > MAX_NUMBERS) return tooMany();
    mergeInto(tx, into.lead, from.lead, actor, now);
    return { kind: 'merged', lead: tx.leads.byId(into.lead.id) ?? into.lead, other: from.lead };
  });
}

/** Moves one lead into another, in the caller's transaction. */
export function mergeInto(
  tx: Writer,
  into: LeadSummary,
  from: LeadSummary,
  { label: actor }: Actor,
  now: Millis,
): void {
  const after = mergeFields(into, from);
  const [unread, otherUnread] = [into, from].map(({ id }) => tx.leadMerges.unreadOf(id));
  const had = tx.tags.of(into.id);
  const tags = tx.tags.of(from.id).filter((tag) => !had.includes(tag));
  const { name, ownerId, closedAt, lastActivityAt, lastTextAt, pausedUntil } = into;
  const fields = { name, ownerId, closedAt, lastActivityAt, lastTextAt, pausedUntil };
  const before = { ...fields, unread: unread ?? [], otherUnread: otherUnread ?? [] };
  tx.leadMerges.merge({ intoId: into.id, fromId: from.id, before, after, tags, actor, at: now });
  tx.leadMerges.changeLead(into.id, after);
  if (after.ownerId !== into.ownerId)
    tx.assignments.add({ leadId: into.id, userId: after.ownerId, reason: 'merge', actor, at: now });
  tx.tags.add({ leadId: into.id, tags, actor, at: now });
  tx.leadMerges.setUnread(into.id, mergeUnread(before.unread, before.otherUnread));
  tx.leadMerges.setUnread(from.id, []);
  tx.alerts.resolve('response-late', lateSubject(from.id), now);
  tx.audit.record({
    ...{ at: now, actor, action: 'merge', subject: `lead:${into.id}` },
    ...{ before: { ...fields, tags: had }, after: { ...after, tags: tx.tags.of(into.id), merged: from.id } },
  });
}

function sameLead({ id }: LeadSummary): Rejection {
  return {
    kind: 'invalid',
    problem: `Both are lead ${id}.`,
    remedy: 'They may have been merged before: see `textback lead show`. Name two leads.',
  };
}

function tooMany(): Rejection {
  return {
    kind: 'refused',
    problem: `A lead has at most ${MAX_NUMBERS} numbers.`,
    remedy: 'Nothing was merged. Nobody calls from that many: look whether they are one person.',
  };
}
