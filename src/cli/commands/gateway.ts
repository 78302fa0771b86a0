import type { Command } from 'commander';
import { z } from 'zod';
import { iso } from '../../core/iso-time.ts';
import { listGateways } from '../../services/gateway-health.ts';
import type { Cli } from '../cli.ts';
import { defineCommand, defineGroup } from '../define-command.ts';
import { number } from '../json/basics.ts';
import { GATEWAY } from '../json/upkeep.ts';

export function addGatewayCommands(program: Command, cli: Cli): void {
  const group = defineGroup(program, 'gateway', 'The ways that texts go out, in order of preference');
  defineCommand(group, {
    usage: 'list',
    summary: 'Show whether each gateway is up, since when, its last error, and the texts that wait for it',
    json: z.object({ gateways: z.array(GATEWAY), untried: number.describe('texts that no gateway has yet') }),
    examples: ['textback gateway list'],
  }).action(
    cli.withStore(({ store, format }) => {
      const { gateways, untried } = listGateways(store);
      const rows = gateways.map(({ name, state, since, lastError, lastErrorAt, queued }) => [
        name,
        state,
        format.time(since),
        lastError === null || lastErrorAt === null ? '' : `${format.time(lastErrorAt)} ${lastError}`,
        String(queued),
      ]);
      const none = 'No gateway is known yet: they are listed once `textback serve` has started.';
      const stale = 'As the daemon last said: one that was killed could not say that it is gone.';
      return {
        json: {
          gateways: gateways.map(({ name, state, since, why, lastError, lastErrorAt, queued }) => ({
            name,
            state,
            since: iso(since),
            why,
            lastError,
            lastErrorAt: iso(lastErrorAt),
            queued,
          })),
          untried,
        },
        text: format.table(['Name', 'State', 'Since', 'Last error', 'Queued'], rows),
        notes: [
          ...(rows.length === 0 ? [none] : [stale]),
          ...(untried > 0
            ? [`${untried} ${untried === 1 ? 'text was' : 'texts were'} tried nowhere yet.`]
            : []),
        ],
      };
    }),
  );
}
