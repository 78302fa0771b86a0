import { z } from 'zod';
import { foundLeadJson, leadJson, leadSummaryJson } from '../../../services/lead-json.ts';
import { type LeadFilter, listLeads } from '../../../services/list-leads.ts';
import { searchLeads } from '../../../services/search-leads.ts';
import { showLead } from '../../../services/show-lead.ts';
import { operation } from '../operation.ts';
import { cursorTo, encoded, limit, pageOf } from '../page.ts';
import { next, text } from '../shapes/basics.ts';
import { FoundLead, Lead, LeadSummary } from '../shapes/leads.ts';
import { leadPath, whoOf } from './params.ts';

const MAX_WORDS = 200;
const words = text.max(MAX_WORDS);
const at = z.int();

const leadPlace = z.strictObject({
  ...{ id: z.int(), lastActivityAt: at, ownerId: z.nullable(z.int()), closedAt: z.nullable(at) },
});

const listQuery = z
  .strictObject({
    owner: words.optional().describe('Of one person.'),
    stage: words.optional().describe('In one stage.'),
    tag: words.optional().describe('With a tag; the newest lead first.'),
    order: z
      .enum(['unassigned-first', 'latest', 'unassigned-only'])
      .optional()
      .describe('Of all leads; `unassigned-first` where nothing is said.'),
    limit,
    cursor: cursorTo(leadPlace),
  })
  .refine((query) => [query.owner, query.stage, query.tag, query.order].filter(isGiven).length < 2, {
    message: 'Give one of owner, stage, tag and order',
  });

export const LEAD_OPERATIONS = [
  operation({
    method: 'GET',
    path: '/api/v1/leads',
    id: 'listLeads',
    summary: 'Leads: those that nobody looks after first, then the latest activity',
    query: listQuery,
    answer: z.object({ leads: z.array(LeadSummary), next }),
    perform({ store, query }) {
      const { limit, cursor } = query;
      const before = cursor === undefined ? {} : { before: cursor };
      const listed = listLeads(store, { filter: filterOf(query), limit: limit + 1, ...before });
      if (listed.kind !== 'leads') return listed;
      const { page, next } = pageOf(listed.leads, limit, ({ id, lastActivityAt, ownerId, closedAt }) => ({
        ...{ id, lastActivityAt, ownerId, closedAt },
      }));
      return { leads: page.map(leadSummaryJson), next };
    },
  }),
  operation({
    method: 'GET',
    path: '/api/v1/leads/search',
    id: 'searchLeads',
    summary: 'Leads by part of a number, or by words of names, notes and texts',
    query: z.strictObject({ q: words, limit, cursor: cursorTo(text) }),
    answer: z.object({ leads: z.array(FoundLead), next }),
    perform({ store, query: { q, limit, cursor } }) {
      const after = cursor === undefined ? {} : { after: cursor };
      const found = searchLeads(store, { text: q, limit, ...after });
      if (found.kind !== 'found') return found;
      return {
        leads: found.leads.map(foundLeadJson),
        next: found.after === null ? null : encoded(found.after),
      };
    },
  }),
  operation({
    method: 'GET',
    path: '/api/v1/leads/{lead}',
    id: 'showLead',
    summary: 'A lead, and its timeline: calls and texts both ways, notes, stages, owners, consent',
    params: leadPath,
    query: z.strictObject({ limit, cursor: cursorTo(text) }),
    answer: z.object({ lead: Lead, next }),
    perform({ store, business, params, query: { limit, cursor } }) {
      const before = cursor === undefined ? {} : { before: cursor };
      const shown = showLead(store, { who: whoOf(params), limit, ...before }, business.country);
      if (shown.kind !== 'lead') return shown;
      const { lead } = shown;
      return { lead: leadJson(lead), next: lead.before === null ? null : encoded(lead.before) };
    },
  }),
];

function isGiven(value: string | undefined): boolean {
  return value !== undefined;
}

function filterOf({ owner, stage, tag, order }: z.output<typeof listQuery>): LeadFilter {
  if (owner !== undefined) return { by: 'owner', name: owner };
  if (stage !== undefined) return { by: 'stage', name: stage };
  if (tag !== undefined) return { by: 'tag', name: tag };
  if (order === 'latest') return { by: 'latest' };
  return { by: order === 'unassigned-only' ? 'no-owner' : 'nothing' };
}
