import type { Command } from 'commander';
import { z } from 'zod';
import { huntNotes, replaceSteps } from '../../core/hunt-group.ts';
import { formatHunt, parseHunt } from '../../core/hunt-words.ts';
import { LINE_SETTINGS } from '../../core/line-settings.ts';
import { huntJson } from '../../services/as-json.ts';
import { showLine } from '../../services/show-line.ts';
import type { Cli } from '../cli.ts';
import { DRY_RUN_OPTION, defineCommand, defineGroup } from '../define-command.ts';
import { huntWords, NOTHING_TO_SET, reportChange } from '../hunt-report.ts';
import { HUNT, HUNT_CHANGE } from '../json/lines.ts';
import { addHuntStepCommands } from './line-hunt-steps.ts';

/** Stands for what is piped in. */
const PIPED = '-';

/** Whom a line rings, step by step. */
export function addHuntCommands(lineGroup: Command, cli: Cli): void {
  const group = defineGroup(
    lineGroup,
    'hunt',
    'Whom a line rings: several phones, at once and one after another',
  );
  defineShow(group, cli);
  defineSet(group, cli);
  addHuntStepCommands(group, cli);
}

function defineShow(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'show <number>',
    summary: 'Show whom a line rings',
    json: z.object({ hunt: HUNT }),
    examples: [
      'textback line hunt show +12125550100',
      'textback line hunt show +12125550100 --plan | textback line hunt set +12125550101 -',
    ],
  })
    .option('--plan', 'only the plan, as `hunt set` reads it')
    .action(
      cli.withStore(({ store, business, format }, number: string, { plan = false }: { plan?: boolean }) => {
        const shown = showLine(store, number, business.country);
        if (shown.kind !== 'line') return shown;
        const { line } = shown;
        return {
          json: { hunt: huntJson(line) },
          text: plan ? `${formatHunt(line.hunt)}\n` : huntWords(line, format),
          notes: plan ? [] : huntNotes(line.hunt, line.ringTimeoutSeconds),
        };
      }),
    );
}

function defineSet(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'set <number> [plan]',
    summary: 'Set all steps at once, "-" to read them from a pipe, and the order in which they ring',
    json: HUNT_CHANGE,
    examples: [
      'textback line hunt set +12125550100 "PJSIP/100 & 212-555-0199! 20s; 212-555-0198! (Maria) 15s"',
      'textback line hunt set +12125550100 "PJSIP/100 15s [mon-fri 8:00-17:00]; line:+12125550101"',
      'textback line hunt set +12125550100 --order round-robin',
    ],
  })
    .option('--order <order>', LINE_SETTINGS['hunt-order'].summary)
    .option(...DRY_RUN_OPTION)
    .action(
      cli.withStore(
        async (
          session,
          number: string,
          plan: string | undefined,
          options: { order?: string; dryRun?: boolean },
        ) => {
          const { country } = session.business;
          const { order, dryRun = false } = options;
          if (plan === undefined && order === undefined) return NOTHING_TO_SET;
          const text = plan === PIPED ? await session.world.input() : plan;
          const read = text === undefined ? null : parseHunt(text, country);
          if (read?.kind === 'invalid') return read;
          const ordered = order === undefined ? null : LINE_SETTINGS['hunt-order'].read(order, country);
          if (ordered !== null && ordered.kind !== 'value') return ordered;
          const edit = read === null ? null : replaceSteps(read.steps);
          return reportChange(session, { number, edit, order: ordered?.value ?? null, dryRun });
        },
      ),
    );
}
