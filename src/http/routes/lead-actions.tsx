import { type Context, Hono } from 'hono';
import { assignLead } from '../../services/assign-lead.ts';
import { blockNumber } from '../../services/block-number.ts';
import { closeConversation } from '../../services/close-conversation.ts';
import { markConversation } from '../../services/mark-conversation.ts';
import { nameLead } from '../../services/name-lead.ts';
import { noteLead } from '../../services/note-lead.ts';
import type { Rejection } from '../../services/rejection.ts';
import { replyToLead } from '../../services/reply-to-lead.ts';
import { stageLead } from '../../services/stage-lead.ts';
import { tagLead, untagLead } from '../../services/tag-lead.ts';
import { unblockNumber } from '../../services/unblock-number.ts';
import { leadPage } from '../lead-page.tsx';
import { textField } from '../text-field.ts';
import { LEAD_ID, leadOf, threadPage } from '../thread-page.tsx';
import type { Person, PersonEnv } from '../web-env.ts';
import type { WebParts } from '../web-parts.ts';

/** What is known when somebody has pressed a button of a conversation. */
interface Act {
  readonly person: Person;
  readonly who: string;
  readonly value: string;
  readonly parts: WebParts;
  readonly now: number;
}

type Outcome = { readonly kind: string } | Rejection;

/** Each button of a conversation, by the last part of its address: the same service as the command of its name. */
const ACTIONS: Readonly<Record<string, (act: Act) => Outcome>> = {
  assign: ({ person: { store, actor }, who, value, parts, now }) =>
    assignLead(
      store,
      { who, to: value === '' ? null : value, dryRun: false },
      parts.business.country,
      actor,
      now,
    ),
  stage: ({ person: { store, actor }, who, value, parts, now }) =>
    stageLead(store, { who, stage: value, dryRun: false }, parts.business.country, actor, now),
  name: ({ person: { store, actor }, who, value, parts, now }) =>
    nameLead(store, { who, name: value, dryRun: false }, parts.business.country, actor, now),
  note: ({ person: { store, actor }, who, value, parts, now }) =>
    noteLead(store, { who, body: value, dryRun: false }, parts.business.country, actor, now),
  tag: ({ person: { store, actor }, who, value, parts, now }) =>
    tagLead(store, { who, tags: [value], dryRun: false }, parts.business.country, actor, now),
  untag: ({ person: { store, actor }, who, value, parts, now }) =>
    untagLead(store, { who, tags: [value], dryRun: false }, parts.business.country, actor, now),
  close: ({ person: { store, actor }, who, parts, now }) =>
    closeConversation(store, { who, close: true, dryRun: false }, parts.business.country, actor, now),
  reopen: ({ person: { store, actor }, who, parts, now }) =>
    closeConversation(store, { who, close: false, dryRun: false }, parts.business.country, actor, now),
};

/** A text of 1,530 characters, or a note of 4,000; each service says what is too long. */
const MAX_FIELD = 5_000;

export function leadActionRoutes(parts: WebParts): Hono<PersonEnv> {
  const app = new Hono<PersonEnv>();
  for (const [name, action] of Object.entries(ACTIONS)) {
    app.post(`/inbox/${LEAD_ID}/${name}`, async (context) => {
      const body = await context.req.parseBody();
      const value = textField(body['value'] ?? body['body'], MAX_FIELD);
      return settled(context, parts, action({ ...actOf(context, parts), value }));
    });
  }
  app.post(`/inbox/${LEAD_ID}/reply`, async (context) => {
    const { person, who, now } = actOf(context, parts);
    const body = await context.req.parseBody();
    const text = textField(body['text'], MAX_FIELD);
    const request = { who, text, line: undefined, dryRun: false };
    const sent = replyToLead(person.store, request, parts.business.country, person.actor, now);
    if (sent.kind === 'queued') parts.onQueued();
    return settled(context, parts, sent, text);
  });
  for (const block of [true, false]) {
    app.post(`/inbox/${LEAD_ID}/${block ? 'block' : 'unblock'}`, (context) => {
      const found = leadOf(context, parts);
      return settled(
        context,
        parts,
        found.kind === 'lead' ? setBlock(context, parts, found.lead.numbers, block) : found,
      );
    });
  }
  app.post(`/inbox/${LEAD_ID}/unread`, (context) => {
    const id = Number(context.req.param('id'));
    markConversation(parts.store, id, false, context.get('person').actor, parts.clock.now());
    return context.redirect('/inbox', 303);
  });
  return app;
}

function actOf(context: Context<PersonEnv>, parts: WebParts): Omit<Act, 'value'> {
  const who = `#${context.req.param('id')}`;
  return { person: context.get('person'), who, parts, now: parts.clock.now() };
}

/** All numbers of a lead. */
function setBlock(
  context: Context<PersonEnv>,
  { business, clock }: WebParts,
  numbers: readonly string[],
  block: boolean,
): Outcome {
  const { store, actor } = context.get('person');
  for (const number of numbers) {
    if (!block) {
      unblockNumber(store, { number, dryRun: false }, business.country, actor.label, clock.now());
      continue;
    }
    const request = { number, exact: true, treatment: undefined, note: undefined, dryRun: false };
    const blocked = blockNumber(store, request, business.country, actor.label, clock.now());
    if ('problem' in blocked) return blocked;
  }
  return { kind: 'changed' };
}

/** The page that it was done on again, or why it was not done, with what was typed. */
async function settled(
  context: Context<PersonEnv>,
  parts: WebParts,
  outcome: Outcome,
  draft = '',
): Promise<Response> {
  const back = (await context.req.parseBody())['back'] === 'leads' ? 'leads' : 'inbox';
  if (!('problem' in outcome)) return context.redirect(`/${back}/${context.req.param('id')}`, 303);
  const notice = { isProblem: true, text: `${outcome.problem} ${outcome.remedy}` };
  return back === 'leads' ? leadPage(context, parts, notice) : threadPage(context, parts, { notice, draft });
}
