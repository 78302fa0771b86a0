import type { Millis } from '../core/clock.ts';
import type { Country } from '../core/phone.ts';
import type { Store } from '../store/open-store.ts';
import type { LeadSummary } from '../store/queries/leads.ts';
import type { StageRow } from '../store/queries/stages.ts';
import type { Writer } from '../store/queries.ts';
import type { Actor } from './act-as.ts';
import { findLead } from './find-lead.ts';
import { findStage } from './find-stage.ts';
import type { Rejection } from './rejection.ts';
import { dropResponseClock, stopResponseClock } from './response-clock.ts';
import { transactOrRehearse } from './transact-or-rehearse.ts';

export type StagedLead =
  | { readonly kind: 'moved' | 'unchanged'; readonly lead: LeadSummary; readonly from: string }
  | Rejection;

/** Moves a lead along the pipeline. */
export function stageLead(
  store: Store,
  request: { readonly who: string; readonly stage: string; readonly dryRun: boolean },
  country: Country,
  actor: Actor,
  now: Millis,
): StagedLead {
  return transactOrRehearse(store, request.dryRun, (tx) => {
    const found = findLead(tx, request.who, country);
    if (found.kind !== 'lead') return found;
    const to = findStage(tx, request.stage);
    if (to.kind !== 'stage') return to;
    const { lead } = found;
    const from = lead.stage;
    if (lead.stageId === to.stage.id) return { kind: 'unchanged', lead, from };
    moveToStage(tx, lead, to.stage, actor, now);
    // Whoever called back from a phone of their own moves the lead on; a lost one needs no response any more.
    if (to.stage.kind === 'lost') dropResponseClock(tx, lead.id, now);
    else stopResponseClock(tx, lead.id, { response: 'stage', userId: actor.userId, at: now }, now);
    return { kind: 'moved', lead: { ...lead, stageId: to.stage.id, stage: to.stage.name }, from };
  });
}

/** Puts a lead in a stage that it is not in, for the timeline and the audit. */
export function moveToStage(tx: Writer, lead: LeadSummary, to: StageRow, actor: Actor, now: Millis): void {
  const { label } = actor;
  tx.stages.moveLead({ leadId: lead.id, fromStageId: lead.stageId, toStageId: to.id, actor: label, at: now });
  tx.audit.record({
    ...{ at: now, actor: label, action: 'stage', subject: `lead:${lead.id}` },
    ...{ before: lead.stage, after: to.name },
  });
}
