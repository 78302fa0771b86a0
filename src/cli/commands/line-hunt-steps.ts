import type { Command } from 'commander';
import { addStep, changeStep, type HuntEdit, moveStep, removeStep } from '../../core/hunt-group.ts';
import { readStepChange, type TypedStep } from '../../core/hunt-words.ts';
import type { Cli, Session } from '../cli.ts';
import { DRY_RUN_OPTION, defineCommand, parseId } from '../define-command.ts';
import { NOTHING_TO_SET, reportChange } from '../hunt-report.ts';
import { HUNT_CHANGE } from '../json/lines.ts';

const RING_OPTION = [
  '--ring <seconds>',
  "how long it rings, 5 to 60; default for as long as the line's ring timeout allows",
] as const;
const HOURS_OPTION = [
  '--hours <hours>',
  'when it rings, e.g. "mon-fri 8:00-17:00"; always for always',
] as const;
const PRESS_1_OPTION = [
  '--press-1',
  'who picks up has to press 1, so that no voicemail takes the call',
] as const;

/** One step of a hunt group after the other. */
export function addHuntStepCommands(group: Command, cli: Cli): void {
  defineAddStep(group, cli);
  defineSetStep(group, cli);
  defineRemoveStep(group, cli);
  defineMoveStep(group, cli);
}

interface StepOptions {
  readonly ring?: string;
  readonly hours?: string;
  readonly press1?: boolean;
  readonly dryRun?: boolean;
}

function defineAddStep(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'add-step <number> <to>',
    summary: 'Add a step: phones that ring at once, with commas between',
    json: HUNT_CHANGE,
    examples: [
      'textback line hunt add-step +12125550100 212-555-0199,212-555-0198 --ring 15 --press-1',
      'textback line hunt add-step +12125550100 PJSIP/100 --hours "mon-fri 8:00-17:00" --at 1',
    ],
  })
    .option(...RING_OPTION)
    .option(...HOURS_OPTION)
    .option(...PRESS_1_OPTION)
    .option('--at <position>', 'where it comes, 1 for the first (default: last)', parseId)
    .option(...DRY_RUN_OPTION)
    .action(
      cli.withStore((session, number: string, to: string, options: StepOptions & { at?: number }) => {
        const read = readStepChange({ ...typedOf(options), to }, session.business.country);
        if (read.kind !== 'change') return read;
        return changeSteps(session, number, addStep(read.change, options.at ?? null), options);
      }),
    );
}

function defineSetStep(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'set-step',
    summary: 'Change a step: whom it rings, for how long, when; the rest of it stays',
    json: HUNT_CHANGE,
    examples: [
      'textback line hunt set-step +12125550100 2 --ring 20',
      'textback line hunt set-step +12125550100 1 "PJSIP/100, 212-555-0199! (Maria)" --hours always',
    ],
  })
    .argument('<number>')
    .argument('<position>', '1 for the first', parseId)
    .argument('[to]')
    .option(...RING_OPTION)
    .option(...HOURS_OPTION)
    .option(...PRESS_1_OPTION)
    .option('--no-press-1', 'who picks up is put through at once')
    .option(...DRY_RUN_OPTION)
    .action(
      cli.withStore(
        (session, number: string, position: number, to: string | undefined, options: StepOptions) => {
          const typed = to === undefined ? typedOf(options) : { ...typedOf(options), to };
          if (Object.keys(typed).length === 0) return NOTHING_TO_SET;
          const read = readStepChange(typed, session.business.country);
          if (read.kind !== 'change') return read;
          return changeSteps(session, number, changeStep(position, read.change), options);
        },
      ),
    );
}

function defineRemoveStep(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'remove-step',
    summary: 'Take a step out; those after it move up',
    json: HUNT_CHANGE,
    examples: ['textback line hunt remove-step +12125550100 2'],
  })
    .argument('<number>')
    .argument('<position>', '1 for the first', parseId)
    .option(...DRY_RUN_OPTION)
    .action(
      cli.withStore((session, number: string, position: number, options: { dryRun?: boolean }) =>
        changeSteps(session, number, removeStep(position), options),
      ),
    );
}

function defineMoveStep(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'move-step',
    summary: 'Move a step to another place',
    json: HUNT_CHANGE,
    examples: ['textback line hunt move-step +12125550100 3 1'],
  })
    .argument('<number>')
    .argument('<position>', '1 for the first', parseId)
    .argument('<to>', 'where it is afterwards', parseId)
    .option(...DRY_RUN_OPTION)
    .action(
      cli.withStore((session, number: string, position: number, to: number, options: { dryRun?: boolean }) =>
        changeSteps(session, number, moveStep(position, to), options),
      ),
    );
}

function typedOf({ ring, hours, press1 }: StepOptions): TypedStep {
  return {
    ...(ring === undefined ? {} : { ring }),
    ...(hours === undefined ? {} : { hours }),
    ...(press1 === undefined ? {} : { confirm: press1 }),
  };
}

function changeSteps(
  session: Session,
  number: string,
  edit: HuntEdit,
  { dryRun = false }: { dryRun?: boolean },
) {
  return reportChange(session, { number, edit, order: null, dryRun });
}
