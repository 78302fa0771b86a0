import type { Millis } from '../core/clock.ts';
import {
  excerptAround,
  matchBeginnings,
  matchExactly,
  matchWords,
  parseSearch,
  type SearchWords,
} from '../core/search-words.ts';
import type { Store } from '../store/open-store.ts';
import type { LeadCriteria } from '../store/queries/lead-matches.ts';
import type { LeadSummary } from '../store/queries/leads.ts';
import type { SearchHit } from '../store/queries/search.ts';
import type { Reader } from '../store/queries.ts';
import { criteriaOf, type LeadFilter } from './list-leads.ts';
import type { Rejection } from './rejection.ts';

/**
 * Where words are looked for, in the order in which what is found is shown. `undialled`: numbers without the zeros
 * that were typed first, which may be the number's own (`0123` of 555-0123) or what is dialled before it (`020 7946`).
 * `longer`: texts with words that only begin so. They come after those with just these words because SQLite first
 * collects every such text there is: 0.1 s for a million, which a page seldom needs.
 */
const PLACES = ['number', 'undialled', 'name', 'note', 'text', 'longer'] as const;
type SearchPlace = (typeof PLACES)[number];

export interface FoundLead {
  readonly lead: LeadSummary;
  readonly where: Exclude<SearchPlace, 'undialled' | 'longer'>;
  /** What was found there, cut around the words. */
  readonly excerpt: string;
  /** When that was written; for number and name, the lead's latest activity. */
  readonly at: Millis;
}

export interface FoundLeads {
  readonly kind: 'found';
  /** Each lead once. */
  readonly leads: readonly FoundLead[];
  /** What shows the next page; null where there is none. */
  readonly after: string | null;
}

export interface SearchQuestion {
  /** Words of a name, note or text, or part of a number. */
  readonly text: string;
  readonly limit: number;
  /** `FoundLeads.after` of the page before. */
  readonly after?: string;
  /** Only leads that have all of this. */
  readonly filter?: LeadFilter;
}

const EXCERPT_LENGTH = 80;
/** How many rows are looked through for a page: a customer who writes a lot stands for one lead. */
const ROWS_FOR_A_LEAD = 10;
/** The same where only some of the leads are wanted: 4 µs for each row. */
const ROWS_FOR_A_FILTERED_LEAD = 50;

/**
 * Leads by part of a number, and by words of names, notes and texts that all have to be there; longer words may begin
 * so. Within a place the newest comes first. A lead may stand on several pages, found at another place; a page may have
 * few leads, or none, and yet not be the last.
 */
export function searchLeads(store: Store, question: SearchQuestion): FoundLeads | Rejection {
  const { text, limit, after, filter = {} } = question;
  const words = parseSearch(text);
  if (words.words.length === 0) return nothingToFind(text);
  const cursor = parseCursor(after);
  if (cursor === null) return noSuchPage(after);
  return store.read((reader) => {
    const wanted = criteriaOf(reader, filter);
    if (wanted.kind !== 'criteria') return wanted;
    const isWanted = wanting(reader, wanted.criteria);
    const found = new Map<number, FoundLead>();
    let rows = limit * (isWanted === null ? ROWS_FOR_A_LEAD : ROWS_FOR_A_FILTERED_LEAD);
    for (const where of PLACES.slice(PLACES.indexOf(cursor.where))) {
      const before = where === cursor.where ? cursor.before : Number.MAX_SAFE_INTEGER;
      const hits = findAt(reader, where, words, before, rows);
      rows -= hits.length;
      for (const hit of hits) {
        if (!found.has(hit.leadId)) keep({ reader, isWanted, found, where, words }, hit);
        if (found.size === limit) return page(found, `${where}-${hit.id}`);
      }
      const last = hits.at(-1);
      if (rows === 0 && last !== undefined) return page(found, `${where}-${last.id}`);
    }
    return page(found, null);
  });
}

function findAt(
  { search }: Reader,
  where: SearchPlace,
  words: SearchWords,
  before: number,
  limit: number,
): readonly SearchHit[] {
  switch (where) {
    case 'number':
      return words.digits === null ? [] : search.numbers(words.digits, before, limit);
    case 'undialled':
      return words.undialled === null ? [] : search.numbers(words.undialled, before, limit);
    case 'name':
      return search.names(matchWords(words), before, limit);
    case 'note':
      return search.notes(matchWords(words), before, limit);
    case 'text':
      return search.texts(matchExactly(words), before, limit);
    case 'longer':
      return search.texts(matchBeginnings(words), before, limit);
  }
}

/** Whether a lead has all that is asked for; null where every lead has. */
function wanting(reader: Reader, criteria: LeadCriteria): ((lead: LeadSummary) => boolean) | null {
  const { tag, ownerId, stageId, source } = criteria;
  if (Object.values(criteria).every((value) => value === undefined)) return null;
  return (lead) =>
    (ownerId === undefined || (lead.ownerId === ownerId && (ownerId !== null || lead.closedAt === null))) &&
    (stageId === undefined || lead.stageId === stageId) &&
    (source === undefined || lead.source === source) &&
    (tag === undefined || reader.tags.of(lead.id).includes(tag));
}

interface Finding {
  readonly reader: Reader;
  readonly isWanted: ((lead: LeadSummary) => boolean) | null;
  readonly found: Map<number, FoundLead>;
  readonly where: SearchPlace;
  readonly words: SearchWords;
}

function keep(finding: Finding, { leadId, words: text, at }: SearchHit): void {
  const { reader, isWanted, found, where, words } = finding;
  const lead = reader.leads.byId(leadId);
  if (lead === undefined || isWanted?.(lead) === false) return;
  const excerpt = excerptAround(text, words, EXCERPT_LENGTH);
  found.set(leadId, { lead, where: shownAs(where), excerpt, at });
}

function shownAs(where: SearchPlace): FoundLead['where'] {
  if (where === 'undialled') return 'number';
  return where === 'longer' ? 'text' : where;
}

function page(found: ReadonlyMap<number, FoundLead>, after: string | null): FoundLeads {
  return { kind: 'found', leads: [...found.values()], after };
}

function parseCursor(
  after: string | undefined,
): { readonly where: SearchPlace; readonly before: number } | null {
  if (after === undefined) return { where: PLACES[0], before: Number.MAX_SAFE_INTEGER };
  const [, place = '', id = ''] = /^([a-z]+)-(\d{1,15})$/.exec(after) ?? [];
  const where = PLACES.find((each) => each === place);
  return where === undefined ? null : { where, before: Number(id) };
}

function nothingToFind(text: string): Rejection {
  return {
    kind: 'invalid',
    problem: `There is nothing to look for in ${JSON.stringify(text.slice(0, 64))}.`,
    remedy: 'Give part of a number, or words of a name, note or text.',
  };
}

function noSuchPage(after: string | undefined): Rejection {
  return {
    kind: 'invalid',
    problem: `${JSON.stringify(after?.slice(0, 64))} is no place in what was found.`,
    remedy: 'Give what the page before said after --after.',
  };
}
