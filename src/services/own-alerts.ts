import type { Millis } from '../core/clock.ts';
import type { Store } from '../store/open-store.ts';
import type { UserRow } from '../store/queries/users.ts';
import type { Business } from './business.ts';
import { type ChannelChange, changeNoticeChannel } from './change-notice-channel.ts';
import {
  addNoticeChannel,
  type ChangedChannel,
  type ChannelToAdd,
  removeNoticeChannel,
} from './notice-channels.ts';
import type { Rejection } from './rejection.ts';

/**
 * How people change for themselves how they are told, whatever their role. Where to, only an owner says freely: a text
 * costs the business a credit, and a webhook makes this machine call any other.
 * @param store that may do everything: these are nobody's but their own
 */
export function addOwnChannel(
  store: Store,
  { name, role }: UserRow,
  request: Omit<ChannelToAdd, 'user' | 'dryRun'>,
  business: Pick<Business, 'country'>,
  now: Millis,
): ChangedChannel {
  const isTheirs = request.channel === 'ntfy' || request.address === undefined;
  if (role !== 'owner' && (request.channel === 'webhook' || !isTheirs)) return ownerOnly(request.channel);
  return addNoticeChannel(store, { ...request, user: name, dryRun: false }, business, `user:${name}`, now);
}

export function changeOwnChannel(
  store: Store,
  user: UserRow,
  { id, kinds, atNight }: Required<Pick<ChannelChange, 'id' | 'kinds' | 'atNight'>>,
  business: Pick<Business, 'country'>,
  now: Millis,
): ChangedChannel {
  if (!isChannelOf(store, user, id)) return noSuchWay(user, id);
  // Never where it leads, whatever else was sent.
  const change = { id, kinds, atNight, dryRun: false };
  return changeNoticeChannel(store, change, business, `user:${user.name}`, now);
}

export function removeOwnChannel(store: Store, user: UserRow, id: number, now: Millis): ChangedChannel {
  return isChannelOf(store, user, id)
    ? removeNoticeChannel(store, { id, dryRun: false }, `user:${user.name}`, now)
    : noSuchWay(user, id);
}

/** Whether this is one of the ways in which this person is told. */
export function isChannelOf(store: Store, { id: userId }: Pick<UserRow, 'id'>, id: number): boolean {
  return store.read((reader) => reader.notices.channelById(id))?.userId === userId;
}

export function noSuchWay({ name }: Pick<UserRow, 'name'>, id: number): Rejection {
  return {
    kind: 'not-found',
    problem: `${name} has no alert channel ${id}.`,
    remedy: 'Load the page again to see how they are told.',
  };
}

function ownerOnly(channel: string): Rejection {
  return {
    kind: 'refused',
    problem:
      channel === 'webhook'
        ? 'Only an owner may add a webhook.'
        : 'Only an owner may have alerts sent to another number or address than your own.',
    remedy: 'Nothing was changed. Leave the address empty for your own, or ask an owner.',
  };
}
