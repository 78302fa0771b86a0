import type { Outcome } from '../core/call.ts';
import type { Millis } from '../core/clock.ts';
import { formatPhone } from '../core/phone.ts';
import type { Suppression } from '../core/text-back-question.ts';
import type { LineRow } from '../store/queries/lines.ts';
import type { Writer } from '../store/queries.ts';
import type { Business } from './business.ts';
import { notifyPeople } from './notify-people.ts';

interface Miss {
  readonly callId: number;
  readonly leadId: number;
  readonly line: LineRow;
  /** Null where it is not known. */
  readonly outcome: Outcome | null;
  readonly waitedMs: Millis;
  /** Why the caller got no text; null where one went out. */
  readonly suppressed: Suppression | null;
}

/** Tells whoever looks after the caller that nobody answered, in the transaction that records it. */
export function tellOfMiss(tx: Writer, miss: Miss, business: Business, now: Millis): void {
  const { callId, leadId, line, outcome, waitedMs, suppressed } = miss;
  const lead = describeLead(tx, leadId, business);
  const happening = {
    ...({ kind: 'missed-call', lead, lineName: line.name } as const),
    ...{ outcome, waitedMs, suppressed },
  };
  notifyPeople(tx, { key: `call:${callId}`, happening, leadId, lineId: line.id }, business, now);
}

interface Written {
  readonly messageId: number;
  readonly leadId: number;
  /** Null where they wrote to a number that is no line. */
  readonly line: LineRow | null;
  readonly body: string;
}

/** Tells whoever looks after a customer what they wrote, in the transaction that keeps it. */
export function tellOfReply(tx: Writer, text: Written, business: Business, now: Millis): void {
  const { messageId, leadId, line, body } = text;
  const lead = describeLead(tx, leadId, business);
  const lineName = line?.name ?? business.name;
  const happening = { kind: 'reply', lead, lineName, words: body } as const;
  notifyPeople(tx, { key: `text:${messageId}`, happening, leadId, lineId: line?.id ?? null }, business, now);
}

function describeLead(tx: Writer, leadId: number, { country }: Business) {
  const lead = tx.leads.byId(leadId);
  if (lead === undefined) throw new Error(`lead ${leadId} does not exist`);
  return { id: leadId, name: lead.name, number: formatPhone(lead.number, country) };
}
