import { z } from 'zod';
import { BLOCK_TREATMENTS } from '../../../core/line-words.ts';
import { blockJson } from '../../../services/as-json.ts';
import { assignLead } from '../../../services/assign-lead.ts';
import { blockNumber } from '../../../services/block-number.ts';
import { leadSummaryJson } from '../../../services/lead-json.ts';
import { nameLead } from '../../../services/name-lead.ts';
import { noteLead } from '../../../services/note-lead.ts';
import type { Rejection } from '../../../services/rejection.ts';
import { showLead } from '../../../services/show-lead.ts';
import { stageLead } from '../../../services/stage-lead.ts';
import { tagLead, untagLead } from '../../../services/tag-lead.ts';
import { unblockNumber } from '../../../services/unblock-number.ts';
import { type Asking, operation } from '../operation.ts';
import { changed, text, whole } from '../shapes/basics.ts';
import { Block, ChangedLead, LeadSummary } from '../shapes/leads.ts';
import { leadPath, whoOf } from './params.ts';

const words = text.max(200);
const tags = z.array(words).min(1).max(50);

const leadChange = z
  .strictObject({
    name: words.optional().describe('Empty for none.'),
    stage: words.optional(),
    owner: z.nullable(words).optional().describe("A person's name; null for nobody."),
    addTags: tags.optional(),
    removeTags: tags.optional(),
  })
  .refine((change) => Object.keys(change).length > 0, { message: 'Give at least one change' });

export const LEAD_CHANGE_OPERATIONS = [
  operation({
    method: 'PATCH',
    path: '/api/v1/leads/{lead}',
    id: 'changeLead',
    summary: 'Change name, stage, owner or tags of a lead: all that is asked for, or nothing',
    params: leadPath,
    body: leadChange,
    answer: z.object({ changed, lead: ChangedLead }),
    perform(request) {
      const who = whoOf(request.params);
      let isChanged = false;
      for (const change of changesOf(request.body, who)) {
        const done = change(request);
        if ('problem' in done) return done;
        isChanged ||= done.kind !== 'unchanged';
      }
      const shown = showLead(request.store, { who, limit: 1 }, request.business.country);
      if (shown.kind !== 'lead') return shown;
      const { tags } = shown.lead;
      return { changed: isChanged, lead: { ...leadSummaryJson(shown.lead), tags } };
    },
  }),
  operation({
    method: 'POST',
    path: '/api/v1/leads/{lead}/notes',
    id: 'addNote',
    summary: "Write a note on a lead's timeline",
    status: 201,
    params: leadPath,
    body: z.strictObject({ body: text.max(10_000) }),
    answer: z.object({ noteId: whole, lead: LeadSummary }),
    perform({ store, business, actor, now, params, body }) {
      const request = { who: whoOf(params), body: body.body, dryRun: false };
      const noted = noteLead(store, request, business.country, actor, now);
      return noted.kind === 'noted' ? { noteId: noted.noteId, lead: leadSummaryJson(noted.lead) } : noted;
    },
  }),
  operation({
    method: 'PUT',
    path: '/api/v1/leads/{lead}/block',
    id: 'blockLead',
    summary: "Put a lead's number on the block list: no phone rings, nobody texts it",
    params: leadPath,
    body: z.strictObject({
      treatment: z.nullable(z.enum(BLOCK_TREATMENTS)).optional().describe("Null for the business's own."),
      note: words.optional(),
    }),
    answer: z.object({ changed, block: Block, calledOff: whole.describe('Texts that waited for it.') }),
    perform({ store, business, actor, now, params, body: { treatment, note } }) {
      const shown = showLead(store, { who: whoOf(params), limit: 1 }, business.country);
      if (shown.kind !== 'lead') return shown;
      const request = { number: shown.lead.number, exact: true, treatment, note, dryRun: false };
      const done = blockNumber(store, request, business.country, actor.label, now);
      if ('problem' in done) return done;
      return { changed: done.kind !== 'known', block: blockJson(done.block), calledOff: done.calledOff };
    },
  }),
  operation({
    method: 'DELETE',
    path: '/api/v1/leads/{lead}/block',
    id: 'unblockLead',
    summary: "Take a lead's number off the block list, from the next call on",
    params: leadPath,
    answer: z.object({ changed, number: text }),
    perform({ store, business, actor, now, params }) {
      const shown = showLead(store, { who: whoOf(params), limit: 1 }, business.country);
      if (shown.kind !== 'lead') return shown;
      const request = { number: shown.lead.number, dryRun: false };
      const { number, block } = unblockNumber(store, request, business.country, actor.label, now);
      return { changed: block !== null, number };
    },
  }),
];

type Change = (asking: Asking) => { readonly kind: string } | Rejection;

/** One service a change, in the order in which they are asked for in the document. */
function changesOf(
  { name, stage, owner, addTags, removeTags }: z.output<typeof leadChange>,
  who: string,
): readonly Change[] {
  const change = { who, dryRun: false };
  const changes: Change[] = [];
  if (name !== undefined)
    changes.push(({ store, business, actor, now }) =>
      nameLead(store, { ...change, name }, business.country, actor, now),
    );
  if (stage !== undefined)
    changes.push(({ store, business, actor, now }) =>
      stageLead(store, { ...change, stage }, business.country, actor, now),
    );
  if (owner !== undefined)
    changes.push(({ store, business, actor, now }) =>
      assignLead(store, { ...change, to: owner }, business.country, actor, now),
    );
  if (addTags !== undefined)
    changes.push(({ store, business, actor, now }) =>
      tagLead(store, { ...change, tags: addTags }, business.country, actor, now),
    );
  if (removeTags !== undefined)
    changes.push(({ store, business, actor, now }) =>
      untagLead(store, { ...change, tags: removeTags }, business.country, actor, now),
    );
  return changes;
}
