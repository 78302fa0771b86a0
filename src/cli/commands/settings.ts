import type { Command } from 'commander';
import { z } from 'zod';
import { changeSetting, listSettings } from '../../services/change-settings.ts';
import type { Cli, Session } from '../cli.ts';
import { DRY_RUN_OPTION, defineCommand, defineGroup } from '../define-command.ts';
import { SETTING, SETTING_CHANGE } from '../json/upkeep.ts';

export function addSettingsCommands(program: Command, cli: Cli): void {
  const group = defineGroup(program, 'settings', 'What the whole business wants, beside its lines');
  defineList(group, cli);
  defineSet(group, cli);
  defineReset(group, cli);
}

function defineList(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'list',
    summary: 'Show every setting',
    json: z.object({ settings: z.array(SETTING) }),
    examples: ['textback settings list'],
  }).action(
    cli.withStore(({ store, format }) => {
      const settings = listSettings(store);
      const rows = settings.map(({ name, value, isDefault, summary }) => [
        name,
        isDefault ? `${value} (default)` : value,
        summary,
      ]);
      return { json: { settings }, text: format.table(['Setting', 'Value', 'What it is'], rows) };
    }),
  );
}

function defineSet(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'set <name> <value>',
    summary: 'Change a setting, in force at once',
    json: SETTING_CHANGE,
    examples: [
      'textback settings set low-balance 50',
      'textback settings set charge segment',
      'textback settings set help-text "{{business_name}}: call {{business_phone}} for help. Reply STOP to opt out."',
    ],
  })
    .option(...DRY_RUN_OPTION)
    .action(
      cli.withStore((session, name: string, value: string, { dryRun = false }: { dryRun?: boolean }) =>
        change(session, name, value, dryRun),
      ),
    );
}

function defineReset(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'reset <name>',
    summary: "Give a setting back to textback's own value",
    json: SETTING_CHANGE,
    examples: ['textback settings reset help-text'],
  })
    .option(...DRY_RUN_OPTION)
    .action(
      cli.withStore((session, name: string, { dryRun = false }: { dryRun?: boolean }) =>
        change(session, name, null, dryRun),
      ),
    );
}

function change({ store, actor, now }: Session, name: string, value: string | null, dryRun: boolean) {
  const changed = changeSetting(store, { name, value, dryRun }, actor, now);
  if (!('setting' in changed)) return changed;
  const { setting } = changed;
  const isNew = changed.kind === 'changed';
  const done = dryRun ? 'Would be changed.' : 'Changed.';
  return {
    json: { dryRun, changed: isNew, setting },
    text: `${setting.value}\n`,
    notes: [isNew ? done : 'It was so already.'],
  };
}
