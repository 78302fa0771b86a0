import { z } from 'zod';
import { closeConversation } from '../../../services/close-conversation.ts';
import { conversationJson, leadSummaryJson } from '../../../services/lead-json.ts';
import { inboxPlace, listInbox } from '../../../services/list-inbox.ts';
import { markConversation } from '../../../services/mark-conversation.ts';
import { replyToLead } from '../../../services/reply-to-lead.ts';
import { showLead } from '../../../services/show-lead.ts';
import { operation } from '../operation.ts';
import { cursorTo, limit, pageOf } from '../page.ts';
import { changed, flag, next, phone, text, whole } from '../shapes/basics.ts';
import { Conversation, LeadSummary } from '../shapes/leads.ts';
import { leadPath, whoOf } from './params.ts';

const inboxCursor = cursorTo(z.strictObject({ isUnread: z.boolean(), at: z.int(), id: z.int() }));

export const CONVERSATION_OPERATIONS = [
  operation({
    method: 'GET',
    path: '/api/v1/conversations',
    id: 'listConversations',
    summary: 'Conversations by text: what whoever asks has not read first, then by the newest text',
    query: z.strictObject({
      unread: z.enum(['true', 'false']).optional().describe('`true` for only what was not read.'),
      limit,
      cursor: inboxCursor,
    }),
    answer: z.object({ conversations: z.array(Conversation), next }),
    perform({ store, actor, query: { limit, cursor, unread } }) {
      const before = cursor === undefined ? {} : { before: cursor };
      const question = { limit: limit + 1, unreadOnly: unread === 'true', ...before };
      const inbox = listInbox(store, question, actor);
      if (inbox.kind !== 'inbox') return inbox;
      const { page, next } = pageOf(inbox.conversations, limit, inboxPlace);
      return { conversations: page.map(conversationJson), next };
    },
  }),
  operation({
    method: 'POST',
    path: '/api/v1/conversations/{lead}/replies',
    id: 'reply',
    summary: 'Text a customer, from the number that they reached last; automatic texts stay away for a while',
    status: 201,
    queuesText: true,
    params: leadPath,
    body: z.strictObject({
      text: text.max(10_000),
      line: text.max(64).optional().describe('The number of the line to text from.'),
    }),
    answer: z.object({ messageId: whole, leadId: whole, from: phone, credits: whole }),
    perform({ store, business, actor, now, params, body }) {
      const request = { who: whoOf(params), text: body.text, line: body.line, dryRun: false };
      const sent = replyToLead(store, request, business.country, actor, now);
      if (sent.kind !== 'queued') return sent;
      const { messageId, lead, from, credits } = sent;
      return { messageId, leadId: lead.id, from, credits };
    },
  }),
  closing('close', 'closeConversation', 'Close a conversation; the next call or text opens it again'),
  closing('reopen', 'reopenConversation', 'Open a closed conversation again'),
  marking('read', 'markRead', 'Mark a conversation as read, for whoever asks'),
  marking('unread', 'markUnread', 'Mark a conversation as not read, for whoever asks'),
];

function closing(verb: 'close' | 'reopen', id: string, summary: string) {
  return operation({
    ...{ method: 'POST', path: `/api/v1/conversations/{lead}/${verb}`, id, summary },
    params: leadPath,
    answer: z.object({ changed, lead: LeadSummary }),
    perform({ store, business, actor, now, params }) {
      const request = { who: whoOf(params), close: verb === 'close', dryRun: false };
      const done = closeConversation(store, request, business.country, actor, now);
      if ('problem' in done) return done;
      return { changed: done.kind === 'changed', lead: leadSummaryJson(done.lead) };
    },
  });
}

function marking(verb: 'read' | 'unread', id: string, summary: string) {
  return operation({
    ...{ method: 'POST', path: `/api/v1/conversations/{lead}/${verb}`, id, summary },
    params: leadPath,
    answer: z.object({ leadId: whole, unread: flag }),
    perform({ ownStore, business, actor, now, params }) {
      const shown = showLead(ownStore, { who: whoOf(params), limit: 1 }, business.country);
      if (shown.kind !== 'lead') return shown;
      markConversation(ownStore, shown.lead.id, verb === 'read', actor, now);
      return { leadId: shown.lead.id, unread: verb === 'unread' };
    },
  });
}
