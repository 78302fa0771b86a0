import { type Command, InvalidArgumentError } from 'commander';
import type { z } from 'zod';
import { didYouMean } from '../core/did-you-mean.ts';
import { keysInWords } from './json/keys.ts';

export interface CommandText {
  /** The name and its arguments, e.g. `show <number>`. */
  readonly usage: string;
  readonly summary: string;
  /** What it writes with `--json`, of `json/`; absent where it has none. Help, manual and tests go by it. */
  readonly json?: z.ZodType;
  /** With `--json` it writes one such object a line. */
  readonly jsonLines?: boolean;
  /** Whole command lines; at least one. */
  readonly examples: readonly [string, ...string[]];
  /** Words that it uses, and what they mean: for its help and the manual. */
  readonly terms?: Terms;
  /** Runs where its noun is given without a verb. */
  readonly isDefault?: boolean;
}

interface Terms {
  readonly title: string;
  readonly entries: readonly (readonly [term: string, meaning: string])[];
}

const texts = new WeakMap<Command, CommandText>();

/** What a command was defined with; null for one that was not defined here. */
export function commandTextOf(command: Command): CommandText | null {
  return texts.get(command) ?? null;
}

/** What a command writes with `--json`, in words; '' for nothing. */
export function jsonWords({ json, jsonLines = false }: CommandText): string {
  if (json === undefined) return '';
  return `${jsonLines ? 'one object a line: ' : ''}${keysInWords(json)}`;
}

/** A noun that holds verbs. */
export function defineGroup(program: Command, name: string, summary: string): Command {
  return program.command(name).description(summary);
}

/** A command with what every command has: `--config`, `--json`, and help with an example. */
export function defineCommand(group: Command, text: CommandText): Command {
  const { usage, summary, json, examples, terms, isDefault = false } = text;
  const command = group
    .command(usage, { isDefault })
    .description(summary)
    .option(...CONFIG_OPTION);
  texts.set(command, text);
  if (isDefault) refuseMisspelt(group, command);
  if (json !== undefined) command.option(...JSON_OPTION).addHelpText('after', () => jsonHelp(command, text));
  if (terms !== undefined) command.addHelpText('after', `\n${terms.title}:\n${termLines(terms)}`);
  return command.addHelpText('after', `\nExamples:\n${examples.map((line) => `  $ ${line}\n`).join('')}`);
}

function jsonHelp(command: Command, text: CommandText): string {
  const path: string[] = [];
  for (let at: Command | null = command; at?.parent; at = at.parent) path.unshift(at.name());
  return `\nWith --json: ${jsonWords(text)}\nWhat each key means: textback json ${path.join(' ')}`;
}

/** Commander takes a verb that it does not know for an argument of the default one, and that for one too many. */
function refuseMisspelt(group: Command, command: Command): void {
  command.allowExcessArguments().hook('preAction', ({ args: [word] }) => {
    if (word === undefined) return;
    const isTyped = group.args[0] === command.name();
    const verbs = group.createHelp().visibleCommands(group);
    const meant = isTyped
      ? null
      : didYouMean(
          word,
          verbs.map((verb) => verb.name()),
        );
    const problem = isTyped ? `too many arguments for '${command.name()}':` : 'unknown command';
    const hint = meant === null ? '' : `\n(Did you mean ${meant}?)`;
    command.error(`error: ${problem} '${word}'${hint}`);
  });
}

function termLines({ entries }: Terms): string {
  return entries.map(([term, meaning]) => `  ${term}: ${meaning}`).join('\n');
}

export const CONFIG_OPTION = [
  '--config <file>',
  'configuration (default: TEXTBACK_CONFIG, else /etc/textback/textback.toml)',
] as const;
export const JSON_OPTION = [
  '--json',
  'for programs: JSON on stdout; what is refused, as JSON on stderr',
] as const;
export const DRY_RUN_OPTION = ['--dry-run', 'check and show what would be done, and do nothing'] as const;

export const DEFAULT_LIMIT = 20;
const MAX_LIMIT = 1000;

/** For a list: at most how many. */
export function parseLimit(text: string): number {
  const limit = parseId(text);
  if (limit > MAX_LIMIT) throw new InvalidArgumentError(`At most ${MAX_LIMIT}.`);
  return limit;
}

/** A whole number from 1. */
export function parseId(text: string): number {
  const id = Number(text);
  if (!/^\d{1,15}$/.test(text) || id < 1) throw new InvalidArgumentError('Give a whole number from 1.');
  return id;
}
