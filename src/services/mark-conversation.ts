import type { Millis } from '../core/clock.ts';
import type { Store } from '../store/open-store.ts';
import type { Actor } from './act-as.ts';
import { readerOf } from './unread.ts';

/** Marks a conversation as read, or as not read, for one person. Everybody may: it says nothing to anybody else. */
export function markConversation(
  store: Store,
  leadId: number,
  isRead: boolean,
  actor: Actor,
  now: Millis,
): void {
  const reader = readerOf(actor);
  store.transact('progress', (tx) => {
    tx.inbox.markRead(reader, leadId);
    if (!isRead) tx.inbox.addUnread(reader, leadId, now);
  });
}
