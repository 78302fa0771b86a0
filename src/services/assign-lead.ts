import type { Millis } from '../core/clock.ts';
import type { Country } from '../core/phone.ts';
import type { Store } from '../store/open-store.ts';
import type { LeadSummary } from '../store/queries/leads.ts';
import type { Actor } from './act-as.ts';
import { findLead } from './find-lead.ts';
import type { Rejection } from './rejection.ts';
import { findUser } from './show-user.ts';
import { transactOrRehearse } from './transact-or-rehearse.ts';

export interface Assignment {
  readonly who: string;
  /** The new owner's name; null for nobody. */
  readonly to: string | null;
  readonly dryRun: boolean;
}

export type AssignedLead =
  | { readonly kind: 'assigned' | 'unchanged'; readonly lead: LeadSummary }
  | Rejection;

/** Gives a lead to somebody, or to nobody. A missed caller waits on: only a response ends that. */
export function assignLead(
  store: Store,
  { who, to, dryRun }: Assignment,
  country: Country,
  { label: actor }: Actor,
  now: Millis,
): AssignedLead {
  return transactOrRehearse(store, dryRun, (tx) => {
    const found = findLead(tx, who, country);
    if (found.kind !== 'lead') return found;
    const { lead } = found;
    const owner = to === null ? null : findUser(tx, to);
    if (owner !== null && owner.kind !== 'user') return owner;
    const userId = owner?.user.id ?? null;
    if (userId === lead.ownerId) return { kind: 'unchanged', lead };
    tx.assignments.add({ leadId: lead.id, userId, reason: 'by-hand', actor, at: now });
    const after = owner?.user.name ?? null;
    tx.audit.record({
      at: now,
      actor,
      action: 'assign',
      subject: `lead:${lead.id}`,
      before: lead.owner,
      after,
    });
    return { kind: 'assigned', lead: { ...lead, ownerId: userId, owner: after } };
  });
}
