import type { Store } from '../store/open-store.ts';
import type { StageRow } from '../store/queries/stages.ts';
import type { Writer } from '../store/queries.ts';
import type { StageEdit } from './edit-stages.ts';
import { findStage } from './find-stage.ts';
import type { Rejection } from './rejection.ts';
import { transactOrRehearse } from './transact-or-rehearse.ts';

export interface StageToRemove {
  readonly stage: string;
  /** Where its leads go. */
  readonly leadsTo: string;
}

export type RemovedStage =
  | {
      readonly kind: 'removed';
      readonly stage: StageRow;
      readonly leadsTo: StageRow;
      readonly leadsMoved: number;
    }
  | Rejection;

/** Short enough that a call that comes in meanwhile does not wait. */
const LEADS_AT_ONCE = 200;

/**
 * Takes a stage out of the pipeline, its leads into another. Leads are moved some at a time, so that calls go on; the
 * stage is gone when all have been.
 * @param onMoved told how many leads have been moved so far
 */
export function removeStage(
  store: Store,
  request: StageToRemove,
  edit: StageEdit,
  onMoved: (leads: number) => void = () => {},
): RemovedStage {
  let moved = 0;
  for (;;) {
    const step = transactOrRehearse(store, edit.dryRun, (tx) => removeSome(tx, request, edit, moved));
    if (step.kind !== 'some') return step;
    moved += step.count;
    onMoved(moved);
  }
}

function removeSome(
  tx: Writer,
  request: StageToRemove,
  edit: StageEdit,
  moved: number,
): RemovedStage | { readonly kind: 'some'; readonly count: number } {
  const found = findStage(tx, request.stage);
  if (found.kind !== 'stage') return found;
  const to = findStage(tx, request.leadsTo);
  if (to.kind !== 'stage') return to;
  const { stage } = found;
  if (stage.id === to.stage.id) return toItself(stage);
  const count = edit.dryRun ? tx.stages.countIn(stage.id) : moveLeads(tx, stage, to.stage, edit);
  const { actor, now } = edit;
  const change = { at: now, actor, subject: `stage:${stage.name}` };
  const after = { leadsTo: to.stage.name, leadsMoved: count };
  if (count === LEADS_AT_ONCE && !edit.dryRun) {
    tx.audit.record({ ...change, action: 'move leads', before: null, after });
    return { kind: 'some', count };
  }
  tx.stages.change(stage.id, { removedAt: now });
  tx.stages.order(tx.stages.all().map(({ id }) => id));
  tx.audit.record({ ...change, action: 'remove', before: { kind: stage.kind }, after });
  return { kind: 'removed', stage, leadsTo: to.stage, leadsMoved: moved + count };
}

function moveLeads(tx: Writer, from: StageRow, to: StageRow, { actor, now: at }: StageEdit): number {
  const leads = tx.stages.leadsIn(from.id, LEADS_AT_ONCE);
  for (const leadId of leads) {
    tx.stages.moveLead({ leadId, fromStageId: from.id, toStageId: to.id, actor, at });
  }
  return leads.length;
}

function toItself({ name }: StageRow): Rejection {
  return {
    kind: 'invalid',
    problem: `The leads of ${name} cannot go to ${name}: it is to be removed.`,
    remedy: 'Give another stage with --leads-to.',
  };
}
