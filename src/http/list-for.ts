import type { Context } from 'hono';
import { listInbox } from '../services/list-inbox.ts';
import { conversationList } from './pages/conversation-list.tsx';
import type { PersonEnv } from './web-env.ts';
import type { WebParts } from './web-parts.ts';

/** Conversations on a page of the list. */
const PAGE = 40;

/** The list as the query asks for it. */
export async function listFor(context: Context<PersonEnv>, { store, clock }: WebParts, open?: number) {
  const person = context.get('person');
  const unreadOnly = context.req.query('unread') === '1';
  const before = idOf(context.req.query('before'));
  const question = { limit: PAGE, unreadOnly, ...(before === null ? {} : { before }) };
  const inbox = listInbox(store, question, person.actor);
  if (inbox.kind !== 'inbox') return inbox;
  const { conversations } = inbox;
  return conversationList({
    ...{ person, conversations, unreadOnly, before, now: clock.now() },
    openId: open ?? idOf(context.req.query('open')),
    isFull: conversations.length === PAGE,
  });
}

function idOf(text: string | undefined): number | null {
  return /^\d{1,15}$/.test(text ?? '') ? Number(text) : null;
}
