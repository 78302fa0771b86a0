import type { Millis } from '../core/clock.ts';
import { parseStageName, STAGE_KINDS, type StageKind } from '../core/pipeline.ts';
import type { Store } from '../store/open-store.ts';
import type { StageRow } from '../store/queries/stages.ts';
import type { Writer } from '../store/queries.ts';
import { findStage } from './find-stage.ts';
import type { Rejection } from './rejection.ts';
import { transactOrRehearse } from './transact-or-rehearse.ts';

const MAX_STAGES = 30;

export interface StageEdit {
  readonly dryRun: boolean;
  readonly actor: string;
  readonly now: Millis;
}

/** The pipeline as it is then. */
export type EditedStages =
  | { readonly kind: 'changed' | 'unchanged'; readonly stages: readonly StageRow[] }
  | Rejection;

/** Where a stage goes: behind another, or to the front. */
export type StagePlace = { readonly after: string } | 'first' | 'last';

export function listStages(store: Store): readonly StageRow[] {
  return store.read((reader) => reader.stages.all());
}

/** Puts a new stage into the pipeline. */
export function addStage(
  store: Store,
  request: { readonly name: string; readonly kind: string; readonly place: StagePlace },
  edit: StageEdit,
): EditedStages {
  const name = parseStageName(request.name);
  if (name === null) return notAName(request.name);
  const kind = readKind(request.kind);
  if (typeof kind !== 'string') return kind;
  return transactOrRehearse(store, edit.dryRun, (tx) => {
    const all = tx.stages.all();
    if (all.length >= MAX_STAGES) return tooMany();
    if (isTaken(all, name)) return taken(name);
    const ids = all.map(({ id }) => id);
    const index = placeAmong(tx, ids, request.place);
    if (typeof index !== 'number') return index;
    // At the end, for the moment: `order` puts it where it belongs.
    const { id } = tx.stages.add({ name, kind, position: all.length + 1 });
    tx.stages.order(ids.toSpliced(index, 0, id));
    record(tx, edit, 'add', name, null, { name, kind });
    return { kind: 'changed', stages: tx.stages.all() };
  });
}

/** Gives a stage another name. Leads stay in it, and so does what happened. */
export function renameStage(
  store: Store,
  request: { readonly stage: string; readonly name: string },
  edit: StageEdit,
): EditedStages {
  const name = parseStageName(request.name);
  if (name === null) return notAName(request.name);
  return changeStage(store, request.stage, edit, (tx, stage) => {
    const others = tx.stages.all().filter(({ id }) => id !== stage.id);
    if (isTaken(others, name)) return taken(name);
    if (stage.name === name) return 'unchanged';
    tx.stages.change(stage.id, { name });
    record(tx, edit, 'rename', stage.name, stage.name, name);
    return 'changed';
  });
}

/** Says what a stage stands for in reports: see STAGE_KINDS. */
export function setStageKind(
  store: Store,
  request: { readonly stage: string; readonly kind: string },
  edit: StageEdit,
): EditedStages {
  const kind = readKind(request.kind);
  if (typeof kind !== 'string') return kind;
  return changeStage(store, request.stage, edit, (tx, stage) => {
    if (stage.kind === kind) return 'unchanged';
    tx.stages.change(stage.id, { kind });
    record(tx, edit, 'set kind', stage.name, stage.kind, kind);
    return 'changed';
  });
}

/** Moves a stage to another place of the pipeline. New leads begin in the first. */
export function moveStage(
  store: Store,
  request: { readonly stage: string; readonly place: StagePlace },
  edit: StageEdit,
): EditedStages {
  return changeStage(store, request.stage, edit, (tx, stage) => {
    const all = tx.stages.all();
    const ids = all.map(({ id }) => id);
    const index = placeAmong(tx, ids, request.place);
    if (typeof index !== 'number') return index;
    const from = ids.indexOf(stage.id);
    // Without it, those behind it come one place sooner.
    const to = index > from ? index - 1 : index;
    if (to === from) return 'unchanged';
    tx.stages.order(ids.toSpliced(from, 1).toSpliced(to, 0, stage.id));
    const [before, after] = [all, tx.stages.all()].map((stages) => stages.map(({ name }) => name));
    record(tx, edit, 'move', stage.name, before, after);
    return 'changed';
  });
}

function changeStage(
  store: Store,
  name: string,
  { dryRun }: StageEdit,
  change: (tx: Writer, stage: StageRow) => 'changed' | 'unchanged' | Rejection,
): EditedStages {
  return transactOrRehearse(store, dryRun, (tx) => {
    const found = findStage(tx, name);
    if (found.kind !== 'stage') return found;
    const result = change(tx, found.stage);
    return typeof result === 'string' ? { kind: result, stages: tx.stages.all() } : result;
  });
}

/** How many of these stages come before the place. */
function placeAmong(tx: Writer, ids: readonly number[], where: StagePlace): number | Rejection {
  if (where === 'first') return 0;
  if (where === 'last') return ids.length;
  const after = findStage(tx, where.after);
  return after.kind === 'stage' ? ids.indexOf(after.stage.id) + 1 : after;
}

function record(
  tx: Writer,
  { actor, now }: StageEdit,
  action: string,
  stage: string,
  before: unknown,
  after: unknown,
): void {
  tx.audit.record({ at: now, actor, action, subject: `stage:${stage}`, before, after });
}

function isTaken(stages: readonly StageRow[], name: string): boolean {
  return stages.some((stage) => stage.name.toLowerCase() === name.toLowerCase());
}

function readKind(text: string): StageKind | Rejection {
  const kind = STAGE_KINDS.find((each) => each === text.trim().toLowerCase());
  if (kind !== undefined) return kind;
  return {
    kind: 'invalid',
    problem: `A stage cannot be ${JSON.stringify(text.slice(0, 64))}.`,
    remedy: `Give one of ${STAGE_KINDS.join(', ')}.`,
  };
}

function notAName(name: string): Rejection {
  return {
    kind: 'invalid',
    problem: `A stage cannot be called ${JSON.stringify(name.slice(0, 64))}.`,
    remedy: 'Give a name of at most 40 characters, with a letter in it.',
  };
}

function taken(name: string): Rejection {
  return {
    kind: 'refused',
    problem: `There is a stage called ${name} already.`,
    remedy: 'See `textback stage list`.',
  };
}

function tooMany(): Rejection {
  return {
    kind: 'refused',
    problem: `A pipeline has at most ${MAX_STAGES} stages.`,
    remedy: 'Remove one with `textback stage remove`.',
  };
}
