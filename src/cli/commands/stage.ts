import { type Command, Option } from 'commander';
import { z } from 'zod';
import { STAGE_KINDS } from '../../core/pipeline.ts';
import {
  addStage,
  type EditedStages,
  listStages,
  moveStage,
  renameStage,
  type StageEdit,
  type StagePlace,
  setStageKind,
} from '../../services/edit-stages.ts';
import { removeStage } from '../../services/remove-stage.ts';
import type { StageRow } from '../../store/queries/stages.ts';
import type { Cli, Session } from '../cli.ts';
import { confirm } from '../confirm.ts';
import { DRY_RUN_OPTION, defineCommand, defineGroup } from '../define-command.ts';
import { changed, dryRun, number, text } from '../json/basics.ts';
import { STAGE } from '../json/people.ts';
import { createProgressLine } from '../progress-line.ts';

const CHANGE = z.object({ dryRun, changed, stages: z.array(STAGE) });
const KINDS = STAGE_KINDS.join(', ');

export function addStageCommands(program: Command, cli: Cli): void {
  const group = defineGroup(program, 'stage', 'The pipeline that leads move along');
  defineList(group, cli);
  defineAdd(group, cli);
  defineRename(group, cli);
  defineMove(group, cli);
  defineKind(group, cli);
  defineRemove(group, cli);
}

function defineList(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'list',
    summary: 'Show the stages in order; new leads begin in the first',
    json: z.object({ stages: z.array(STAGE) }),
    examples: ['textback stage list'],
  }).action(
    cli.withStore((session) => {
      const stages = listStages(session.store);
      return { json: { stages: stages.map(stageJson) }, text: stageTable(stages, session) };
    }),
  );
}

interface PlaceOptions {
  readonly after?: string;
  readonly first?: boolean;
  readonly dryRun?: boolean;
}

function defineAdd(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'add <name>',
    summary: 'Put a new stage into the pipeline, at its end where no place is given',
    json: CHANGE,
    examples: ['textback stage add "Waiting for Parts" --after "Ready to Book" --kind qualified'],
  })
    .option('--after <stage>', 'behind this stage')
    .addOption(new Option('--first', 'at the front').conflicts('after'))
    .addOption(new Option('--kind <kind>', `what it stands for in reports: ${KINDS}`).default('open'))
    .option(...DRY_RUN_OPTION)
    .action(
      cli.withStore((session, name: string, options: PlaceOptions & { readonly kind: string }) => {
        const request = { name, kind: options.kind, place: placeOf(options) };
        return report(session, options, addStage(session.store, request, edit(session, options)));
      }),
    );
}

function defineRename(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'rename <stage> <name>',
    summary: 'Give a stage another name; its leads stay in it',
    json: CHANGE,
    examples: ['textback stage rename "Proposal Sent" "Quote Sent"'],
  })
    .option(...DRY_RUN_OPTION)
    .action(
      cli.withStore((session, stage: string, name: string, options: PlaceOptions) =>
        report(session, options, renameStage(session.store, { stage, name }, edit(session, options))),
      ),
    );
}

function defineMove(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'move <stage>',
    summary: 'Move a stage to another place of the pipeline, to its end where none is given',
    json: CHANGE,
    examples: ['textback stage move Follow-Up --after Contacted', 'textback stage move "New Lead" --first'],
  })
    .option('--after <stage>', 'behind this stage')
    .addOption(new Option('--first', 'to the front').conflicts('after'))
    .option(...DRY_RUN_OPTION)
    .action(
      cli.withStore((session, stage: string, options: PlaceOptions) => {
        const request = { stage, place: placeOf(options) };
        return report(session, options, moveStage(session.store, request, edit(session, options)));
      }),
    );
}

function defineKind(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'kind <stage> <kind>',
    summary: `Say what a stage stands for in reports: ${KINDS}`,
    json: CHANGE,
    examples: ['textback stage kind "Waiting for Parts" booked'],
  })
    .option(...DRY_RUN_OPTION)
    .action(
      cli.withStore((session, stage: string, kind: string, options: PlaceOptions) =>
        report(session, options, setStageKind(session.store, { stage, kind }, edit(session, options))),
      ),
    );
}

interface RemoveOptions {
  readonly leadsTo: string;
  readonly yes?: boolean;
  readonly dryRun?: boolean;
}

function defineRemove(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'remove <stage>',
    summary: 'Take a stage out of the pipeline; its leads go to another',
    json: z.object({ dryRun, stage: STAGE, leadsTo: text, leadsMoved: number }),
    examples: ['textback stage remove Follow-Up --leads-to Contacted'],
  })
    .requiredOption('--leads-to <stage>', 'where its leads go')
    .option('--yes', 'do not ask')
    .option(...DRY_RUN_OPTION)
    .action(
      cli.withStore(async (session, stage: string, options: RemoveOptions) => {
        const { store, world } = session;
        const { leadsTo, dryRun = false, yes = false } = options;
        if (!yes && !dryRun) {
          const refusal = await confirm(world, `Remove the stage ${stage}? This cannot be taken back.`);
          if (refusal !== null) return refusal;
        }
        const progress = createProgressLine(world);
        const onMoved = (leads: number) => progress.on(`${leads.toLocaleString('en-US')} leads moved`, null);
        const removed = removeStage(store, { stage, leadsTo }, edit(session, options), onMoved);
        progress.end();
        if (removed.kind !== 'removed') return removed;
        const { leadsMoved, leadsTo: to } = removed;
        return {
          json: { dryRun, stage: stageJson(removed.stage), leadsTo: to.name, leadsMoved },
          text: stageTable(listStages(store), session),
          notes: [
            `${dryRun ? 'Would remove' : 'Removed'} ${removed.stage.name}; leads moved to ${to.name}: ${leadsMoved}.`,
          ],
        };
      }),
    );
}

function placeOf({ after, first }: PlaceOptions): StagePlace {
  if (after !== undefined) return { after };
  return first === true ? 'first' : 'last';
}

function edit({ actor, now }: Session, { dryRun = false }: { readonly dryRun?: boolean }): StageEdit {
  return { dryRun, actor, now };
}

function report(session: Session, { dryRun = false }: { readonly dryRun?: boolean }, edited: EditedStages) {
  if (!('stages' in edited)) return edited;
  const isNew = edited.kind === 'changed';
  const done = dryRun ? 'Would be changed so. Nothing was changed (--dry-run).' : 'Changed.';
  return {
    json: { dryRun, changed: isNew, stages: edited.stages.map(stageJson) },
    text: stageTable(edited.stages, session),
    notes: [isNew ? done : 'It is so already.'],
  };
}

function stageJson({ position, name, kind }: StageRow) {
  return { position, name, kind };
}

function stageTable(stages: readonly StageRow[], { format }: Session): string {
  const rows = stages.map(({ position, name, kind }) => [String(position), name, kind]);
  return format.table(['', 'Stage', 'Stands for'], rows);
}
