import { type Command, Option } from 'commander';
import { z } from 'zod';
import { LINE_SETTING_NAMES, LINE_SETTINGS, type LineSetting, SETTABLE } from '../../core/line-settings.ts';
import { addLine } from '../../services/add-line.ts';
import { lineJson } from '../../services/as-json.ts';
import { changeLine } from '../../services/change-line.ts';
import { removeLine } from '../../services/remove-line.ts';
import { type LineView, listLines, showLine } from '../../services/show-line.ts';
import type { Cli, Session } from '../cli.ts';
import { confirm } from '../confirm.ts';
import { DEFAULT_LIMIT, DRY_RUN_OPTION, defineCommand, defineGroup, parseLimit } from '../define-command.ts';
import { changed, dryRun } from '../json/basics.ts';
import { LINE } from '../json/lines.ts';
import { forwardWords, lineFields } from '../line-fields.ts';
import { addHuntCommands } from './line-hunt.ts';
import { addOwnersCommand } from './line-owners.ts';

/** What `line add` takes for each setting. */
const SETTING_OPTIONS = LINE_SETTING_NAMES.map((name) => {
  const { argument, summary } = LINE_SETTINGS[name];
  return { name, option: new Option(`--${name} ${argument}`, summary) };
});

export function addLineCommands(program: Command, cli: Cli): void {
  const group = defineGroup(program, 'line', 'Business numbers, and what happens when they are called');
  defineAdd(group, cli);
  defineList(group, cli);
  defineShow(group, cli);
  defineSet(group, cli);
  addOwnersCommand(group, cli);
  defineRemove(group, cli);
  addHuntCommands(group, cli);
}

interface AddOptions {
  readonly forward?: string;
  readonly dryRun?: boolean;
  /** Every setting, by the name of its option. */
  readonly [setting: string]: string | boolean | undefined;
}

function defineAdd(group: Command, cli: Cli): void {
  const command = defineCommand(group, {
    usage: 'add <number>',
    summary: 'Take a business number into service',
    json: z.object({ dryRun, line: LINE }),
    examples: [
      'textback line add +12125550100 --name "Acme HVAC" --forward +12125550199',
      'textback line add "(212) 555-0100" --forward PJSIP/100 --ring-timeout 20',
      'textback line add +12125550100 --mode observe',
    ],
  }).option(
    '--forward <to>',
    'phone number, or endpoint such as PJSIP/100 or Local/600@from-internal; not needed with --mode observe',
  );
  for (const { option } of SETTING_OPTIONS) command.addOption(option);
  command.option(...DRY_RUN_OPTION).action(
    cli.withStore((session, number: string, options: AddOptions) => {
      const { store, business, actor, now } = session;
      const dryRun = options.dryRun === true;
      const added = addLine(store, { number, settings: settingsOf(options), dryRun }, business, actor, now);
      if (added.kind !== 'added') return added;
      const { line } = added;
      return changeReport(session, line, dryRun, dryRun ? 'Would add' : 'Added');
    }),
  );
}

function settingsOf(options: AddOptions) {
  const settings: { [setting in LineSetting]?: string } = {};
  for (const { name, option } of SETTING_OPTIONS) {
    const raw = options[option.attributeName()];
    if (typeof raw === 'string') settings[name] = raw;
  }
  return options.forward === undefined ? settings : { ...settings, forward: options.forward };
}

function defineList(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'list',
    summary: 'Show the lines in service, by number',
    json: z.object({ lines: z.array(LINE) }),
    examples: ['textback line list', 'textback line list --json | jq -r ".lines[].number"'],
  })
    .option('--limit <n>', 'at most so many', parseLimit, DEFAULT_LIMIT)
    .option('--before <number>', 'go on after this number, the last one of the page before')
    .action(
      cli.withStore(({ store, format }, { limit, before }: { limit: number; before?: string }) => {
        const lines = listLines(store, limit, before);
        const rows = lines.map((line) => [
          format.phone(line.number),
          line.name,
          line.enabled ? 'on' : 'off',
          forwardWords(line, format),
          `${line.ringTimeoutSeconds} s`,
        ]);
        return {
          json: { lines: lines.map(lineJson) },
          text: format.table(['Number', 'Name', 'Texts', 'Forwards to', 'Rings'], rows),
          notes:
            lines.length === 0 ? ['No lines. Add one with `textback line add NUMBER --forward TO`.'] : [],
        };
      }),
    );
}

function defineShow(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'show <number>',
    summary: 'Show all settings of a line',
    json: z.object({ line: LINE }),
    examples: ['textback line show +12125550100'],
  }).action(
    cli.withStore(({ store, business, format }, number: string) => {
      const shown = showLine(store, number, business.country);
      if (shown.kind !== 'line') return shown;
      return { json: { line: lineJson(shown.line) }, text: lineFields(shown.line, format) };
    }),
  );
}

function defineSet(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'set <number> <setting> <value>',
    summary: `Change one setting, from the next call on: ${SETTABLE.join(', ')}`,
    json: z.object({ dryRun, changed, line: LINE }),
    examples: [
      'textback line set +12125550100 ring-timeout 20',
      'textback line set +12125550100 forward Local/600@from-internal',
      'textback line set +12125550100 sender default',
      'textback line set +12125550100 voicemail ext-local,vmu100,1',
    ],
  })
    .option(...DRY_RUN_OPTION)
    .action(
      cli.withStore(
        (session, number: string, setting: string, value: string, options: { dryRun?: boolean }) => {
          const { store, business, actor, now } = session;
          const dryRun = options.dryRun === true;
          const request = { number, setting, value, dryRun };
          const result = changeLine(store, request, business.country, actor, now);
          if ('problem' in result) return result;
          const verb = result.kind === 'unchanged' ? 'Already so:' : dryRun ? 'Would change' : 'Changed';
          const report = changeReport(session, result.line, dryRun, verb);
          return { ...report, json: { ...report.json, changed: result.kind === 'changed' } };
        },
      ),
    );
}

function defineRemove(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'remove <number>',
    summary: 'Take a line out of service; its calls and leads stay',
    json: z.object({ dryRun, line: LINE }),
    examples: ['textback line remove +12125550100', 'textback line remove +12125550100 --yes'],
  })
    .option('--yes', 'do not ask')
    .option(...DRY_RUN_OPTION)
    .action(
      cli.withStore(async (session, number: string, options: { yes?: boolean; dryRun?: boolean }) => {
        const { store, business, actor, now, format, world } = session;
        const dryRun = options.dryRun === true;
        const found = showLine(store, number, business.country);
        if (found.kind !== 'line') return found;
        if (options.yes !== true && !dryRun) {
          const what = `the line ${format.phone(found.line.number)} (${found.line.name})`;
          const refusal = await confirm(world, `Remove ${what}? Calls to it will no longer be handled.`);
          if (refusal !== null) return refusal;
        }
        const removed = removeLine(store, { number, dryRun }, business.country, actor, now);
        if (removed.kind !== 'removed') return removed;
        return changeReport(session, removed.line, dryRun, dryRun ? 'Would remove' : 'Removed');
      }),
    );
}

function changeReport({ format }: Session, line: LineView, dryRun: boolean, verb: string) {
  return {
    json: { dryRun, line: lineJson(line) },
    text: lineFields(line, format),
    notes: [
      `${verb} the line ${format.phone(line.number)}.${dryRun ? ' Nothing was changed (--dry-run).' : ''}`,
    ],
  };
}
