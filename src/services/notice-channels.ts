import type { Millis } from '../core/clock.ts';
import { didYouMean } from '../core/did-you-mean.ts';
import { NOTICE_CHANNELS, NOTICE_KINDS, type NoticeChannel, type NoticeKind } from '../core/notice.ts';
import { parseNoticeAddress } from '../core/notice-address.ts';
import type { Store } from '../store/open-store.ts';
import type { NoticeChannelRow } from '../store/queries/notices.ts';
import type { UserRow } from '../store/queries/users.ts';
import type { Reader } from '../store/queries.ts';
import type { Business } from './business.ts';
import { notifyPerson, ownAddress } from './notify-people.ts';
import { deviceName } from './push-devices.ts';
import type { Rejection } from './rejection.ts';
import { transactOrRehearse } from './transact-or-rehearse.ts';

/** One way in which a person is told. */
export interface NoticeChannelView {
  readonly id: number;
  readonly user: string;
  readonly channel: NoticeChannel;
  /** Null where the person has no phone, e-mail address or browser with alerts of their own yet: nothing goes out. */
  readonly address: string | null;
  /** Null for everything. */
  readonly kinds: readonly NoticeKind[] | null;
  readonly atNight: boolean;
}

export interface ChannelToAdd {
  readonly user: string;
  readonly channel: string;
  /** Absent: the person's own phone or e-mail address. */
  readonly address: string | undefined;
  /** Absent: of everything. */
  readonly kinds: readonly string[] | undefined;
  readonly atNight: boolean;
  readonly dryRun: boolean;
}

export type ChangedChannel = { readonly kind: 'done'; readonly channel: NoticeChannelView } | Rejection;

/** As many as are read for a person. */
const MOST_CHANNELS = 20;

/** From now on a person is told in one more way. */
export function addNoticeChannel(
  store: Store,
  request: ChannelToAdd,
  { country }: Pick<Business, 'country'>,
  actor: string,
  now: Millis,
): ChangedChannel {
  const channel = NOTICE_CHANNELS.find((known) => known === request.channel.toLowerCase());
  if (channel === undefined) return unknownWord('channel', request.channel, NOTICE_CHANNELS);
  const asked = kindsAmong(request.kinds ?? []);
  if ('problem' in asked) return asked;
  const kinds = request.kinds === undefined ? null : asked.kinds;
  const read = request.address === undefined ? null : parseNoticeAddress(channel, request.address, country);
  if (read?.kind === 'invalid') return read;
  return transactOrRehearse(store, request.dryRun, (tx) => {
    const user = tx.users.byName(request.user);
    if (user === undefined) return noSuchUser(request.user);
    const address = read?.address ?? '';
    if (tx.notices.channelsOf(user.id).length >= MOST_CHANNELS) return enough(user.name);
    if (address === '' && placeOf(tx, { channel, address }, user) === null)
      return noAddress(channel, user.name);
    const { atNight } = request;
    const row = tx.notices.addChannel({ userId: user.id, channel, address, kinds, atNight, createdAt: now });
    if (row === undefined) return thereAlready(channel, user.name);
    const view = channelView(tx, row, user);
    tx.audit.record({
      at: now,
      actor,
      action: 'add alert channel',
      subject: `user:${user.name}`,
      before: null,
      after: view,
    });
    return { kind: 'done', channel: view };
  });
}

/** A person is no longer told in this way. */
export function removeNoticeChannel(
  store: Store,
  { id, dryRun }: { readonly id: number; readonly dryRun: boolean },
  actor: string,
  now: Millis,
): ChangedChannel {
  return transactOrRehearse(store, dryRun, (tx) => {
    const row = tx.notices.channelById(id);
    const user = row === undefined ? undefined : tx.users.byId(row.userId);
    if (row === undefined || user === undefined) return noSuchChannel(id);
    const view = channelView(tx, row, user);
    tx.notices.removeChannel(id);
    tx.audit.record({
      at: now,
      actor,
      action: 'remove alert channel',
      subject: `user:${user.name}`,
      before: view,
      after: null,
    });
    return { kind: 'done', channel: view };
  });
}

/** How people are told, by name. */
export function listNoticeChannels(store: Store): readonly NoticeChannelView[] {
  return store.read((reader) => reader.users.all().flatMap((user) => channelsOf(reader, user)));
}

/** Tells a person once through each of their channels. */
export function testNoticeChannels(
  store: Store,
  name: string,
  business: Business,
  now: Millis,
): { readonly kind: 'told'; readonly channels: readonly NoticeChannelView[] } | Rejection {
  return store.transact('promised', (tx) => {
    const user = tx.users.byName(name);
    if (user === undefined) return noSuchUser(name);
    const channels = channelsOf(tx, user);
    if (channels.length === 0) return noChannels(user.name);
    const occasion = { key: `test:${now}`, happening: { kind: 'test' }, leadId: null, lineId: null } as const;
    notifyPerson(tx, user.id, occasion, business, now);
    return { kind: 'told', channels };
  });
}

function channelsOf(reader: Reader, user: UserRow): readonly NoticeChannelView[] {
  return reader.notices.channelsOf(user.id).map((row) => channelView(reader, row, user));
}

export function channelView(reader: Reader, row: NoticeChannelRow, user: UserRow): NoticeChannelView {
  const { id, channel, kinds, atNight } = row;
  return { id, user: user.name, channel, address: placeOf(reader, row, user), kinds, atNight };
}

/** Where it leads; null where that is not known yet. */
export function placeOf(
  reader: Reader,
  { channel, address }: Pick<NoticeChannelRow, 'channel' | 'address'>,
  user: UserRow,
): string | null {
  if (address !== '') return address;
  if (channel !== 'push') return ownAddress(channel, user);
  return reader.push.devicesOf(user.id).map(deviceName).join(', ') || null;
}

/** The kinds of alerts that words name; or the first that names none. */
export function kindsAmong(words: readonly string[]): { readonly kinds: readonly NoticeKind[] } | Rejection {
  const unknown = words.find((word) => !isKind(word));
  return unknown === undefined
    ? { kinds: words.filter(isKind) }
    : unknownWord('kind of alert', unknown, NOTICE_KINDS);
}

function isKind(word: string): word is NoticeKind {
  return NOTICE_KINDS.some((kind) => kind === word);
}

function unknownWord(what: string, word: string, known: readonly string[]): Rejection {
  const meant = didYouMean(word, known);
  return {
    kind: 'invalid',
    problem: `There is no ${what} ${JSON.stringify(word.slice(0, 64))}.`,
    remedy: meant === null ? `Use one of ${known.join(', ')}.` : `Did you mean ${meant}?`,
  };
}

function noSuchUser(name: string): Rejection {
  return {
    kind: 'not-found',
    problem: `There is nobody named ${JSON.stringify(name.slice(0, 64))}.`,
    remedy: 'See everybody with `textback user list`.',
  };
}

function noAddress(channel: NoticeChannel, name: string): Rejection {
  if (channel === 'push') return noDevice(name);
  const setting = channel === 'sms' ? 'phone' : 'email';
  const remedy =
    channel === 'sms' || channel === 'email'
      ? `Give one after the channel, or with \`textback user set ${JSON.stringify(name)} ${setting} …\`.`
      : 'Give it after the channel.';
  return { kind: 'refused', problem: `It is not known where ${name} is reached by ${channel}.`, remedy };
}

function noDevice(name: string): Rejection {
  return {
    kind: 'refused',
    problem: `${name} has no phone or browser with alerts.`,
    remedy:
      'They switch alerts on there themselves: sign in, Account, "Alerts on this phone". That adds the channel, too.',
  };
}

export function thereAlready(channel: NoticeChannel, name: string): Rejection {
  return {
    kind: 'refused',
    problem: `${name} is told there by ${channel} already.`,
    remedy: 'See it with `textback alert channels`; change what it tells of with `textback alert set`.',
  };
}

function enough(name: string): Rejection {
  return {
    kind: 'refused',
    problem: `${name} is told in ${MOST_CHANNELS} ways, which is as many as it takes.`,
    remedy: 'Remove one first: see `textback alert channels`.',
  };
}

export function noSuchChannel(id: number): Rejection {
  return {
    kind: 'not-found',
    problem: `There is no alert channel ${id}.`,
    remedy: 'See them with `textback alert channels`.',
  };
}

function noChannels(name: string): Rejection {
  return {
    kind: 'refused',
    problem: `${name} is not told of anything.`,
    remedy: `Add a way with \`textback alert add ${JSON.stringify(name)} sms\`.`,
  };
}
