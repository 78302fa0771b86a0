import type { Command } from 'commander';
import type { Cli } from '../cli.ts';
import { defineCommand } from '../define-command.ts';

export function addServeCommand(program: Command, { withOptions }: Cli): void {
  defineCommand(program, {
    usage: 'serve',
    summary: 'Run the daemon: take calls, text the missed ones, until SIGTERM',
    examples: ['textback serve', 'textback serve --config /etc/textback/textback.toml'],
  }).action(
    withOptions(async ({ config }) => {
      // Loaded only here: the other commands start without the daemon's libraries.
      const { runDaemon } = await import('../../main.ts');
      return runDaemon(config);
    }),
  );
}
