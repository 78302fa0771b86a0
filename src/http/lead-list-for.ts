import type { Context } from 'hono';
import { LEAD_SOURCES } from '../core/pipeline.ts';
import { listStages } from '../services/edit-stages.ts';
import { type LeadFilter, listLeads } from '../services/list-leads.ts';
import { listTags } from '../services/list-tags.ts';
import type { Rejection } from '../services/rejection.ts';
import { searchLeads } from '../services/search-leads.ts';
import { listUsers } from '../services/show-user.ts';
import { type LeadsAsked, type LeadsShown, leadList } from './pages/lead-list.tsx';
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
  return {
    search: (req.query('q') ?? '').trim().slice(0, MOST_SEARCHED),
    show: (req.query('show') ?? '').slice(0, MOST_SEARCHED),
    place: (req.query('place') ?? '').slice(0, 40),
  };
}

function listed(store: WebParts['store'], { show, place }: LeadsAsked): LeadsShown | Rejection {
  const before = /^\d{1,15}$/.test(place) ? { before: Number(place) } : {};
  const list = listLeads(store, { filter: filterOf(show), limit: PAGE, ...before });
  if (list.kind !== 'leads') return list;
  const { leads } = list;
  const last = leads.length === PAGE ? leads.at(-1) : undefined;
  return { rows: leads.map((lead) => ({ lead, hit: null })), next: last === undefined ? null : `${last.id}` };
}

function found(store: WebParts['store'], { search, place }: LeadsAsked): LeadsShown | Rejection {
  const after = place === '' ? {} : { after: place };
  const hits = searchLeads(store, { text: search, limit: PAGE, ...after });
  if (hits.kind !== 'found') return hits;
  return { rows: hits.leads.map(({ lead, ...hit }) => ({ lead, hit })), next: hits.after };
}

/** `owner:Maria`, say; what is no choice of ours is all leads. */
function filterOf(show: string): LeadFilter {
  const [, by = '', name = ''] = /^(owner|stage|tag|source):(.+)$/s.exec(show) ?? [];
  if (by === 'owner' || by === 'stage' || by === 'tag') return { by, name };
  const source = LEAD_SOURCES.find((each) => each === name);
  if (source !== undefined) return { by: 'source', source };
  return { by: show === 'unassigned' ? 'no-owner' : show === 'latest' ? 'latest' : 'nothing' };
}
