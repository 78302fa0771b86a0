import type { Millis } from '../core/clock.ts';
import { fieldsToRestore, splitUnread } from '../core/lead-merge.ts';
import { type Country, parsePhone } from '../core/phone.ts';
import type { Store } from '../store/open-store.ts';
import type { LeadMergeRow } from '../store/queries/lead-merges.ts';
import type { LeadSummary } from '../store/queries/leads.ts';
import type { Reader, Writer } from '../store/queries.ts';
import type { Actor } from './act-as.ts';
import { erasedLead, noSuchLead } from './find-lead.ts';
import { UNDO_MS } from './merge-leads.ts';
import type { Rejection } from './rejection.ts';
import { transactOrRehearse } from './transact-or-rehearse.ts';

export type UnmergedLead =
  | { readonly kind: 'unmerged'; readonly lead: LeadSummary; readonly from: LeadSummary }
  | Rejection;

/**
 * Undoes a merge: both leads are as they were before it, but for what happened since. What came since from the number
 * of the one that was merged goes with it; what people wrote or changed since stays with the other.
 * @param request.who the lead that was merged into another, by its id or its own number
 */
export function unmergeLead(
  store: Store,
  request: { readonly who: string; readonly dryRun: boolean },
  country: Country,
  actor: Actor,
  now: Millis,
): UnmergedLead {
  return transactOrRehearse(store, request.dryRun, (tx) => {
    const lead = exactLead(tx, request.who, country);
    if (lead === undefined) return noSuchLead(request.who);
    if (lead.erasedAt !== null) return erasedLead(lead.id, lead.erasedAt);
    const merge = tx.leadMerges.standing(lead.id);
    if (merge === undefined || lead.mergedInto === null) return notMerged(tx, lead);
    if (now - merge.at > UNDO_MS) return tooLate(lead, merge);
    const into = tx.leads.byId(merge.intoId);
    if (into === undefined) throw new Error(`merge ${merge.id} is into a lead that does not exist`);
    if (into.mergedInto !== null) return notTheLast(lead, into);
    undo(tx, merge, into, actor, now);
    return { kind: 'unmerged', lead: tx.leads.byId(lead.id) ?? lead, from: into };
  });
}

function undo(
  tx: Writer,
  merge: LeadMergeRow,
  into: LeadSummary,
  { label: actor }: Actor,
  now: Millis,
): void {
  const { intoId, fromId, before, after, tags, at } = merge;
  const [unread, otherUnread] = splitUnread(
    tx.leadMerges.unreadOf(intoId),
    before.unread,
    before.otherUnread,
  );
  tx.leadMerges.undo(merge, now, actor);
  tx.leadMerges.changeLead(intoId, fieldsToRestore(into, before, after));
  tx.tags.remove({ leadId: intoId, tags, actor, at: now });
  if (after.ownerId !== before.ownerId) tx.leadMerges.dropAssignment(intoId, at);
  tx.leadMerges.setUnread(intoId, unread);
  tx.leadMerges.setUnread(fromId, otherUnread);
  const numbers = [tx.leads.byId(fromId)?.number ?? '', ...tx.leads.numbersMergedInto(fromId)];
  const { newest, newestText } = tx.leadMerges.moveLater(intoId, fromId, numbers, at);
  if (newest !== null) tx.leads.touch(fromId, newest);
  if (newestText !== null) tx.leads.texted(fromId, newestText);
  tx.audit.record({
    ...{ at: now, actor, action: 'unmerge', subject: `lead:${intoId}` },
    ...{ before: { merged: fromId }, after: null },
  });
}

/** Not the lead that it was merged into: that is what is to be undone. */
function exactLead(reader: Reader, who: string, country: Country): LeadSummary | undefined {
  const id = /^(?:\d{1,6}|#\d{1,15})$/.test(who) ? Number(who.replace('#', '')) : null;
  const byId = id === null ? undefined : reader.leads.byId(id);
  if (byId !== undefined) return byId;
  const phone = parsePhone(who, country);
  return reader.leads.ofNumber(phone.kind === 'number' ? phone.e164 : who);
}

function notMerged(reader: Reader, lead: LeadSummary): Rejection {
  const numbers = reader.leads.numbersMergedInto(lead.id);
  return {
    kind: 'refused',
    problem: `Lead ${lead.id} is not merged into another.`,
    remedy:
      numbers.length === 0
        ? 'There is nothing to undo.'
        : `Name the one that was merged into it, by its number: ${numbers.join(', ')}.`,
  };
}

function tooLate({ id }: LeadSummary, { at }: LeadMergeRow): Rejection {
  const day = new Date(at).toISOString().slice(0, 10);
  return {
    kind: 'refused',
    problem: `Lead ${id} was merged on ${day}, more than 30 days ago: what it had is not known any more.`,
    remedy: 'It stays merged.',
  };
}

function notTheLast({ id }: LeadSummary, into: LeadSummary): Rejection {
  return {
    kind: 'refused',
    problem: `Lead ${id} was merged into lead ${into.id}, which was merged into another itself since.`,
    remedy: `Undo that first: textback lead unmerge ${into.id}`,
  };
}
