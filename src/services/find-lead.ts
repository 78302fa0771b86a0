import type { Millis } from '../core/clock.ts';
import { type Country, parsePhone } from '../core/phone.ts';
import type { LeadSummary } from '../store/queries/leads.ts';
import type { Reader } from '../store/queries.ts';
import type { Rejection } from './rejection.ts';

const LATEST = { at: Number.MAX_SAFE_INTEGER, id: Number.MAX_SAFE_INTEGER };

/**
 * The lead that a person means: one that was merged into another is that other.
 * @param who its id, or a number of it in any usual spelling; up to six digits are an id, since no phone number is
 *   that short, and so is anything after `#`
 */
export function findLead(
  reader: Reader,
  who: string,
  country: Country,
): { readonly kind: 'lead'; readonly lead: LeadSummary } | Rejection {
  const lead = byId(reader, who) ?? byNumber(reader, who, country);
  if (lead === undefined) return noSuchLead(who);
  return lead.erasedAt === null ? { kind: 'lead', lead } : erasedLead(lead.id, lead.erasedAt);
}

function byId(reader: Reader, who: string): LeadSummary | undefined {
  const id = /^(?:\d{1,6}|#\d{1,15})$/.test(who) ? Number(who.replace('#', '')) : null;
  const lead = id === null ? undefined : reader.leads.byId(id);
  return lead === undefined || lead.mergedInto === null ? lead : reader.leads.byId(lead.mergedInto);
}

function byNumber(reader: Reader, who: string, country: Country): LeadSummary | undefined {
  const phone = parsePhone(who, country);
  return reader.leads.byNumber(phone.kind === 'number' ? phone.e164 : who);
}

/** The number by which a lead was last in touch with the business: what is written to them goes there. */
export function contactNumber(reader: Reader, { id, number }: LeadSummary): string {
  const numbers = [number, ...reader.leads.numbersMergedInto(id)];
  if (numbers.length === 1) return number;
  const text = reader.inbox.newestText(id);
  const [call] = reader.timeline.calls(id, LATEST, 1);
  const texted = text?.direction === 'in' ? text.fromNumber : text?.toNumber;
  const called = call?.fromNumber ?? call?.fromRaw;
  const isCallNewer = (call?.arrivedAt ?? 0) > (text?.createdAt ?? 0);
  const last = [isCallNewer ? called : texted, isCallNewer ? texted : called];
  return last.find((each) => each !== undefined && numbers.includes(each)) ?? number;
}

/** Nobody can look at one, or change it: there is nothing left to see. */
export function erasedLead(id: number, erasedAt: Millis): Rejection {
  const day = new Date(erasedAt).toISOString().slice(0, 10);
  return {
    kind: 'not-found',
    problem: `Lead ${id} was removed by privacy purge on ${day}.`,
    remedy: 'Its calls and texts still count in reports; names, numbers and words are gone for good.',
  };
}

export function noSuchLead(who: string): Rejection {
  return {
    kind: 'not-found',
    problem: `There is no lead ${JSON.stringify(who.slice(0, 64))}.`,
    remedy: 'Name it by its id or phone number; see `textback lead list`, or `textback lead search`.',
  };
}
