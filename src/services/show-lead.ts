import type { Outcome } from '../core/call.ts';
import type { Millis } from '../core/clock.ts';
import type { ConsentSource, ConsentState } from '../core/consent.ts';
import { type Country, parsePhone } from '../core/phone.ts';
import type { Voicemail } from '../core/voicemail.ts';
import type { Store } from '../store/open-store.ts';
import type { BlockRow } from '../store/queries/blocked-numbers.ts';
import type { LeadSummary } from '../store/queries/leads.ts';
import type { Reader } from '../store/queries.ts';
import type { Rejection } from './rejection.ts';
import { type MessageView, messageView } from './show-call.ts';

/** One thing that happened with a lead. */
export type TimelineEntry = { readonly at: Millis } & (
  | {
      readonly kind: 'call';
      readonly callId: number;
      readonly outcome: Outcome | null;
      readonly bridgedAt: Millis | null;
      readonly finishedAt: Millis | null;
      readonly voicemail: Voicemail | null;
      readonly voicemailSeconds: number | null;
    }
  | { readonly kind: 'text'; readonly direction: 'in' | 'out'; readonly message: MessageView }
  | { readonly kind: 'stage'; readonly to: string; readonly actor: string }
  | {
      readonly kind: 'consent';
      readonly state: ConsentState;
      readonly source: ConsentSource;
      readonly wording: string;
    }
);

export interface LeadView extends LeadSummary {
  readonly optedOut: boolean;
  /** Its entry on the block list; null where it is not blocked. */
  readonly block: BlockRow | null;
  /** The newest entries, oldest of them first. */
  readonly timeline: readonly TimelineEntry[];
  /** Whether there is more before the first of them. */
  readonly hasOlder: boolean;
}

/**
 * A lead and the newest `limit` entries of its timeline.
 * @param who the lead's id, or its number in any usual spelling
 */
export function showLead(
  store: Store,
  who: string,
  limit: number,
  country: Country,
): { readonly kind: 'lead'; readonly lead: LeadView } | Rejection {
  return store.read((reader) => {
    const lead = findLead(reader, who, country);
    if (lead === undefined) return noSuchLead(who);
    // One more than asked for tells whether there is more.
    const entries = mergeTimeline(timelineOf(reader, lead, limit + 1));
    return {
      kind: 'lead',
      lead: {
        ...lead,
        optedOut: reader.consents.current(lead.number)?.state === 'opted-out',
        block: reader.blockedNumbers.of(lead.number) ?? null,
        timeline: entries.slice(-limit),
        hasOlder: entries.length > limit,
      },
    };
  });
}

/** Leads by latest activity, newest first: at most `limit`, those after the lead with the id `before`. */
export function listLeads(
  store: Store,
  limit: number,
  before?: number,
): { readonly kind: 'leads'; readonly leads: readonly LeadSummary[] } | Rejection {
  return store.read((reader) => {
    if (before === undefined) return { kind: 'leads', leads: reader.leads.newest(limit) };
    const last = reader.leads.byId(before);
    if (last === undefined) return noSuchLead(String(before));
    return { kind: 'leads', leads: reader.leads.newest(limit, last) };
  });
}

/**
 * All lists in the order in which things happened. What happened at the same instant keeps the order in
 * which a person tells it: the lead's first stage, the call, the text, what the text changed.
 */
export function mergeTimeline(lists: readonly (readonly TimelineEntry[])[]): readonly TimelineEntry[] {
  return lists.flat().sort((a, b) => a.at - b.at || TOLD.indexOf(a.kind) - TOLD.indexOf(b.kind));
}

const TOLD: readonly TimelineEntry['kind'][] = ['call', 'stage', 'text', 'consent'];

function timelineOf(reader: Reader, lead: LeadSummary, limit: number): TimelineEntry[][] {
  const calls = reader.calls.ofLead(lead.id, limit).map(
    ({ id, outcome, arrivedAt, bridgedAt, finishedAt, voicemail, voicemailSeconds }): TimelineEntry => ({
      at: arrivedAt,
      kind: 'call',
      callId: id,
      outcome,
      bridgedAt,
      finishedAt,
      voicemail,
      voicemailSeconds,
    }),
  );
  const texts = reader.messages.ofLead(lead.id, limit).map(
    (row): TimelineEntry => ({
      at: row.createdAt,
      kind: 'text',
      direction: row.direction,
      message: messageView(row),
    }),
  );
  const stages = reader.leads
    .movesOf(lead.id, limit)
    .map((move): TimelineEntry => ({ ...move, kind: 'stage' }));
  const consents = reader.consents
    .of(lead.number, limit)
    .map(
      ({ at, state, source, wording }): TimelineEntry => ({ at, kind: 'consent', state, source, wording }),
    );
  return [calls, texts, stages, consents].map((newestFirst) => newestFirst.reverse());
}

/** Numbers of six digits or fewer are ids: no phone number is that short. */
function findLead(reader: Reader, who: string, country: Country): LeadSummary | undefined {
  if (/^\d{1,6}$/.test(who)) return reader.leads.byId(Number(who)) ?? reader.leads.byNumber(who);
  const phone = parsePhone(who, country);
  return reader.leads.byNumber(phone.kind === 'number' ? phone.e164 : who);
}

function noSuchLead(who: string): Rejection {
  return {
    kind: 'not-found',
    problem: `There is no lead ${JSON.stringify(who.slice(0, 64))}.`,
    remedy: 'Name it by its id or phone number; see `textback lead list`.',
  };
}
