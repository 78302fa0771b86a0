import { type Context, Hono } from 'hono';
import { leadBoard } from '../../services/lead-board.ts';
import { markConversation } from '../../services/mark-conversation.ts';
import { mergeLeads } from '../../services/merge-leads.ts';
import type { Rejection } from '../../services/rejection.ts';
import { stageLead } from '../../services/stage-lead.ts';
import { unmergeLead } from '../../services/unmerge-lead.ts';
import { leadChoices, leadListFor } from '../lead-list-for.ts';
import { leadPage } from '../lead-page.tsx';
import { board } from '../pages/board.tsx';
import { BoardPage } from '../pages/board-page.tsx';
import { LeadsPage } from '../pages/leads-page.tsx';
import { answerLive } from '../pages/live.tsx';
import type { Notice } from '../pages/page.tsx';
import { timeline } from '../pages/timeline.tsx';
import { rejected } from '../problem.tsx';
import { textField } from '../text-field.ts';
import { LEAD_ID, leadOf } from '../thread-page.tsx';
import type { PersonEnv } from '../web-env.ts';
import type { WebParts } from '../web-parts.ts';

/** Cards in a column of the board; the list shows the others. */
const CARDS = 25;
const MAX_FIELD = 64;

/** Leads: the list, the pipeline, each of them, and merging. What else is done with one is in routes/lead-actions.tsx. */
export function leadRoutes(parts: WebParts): Hono<PersonEnv> {
  const app = new Hono<PersonEnv>()
    .get('/leads', async (context) => {
      const found = await leadListFor(context, parts);
      if (found.kind !== 'list') return rejected(context, found);
      const choices = leadChoices(parts.store);
      const props = { person: context.get('person'), asked: found.asked, choices };
      return context.html(<LeadsPage {...props} list={found.list.element} />);
    })
    .get('/leads/list', async (context) => {
      const found = await leadListFor(context, parts);
      return found.kind === 'list' ? answerLive(context, found.list) : rejected(context, found);
    })
    .get(`/leads/${LEAD_ID}`, (context) => leadPage(context, parts))
    .get(`/leads/${LEAD_ID}/timeline`, async (context) => {
      const found = leadOf(context, parts);
      if (found.kind !== 'lead') return rejected(context, found);
      const before = context.req.query('before') ?? null;
      const person = context.get('person');
      const part = await timeline({ person, lead: found.lead, before, back: 'leads' });
      if (context.req.query('seen') !== part.print)
        markConversation(parts.store, found.lead.id, true, person.actor, parts.clock.now());
      return answerLive(context, part);
    });
  addBoard(app, parts);
  addMerging(app, parts);
  return app;
}

function addBoard(app: Hono<PersonEnv>, parts: WebParts): void {
  const { store, business, clock } = parts;
  const now = (context: Context<PersonEnv>) => {
    const columns = leadBoard(store, CARDS);
    return { columns, part: board({ person: context.get('person'), columns, now: clock.now() }) };
  };
  const page = async (context: Context<PersonEnv>, notice?: Notice) => {
    const { columns, part } = now(context);
    const { element } = await part;
    const props = { person: context.get('person'), columns, notice };
    return context.html(<BoardPage {...props} board={element} />, notice === undefined ? 200 : 422);
  };
  app.get('/leads/board', (context) => page(context));
  app.get('/leads/board/now', async (context) => answerLive(context, await now(context).part));
  app.post('/leads/board/move', async (context) => {
    const person = context.get('person');
    const body = await context.req.parseBody();
    const request = {
      who: `#${textField(body['lead'], 15)}`,
      stage: textField(body['value'], MAX_FIELD),
      dryRun: false,
    };
    const moved = stageLead(person.store, request, business.country, person.actor, clock.now());
    return 'problem' in moved ? page(context, noticeOf(moved)) : context.redirect('/leads/board', 303);
  });
}

/** The lead that the address names goes on; the other one becomes part of it, or parts from it. */
function addMerging(app: Hono<PersonEnv>, parts: WebParts): void {
  const { business, clock } = parts;
  app.post(`/leads/${LEAD_ID}/merge`, async (context) => {
    const { store, actor } = context.get('person');
    const from = textField((await context.req.parseBody())['value'], MAX_FIELD);
    const request = { from, into: `#${context.req.param('id')}`, dryRun: false };
    const merged = mergeLeads(store, request, business.country, actor, clock.now());
    if ('problem' in merged) return leadPage(context, parts, noticeOf(merged));
    return context.redirect(`/leads/${merged.lead.id}`, 303);
  });
  app.post(`/leads/${LEAD_ID}/unmerge`, async (context) => {
    const { store, actor } = context.get('person');
    const who = textField((await context.req.parseBody())['value'], MAX_FIELD);
    const parted = unmergeLead(store, { who, dryRun: false }, business.country, actor, clock.now());
    if ('problem' in parted) return leadPage(context, parts, noticeOf(parted));
    return context.redirect(`/leads/${parted.from.id}`, 303);
  });
}

function noticeOf({ problem, remedy }: Rejection): Notice {
  return { isProblem: true, text: `${problem} ${remedy}` };
}
