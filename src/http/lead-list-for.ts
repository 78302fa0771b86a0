import type { Context } from 'hono';
import { LEAD_SOURCES } from '../core/pipeline.ts';
import { listStages } from '../services/edit-stages.ts';
import { type LeadFilter, listLeads } from '../services/list-leads.ts';
import { listTags } from '../services/list-tags.ts';
import type { Rejection } from '../services/rejection.ts';
import { searchLeads } from '../services/search-leads.ts';
import { listUsers } from '../services/show-user.ts';
import { type LeadsAsked, type LeadsShown, leadList, NOBODY } from './pages/lead-list.tsx';
import type { PersonEnv } from './web-env.ts';
import type { WebParts } from './web-parts.ts';

/** Leads on a page of the list. */
const PAGE = 40;
/** Tags to choose from. */
const MOST_TAGS = 50;
const MOST_SEARCHED = 200;

/** The list, or what was found, as the query asks for it. */
export async function leadListFor(context: Context<PersonEnv>, { store, clock }: WebParts) {
  const person = context.get('person');
  const asked = askedOf(context);
  const shown = asked.search === '' ? listed(store, asked) : found(store, asked);
  if ('problem' in shown) return shown;
  return { kind: 'list' as const, asked, list: await leadList({ person, asked, shown, now: clock.now() }) };
}

/** What the list can be narrowed down to. */
export function leadChoices(store: WebParts['store']) {
  return {
    owners: listUsers(store).map(({ name }) => name),
    stages: listStages(store).map(({ name }) => name),
    tags: listTags(store, MOST_TAGS),
  };
}

function askedOf({ req }: Context<PersonEnv>): LeadsAsked {
  const words = (name: string) => (req.query(name) ?? '').trim().slice(0, MOST_SEARCHED);
  return {
    search: words('q'),
    owner: words('owner'),
    stage: words('stage'),
    source: LEAD_SOURCES.find((source) => source === req.query('source')) ?? '',
    tag: words('tag'),
    order: req.query('order') === 'latest' ? 'latest' : '',
    place: (req.query('place') ?? '').slice(0, 40),
  };
}

function listed(store: WebParts['store'], asked: LeadsAsked): LeadsShown | Rejection {
  const { order, place } = asked;
  const before = /^\d{1,15}$/.test(place) ? { before: Number(place) } : {};
  const list = listLeads(store, {
    filter: filterOf(asked),
    order: order === '' ? 'unassigned-first' : order,
    limit: PAGE,
    ...before,
  });
  if (list.kind !== 'leads') return list;
  const { leads, end } = list;
  const last = leads.length === PAGE ? leads.at(-1) : end;
  return { rows: leads.map((lead) => ({ lead, hit: null })), next: last ? `${last.id}` : null };
}

function found(store: WebParts['store'], asked: LeadsAsked): LeadsShown | Rejection {
  const after = asked.place === '' ? {} : { after: asked.place };
  const hits = searchLeads(store, { text: asked.search, filter: filterOf(asked), limit: PAGE, ...after });
  if (hits.kind !== 'found') return hits;
  return { rows: hits.leads.map(({ lead, ...hit }) => ({ lead, hit })), next: hits.after };
}

function filterOf({ owner, stage, source, tag }: LeadsAsked): LeadFilter {
  return {
    owner: owner === NOBODY ? null : owner || undefined,
    stage: stage || undefined,
    source: source || undefined,
    tag: tag || undefined,
  };
}
