import type { Context } from 'hono';
import { countText } from '../services/count-text.ts';
import { listStages } from '../services/edit-stages.ts';
import { markConversation } from '../services/mark-conversation.ts';
import { bookingLinkOf } from '../services/reply-to-lead.ts';
import { type LeadView, showLead } from '../services/show-lead.ts';
import { listUsers } from '../services/show-user.ts';
import { listFor } from './list-for.ts';
import { InboxPage } from './pages/inbox-page.tsx';
import type { Notice } from './pages/page.tsx';
import { Thread } from './pages/thread.tsx';
import { timeline } from './pages/timeline.tsx';
import { rejected } from './problem.tsx';
import type { PersonEnv } from './web-env.ts';
import type { WebParts } from './web-parts.ts';

export const LEAD_ID = ':id{[0-9]{1,15}}';
/** Entries of a timeline on a page. */
const PAGE = 60;

/** The lead that the address names, with a page of its timeline. */
export function leadOf(context: Context<PersonEnv>, { store, business }: WebParts) {
  const before = context.req.query('before');
  const who = `#${context.req.param('id')}`;
  return showLead(store, { who, limit: PAGE, ...(before === undefined ? {} : { before }) }, business.country);
}

interface ThreadState {
  readonly notice?: Notice;
  /** What was typed, where it could not be sent. */
  readonly draft?: string;
}

/** A conversation with the list beside it. Whoever sees it has read it. */
export async function threadPage(
  context: Context<PersonEnv>,
  parts: WebParts,
  { notice, draft = '' }: ThreadState = {},
): Promise<Response> {
  const found = leadOf(context, parts);
  if (found.kind !== 'lead') return rejected(context, found);
  const { lead } = found;
  const person = context.get('person');
  markConversation(parts.store, lead.id, true, person.actor, parts.clock.now());
  const list = await listFor(context, parts, lead.id);
  if ('kind' in list) return rejected(context, list);
  const before = context.req.query('before') ?? null;
  const { element } = await timeline({ person, lead, before });
  const thread = <Thread {...threadProps(parts, lead, draft)} person={person} timeline={element} />;
  const title = lead.name === '' ? person.format.phone(lead.number) : lead.name;
  const status = notice?.isProblem === true ? 422 : 200;
  return context.html(
    <InboxPage {...{ person, title, thread, notice }} list={list.element} unreadOnly={false} />,
    status,
  );
}

function threadProps({ store, business }: WebParts, lead: LeadView, draft: string) {
  return {
    ...{ lead, draft, count: countText(store, draft) },
    quickReplies: store.read((reader) => reader.settings.business()['quick-replies']),
    bookingLink: bookingLinkOf(store, lead, business.country),
    stages: listStages(store).map(({ name }) => name),
    people: listUsers(store).map(({ name }) => name),
  };
}
