import type { Country } from '../core/phone.ts';
import type { Store } from '../store/open-store.ts';
import type { BlockRow } from '../store/queries/blocked-numbers.ts';
import type { LeadSummary } from '../store/queries/leads.ts';
import type { ResponseClockRow } from '../store/queries/response-clocks.ts';
import type { Reader } from '../store/queries.ts';
import { findLead } from './find-lead.ts';
import { leadTimeline, parseTimelineCursor, type TimelineEntry } from './lead-timeline.ts';
import type { Rejection } from './rejection.ts';

export interface LeadView extends LeadSummary {
  /** Its own number first, then those of leads that were merged into it. */
  readonly numbers: readonly string[];
  readonly tags: readonly string[];
  /** Those of its numbers that asked for no more texts. */
  readonly optedOut: readonly string[];
  /** Its entry on the block list; null where it is not blocked. */
  readonly block: BlockRow | null;
  /** The latest time that they waited for a person; null where they never did. */
  readonly response: ResponseView | null;
  /** The newest entries, oldest of them first. */
  readonly timeline: readonly TimelineEntry[];
  /** What shows the entries before these; null where there are none. */
  readonly before: string | null;
}

export interface ResponseView
  extends Pick<ResponseClockRow, 'missedAt' | 'targetAt' | 'endedAt' | 'response' | 'escalations'> {
  /** Who responded; null where that is not known. */
  readonly by: string | null;
}

export interface LeadQuestion {
  /** As `findLead` takes it. */
  readonly who: string;
  /** Entries of the timeline, at most. */
  readonly limit: number;
  /** A `LeadView.before`, for the entries before that. */
  readonly before?: string;
}

/** A lead and a page of its timeline, the newest where no other is asked for. */
export function showLead(
  store: Store,
  { who, limit, before }: LeadQuestion,
  country: Country,
): { readonly kind: 'lead'; readonly lead: LeadView } | Rejection {
  const cursor = before === undefined ? undefined : parseTimelineCursor(before);
  if (cursor === null) return noSuchPlace(before);
  return store.read((reader) => {
    const found = findLead(reader, who, country);
    if (found.kind !== 'lead') return found;
    const { lead } = found;
    const facts = leadFacts(reader, lead);
    const timeline = leadTimeline(reader, lead.id, facts.numbers, limit, cursor);
    return {
      kind: 'lead',
      lead: { ...lead, ...facts, timeline: timeline.entries, before: timeline.before },
    };
  });
}

/** What is known of a lead beside its own row. */
export function leadFacts(reader: Reader, { id, number }: LeadSummary) {
  const numbers = [number, ...reader.leads.numbersMergedInto(id)];
  return {
    numbers,
    tags: reader.tags.of(id),
    optedOut: numbers.filter((each) => reader.consents.current(each)?.state === 'opted-out'),
    block: reader.blockedNumbers.of(number) ?? null,
    response: responseOf(reader, id),
  };
}

function responseOf(reader: Reader, leadId: number): ResponseView | null {
  const latest = reader.responseClocks.latest(leadId);
  if (latest === undefined) return null;
  const { missedAt, targetAt, endedAt, response, escalations } = latest.clock;
  return { missedAt, targetAt, endedAt, response, escalations, by: latest.by };
}

function noSuchPlace(before: string | undefined): Rejection {
  return {
    kind: 'invalid',
    problem: `${JSON.stringify(before?.slice(0, 64))} is no place in a timeline.`,
    remedy: 'Give what the page before said after --before.',
  };
}
