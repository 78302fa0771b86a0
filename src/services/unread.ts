import type { Millis } from '../core/clock.ts';
import type { Writer } from '../store/queries.ts';
import type { Actor } from './act-as.ts';

/** Whoever uses textback and is none of the people known: they read for one another. */
const ANYBODY = 'anybody';

/** Whose unread texts are meant. */
export function readerOf({ userId }: Pick<Actor, 'userId'>): string {
  return userId === null ? ANYBODY : `user:${userId}`;
}

/** A customer wrote something that nobody has seen yet. */
export function addUnread(tx: Writer, leadId: number, at: Millis): void {
  tx.inbox.addUnread(ANYBODY, leadId, at);
  for (const { id } of tx.users.all()) tx.inbox.addUnread(readerOf({ userId: id }), leadId, at);
}
