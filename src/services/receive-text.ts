import type { Millis } from '../core/clock.ts';
import { parsePhone } from '../core/phone.ts';
import type { InboundText } from '../gateways/gateway.ts';
import type { Store } from '../store/open-store.ts';
import type { PartKey } from '../store/queries/inbound.ts';
import type { LineRow } from '../store/queries/lines.ts';
import type { Writer } from '../store/queries.ts';
import type { Business } from './business.ts';
import { type Obeyed, obeyReply } from './obey-reply.ts';

/** Longer texts are cut: ten times what a phone can send. */
const MAX_BODY_LENGTH = 15_300;

export type ReceivedText =
  | ({
      readonly kind: 'stored';
      readonly messageId: number;
      readonly leadId: number;
    } & Obeyed)
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
    const body = inbound.part === null ? inbound.text : joinParts(tx, from, to, inbound, inbound.part, now);
    if (body === null) return { kind: 'part-kept' };
    return keepText(tx, from, to, body, now, arrival(inbound, now));
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
  fromNumber: string,
  toNumber: string,
  { text }: InboundText,
  part: NonNullable<InboundText['part']>,
  now: Millis,
): string | null {
  const { reference, total, index } = part;
  const key = { fromNumber, toNumber, reference, total };
  const before = tx.inbound.partsOf(key).find((each) => each.index === index);
  // Phones use their references again: what is left of the text before will never be whole.
  if (before !== undefined && before.text !== text) keepIncomplete(tx, key, now);
  tx.inbound.addPart({ ...key, index, text, receivedAt: now });
  const parts = tx.inbound.partsOf(key);
  if (parts.length < total) return null;
  tx.inbound.dropParts(key);
  return parts.map((each) => each.text).join('');
}

/** Shows a long text of which a part never came, with a mark where. */
export function keepIncomplete(tx: Writer, key: PartKey, now: Millis): void {
  const parts = new Map(tx.inbound.partsOf(key).map((part) => [part.index, part.text]));
  const body = Array.from({ length: key.total }, (_, i) => parts.get(i + 1) ?? ' […] ').join('');
  tx.inbound.dropParts(key);
  keepText(tx, key.fromNumber, key.toNumber, body, now);
}

/** Puts a whole text on the timeline, and does what it asks. */
export function keepText(
  tx: Writer,
  from: string,
  to: string,
  words: string,
  now: Millis,
  arrivedAt: Millis = now,
): ReceivedText {
  const body = words.slice(0, MAX_BODY_LENGTH);
  const stage = tx.leads.firstStage();
  if (stage === undefined) throw new Error('the pipeline has no stage');
  const { lead } = tx.leads.findOrAdd({ number: from, name: '', source: 'text' }, stage.id, now);
  // A blocked number's texts are kept, and move its lead to the top of no list.
  if (tx.blockedNumbers.of(from) === undefined) tx.leads.touch(lead.id, now);
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
  return { kind: 'stored', messageId: id, leadId: lead.id, ...obeyReply(tx, reply, now) };
}

/** The line at a number, or the one that sends from it. */
function lineAt(tx: Writer, number: string): LineRow | null {
  return tx.lines.byNumber(number) ?? tx.lines.all().find(({ sender }) => sender === number) ?? null;
}
