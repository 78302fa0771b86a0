import { Command, CommanderError } from 'commander';
import { type Cli, createCli, usesColor } from './cli.ts';
import { addServeCommand } from './commands/serve.ts';
import { CONFIG_OPTION, JSON_OPTION } from './define-command.ts';
import { EXIT, EXIT_CODES } from './exit-code.ts';
import { harmless } from './harmless.ts';
import { version } from './version.ts';
import type { World } from './world.ts';

export type CommandGroup = (program: Command, cli: Cli) => void;

/**
 * Runs one command line, `args` without the program's own name, and returns its exit code. Never throws:
 * whatever goes wrong is said on stderr.
 */
export async function run(args: readonly string[], world: World): Promise<number> {
  const cli = createCli(world);
  const program = createProgram(cli, await groupsFor(args));
  try {
    await program.parseAsync([...args], { from: 'user' });
    return cli.exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    const details = error instanceof Error ? (error.stack ?? error.message) : String(error);
    world.err(`error: textback failed in a way it should not. Please report this:\n${details}\n`);
    return EXIT.failed;
  }
}

/** The daemon runs for months, and has no use for the other commands: without them it holds some 3 MB less. */
async function groupsFor([first]: readonly string[]): Promise<readonly CommandGroup[]> {
  return first === 'serve' ? [addServeCommand] : (await import('./groups.ts')).GROUPS;
}

/** The program with these commands, ready to read one command line. */
export function createProgram(cli: Cli, groups: readonly CommandGroup[]): Command {
  const { world } = cli;
  const program = new Command('textback')
    .description('Missed-call text-back for Asterisk and FreePBX')
    .version(version())
    .option(...CONFIG_OPTION)
    .option(...JSON_OPTION)
    .addHelpText(
      'after',
      `\nExit codes: ${EXIT_CODES}\n\nExamples:\n  $ textback line list\n  $ textback call explain 12`,
    );
  // Set before the commands are made: they inherit these.
  program.exitOverride().configureOutput({
    writeOut: (text) => world.out(text),
    writeErr: (text) => world.err(harmless(text, usesColor(world))),
    getOutHelpWidth: () => world.columns,
    getErrHelpWidth: () => world.columns,
    getOutHasColors: () => usesColor(world),
    getErrHasColors: () => usesColor(world),
  });
  for (const addCommands of groups) addCommands(program, cli);
  return program;
}
