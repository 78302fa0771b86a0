import type { Command } from 'commander';
import { z } from 'zod';
import { closeConversation } from '../../services/close-conversation.ts';
import { conversationJson, leadJson, leadSummaryJson } from '../../services/lead-json.ts';
import { type Conversation, listInbox } from '../../services/list-inbox.ts';
import { markConversation } from '../../services/mark-conversation.ts';
import { replyToLead } from '../../services/reply-to-lead.ts';
import { showLead } from '../../services/show-lead.ts';
import type { Cli } from '../cli.ts';
import {
  DEFAULT_LIMIT,
  DRY_RUN_OPTION,
  defineCommand,
  defineGroup,
  parseId,
  parseLimit,
} from '../define-command.ts';
import { textOr } from '../erased-words.ts';
import type { Format } from '../format.ts';
import { changed, dryRun, flag, maybeNumber, number, phone } from '../json/basics.ts';
import { CONVERSATION, LEAD, LEAD_SUMMARY } from '../json/leads.ts';
import { leadName, leadWords } from '../lead-words.ts';
import { defineWatch } from './inbox-watch.ts';
import { defineWorkOn } from './lead-changes.ts';

/** A line of a list shows so much of a text. */
const SHOWN = 60;

export function addInboxCommands(program: Command, cli: Cli): void {
  const group = defineGroup(program, 'inbox', 'Conversations by text, unread first');
  defineList(group, cli);
  defineShow(group, cli);
  defineReply(group, cli);
  defineWatch(group, cli);
  defineWorkOn(group, cli);
  defineClose(group, cli, 'close', 'Close a conversation; the next call or text opens it again');
  defineClose(group, cli, 'reopen', 'Open a closed conversation again');
  defineUnread(group, cli);
}

function defineList(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'list',
    summary: 'Show conversations: what you have not read first, then by the newest text',
    json: z.object({ conversations: z.array(CONVERSATION) }),
    examples: ['textback inbox', 'textback inbox list --unread', 'textback inbox list --before 12'],
    isDefault: true,
  })
    .option('--unread', 'only what you have not read')
    .option('--limit <n>', 'at most so many', parseLimit, DEFAULT_LIMIT)
    .option('--before <id>', 'go on after this one, the last of the page before', parseId)
    .action(
      cli.withStore(
        ({ store, format, person }, options: { unread?: boolean; limit: number; before?: number }) => {
          const { limit, before, unread = false } = options;
          const question = { limit, unreadOnly: unread, ...(before === undefined ? {} : { before }) };
          const inbox = listInbox(store, question, person);
          if (inbox.kind !== 'inbox') return inbox;
          const { conversations } = inbox;
          return {
            json: { conversations: conversations.map(conversationJson) },
            text: conversationTable(conversations, format),
            notes: conversations.length === 0 ? [unread ? 'You have read everything.' : 'No texts yet.'] : [],
          };
        },
      ),
    );
}

function conversationTable(conversations: readonly Conversation[], format: Format): string {
  const rows = conversations.map(({ id, name, number, owner, unread, newest }) => [
    `#${id}`,
    unread === 0 ? '' : String(unread),
    name === '' ? format.phone(number) : name,
    owner ?? '-',
    newest === null ? '' : format.time(newest.createdAt),
    newest === null ? '' : newestWords(newest),
  ]);
  return format.table(['Id', 'New', 'Who', 'Owner', 'When', 'Newest text'], rows);
}

function newestWords({ direction, text, erasedAt }: NonNullable<Conversation['newest']>): string {
  return `${direction === 'in' ? '' : 'you: '}${textOr(text, erasedAt).slice(0, SHOWN)}`;
}

function defineShow(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'show <lead>',
    summary: 'Show a conversation, and mark it as read',
    json: z.object({ lead: LEAD }),
    examples: ['textback inbox show 12', 'textback inbox show 212-555-0123 --keep-unread'],
  })
    .option('--limit <n>', 'entries, at most', parseLimit, DEFAULT_LIMIT)
    .option('--keep-unread', 'do not mark it as read')
    .action(
      cli.withStore((session, who: string, options: { limit: number; keepUnread?: boolean }) => {
        const { store, business, format, person } = session;
        const shown = showLead(store, { who, limit: options.limit }, business.country);
        if (shown.kind !== 'lead') return shown;
        if (options.keepUnread !== true) markConversation(store, shown.lead.id, true, person, session.now);
        return { json: { lead: leadJson(shown.lead) }, text: leadWords(shown.lead, format) };
      }),
    );
}

function defineReply(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'reply <lead> <text>',
    summary: 'Text a customer, from the number that they reached last; automatic texts stay away for a while',
    json: z.object({
      dryRun,
      leadId: number,
      messageId: maybeNumber,
      from: phone,
      to: phone,
      credits: number,
    }),
    examples: [
      'textback inbox reply 12 "On my way, 20 minutes."',
      'textback inbox reply 212-555-0123 "See you at 5" --line 212-555-0100',
    ],
  })
    .option('--line <number>', 'the line to text from')
    .option(...DRY_RUN_OPTION)
    .action(
      cli.withStore((session, who: string, text: string, options: { line?: string; dryRun?: boolean }) => {
        const { store, business, format, person, now } = session;
        const dryRun = options.dryRun === true;
        const sent = replyToLead(
          store,
          { who, text, line: options.line, dryRun },
          business.country,
          person,
          now,
        );
        if (sent.kind !== 'queued') return sent;
        const { lead, messageId, from, credits } = sent;
        const verb = dryRun ? 'Would text' : 'Texting';
        return {
          json: {
            dryRun,
            leadId: lead.id,
            messageId: dryRun ? null : messageId,
            from,
            to: lead.number,
            credits,
          },
          text: '',
          notes: [
            `${verb} ${leadName(lead, format)}, from ${format.phone(from)}: ${credits} ${credits === 1 ? 'credit' : 'credits'}.${dryRun ? ' Nothing was sent (--dry-run).' : ''}`,
          ],
        };
      }),
    );
}

function defineClose(group: Command, cli: Cli, verb: 'close' | 'reopen', summary: string): void {
  defineCommand(group, {
    usage: `${verb} <lead>`,
    summary,
    json: z.object({ dryRun, changed, lead: LEAD_SUMMARY }),
    examples: [`textback inbox ${verb} 12`],
  })
    .option(...DRY_RUN_OPTION)
    .action(
      cli.withStore((session, who: string, options: { dryRun?: boolean }) => {
        const { store, business, format, person, now } = session;
        const dryRun = options.dryRun === true;
        const request = { who, close: verb === 'close', dryRun };
        const done = closeConversation(store, request, business.country, person, now);
        if ('problem' in done) return done;
        const changed = done.kind === 'changed';
        const word = verb === 'close' ? 'closed' : 'open';
        const note = changed ? `${leadName(done.lead, format)} is ${word}.` : `It is ${word} already.`;
        return {
          json: { dryRun, changed, lead: leadSummaryJson(done.lead) },
          text: '',
          notes: [dryRun ? `${note} Nothing was changed (--dry-run).` : note],
        };
      }),
    );
}

function defineUnread(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'unread <lead>',
    summary: 'Mark a conversation as not read, for yourself',
    json: z.object({ leadId: number, unread: flag }),
    examples: ['textback inbox unread 12'],
  }).action(
    cli.withStore(({ store, business, format, person, now }, who: string) => {
      const shown = showLead(store, { who, limit: 1 }, business.country);
      if (shown.kind !== 'lead') return shown;
      markConversation(store, shown.lead.id, false, person, now);
      return {
        json: { leadId: shown.lead.id, unread: true },
        text: '',
        notes: [`${leadName(shown.lead, format)} is unread again.`],
      };
    }),
  );
}
