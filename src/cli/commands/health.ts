import type { Command } from 'commander';
import { z } from 'zod';
import type { LiveAnswer } from '../../services/check-web.ts';
import { askLive, ownUrl } from '../ask-live.ts';
import type { Cli, Report } from '../cli.ts';
import { defineCommand } from '../define-command.ts';
import { flag, text } from '../json/basics.ts';

/** For supervisors that run a command, as containers do: cheap, and it opens no database. */
export function addHealthCommand(program: Command, { withFiles }: Cli): void {
  defineCommand(program, {
    usage: 'health',
    summary: 'Ask the daemon on this machine whether it lives; exits 1 where it does not',
    json: z.object({ live: flag, url: text, detail: text.describe('for a person: why') }),
    examples: ['textback health', 'textback health || systemctl restart textback'],
  }).action(
    withFiles(async ({ config }) => {
      const url = ownUrl(config.http);
      return config.http.listen.port === 0
        ? report(url, false, 'listen of [http] ends in :0, so nobody knows where to ask: give it a port')
        : judge(url, await askLive(url));
    }),
  );
}

function judge(url: string, answer: LiveAnswer): Report {
  switch (answer.kind) {
    case 'alive':
      return report(url, true, `textback lives (${url})`);
    case 'ill':
      return report(
        url,
        false,
        `textback runs and does not get on: ${answer.reasons.join('; ')}. Restart it`,
      );
    case 'silent':
      return report(url, false, `nothing was answered at ${url} in time: textback hangs. Restart it`);
    case 'refused':
      return report(url, false, `nobody listens at ${url}: start textback, or see in its log why it stopped`);
    case 'foreign':
      return report(url, false, `another program answers at ${url}: give one of them another port`);
  }
}

function report(url: string, live: boolean, detail: string): Report {
  return { json: { live, url, detail }, text: `${detail}.\n`, isBad: !live };
}
