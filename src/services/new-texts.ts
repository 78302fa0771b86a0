import type { Store } from '../store/open-store.ts';
import type { LeadSummary } from '../store/queries/leads.ts';
import { type MessageView, messageView } from './show-call.ts';

/** A text with a customer, as it came in or was written. */
export interface NewText {
  readonly lead: LeadSummary;
  readonly direction: 'in' | 'out';
  readonly message: MessageView;
  /** The person who wrote it; null for the customer, and for what went out by itself. */
  readonly by: string | null;
}

const AT_ONCE = 100;

/** Where to begin, so that only what comes from now on is new. */
export function newestTextId(store: Store): number {
  return store.read((reader) => reader.inbox.newestId());
}

/** Texts with customers that are newer than the one with this id, oldest first; 100 at most. */
export function newTexts(store: Store, afterId: number): readonly NewText[] {
  return store.read((reader) =>
    reader.inbox.textsAfter(afterId, AT_ONCE).flatMap((row): NewText[] => {
      const lead = row.leadId === null ? undefined : reader.leads.byId(row.leadId);
      if (lead === undefined) return [];
      const by = row.userId === null ? null : (reader.users.byId(row.userId)?.name ?? null);
      return [{ lead, direction: row.direction, message: messageView(row), by }];
    }),
  );
}
