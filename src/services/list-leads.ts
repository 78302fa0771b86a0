import type { LeadSource } from '../core/pipeline.ts';
import { parseTag } from '../core/tags.ts';
import type { Store } from '../store/open-store.ts';
import type { LeadSummary } from '../store/queries/leads.ts';
import type { Reader } from '../store/queries.ts';
import { noSuchLead } from './find-lead.ts';
import { findStage } from './find-stage.ts';
import type { Rejection } from './rejection.ts';
import { findUser } from './show-user.ts';

/**
 * Which leads: all, nobody's first or just by activity; nobody's, one person's, those in a stage, those with a tag, or
 * those that came to be in one way.
 */
export type LeadFilter =
  | { readonly by: 'nothing' | 'no-owner' | 'latest' }
  | { readonly by: 'owner' | 'stage' | 'tag'; readonly name: string }
  | { readonly by: 'source'; readonly source: LeadSource };

/** Where a page of leads ends; the lead itself may have moved since. */
export type LeadPlace = Pick<LeadSummary, 'id' | 'lastActivityAt' | 'ownerId' | 'closedAt'>;

export interface LeadListQuestion {
  readonly filter: LeadFilter;
  readonly limit: number;
  /** The id of the last lead of the page before, or where that page ended. */
  readonly before?: number | LeadPlace;
}

export type ListedLeads = { readonly kind: 'leads'; readonly leads: readonly LeadSummary[] } | Rejection;

/**
 * Leads by latest activity, newest first. Of all leads, those that nobody looks after come first: who has no owner, and
 * whose conversation is open. Those with a tag come by age instead, the newest lead first.
 */
export function listLeads(store: Store, { filter, limit, before }: LeadListQuestion): ListedLeads {
  return store.read((reader) => {
    const last = typeof before === 'number' ? reader.leads.byId(before) : before;
    if (typeof before === 'number' && last === undefined) return noSuchLead(String(before));
    return page(reader, filter, limit, last);
  });
}

function page(reader: Reader, filter: LeadFilter, limit: number, last: LeadPlace | undefined): ListedLeads {
  switch (filter.by) {
    case 'nothing':
      return { kind: 'leads', leads: unassignedFirst(reader, limit, last) };
    case 'latest':
      return { kind: 'leads', leads: reader.leadLists.newest(limit, last) };
    case 'no-owner':
      return { kind: 'leads', leads: reader.leadLists.unassigned(limit, last) };
    case 'source':
      return { kind: 'leads', leads: reader.leadLists.fromSource(filter.source, limit, last) };
    case 'owner': {
      const found = findUser(reader, filter.name);
      if (found.kind !== 'user') return found;
      return { kind: 'leads', leads: reader.leadLists.ofOwner(found.user.id, limit, last) };
    }
    case 'stage': {
      const found = findStage(reader, filter.name);
      if (found.kind !== 'stage') return found;
      return { kind: 'leads', leads: reader.leadLists.inStage(found.stage.id, limit, last) };
    }
    case 'tag': {
      const tag = parseTag(filter.name) ?? filter.name;
      return { kind: 'leads', leads: reader.leadLists.tagged(tag, limit, last) };
    }
  }
}

function unassignedFirst(reader: Reader, limit: number, last: LeadPlace | undefined): LeadSummary[] {
  const isPast = last !== undefined && !isUnassigned(last);
  const unassigned = isPast ? [] : reader.leadLists.unassigned(limit, last);
  const rest = limit - unassigned.length;
  if (rest === 0) return unassigned;
  return [...unassigned, ...reader.leadLists.lookedAfter(rest, isPast ? last : undefined)];
}

/** As the index `leads_unassigned` says it. */
function isUnassigned({ ownerId, closedAt }: LeadPlace): boolean {
  return ownerId === null && closedAt === null;
}
