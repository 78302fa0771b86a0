import { type Context, Hono } from 'hono';
import { showCall } from '../../services/show-call.ts';
import { listOutbound } from '../../services/show-outbound.ts';
import { callListFor } from '../call-list-for.ts';
import { CallPage, callPart } from '../pages/call-page.tsx';
import { CallsPage } from '../pages/calls-page.tsx';
import { answerLive } from '../pages/live.tsx';
import { OutboundPage } from '../pages/outbound-page.tsx';
import { rejected } from '../problem.tsx';
import type { PersonEnv } from '../web-env.ts';
import type { WebParts } from '../web-parts.ts';

const CALL_ID = ':call{[0-9]{1,15}}';
/** Outbound calls on a page. */
const PAGE = 40;

/** The log of calls, and each of them. */
export function callRoutes(parts: WebParts): Hono<PersonEnv> {
  return new Hono<PersonEnv>()
    .get('/calls', async (context) => {
      const found = await callListFor(context, parts);
      if (found.kind !== 'list') return rejected(context, found);
      const { list, filter, lines } = found;
      return context.html(
        <CallsPage person={context.get('person')} {...{ filter, lines }} list={list.element} />,
      );
    })
    .get('/calls/list', async (context) => {
      const found = await callListFor(context, parts);
      return found.kind === 'list' ? answerLive(context, found.list) : rejected(context, found);
    })
    .get('/calls/outbound', (context) => {
      const before = context.req.query('before') ?? '';
      const calls = listOutbound(parts.store, PAGE, /^\d{1,15}$/.test(before) ? Number(before) : undefined);
      const person = context.get('person');
      return context.html(<OutboundPage {...{ person, calls }} isFull={calls.length === PAGE} />);
    })
    .get(`/calls/${CALL_ID}`, async (context) => {
      const shown = callOf(context, parts);
      if (shown.kind !== 'call') return rejected(context, shown);
      const props = { person: context.get('person'), call: shown.call };
      const { element } = await callPart(props);
      return context.html(<CallPage {...props} part={element} />);
    })
    .get(`/calls/${CALL_ID}/now`, async (context) => {
      const shown = callOf(context, parts);
      if (shown.kind !== 'call') return rejected(context, shown);
      return answerLive(context, await callPart({ person: context.get('person'), call: shown.call }));
    });
}

function callOf(context: Context<PersonEnv>, { store }: WebParts) {
  return showCall(store, Number(context.req.param('call')));
}
