import { type Country, parsePhone } from '../core/phone.ts';
import type { LeadSummary } from '../store/queries/leads.ts';
import type { Reader } from '../store/queries.ts';
import type { Rejection } from './rejection.ts';

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
  return lead === undefined ? noSuchLead(who) : { kind: 'lead', lead };
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

export function noSuchLead(who: string): Rejection {
  return {
    kind: 'not-found',
    problem: `There is no lead ${JSON.stringify(who.slice(0, 64))}.`,
    remedy: 'Name it by its id or phone number; see `textback lead list`, or `textback lead search`.',
  };
}
