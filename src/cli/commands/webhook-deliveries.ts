import type { Command } from 'commander';
import { z } from 'zod';
import { iso } from '../../core/iso-time.ts';
import { parseSince } from '../../core/since-words.ts';
import type { Rejection } from '../../services/rejection.ts';
import { type ReplayFrom, replayWebhook, testWebhook } from '../../services/replay-webhook.ts';
import { deliveryJson, listDeliveries, webhookJson } from '../../services/show-webhooks.ts';
import type { Cli } from '../cli.ts';
import { DEFAULT_LIMIT, DRY_RUN_OPTION, defineCommand, parseLimit } from '../define-command.ts';
import { dryRun, maybeText, maybeTime, text } from '../json/basics.ts';
import { DELIVERY, WEBHOOK } from '../json/webhooks.ts';

export function defineTest(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'test <name>',
    summary: 'Send a program an event that tells of nothing, after what waits for it',
    json: z.object({ event: text.describe('its id'), webhook: WEBHOOK }),
    examples: ['textback webhook test CRM'],
  }).action(
    cli.withStore(({ store, actor, now }, name: string) => {
      const tested = testWebhook(store, name, actor, now);
      if (tested.kind !== 'told') return tested;
      const see = `textback webhook deliveries ${JSON.stringify(tested.webhook.name)}`;
      return {
        json: { event: tested.eventId, webhook: webhookJson(tested.webhook) },
        text: '',
        notes: [`On its way as ${tested.eventId}, if \`textback serve\` runs. See what became of it: ${see}`],
      };
    }),
  );
}

export function defineDeliveries(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'deliveries <name>',
    summary: 'Show how events fared at a webhook, the latest attempt first',
    json: z.object({ deliveries: z.array(DELIVERY), webhook: WEBHOOK }),
    examples: ['textback webhook deliveries CRM', 'textback webhook deliveries CRM --limit 100'],
    terms: {
      title: 'States',
      entries: [
        ['delivered', 'it was taken: the answer was 2xx'],
        ['waiting', 'it is tried again, and what comes after waits for it'],
        ['parked', 'it was tried for three days, and is not any more; `replay` sends it again'],
      ],
    },
  })
    .option('--limit <n>', 'at most so many', parseLimit, DEFAULT_LIMIT)
    .action(
      cli.withStore(({ store, person, format }, name: string, { limit }: { limit: number }) => {
        const listed = listDeliveries(store, { name, limit }, person);
        if (listed.kind !== 'deliveries') return listed;
        const rows = listed.deliveries.map(({ uid, kind, triedAt, state, tries, detail, tookMs }) => [
          format.time(triedAt),
          kind,
          state,
          String(tries),
          `${detail} (${tookMs} ms)`,
          uid,
        ]);
        return {
          json: { deliveries: listed.deliveries.map(deliveryJson), webhook: webhookJson(listed.webhook) },
          text: format.table(['Tried', 'Event', 'State', 'Tries', 'Answer', 'Id'], rows),
          notes: rows.length === 0 ? ['Nothing was sent there yet.'] : [],
        };
      }),
    );
}

interface ReplayOptions {
  readonly since?: string;
  readonly event?: string;
  readonly dryRun?: boolean;
}

export function defineReplay(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'replay <name>',
    summary: 'Tell a program again of what happened: in order, under the same ids, then of what comes after',
    json: z.object({
      dryRun,
      since: maybeTime,
      event: maybeText.describe('the first that is told again; null where nothing has happened since'),
      webhook: WEBHOOK,
    }),
    examples: [
      'textback webhook replay CRM --since 2h',
      'textback webhook replay CRM --since "2026-11-03 10:00"',
      'textback webhook replay CRM --event evt_7f3a1c9b02d4e6f8a1b2c3d4',
    ],
  })
    .option('--since <time>', 'from then on: 90m, 2h or 3d ago, or a day or time where the business is')
    .option('--event <id>', 'from this event on, itself too')
    .option(...DRY_RUN_OPTION)
    .action(
      cli.withStore(({ store, business, actor, now, format }, name: string, options: ReplayOptions) => {
        const from = fromOf(options, now, business.timeZone);
        if ('problem' in from) return from;
        const { dryRun = false } = options;
        const replayed = replayWebhook(store, { name, from, dryRun }, actor, now);
        if (replayed.kind !== 'replayed') return replayed;
        const { webhook, from: event } = replayed;
        const since = from.at === undefined ? '' : ` since ${format.time(from.at)}`;
        const what =
          event === null
            ? `Nothing has happened${since} that ${JSON.stringify(webhook.name)} wants.`
            : `${dryRun ? 'Would tell' : 'Telling'} ${JSON.stringify(webhook.name)} again of what happened${since}, from ${event} on.`;
        return {
          json: {
            dryRun,
            since: from.at === undefined ? null : iso(from.at),
            event,
            webhook: webhookJson(webhook),
          },
          text: '',
          notes: [dryRun ? `${what} Nothing was changed (--dry-run).` : what],
        };
      }),
    );
}

function fromOf({ since, event }: ReplayOptions, now: number, zone: string): ReplayFrom | Rejection {
  if ((since === undefined) === (event === undefined)) {
    return {
      kind: 'invalid',
      problem: 'It is not said from when on.',
      remedy: 'Give --since or --event, such as --since 2h.',
    };
  }
  if (since === undefined) return { eventId: event ?? '' };
  const at = parseSince(since, now, zone);
  if (at !== null) return { at };
  return {
    kind: 'invalid',
    problem: `${JSON.stringify(since.slice(0, 64))} is no time in the past.`,
    remedy: 'Give 90m, 2h or 3d, or a time such as "2026-11-03 10:00".',
  };
}
