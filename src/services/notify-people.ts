import { afterQuietNight } from '../core/alert-quiet.ts';
import type { Millis } from '../core/clock.ts';
import { languageOf, localeFor } from '../core/language.ts';
import { type Happening, type NoticeChannel, noticeText, wordNotice } from '../core/notice.ts';
import type { NoticeState } from '../core/notice-state.ts';
import { explainRefusal } from '../core/text-permission.ts';
import type { ChannelWithUser } from '../store/queries/notices.ts';
import type { Writer } from '../store/queries.ts';
import type { Business } from './business.ts';
import { queueMessage } from './queue-message.ts';

/** What a notice is about. */
export interface Occasion {
  /** The same whenever it is told: nobody hears of it twice. */
  readonly key: string;
  readonly happening: Happening;
  /** Null for what concerns the whole business. */
  readonly leadId: number | null;
  /** Whose sign-in it is about, who hears of it beside the owners; absent where it is nobody's. */
  readonly userId?: number | undefined;
  /** The line whose number a text comes from; null for the first. */
  readonly lineId: number | null;
}

/** In the morning after it is still news; the day after it is not. */
const USEFUL_FOR_MS: Millis = 12 * 3_600_000;
const DAY_MS: Millis = 24 * 3_600_000;

/**
 * Tells whoever should hear of it, each through their own channels, in the transaction of what happened: the lead's
 * owner; everybody where nobody owns it or the owner is told of nothing; the business's owners, and the person whom it
 * is about, where it concerns no lead. Returns how many notices there are.
 */
export function notifyPeople(tx: Writer, occasion: Occasion, business: Business, now: Millis): number {
  const channels = reached(tx).filter(({ kinds }) => isWanted(kinds, occasion));
  return tellAll(tx, concerned(tx, channels, occasion), occasion, business, now);
}

/** Tells one person through all of their channels, or some, whatever they want to hear of. */
export function notifyPerson(
  tx: Writer,
  userId: number,
  occasion: Occasion,
  business: Business,
  now: Millis,
  isMeant: (channel: ChannelWithUser) => boolean = () => true,
): number {
  const channels = reached(tx).filter((channel) => channel.userId === userId && isMeant(channel));
  return tellAll(tx, channels, occasion, business, now);
}

/**
 * How everybody is told. By push each phone and browser counts by itself, so that one that cannot be reached is tried
 * again without telling the others twice; who has none is not told by push.
 */
function reached(tx: Writer): readonly ChannelWithUser[] {
  return tx.notices
    .channels()
    .flatMap((channel) =>
      channel.channel === 'push'
        ? tx.push.devicesOf(channel.userId).map(({ id }) => ({ ...channel, address: String(id) }))
        : [channel],
    );
}

function tellAll(
  tx: Writer,
  channels: readonly ChannelWithUser[],
  occasion: Occasion,
  business: Business,
  now: Millis,
): number {
  let told = 0;
  for (const channel of channels) {
    const address = channel.address === '' ? ownAddress(channel.channel, channel) : channel.address;
    if (address !== null && tell(tx, { ...channel, address }, occasion, business, now)) told += 1;
  }
  return told;
}

function isWanted(kinds: ChannelWithUser['kinds'], { happening }: Occasion): boolean {
  return kinds === null || kinds.includes(happening.kind);
}

function concerned(
  tx: Writer,
  channels: readonly ChannelWithUser[],
  { leadId, userId: aboutId }: Occasion,
): readonly ChannelWithUser[] {
  if (leadId === null) return channels.filter(({ role, userId }) => role === 'owner' || userId === aboutId);
  const ownerId = tx.leads.byId(leadId)?.ownerId ?? null;
  const owners = channels.filter(({ userId }) => userId === ownerId);
  return owners.length > 0 ? owners : channels;
}

/** Where a person is reached who gave no address for the channel; null where that is not known. */
export function ownAddress(
  channel: NoticeChannel,
  { phone, email }: Pick<ChannelWithUser, 'phone' | 'email'>,
): string | null {
  if (channel === 'sms') return phone;
  return channel === 'email' ? email : null;
}

function tell(
  tx: Writer,
  channel: ChannelWithUser & { readonly address: string },
  { key, happening, leadId, lineId }: Occasion,
  business: Business,
  now: Millis,
): boolean {
  const { language } = channel;
  const notice = wordNotice(happening, localeFor(language, languageOf(language), business.country));
  const night = tx.settings.business()['alert-quiet-hours'];
  const mayWake = notice.isUrgent || channel.atNight;
  const notBefore = mayWake ? now : afterQuietNight(now, night, business.timeZone);
  const expiresAt = notBefore + USEFUL_FOR_MS;
  const row = tx.notices.add({
    key: `${key}:${channel.channel}:${channel.userId}:${channel.address}`,
    userId: channel.userId,
    channel: channel.channel,
    address: channel.address,
    kind: happening.kind,
    leadId,
    ...notice,
    state: 'queued',
    detail: '',
    messageId: null,
    createdAt: now,
    notBefore,
    expiresAt,
    settledAt: null,
  });
  if (row === undefined) return false;
  if (channel.channel === 'sms') {
    const text = { to: channel.address, lineId, body: noticeText(notice), notBefore, expiresAt };
    tx.notices.change(row.id, {
      ...queueText(tx, channel.userId, text, now),
      notBefore: null,
      settledAt: now,
    });
  }
  return true;
}

interface NoticeText {
  readonly to: string;
  readonly lineId: number | null;
  readonly body: string;
  readonly notBefore: Millis;
  readonly expiresAt: Millis;
}

interface TextedNotice {
  readonly state: NoticeState;
  readonly detail: string;
  readonly messageId: number | null;
}

/** A text of the business's own credits; from then on it is the outbox's. */
function queueText(
  tx: Writer,
  userId: number,
  { to, lineId, body, notBefore, expiresAt }: NoticeText,
  now: Millis,
): TextedNotice {
  const failed = (detail: string): TextedNotice => ({ state: 'failed', detail, messageId: null });
  const most = tx.settings.business()['alert-texts-per-day'];
  // The one that is being told is counted already.
  if (tx.notices.countSince(userId, 'sms', now - DAY_MS) > most)
    return failed(`the limit of ${most} alerts by text a day is reached`);
  const line = (lineId === null ? undefined : tx.lines.byId(lineId)) ?? tx.lines.all()[0];
  if (line === undefined) return failed('there is no line to text from');
  const from = line.sender ?? line.number;
  const message = { from, to, text: body, lineId: line.id, leadId: null, callId: null };
  const queued = queueMessage(tx, { ...message, kind: 'alert', notBefore, expiresAt }, now);
  if (queued.kind === 'queued') return { state: 'sent', detail: '', messageId: queued.messageId };
  return failed(
    queued.why === 'no-credit' ? 'there was no credit left' : explainRefusal(queued.why, 'alert'),
  );
}
