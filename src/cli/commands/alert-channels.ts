import type { Command } from 'commander';
import { z } from 'zod';
import { NOTICE_CHANNELS, NOTICE_KINDS } from '../../core/notice.ts';
import {
  addNoticeChannel,
  type NoticeChannelView,
  removeNoticeChannel,
} from '../../services/notice-channels.ts';
import type { Cli, Session } from '../cli.ts';
import { DRY_RUN_OPTION, defineCommand, parseId } from '../define-command.ts';
import type { Format } from '../format.ts';
import { dryRun } from '../json/basics.ts';
import { CHANNEL } from '../json/people.ts';

export function defineAdd(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'add <user> <channel> [address]',
    summary: `Tell a person in one more way: ${NOTICE_CHANNELS.join(', ')}`,
    json: z.object({ dryRun, channel: CHANNEL }),
    examples: [
      'textback alert add Maria sms',
      'textback alert add Maria email maria@acme.example --kinds missed-call,reply',
      'textback alert add Joe webhook https://crm.acme.example/textback --at-night',
      'textback alert add Joe ntfy acme-calls-7f3k',
      'textback alert add Maria push --kinds reply,response-late',
    ],
  })
    .option('--kinds <list>', `only of these: ${NOTICE_KINDS.filter((kind) => kind !== 'test').join(', ')}`)
    .option('--at-night', 'also in alert-quiet-hours, of what is not urgent')
    .option(...DRY_RUN_OPTION)
    .action(
      cli.withStore(
        (
          session,
          user: string,
          channel: string,
          address: string | undefined,
          options: { kinds?: string; atNight?: boolean; dryRun?: boolean },
        ) => {
          const { store, business, actor, now } = session;
          const dryRun = options.dryRun === true;
          const kinds = options.kinds?.split(/[\s,]+/).filter((kind) => kind !== '');
          const request = { user, channel, address, kinds, atNight: options.atNight === true, dryRun };
          const added = addNoticeChannel(store, request, business, actor, now);
          if (added.kind !== 'done') return added;
          return changeReport(session, added.channel, dryRun, dryRun ? 'Would add' : 'Added');
        },
      ),
    );
}

export function defineRemove(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'remove',
    summary: 'Stop telling a person in this way; see the ids with `alert channels`',
    json: z.object({ dryRun, channel: CHANNEL }),
    examples: ['textback alert remove 3'],
  })
    .argument('<id>', 'as `alert channels` shows it', parseId)
    .option(...DRY_RUN_OPTION)
    .action(
      cli.withStore((session, id: number, options: { dryRun?: boolean }) => {
        const { store, actor, now } = session;
        const dryRun = options.dryRun === true;
        const removed = removeNoticeChannel(store, { id, dryRun }, actor, now);
        if (removed.kind !== 'done') return removed;
        return changeReport(session, removed.channel, dryRun, dryRun ? 'Would remove' : 'Removed');
      }),
    );
}

export function channelJson({ id, user, channel, address, kinds, atNight }: NoticeChannelView) {
  return { id, user, channel, address, kinds, atNight };
}

export function channelTable(channels: readonly NoticeChannelView[], format: Format): string {
  const rows = channels.map(({ id, user, channel, address, kinds, atNight }) => [
    String(id),
    user,
    channel,
    address === null ? 'nowhere yet' : channel === 'sms' ? format.phone(address) : address,
    kinds?.join(', ') ?? 'everything',
    atNight ? 'always' : 'urgent only',
  ]);
  return format.table(['Id', 'Who', 'By', 'Where', 'Of what', 'At night'], rows);
}

function changeReport({ format }: Session, channel: NoticeChannelView, dryRun: boolean, verb: string) {
  const note = `${verb} the alert channel.${dryRun ? ' Nothing was changed (--dry-run).' : ''}`;
  return {
    json: { dryRun, channel: channelJson(channel) },
    text: channelTable([channel], format),
    notes: [note],
  };
}
