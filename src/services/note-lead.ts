import type { Millis } from '../core/clock.ts';
import type { Country } from '../core/phone.ts';
import type { Store } from '../store/open-store.ts';
import type { LeadSummary } from '../store/queries/leads.ts';
import type { Actor } from './act-as.ts';
import { findLead } from './find-lead.ts';
import type { Rejection } from './rejection.ts';
import { transactOrRehearse } from './transact-or-rehearse.ts';

export const MAX_NOTE_LENGTH = 4_000;

export type NotedLead =
  | { readonly kind: 'noted'; readonly lead: LeadSummary; readonly noteId: number }
  | Rejection;

/** Writes a note on a lead's timeline. The audit says that it was written; what it says stands on the timeline only. */
export function noteLead(
  store: Store,
  request: { readonly who: string; readonly body: string; readonly dryRun: boolean },
  country: Country,
  actor: Actor,
  now: Millis,
): NotedLead {
  const body = request.body.trim();
  if (body === '' || body.length > MAX_NOTE_LENGTH) {
    return {
      kind: 'invalid',
      problem: body === '' ? 'The note is empty.' : `The note has ${body.length} characters.`,
      remedy: `Give what is to be remembered, in up to ${MAX_NOTE_LENGTH} characters.`,
    };
  }
  return transactOrRehearse(store, request.dryRun, (tx) => {
    const found = findLead(tx, request.who, country);
    if (found.kind !== 'lead') return found;
    const { lead } = found;
    const noteId = tx.notes.add({ leadId: lead.id, body, actor: actor.label, at: now });
    tx.audit.record({
      ...{ at: now, actor: actor.label, action: 'note', subject: `lead:${lead.id}` },
      ...{ before: null, after: { noteId } },
    });
    return { kind: 'noted', lead, noteId };
  });
}
