import type { Command, Option } from 'commander';
import { type CommandText, commandTextOf } from './define-command.ts';

/** One command as completion and the manual see it: what commander knows, as plain data. */
export interface CommandNode {
  /** Without the program's own name: `[]`, `['line']`, `['line', 'add']`. */
  readonly path: readonly string[];
  readonly summary: string;
  /** As in the help, e.g. `<number> [options]`. */
  readonly usage: string;
  readonly options: readonly OptionNode[];
  /** Its help's JSON keys and examples; null for a noun and for the program itself. */
  readonly text: CommandText | null;
  readonly children: readonly CommandNode[];
}

export interface OptionNode {
  /** e.g. `-V, --version`, `--limit <n>`. */
  readonly flags: string;
  readonly summary: string;
  /** What is typed: `['-V', '--version']`. */
  readonly spellings: readonly string[];
  readonly takesValue: boolean;
}

/** Everything that can be typed, in the order of the help. */
export function commandTree(command: Command, path: readonly string[] = []): CommandNode {
  const help = command.createHelp();
  return {
    path,
    summary: command.description(),
    usage: command.usage(),
    options: help.visibleOptions(command).map(optionNode),
    text: commandTextOf(command),
    children: help
      .visibleCommands(command)
      // Commander's own `help COMMAND` says what --help says.
      .filter((child) => child.name() !== 'help')
      .map((child) => commandTree(child, [...path, child.name()])),
  };
}

/** The command and all below it, parents first. */
export function allCommands(node: CommandNode): readonly CommandNode[] {
  return [node, ...node.children.flatMap(allCommands)];
}

function optionNode(option: Option): OptionNode {
  const { flags, description, short, long, required, optional } = option;
  return {
    flags,
    summary: description,
    spellings: [short, long].filter((spelling) => spelling !== undefined),
    takesValue: required || optional,
  };
}
