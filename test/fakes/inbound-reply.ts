import { receiveText } from '../../src/services/receive-text.ts';
import type { Store } from '../../src/store/open-store.ts';
import { ACME } from './missed-call.ts';

/** A customer's text to a line. */
export function replyFrom(store: Store, from: string, to: string, text: string, now: number): void {
  receiveText(store, { from, to, text, part: null }, ACME, now);
}
