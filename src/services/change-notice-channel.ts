import type { Millis } from '../core/clock.ts';
import type { NoticeChannel } from '../core/notice.ts';
import { parseNoticeAddress } from '../core/notice-address.ts';
import type { Store } from '../store/open-store.ts';
import type { NoticeChannelRow } from '../store/queries/notices.ts';
import type { UserRow } from '../store/queries/users.ts';
import type { Writer } from '../store/queries.ts';
import type { Business } from './business.ts';
import {
  type ChangedChannel,
  channelView,
  kindsAmong,
  noSuchChannel,
  placeOf,
  thereAlready,
} from './notice-channels.ts';
import type { Rejection } from './rejection.ts';
import { transactOrRehearse } from './transact-or-rehearse.ts';

/** What is absent stays as it is. */
export interface ChannelChange {
  readonly id: number;
  /** `''` for the person's own phone or e-mail address. */
  readonly address?: string;
  /** Null for everything. */
  readonly kinds?: readonly string[] | null;
  readonly atNight?: boolean;
  readonly dryRun: boolean;
}

/** Where one of a person's ways leads, of what it tells them, and whether at night; its id stays. */
export function changeNoticeChannel(
  store: Store,
  request: ChannelChange,
  { country }: Pick<Business, 'country'>,
  actor: string,
  now: Millis,
): ChangedChannel {
  const { id, dryRun } = request;
  const asked = kindsAmong(request.kinds ?? []);
  if ('problem' in asked) return asked;
  return transactOrRehearse(store, dryRun, (tx) => {
    const row = tx.notices.channelById(id);
    const user = row === undefined ? undefined : tx.users.byId(row.userId);
    if (row === undefined || user === undefined) return noSuchChannel(id);
    const led = leadTo(tx, row, user, request.address, country);
    if ('problem' in led) return led;
    const { atNight = row.atNight } = request;
    const kinds = request.kinds === undefined ? row.kinds : request.kinds === null ? null : asked.kinds;
    const change = { address: led.address, kinds, atNight };
    tx.notices.changeChannel(id, change);
    const before = channelView(tx, row, user);
    const after = channelView(tx, { ...row, ...change }, user);
    const subject = `user:${user.name}`;
    tx.audit.record({ at: now, actor, action: 'change alert channel', subject, before, after });
    return { kind: 'done', channel: after };
  });
}

/** The address that the channel is to have from now on, as it is kept. */
function leadTo(
  tx: Writer,
  row: NoticeChannelRow,
  user: UserRow,
  typed: string | undefined,
  country: Business['country'],
): { readonly address: string } | Rejection {
  const { id, channel } = row;
  if (typed === undefined || typed === row.address) return row;
  const read = typed === '' ? { address: '' } : parseNoticeAddress(channel, typed, country);
  if ('problem' in read) return read;
  const { address } = read;
  if (placeOf(tx, { channel, address }, user) === null) return noneOfTheirOwn(channel, user.name);
  const isOther = (other: NoticeChannelRow) => other.id !== id && other.channel === channel;
  const isThere = tx.notices.channelsOf(user.id).some((other) => isOther(other) && other.address === address);
  return isThere ? thereAlready(channel, user.name) : { address };
}

function noneOfTheirOwn(channel: NoticeChannel, name: string): Rejection {
  const setting = channel === 'sms' ? 'phone' : channel === 'email' ? 'email' : null;
  return {
    kind: 'refused',
    problem: `${name} has no address of their own for ${channel}.`,
    remedy:
      setting === null
        ? 'Nothing was changed. Say where with --address.'
        : `Nothing was changed. Say where with --address, or first \`textback user set ${JSON.stringify(name)} ${setting} …\`.`,
  };
}
