import type { LeadSource } from '../core/pipeline.ts';
import { parseTag } from '../core/tags.ts';
import type { Store } from '../store/open-store.ts';
import type { LeadCriteria, LeadPlace } from '../store/queries/lead-matches.ts';
import type { LeadSummary } from '../store/queries/leads.ts';
import type { Reader } from '../store/queries.ts';
import { noSuchLead } from './find-lead.ts';
import { findStage } from './find-stage.ts';
import type { Rejection } from './rejection.ts';
import { findUser } from './show-user.ts';

/** Which leads: those that have all that is asked for. */
export interface LeadFilter {
  /** A person's name; null for those that nobody looks after: no owner, and an open conversation. */
  readonly owner?: string | null | undefined;
  readonly stage?: string | undefined;
  readonly tag?: string | undefined;
  readonly source?: LeadSource | undefined;
}

export interface LeadListQuestion {
  readonly filter: LeadFilter;
  /** Of all leads, those that nobody looks after come first, unless only the latest activity counts. */
  readonly order?: 'unassigned-first' | 'latest' | undefined;
  readonly limit: number;
  /** The id of the last lead of the page before, or where that page ended; the lead may have moved since. */
  readonly before?: number | LeadPlace;
}

export type ListedLeads =
  | {
      readonly kind: 'leads';
      readonly leads: readonly LeadSummary[];
      /**
       * Where looking ended before there were as many as asked for: thousands that match in one respect were looked
       * through, and the list goes on behind them. Null where as many were found, or nothing is left.
       */
      readonly end: LeadPlace | null;
    }
  | Rejection;

/**
 * Leads by latest activity, newest first. Of all leads, those that nobody looks after come first. Those with a tag come
 * by age instead, the newest lead first.
 */
export function listLeads(store: Store, { filter, order, limit, before }: LeadListQuestion): ListedLeads {
  return store.read((reader) => {
    const last = typeof before === 'number' ? reader.leads.byId(before) : before;
    if (typeof before === 'number' && last === undefined) return noSuchLead(String(before));
    const found = criteriaOf(reader, filter);
    if (found.kind !== 'criteria') return found;
    if (Object.values(found.criteria).some((value) => value !== undefined))
      return { kind: 'leads', ...reader.leadLists.matching(found.criteria, limit, last) };
    const leads =
      order === 'latest' ? reader.leadLists.newest(limit, last) : unassignedFirst(reader, limit, last);
    return { kind: 'leads', leads, end: null };
  });
}

/** What a filter's names stand for. */
export function criteriaOf(
  reader: Reader,
  { owner, stage, tag, source }: LeadFilter,
): { readonly kind: 'criteria'; readonly criteria: LeadCriteria } | Rejection {
  const person = typeof owner === 'string' ? findUser(reader, owner) : null;
  if (person !== null && person.kind !== 'user') return person;
  const step = stage === undefined ? null : findStage(reader, stage);
  if (step !== null && step.kind !== 'stage') return step;
  const criteria = {
    ownerId: owner === null ? null : person?.user.id,
    stageId: step?.stage.id,
    tag: tag === undefined ? undefined : (parseTag(tag) ?? tag),
    source,
  };
  return { kind: 'criteria', criteria };
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
