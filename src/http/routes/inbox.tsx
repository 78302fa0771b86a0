import { Hono } from 'hono';
import { countText } from '../../services/count-text.ts';
import { markConversation } from '../../services/mark-conversation.ts';
import { listFor } from '../list-for.ts';
import { InboxPage } from '../pages/inbox-page.tsx';
import { answerLive } from '../pages/live.tsx';
import { CountLine } from '../pages/thread.tsx';
import { timeline } from '../pages/timeline.tsx';
import { rejected } from '../problem.tsx';
import { textField } from '../text-field.ts';
import { LEAD_ID, leadOf, threadPage } from '../thread-page.tsx';
import type { PersonEnv } from '../web-env.ts';
import type { WebParts } from '../web-parts.ts';

/** Reading conversations; what is done with one is in routes/lead-actions.tsx. */
export function inboxRoutes(parts: WebParts): Hono<PersonEnv> {
  return new Hono<PersonEnv>()
    .get('/', (context) => context.redirect('/inbox', 303))
    .get('/inbox', async (context) => {
      const list = await listFor(context, parts);
      if ('kind' in list) return rejected(context, list);
      const person = context.get('person');
      const unreadOnly = context.req.query('unread') === '1';
      const { title } = person.words.inbox;
      return context.html(<InboxPage {...{ person, unreadOnly, title }} list={list.element} thread={null} />);
    })
    .get('/inbox/list', async (context) => {
      const list = await listFor(context, parts);
      return 'kind' in list ? rejected(context, list) : answerLive(context, list);
    })
    .get(`/inbox/${LEAD_ID}`, (context) => threadPage(context, parts))
    .get(`/inbox/${LEAD_ID}/timeline`, async (context) => {
      const found = leadOf(context, parts);
      if (found.kind !== 'lead') return rejected(context, found);
      const before = context.req.query('before') ?? null;
      const person = context.get('person');
      const part = await timeline({ person, lead: found.lead, before });
      // Only a page that somebody looks at asks, so what is new in it has been seen.
      if (context.req.query('seen') !== part.print)
        markConversation(parts.store, found.lead.id, true, person.actor, parts.clock.now());
      return answerLive(context, part);
    })
    .post(`/inbox/${LEAD_ID}/count`, async (context) => {
      const body = await context.req.parseBody();
      const count = countText(parts.store, textField(body['text'], 2_000));
      return context.html(<CountLine person={context.get('person')} count={count} />);
    });
}
