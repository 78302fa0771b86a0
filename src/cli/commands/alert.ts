import type { Command } from 'commander';
import { z } from 'zod';
import { iso } from '../../core/iso-time.ts';
import { listAlerts, listNotices } from '../../services/list-alerts.ts';
import { listNoticeChannels, testNoticeChannels } from '../../services/notice-channels.ts';
import type { Cli } from '../cli.ts';
import { DEFAULT_LIMIT, defineCommand, defineGroup, parseId, parseLimit } from '../define-command.ts';
import { ALERT, CHANNEL, NOTICE } from '../json/people.ts';
import { channelJson, channelTable, defineAdd, defineRemove, defineSet } from './alert-channels.ts';

export function addAlertCommands(program: Command, cli: Cli): void {
  const group = defineGroup(program, 'alert', 'What people are told at once, and how');
  defineList(group, cli);
  defineSent(group, cli);
  defineChannels(group, cli);
  defineAdd(group, cli);
  defineSet(group, cli);
  defineRemove(group, cli);
  defineTest(group, cli);
}

function defineList(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'list',
    summary: 'Show what the business should know, newest first, and whether it goes on',
    json: z.object({ alerts: z.array(ALERT) }),
    examples: [
      'textback alert list',
      'textback alert list --json | jq ".alerts[] | select(.resolvedAt == null)"',
    ],
  })
    .option('--limit <n>', 'at most so many', parseLimit, DEFAULT_LIMIT)
    .option('--before <id>', 'go on after this one, the last of the page before', parseId)
    .action(
      cli.withStore(({ store, format }, { limit, before }: { limit: number; before?: number }) => {
        const alerts = listAlerts(store, limit, before);
        const rows = alerts.map(({ id, kind, detail, raisedAt, resolvedAt }) => [
          String(id),
          format.time(raisedAt),
          resolvedAt === null ? 'goes on' : 'over',
          kind,
          detail,
        ]);
        return {
          json: {
            alerts: alerts.map(({ id, kind, subject, detail, raisedAt, announcedAt, resolvedAt }) => ({
              id,
              kind,
              subject,
              detail,
              raisedAt: iso(raisedAt),
              announcedAt: iso(announcedAt),
              resolvedAt: iso(resolvedAt),
            })),
          },
          text: format.table(['Id', 'Since', 'State', 'Kind', 'What'], rows),
          notes: rows.length === 0 ? ['There is nothing to worry about.'] : [],
        };
      }),
    );
}

function defineSent(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'sent',
    summary: 'Show what people were told, newest first, and whether it reached them',
    json: z.object({ notices: z.array(NOTICE) }),
    examples: ['textback alert sent', 'textback alert sent --limit 100'],
  })
    .option('--limit <n>', 'at most so many', parseLimit, DEFAULT_LIMIT)
    .option('--before <id>', 'go on after this one, the last of the page before', parseId)
    .action(
      cli.withStore(({ store, format }, { limit, before }: { limit: number; before?: number }) => {
        const notices = listNotices(store, limit, before);
        const rows = notices.map(({ id, user, channel, title, state, detail, createdAt }) => [
          String(id),
          format.time(createdAt),
          user,
          channel,
          title,
          detail === '' ? state : `${state}: ${detail}`,
        ]);
        return {
          json: {
            notices: notices.map((notice) => ({
              id: notice.id,
              user: notice.user,
              channel: notice.channel,
              address: notice.address,
              kind: notice.kind,
              leadId: notice.leadId,
              title: notice.title,
              body: notice.body,
              state: notice.state,
              detail: notice.detail,
              attempts: notice.attempts,
              createdAt: iso(notice.createdAt),
              settledAt: iso(notice.settledAt),
            })),
          },
          text: format.table(['Id', 'When', 'Who', 'By', 'What', 'State'], rows),
          notes: rows.length === 0 ? ['Nobody was told of anything yet.'] : [],
        };
      }),
    );
}

function defineChannels(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'channels',
    summary: 'Show who is told of what, and how',
    json: z.object({ channels: z.array(CHANNEL) }),
    examples: ['textback alert channels'],
  }).action(
    cli.withStore(({ store, format }) => {
      const channels = listNoticeChannels(store);
      const none = 'Nobody is told of anything. Add a way with `textback alert add NAME sms`.';
      return {
        json: { channels: channels.map(channelJson) },
        text: channelTable(channels, format),
        notes: channels.length === 0 ? [none] : [],
      };
    }),
  );
}

function defineTest(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'test <user>',
    summary: 'Send a person one alert through each of their channels; a text takes a credit',
    json: z.object({ channels: z.array(CHANNEL) }),
    examples: ['textback alert test Maria'],
  }).action(
    cli.withStore(({ store, business, format, now }, name: string) => {
      const tested = testNoticeChannels(store, name, business, now);
      if (tested.kind !== 'told') return tested;
      return {
        json: { channels: tested.channels.map(channelJson) },
        text: channelTable(tested.channels, format),
        notes: ['On its way, if `textback serve` runs. See what became of it with `textback alert sent`.'],
      };
    }),
  );
}
