import type { Command } from 'commander';
import { z } from 'zod';
import { NOTICE_CHANNELS, NOTICE_KINDS } from '../../core/notice.ts';
import { type ChannelChange, changeNoticeChannel } from '../../services/change-notice-channel.ts';
import {
  addNoticeChannel,
  type NoticeChannelView,
  removeNoticeChannel,
} from '../../services/notice-channels.ts';
import type { Rejection } from '../../services/rejection.ts';
import type { Cli, Session } from '../cli.ts';
import { DRY_RUN_OPTION, defineCommand, parseId } from '../define-command.ts';
import type { Format } from '../format.ts';
import { dryRun } from '../json/basics.ts';
import { CHANNEL } from '../json/people.ts';

const KINDS_OPTION = [
  '--kinds <list>',
  `only of these: ${NOTICE_KINDS.filter((kind) => kind !== 'test').join(', ')}`,
] as const;
const AT_NIGHT_OPTION = ['--at-night', 'also in alert-quiet-hours, of what is not urgent'] as const;

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
    .option(...KINDS_OPTION)
    .option(...AT_NIGHT_OPTION)
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
          const kinds = listed(options.kinds);
          const request = { user, channel, address, kinds, atNight: options.atNight === true, dryRun };
          const added = addNoticeChannel(store, request, business, actor, now);
          if (added.kind !== 'done') return added;
          return changeReport(session, added.channel, dryRun, dryRun ? 'Would add' : 'Added');
        },
      ),
    );
}

interface SetOptions {
  readonly address?: string;
  readonly ownAddress?: boolean;
  readonly kinds?: string;
  readonly allKinds?: boolean;
  readonly atNight?: boolean;
  readonly notAtNight?: boolean;
  readonly dryRun?: boolean;
}

export function defineSet(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'set',
    summary: 'Change where one way of telling a person leads, of what it tells, and whether at night',
    json: z.object({ dryRun, channel: CHANNEL }),
    examples: [
      'textback alert set 3 --address +12125550151',
      'textback alert set 3 --kinds missed-call,reply --at-night',
      'textback alert set 3 --own-address --all-kinds --not-at-night --dry-run',
    ],
  })
    .argument('<id>', 'as `alert channels` shows it', parseId)
    .option('--address <address>', 'where it leads')
    .option('--own-address', "to the person's own phone or e-mail address")
    .option(...KINDS_OPTION)
    .option('--all-kinds', 'of everything')
    .option(...AT_NIGHT_OPTION)
    .option('--not-at-night', 'in alert-quiet-hours only of what is urgent')
    .option(...DRY_RUN_OPTION)
    .action(
      cli.withStore((session, id: number, options: SetOptions) => {
        const { store, business, actor, now } = session;
        const { dryRun = false } = options;
        const asked = changeAsked(options);
        if ('problem' in asked) return asked;
        const changed = changeNoticeChannel(store, { id, ...asked, dryRun }, business, actor, now);
        if (changed.kind !== 'done') return changed;
        return changeReport(session, changed.channel, dryRun, dryRun ? 'Would change' : 'Changed');
      }),
    );
}

/** What the options ask for, if they ask for anything that goes together. */
function changeAsked({
  address,
  ownAddress,
  allKinds,
  atNight,
  notAtNight,
  ...options
}: SetOptions): Omit<ChannelChange, 'id' | 'dryRun'> | Rejection {
  const kinds = listed(options.kinds);
  const pairs = [
    [address, ownAddress],
    [kinds, allKinds],
    [atNight, notAtNight],
  ];
  const isNothing = pairs.flat().every((each) => each === undefined) || kinds?.length === 0 || address === '';
  const isBoth = pairs.some((pair) => pair.every((each) => each !== undefined));
  if (isNothing || isBoth) {
    return {
      kind: 'invalid',
      problem: isBoth ? 'One of those asks for the opposite of the other.' : 'Nothing is asked for.',
      remedy: 'See `textback alert set --help`.',
    };
  }
  return {
    ...(address === undefined ? {} : { address }),
    ...(ownAddress === true ? { address: '' } : {}),
    ...(kinds === undefined ? {} : { kinds }),
    ...(allKinds === true ? { kinds: null } : {}),
    ...(atNight === undefined && notAtNight === undefined ? {} : { atNight: atNight === true }),
  };
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

function listed(kinds: string | undefined): readonly string[] | undefined {
  return kinds?.split(/[\s,]+/).filter((kind) => kind !== '');
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
