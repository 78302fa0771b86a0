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

export interface InboxQuestion {
  readonly limit: number;
  /** The id of the last conversation of the page before. */
  readonly before?: number;
  readonly unreadOnly: boolean;
}

export type Inbox = { readonly kind: 'inbox'; readonly conversations: readonly Conversation[] } | Rejection;

/** All conversations: what the person has not seen first, then the others, each by the newest text. */
export function listInbox(store: Store, question: InboxQuestion, actor: Actor): Inbox {
  const { limit, before, unreadOnly } = question;
  const whose = readerOf(actor);
  return store.read((reader) => {
    const last = before === undefined ? undefined : reader.leads.byId(before);
    if (before !== undefined && last === undefined) return noSuchLead(String(before));
    const unread = last === undefined ? reader.inbox.unread(whose, limit) : [];
    const rest = unreadOnly ? 0 : limit - unread.length;
    const read = rest === 0 ? [] : reader.inbox.read(whose, rest, last);
    return {
      kind: 'inbox',
      conversations: [...unread, ...read].map((row) => withNewest(reader, row)),
    };
  });
}

function withNewest(reader: Reader, row: ConversationRow): Conversation {
  const text = reader.inbox.newestText(row.id);
  return { ...row, newest: text === undefined ? null : { ...messageView(text), direction: text.direction } };
}
