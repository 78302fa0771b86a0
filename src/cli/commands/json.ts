import type { Command } from 'commander';
import { z } from 'zod';
import { didYouMean } from '../../core/did-you-mean.ts';
import type { Rejection } from '../../services/rejection.ts';
import { type Cli, print, usesColor } from '../cli.ts';
import { allCommands, type CommandNode, commandTree } from '../command-tree.ts';
import { defineCommand } from '../define-command.ts';
import { createFormat } from '../format.ts';
import { flag, text } from '../json/basics.ts';
import { jsonSchemaOf, keysOf } from '../json/keys.ts';
import type { World } from '../world.ts';

const DESCRIPTION = z.object({
  command: text,
  isLines: flag.describe('one object a line'),
  schema: z.record(text, z.unknown()).describe('JSON Schema, draft 2020-12'),
});

/** What programs read of the other commands. */
export function addJsonCommand(program: Command, { world, withOptions }: Cli): void {
  defineCommand(program, {
    usage: 'json <command...>',
    summary: 'Explain every key of what a command writes with --json',
    json: DESCRIPTION,
    examples: ['textback json call show', 'textback json lead list --json | jq .schema'],
  }).action(
    withOptions((options, words: readonly string[]) =>
      print(world, describe(commandTree(program), words, world), options.json === true),
    ),
  );
}

function describe(root: CommandNode, words: readonly string[], world: World) {
  const commands = allCommands(root).filter(({ text }) => text?.json !== undefined);
  const name = words.join(' ');
  const found = commands.find(({ path }) => path.join(' ') === name);
  const shape = found?.text?.json;
  if (shape === undefined)
    return noSuchCommand(
      name,
      commands.map(({ path }) => path.join(' ')),
    );
  const isLines = found?.text?.jsonLines === true;
  const page = { country: 'US', timeZone: 'UTC', columns: world.columns, color: usesColor(world) } as const;
  const rows = keysOf(shape).map(({ path, type, meaning }) => [path, type, meaning]);
  return {
    json: { command: name, isLines, schema: jsonSchemaOf(shape) },
    text: createFormat(page).table(['Key', 'Type', 'Meaning'], rows),
    notes: [
      ...(isLines ? ['One object a line.'] : []),
      'Times are ISO 8601 in UTC. Keys are added, never renamed or removed: take no notice of those you do not know.',
    ],
  };
}

function noSuchCommand(name: string, known: readonly string[]): Rejection {
  const meant = didYouMean(name, known);
  const remedy = meant === null ? 'See `textback --help` for the commands.' : `Did you mean ${meant}?`;
  return { kind: 'not-found', problem: `No command ${JSON.stringify(name)} writes JSON.`, remedy };
}
