import { type Command, Option } from 'commander';
import { loadConfig } from '../../config.ts';
import { nextSteps, stepsAfterUninstall } from '../../services/asterisk-next-steps.ts';
import type { AsteriskLayout, ConfTexts } from '../../services/asterisk-pieces.ts';
import {
  type AsteriskPlan,
  detectLayout,
  FILES_LOOKED_AT,
  planInstall,
  planUninstall,
} from '../../services/plan-asterisk.ts';
import type { Rejection } from '../../services/rejection.ts';
import { ownerOf, readFolder, type WrittenFile, writeFolder } from '../asterisk-folder.ts';
import { accountsOf, DIR_OPTION, readSamples } from '../asterisk-samples.ts';
import { installSounds, removeSounds, type SoundsReport, soundsNote } from '../asterisk-sounds.ts';
import { type Cli, configFile, print, type Report, reportProblems } from '../cli.ts';
import { DRY_RUN_OPTION, defineCommand, defineGroup } from '../define-command.ts';
import { EXIT } from '../exit-code.ts';
import { INSTALLATION } from '../json/upkeep.ts';
import type { World } from '../world.ts';

interface Flags {
  readonly dir: string;
  readonly dryRun?: boolean;
  readonly freepbx?: boolean;
  readonly plain?: boolean;
}

export function addAsteriskCommands(program: Command, cli: Cli): void {
  const group = defineGroup(program, 'asterisk', 'What Asterisk and FreePBX need to know of textback');
  defineInstall(group, cli);
  defineUninstall(group, cli);
}

function defineInstall(group: Command, { world, withOptions }: Cli): void {
  defineCommand(group, {
    usage: 'install',
    summary:
      'Write dialplan, ARI and AMI users into Asterisk’s files, between marks of ours; the rest stays as it is',
    json: INSTALLATION,
    examples: ['textback asterisk install --freepbx --dry-run', 'sudo textback asterisk install --plain'],
  })
    .addOption(
      new Option('--freepbx', 'write only the *_custom.conf files, which FreePBX leaves alone').conflicts(
        'plain',
      ),
    )
    .option('--plain', 'an Asterisk without FreePBX (default: as the folder looks)')
    .option(...DIR_OPTION)
    .option(...DRY_RUN_OPTION)
    .action(
      withOptions((options, flags: Flags) => {
        const loaded = loadConfig({ ...configFile(options), env: world.env });
        if (!loaded.ok) {
          reportProblems(world, loaded.problems, options);
          return EXIT.usage;
        }
        const { asterisk } = loaded.config;
        const accounts = accountsOf(loaded.config, loaded.secrets);
        const report = carryOut(world, flags, {
          planFor: (files) => planInstall(layoutOf(flags, files), files, readSamples(), accounts),
          stepsFor: (layout) => nextSteps(layout, asterisk.dialTemplate),
          moveSounds(dir, dryRun) {
            const owner = ownerOf(dir);
            return 'kind' in owner ? owner : installSounds(asterisk.sounds, owner, dryRun);
          },
          moved: ['Copied', 'Would copy'],
        });
        return print(world, report, options.json === true);
      }),
    );
}

function defineUninstall(group: Command, { world, withOptions }: Cli): void {
  defineCommand(group, {
    usage: 'uninstall',
    summary: 'Take what `install` wrote out of Asterisk’s files again',
    json: INSTALLATION,
    examples: ['textback asterisk uninstall --dry-run'],
  })
    .option(...DIR_OPTION)
    .option(...DRY_RUN_OPTION)
    .action(
      withOptions((options, flags: Flags) => {
        const loaded = loadConfig({ ...configFile(options), env: world.env });
        const report = carryOut(world, flags, {
          planFor: planUninstall,
          stepsFor: stepsAfterUninstall,
          // Without a configuration nobody can say where they are.
          moveSounds: (_dir, dryRun) =>
            loaded.ok ? removeSounds(loaded.config.asterisk.sounds, dryRun) : null,
          moved: ['Removed', 'Would remove'],
        });
        return print(world, report, options.json === true);
      }),
    );
}

interface Work {
  planFor(files: ConfTexts): AsteriskPlan | Rejection;
  stepsFor(layout: AsteriskLayout): readonly string[];
  moveSounds(dir: string, dryRun: boolean): SoundsReport | Rejection | null;
  /** What is said of sounds that were, or would be, moved. */
  readonly moved: readonly [done: string, rehearsed: string];
}

function carryOut(world: World, { dir, dryRun = false }: Flags, work: Work): Report | Rejection {
  const files = readFolder(dir, FILES_LOOKED_AT);
  if ('kind' in files) return files;
  const plan = work.planFor(files);
  if (plan.kind !== 'plan') return plan;
  const sounds = work.moveSounds(dir, dryRun);
  if (sounds !== null && 'kind' in sounds) return sounds;
  const changed = plan.files.filter(({ diff }) => diff !== '');
  const written = dryRun ? [] : writeFolder(dir, changed, world.now());
  if ('kind' in written) return written;
  const next = changed.length === 0 ? [] : work.stepsFor(plan.layout);
  const { json, text } = describe(dir, plan, written, next, dryRun);
  return {
    json: { ...json, sounds },
    text: `${soundsWords(sounds, work.moved[dryRun ? 1 : 0])}${text}`,
    notes: [...notesOn(written), ...soundsNotes(sounds)],
  };
}

function soundsWords(sounds: SoundsReport | null, verb: string): string {
  if (sounds === null || sounds.changed.length === 0) return '';
  return `${verb} sounds in ${sounds.folder}: ${sounds.changed.join(', ')}\n\n`;
}

function soundsNotes(sounds: SoundsReport | null): readonly string[] {
  const note = sounds === null ? null : soundsNote(sounds);
  return note === null ? [] : [note];
}

function describe(
  dir: string,
  { layout, files }: AsteriskPlan,
  written: readonly WrittenFile[],
  next: readonly string[],
  dryRun: boolean,
) {
  const changed = files.filter(({ diff }) => diff !== '');
  const backups = new Map(changed.map(({ name }, index) => [name, written[index]?.backup ?? null]));
  const done = dryRun ? 'Nothing was written: this is what would be.' : 'Written.';
  const steps = next.map((step, index) => `${index + 1}. ${step}\n`).join('');
  const text =
    changed.length === 0
      ? `Nothing to change in ${dir}.\n`
      : `${changed.map(({ diff }) => diff).join('\n')}\n${done}\n\nWhat to do next${dryRun ? ', once it is written' : ''}:\n${steps}`;
  const json = {
    dryRun,
    layout,
    files: files.map(({ name, diff }) => ({
      path: `${dir}/${name}`,
      changed: diff !== '',
      diff,
      backup: backups.get(name) ?? null,
    })),
    next,
  };
  return { json, text };
}

function notesOn(written: readonly WrittenFile[]): readonly string[] {
  return written.flatMap(({ path, backup, isOpenToAll }) => [
    ...(backup === null ? [] : [`Kept as it was: ${backup}`]),
    ...(isOpenToAll
      ? [`Every user of this machine may read ${path}, as before: chmod 0640 keeps passwords in.`]
      : []),
  ]);
}

function layoutOf({ freepbx, plain }: Flags, files: ConfTexts): AsteriskLayout {
  if (freepbx === true) return 'freepbx';
  return plain === true ? 'plain' : detectLayout(files);
}
