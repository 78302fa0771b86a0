import type { Context } from 'hono';
import { listStages } from '../services/edit-stages.ts';
import { markConversation } from '../services/mark-conversation.ts';
import { listUsers } from '../services/show-user.ts';
import { LeadPage } from './pages/lead-page.tsx';
import type { Notice } from './pages/page.tsx';
import { timeline } from './pages/timeline.tsx';
import { rejected } from './problem.tsx';
import { leadOf } from './thread-page.tsx';
import type { PersonEnv } from './web-env.ts';
import type { WebParts } from './web-parts.ts';

/** All of a lead. Its texts are on it, so whoever sees it has read them. */
export async function leadPage(
  context: Context<PersonEnv>,
  parts: WebParts,
  notice?: Notice,
): Promise<Response> {
  const found = leadOf(context, parts);
  if (found.kind !== 'lead') return rejected(context, found);
  const { lead } = found;
  const person = context.get('person');
  markConversation(parts.store, lead.id, true, person.actor, parts.clock.now());
  const before = context.req.query('before') ?? null;
  const { element } = await timeline({ person, lead, before, back: 'leads' });
  const stages = listStages(parts.store).map(({ name }) => name);
  const people = listUsers(parts.store).map(({ name }) => name);
  return context.html(
    <LeadPage {...{ person, lead, stages, people, notice }} timeline={element} />,
    notice?.isProblem === true ? 422 : 200,
  );
}
