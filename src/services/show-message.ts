import type { Store } from '../store/open-store.ts';
import type { Rejection } from './rejection.ts';
import { type MessageView, messageView } from './show-call.ts';

/** A text with a customer. */
export interface CustomerMessage extends MessageView {
  readonly direction: 'in' | 'out';
  readonly leadId: number;
}

/** A text with a customer, and what has become of it; those to the business's own people are nobody else's. */
export function showMessage(
  store: Store,
  id: number,
): { readonly kind: 'message'; readonly message: CustomerMessage } | Rejection {
  const row = store.read((reader) => reader.messages.byId(id));
  if (row === undefined || row.leadId === null) {
    return {
      kind: 'not-found',
      problem: `There is no text ${id}.`,
      remedy: 'Its id stands in the answer to the reply, in the decision on a call, and in the timeline.',
    };
  }
  return { kind: 'message', message: { ...messageView(row), direction: row.direction, leadId: row.leadId } };
}
