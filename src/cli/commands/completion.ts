import { Argument, type Command } from 'commander';
import type { Millis } from '../../core/clock.ts';
import type { Cli } from '../cli.ts';
import { commandTree } from '../command-tree.ts';
import { bashCompletion } from '../completion-bash.ts';
import { zshCompletion } from '../completion-zsh.ts';
import { defineCommand } from '../define-command.ts';
import { EXIT, EXIT_CODES } from '../exit-code.ts';
import { manPage } from '../man-page.ts';
import { version } from '../version.ts';
import type { World } from '../world.ts';

const SHELLS = { bash: bashCompletion, zsh: zshCompletion };

/** What other programs read of the command line: completion scripts, the manual. */
export function addCompletionCommands(program: Command, { world, withOptions }: Cli): void {
  defineCommand(program, {
    usage: 'completion',
    summary: 'Print a completion script for your shell',
    examples: [
      'textback completion bash | sudo tee /etc/bash_completion.d/textback > /dev/null',
      'textback completion zsh | sudo tee /usr/share/zsh/site-functions/_textback > /dev/null',
    ],
  })
    .addArgument(new Argument('<shell>').choices(Object.keys(SHELLS)))
    .action(
      withOptions((_options, shell: keyof typeof SHELLS) => {
        world.out(SHELLS[shell](commandTree(program)));
        return EXIT.ok;
      }),
    );
  defineCommand(program, {
    usage: 'man',
    summary: 'Print the manual as a man page',
    examples: [
      'textback man | man -l -',
      'textback man | gzip | sudo tee /usr/local/share/man/man1/textback.1.gz > /dev/null',
    ],
  }).action(
    withOptions(() => {
      const date = new Date(madeAt(world)).toISOString().slice(0, 10);
      world.out(manPage({ root: commandTree(program), version: version(), date, exitCodes: EXIT_CODES }));
      return EXIT.ok;
    }),
  );
}

/** Of the manual in a package: as old as its sources (https://reproducible-builds.org/specs/source-date-epoch/). */
function madeAt({ env, now }: World): Millis {
  const said = env['SOURCE_DATE_EPOCH'] ?? '';
  return /^\d+$/.test(said) ? Number(said) * 1_000 : now();
}
