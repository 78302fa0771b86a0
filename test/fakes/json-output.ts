import { expect } from 'vitest';
import { z } from 'zod';
import { createCli } from '../../src/cli/cli.ts';
import { allCommands, type CommandNode, commandTree } from '../../src/cli/command-tree.ts';
import { GROUPS } from '../../src/cli/groups.ts';
import { createProgram } from '../../src/cli/run.ts';
import { createFakeWorld } from './fake-world.ts';

/** Every command there is. */
export const COMMANDS: readonly CommandNode[] = allCommands(
  commandTree(createProgram(createCli(createFakeWorld({ env: {} })), GROUPS)),
);

/** The command that a command line runs; undefined for a noun alone, and for what is no command. */
function commandOf(args: readonly string[]): CommandNode | undefined {
  const words = args.filter((arg) => !arg.startsWith('-'));
  const fitting = COMMANDS.filter(({ path }) => path.every((word, index) => words[index] === word));
  const longest = fitting.toSorted((a, b) => b.path.length - a.path.length)[0];
  return longest?.text ? longest : longest?.children.find(({ text }) => text?.isDefault === true);
}

/**
 * Holds what a command wrote with --json to what it says that it writes: every key is there, is what it should be, and
 * is described.
 */
export function expectDescribedJson(args: readonly string[], stdout: string): void {
  const command = commandOf(args);
  const name = command?.path.join(' ') ?? args.join(' ');
  const shape = command?.text?.json;
  if (shape === undefined) throw new Error(`textback ${name} has no --json to go by.`);
  const objects = command?.text?.jsonLines === true ? stdout.trimEnd().split('\n') : [stdout];
  for (const object of objects) {
    const written: unknown = JSON.parse(object);
    const read = shape.safeParse(written);
    if (!read.success) throw new Error(`textback ${name} --json: ${z.prettifyError(read.error)}`);
    // What is not described has been left out.
    expect(read.data, `textback ${name} --json`).toStrictEqual(written);
  }
}
