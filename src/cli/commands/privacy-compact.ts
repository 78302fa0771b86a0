import type { Command } from 'commander';
import { z } from 'zod';
import { compactDatabase } from '../../services/compact-database.ts';
import type { Cli } from '../cli.ts';
import { isDaemonHere } from '../daemon-here.ts';
import { defineCommand } from '../define-command.ts';
import { flag, number } from '../json/basics.ts';
import { atPace } from '../work-pace.ts';

export function defineCompact(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'compact',
    summary:
      'Write the whole database anew, so that not even unused parts of the file hold what was removed; needs room for a second one',
    json: z.object({ beforeBytes: number, afterBytes: number, logEmpty: flag }),
    examples: ['systemctl stop textback && textback privacy compact; systemctl start textback'],
  }).action(
    cli.withStore(async ({ store, config, actor, now, world }) => {
      const isBusy = isDaemonHere(config);
      const done = await atPace(world, (pace) => compactDatabase(store, isBusy, actor, now, pace));
      if (done.kind !== 'compacted') return done;
      const { beforeBytes, afterBytes, isLogEmpty } = done;
      return {
        json: { beforeBytes, afterBytes, logEmpty: isLogEmpty },
        text: '',
        notes: [`Written anew: ${megabytes(beforeBytes)} before, ${megabytes(afterBytes)} now.`],
        isBad: !isLogEmpty,
      };
    }),
  );
}

function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
