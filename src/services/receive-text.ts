import type { Millis } from '../core/clock.ts';
import { parsePhone } from '../core/phone.ts';
import type { InboundText } from '../gateways/gateway.ts';
import type { Store } from '../store/open-store.ts';
import type { PartKey } from '../store/queries/inbound.ts';
import type { LineRow } from '../store/queries/lines.ts';
import type { Writer } from '../store/queries.ts';
import type { Business } from './business.ts';
import { type Obeyed, obeyReply } from './obey-reply.ts';
import { obeyStaff, staffOf } from './obey-staff.ts';
import { ownLead } from './own-lead.ts';
import { tellOfReply } from './tell-of-customer.ts';
import { addUnread } from './unread.ts';

/** Longer texts are cut: ten times what a phone can send. */
const MAX_BODY_LENGTH = 15_300;

export type ReceivedText =
  | ({
      readonly kind: 'stored';
      readonly messageId: number;
      readonly leadId: number;
      /** The text made the lead. */
      readonly isNewLead: boolean;
    } & Obeyed)
  /** Somebody who works here asked for something by text; it was done, or answered. */
  | { readonly kind: 'command'; readonly messageId: number }
  /** A part of a long text; the others have not come yet. */
  | { readonly kind: 'part-kept' }
  /** It was stored before. */
  | { readonly kind: 'known' };

/**
 * Keeps a customer's text on the timeline of their lead, with the change of consent it asks for, before
 * the carrier is told that it arrived.
 */
export function receiveText(
  store: Store,
  inbound: InboundText,
  business: Business,
  now: Millis,
): ReceivedText {
  const from = readable(inbound.from, business);
  const to = readable(inbound.to, business);
  return store.transact('promised', (tx) => {
    const { dedupeKey } = inbound;
    if (dedupeKey !== undefined && !tx.seenTexts.mark(dedupeKey, now)) return { kind: 'known' };
    const body =
      inbound.part === null
        ? inbound.text
        : joinParts(tx, { from, to, text: inbound.text }, inbound.part, business, now);
    if (body === null) return { kind: 'part-kept' };
    const text = { from, to, body, arrivedAt: arrival(inbound, now) };
    const user = staffOf(tx, from, body);
    if (user === null) return keepText(tx, text, business, now);
    const line = lineAt(tx, to);
    return { kind: 'command', messageId: obeyStaff(store, tx, { ...text, user, line }, business, now) };
  });
}

/** When the network had it; a clock that is ahead of ours does not put it in the future. */
function arrival({ receivedAt }: InboundText, now: Millis): Millis {
  return receivedAt === undefined ? now : Math.min(receivedAt, now);
}

/** E.164 where it can be read as a number; as it came where not, e.g. a short code's notice. */
function readable(address: string, business: Business): string {
  const phone = parsePhone(address, business.country);
  return phone.kind === 'number' ? phone.e164 : address.slice(0, 64);
}

function joinParts(
  tx: Writer,
  { from, to, text }: { readonly from: string; readonly to: string; readonly text: string },
  part: NonNullable<InboundText['part']>,
  business: Business,
  now: Millis,
): string | null {
  const { reference, total, index } = part;
  const key = { fromNumber: from, toNumber: to, reference, total };
  const before = tx.inbound.partsOf(key).find((each) => each.index === index);
  // Phones use their references again: what is left of the text before will never be whole.
  if (before !== undefined && before.text !== text) keepIncomplete(tx, key, business, now);
  tx.inbound.addPart({ ...key, index, text, receivedAt: now });
  const parts = tx.inbound.partsOf(key);
  if (parts.length < total) return null;
  tx.inbound.dropParts(key);
  return parts.map((each) => each.text).join('');
}

/** Shows a long text of which a part never came, with a mark where. */
export function keepIncomplete(tx: Writer, key: PartKey, business: Business, now: Millis): void {
  const parts = new Map(tx.inbound.partsOf(key).map((part) => [part.index, part.text]));
  const body = Array.from({ length: key.total }, (_, i) => parts.get(i + 1) ?? ' […] ').join('');
  tx.inbound.dropParts(key);
  keepText(tx, { from: key.fromNumber, to: key.toNumber, body, arrivedAt: now }, business, now);
}

/** A whole text, as it came. */
interface WholeText {
  readonly from: string;
  readonly to: string;
  readonly body: string;
  readonly arrivedAt: Millis;
}

/** Puts a whole text on the timeline, does what it asks, and tells whoever should read it. */
export function keepText(tx: Writer, text: WholeText, business: Business, now: Millis): ReceivedText {
  const { from, to, arrivedAt } = text;
  const body = text.body.slice(0, MAX_BODY_LENGTH);
  const stage = tx.leads.firstStage();
  if (stage === undefined) throw new Error('the pipeline has no stage');
  const { lead, isNew } = tx.leads.findOrAdd({ number: from, name: '', source: 'text' }, stage.id, now);
  // A blocked number's texts are kept, and move its lead to the top of no list.
  const isBlocked = tx.blockedNumbers.of(from) !== undefined;
  if (!isBlocked) {
    tx.leads.touch(lead.id, now);
    tx.leads.texted(lead.id, arrivedAt);
  }
  const line = lineAt(tx, to);
  // Whoever texts can be texted, whatever a carrier said before.
  tx.refusedNumbers.forget(from);
  const { id } = tx.messages.add({
    direction: 'in',
    kind: 'reply',
    state: 'received',
    leadId: lead.id,
    lineId: line?.id ?? null,
    callId: null,
    fromNumber: from,
    toNumber: to,
    body,
    createdAt: arrivedAt,
    notBefore: null,
    expiresAt: now,
  });
  const reply = { messageId: id, leadId: lead.id, from, to, line, body, arrivedAt };
  const obeyed = obeyReply(tx, reply, now);
  // STOP, START and HELP have been done as they ask: there is nothing to answer.
  const isForPeople = obeyed.consent === null && obeyed.answerId === null && !isBlocked;
  if (isForPeople) {
    addUnread(tx, lead.id, arrivedAt);
    if (line !== null) ownLead(tx, lead.id, line, business, now);
    tellOfReply(tx, reply, business, now);
  }
  return { kind: 'stored', messageId: id, leadId: lead.id, isNewLead: isNew, ...obeyed };
}

/** The line at a number, or the one that sends from it. */
function lineAt(tx: Writer, number: string): LineRow | null {
  return tx.lines.byNumber(number) ?? tx.lines.all().find(({ sender }) => sender === number) ?? null;
}
