import type { Millis } from '../core/clock.ts';
import type { Country } from '../core/phone.ts';
import type { Store } from '../store/open-store.ts';
import type { LeadSummary } from '../store/queries/leads.ts';
import type { Actor } from './act-as.ts';
import { findLead } from './find-lead.ts';
import type { Rejection } from './rejection.ts';
import { transactOrRehearse } from './transact-or-rehearse.ts';

const MAX_NAME_LENGTH = 60;

export type NamedLead = { readonly kind: 'named' | 'unchanged'; readonly lead: LeadSummary } | Rejection;

/** Says what a lead is called, in place of what the caller ID said; `''` for nothing. */
export function nameLead(
  store: Store,
  request: { readonly who: string; readonly name: string; readonly dryRun: boolean },
  country: Country,
  actor: Actor,
  now: Millis,
): NamedLead {
  const name = request.name.trim().replace(/\s+/g, ' ');
  if (name.length > MAX_NAME_LENGTH || /\p{C}/u.test(name)) {
    return {
      kind: 'invalid',
      problem: 'A lead cannot be called that.',
      remedy: `Give a name of at most ${MAX_NAME_LENGTH} characters, or "" for none.`,
    };
  }
  return transactOrRehearse(store, request.dryRun, (tx) => {
    const found = findLead(tx, request.who, country);
    if (found.kind !== 'lead') return found;
    const { lead } = found;
    if (lead.name === name) return { kind: 'unchanged', lead };
    tx.leads.rename(lead.id, name, now);
    tx.audit.record({
      ...{ at: now, actor: actor.label, action: 'name', subject: `lead:${lead.id}` },
      ...{ before: lead.name, after: name },
    });
    return { kind: 'named', lead: { ...lead, name } };
  });
}
