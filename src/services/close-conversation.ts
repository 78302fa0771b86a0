import type { Millis } from '../core/clock.ts';
import type { Country } from '../core/phone.ts';
import type { Store } from '../store/open-store.ts';
import type { LeadSummary } from '../store/queries/leads.ts';
import type { Actor } from './act-as.ts';
import { findLead } from './find-lead.ts';
import type { Rejection } from './rejection.ts';
import { dropResponseClock } from './response-clock.ts';
import { transactOrRehearse } from './transact-or-rehearse.ts';

export type ClosedConversation =
  | { readonly kind: 'changed' | 'unchanged'; readonly lead: LeadSummary }
  | Rejection;

/** Closes a conversation, or opens it again. A later call or text of the customer opens it by itself. */
export function closeConversation(
  store: Store,
  request: { readonly who: string; readonly close: boolean; readonly dryRun: boolean },
  country: Country,
  actor: Actor,
  now: Millis,
): ClosedConversation {
  return transactOrRehearse(store, request.dryRun, (tx) => {
    const found = findLead(tx, request.who, country);
    if (found.kind !== 'lead') return found;
    const { lead } = found;
    if ((lead.closedAt !== null) === request.close) return { kind: 'unchanged', lead };
    const closedAt = request.close ? now : null;
    tx.leads.setClosed(lead.id, closedAt, now);
    if (request.close) {
      tx.inbox.markReadByAll(lead.id);
      dropResponseClock(tx, lead.id, now);
    }
    tx.audit.record({
      ...{ at: now, actor: actor.label, action: request.close ? 'close' : 'reopen' },
      ...{ subject: `lead:${lead.id}`, before: lead.closedAt, after: closedAt },
    });
    return { kind: 'changed', lead: { ...lead, closedAt } };
  });
}
