import { z } from 'zod';
import { LEAD_SOURCES } from '../../../core/pipeline.ts';
import { foundLeadJson, leadJson, leadSummaryJson } from '../../../services/lead-json.ts';
import { listLeads } from '../../../services/list-leads.ts';
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

const filter = {
  owner: words.optional().describe('Of one person.'),
  stage: words.optional().describe('In one stage.'),
  tag: words.optional().describe('With a tag.'),
  source: z.enum(LEAD_SOURCES).optional().describe('That came to be in one way.'),
};

const listQuery = z
  .strictObject({
    ...filter,
    order: z
      .enum(['unassigned-first', 'latest', 'unassigned-only'])
      .optional()
      .describe(
        'Of all leads `unassigned-first` where nothing is said. Those that are asked for by owner, stage, tag or ' +
          'source come by latest activity; with a tag, the newest lead first.',
      ),
    limit,
    cursor: cursorTo(leadPlace),
  })
  .refine(({ owner, order }) => owner === undefined || order !== 'unassigned-only', {
    message: 'Give one of owner and unassigned-only',
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
      const { owner, stage, tag, source, order, limit, cursor } = query;
      const listed = listLeads(store, {
        filter: { owner: order === 'unassigned-only' ? null : owner, stage, tag, source },
        order: order === 'latest' ? 'latest' : undefined,
        limit: limit + 1,
        ...(cursor === undefined ? {} : { before: cursor }),
      });
      if (listed.kind !== 'leads') return listed;
      const { leads, end } = listed;
      const { page, next } = pageOf(leads, limit, ({ id, lastActivityAt, ownerId, closedAt }) => ({
        ...{ id, lastActivityAt, ownerId, closedAt },
      }));
      return {
        leads: page.map(leadSummaryJson),
        next: next ?? (end === null ? null : encoded(end)),
      };
    },
  }),
  operation({
    method: 'GET',
    path: '/api/v1/leads/search',
    id: 'searchLeads',
    summary: 'Leads by part of a number, or by words of names, notes and texts',
    query: z.strictObject({ q: words, ...filter, limit, cursor: cursorTo(text) }),
    answer: z.object({ leads: z.array(FoundLead), next }),
    perform({ store, query: { q, limit, cursor, ...filter } }) {
      const after = cursor === undefined ? {} : { after: cursor };
      const found = searchLeads(store, { text: q, filter, limit, ...after });
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
