import type { Millis } from '../core/clock.ts';
import type { Store } from '../store/open-store.ts';
import type { ConversationRow } from '../store/queries/inbox.ts';
import type { Reader } from '../store/queries.ts';
import type { Actor } from './act-as.ts';
import { noSuchLead } from './find-lead.ts';
import type { Rejection } from './rejection.ts';
import { type MessageView, messageView } from './show-call.ts';
import { readerOf } from './unread.ts';

/** A conversation as the inbox lists it. */
export interface Conversation extends ConversationRow {
  /** The newest text, either way; null where it is not kept any more. */
  readonly newest: (MessageView & { readonly direction: 'in' | 'out' }) | null;
}

/** Where a page of the inbox ends: among what was not read, or among the rest; the conversation may have moved since. */
export interface InboxPlace {
  readonly isUnread: boolean;
  /** Of the newest unread text, or of the newest text. */
  readonly at: Millis;
  readonly id: number;
}

export interface InboxQuestion {
  readonly limit: number;
  /** The id of the last conversation of the page before, or where that page ended. */
  readonly before?: number | InboxPlace;
  readonly unreadOnly: boolean;
}

export type Inbox = { readonly kind: 'inbox'; readonly conversations: readonly Conversation[] } | Rejection;

/** All conversations: what the person has not seen first, then the others, each by the newest text. */
export function listInbox(store: Store, question: InboxQuestion, actor: Actor): Inbox {
  const { limit, before, unreadOnly } = question;
  const whose = readerOf(actor);
  return store.read((reader) => {
    const place = typeof before === 'number' ? placeOf(reader, before) : before;
    if (place === null) return noSuchLead(String(before));
    const unread = place?.isUnread === false ? [] : reader.inbox.unread(whose, limit, place);
    const rest = unreadOnly ? 0 : limit - unread.length;
    const read =
      rest === 0 ? [] : reader.inbox.read(whose, rest, place?.isUnread === true ? undefined : place);
    return {
      kind: 'inbox',
      conversations: [...unread, ...read].map((row) => withNewest(reader, row)),
    };
  });
}

/** Where the page after this conversation begins. */
export function inboxPlace({ id, unreadAt, lastTextAt }: ConversationRow): InboxPlace {
  return { isUnread: unreadAt !== null, at: unreadAt ?? lastTextAt ?? 0, id };
}

function placeOf(reader: Reader, leadId: number): InboxPlace | null {
  const lead = reader.leads.byId(leadId);
  return lead === undefined
    ? null
    : { isUnread: false, at: lead.lastTextAt ?? Number.MAX_SAFE_INTEGER, id: leadId };
}

function withNewest(reader: Reader, row: ConversationRow): Conversation {
  const text = reader.inbox.newestText(row.id);
  return { ...row, newest: text === undefined ? null : { ...messageView(text), direction: text.direction } };
}
