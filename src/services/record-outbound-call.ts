import type { Millis } from '../core/clock.ts';
import type { OutsideParty } from '../core/outbound-call.ts';
import type { Store } from '../store/open-store.ts';
import type { OutboundCallRow } from '../store/queries/outbound-calls.ts';
import type { Writer } from '../store/queries.ts';
import { cancelResolved } from './cancel-resolved.ts';
import { stopResponseClock } from './response-clock.ts';

/** A call to somebody who was missed longer ago is another matter. */
const RETURN_WITHIN_MS: Millis = 7 * 24 * 3_600_000;

/** A call that one of the business's own extensions makes to the outside. */
export interface DialledCall {
  /** Asterisk's Linkedid. */
  readonly callId: string;
  readonly extension: string;
  readonly party: OutsideParty;
}

export type RecordedOutbound =
  | { readonly kind: 'recorded'; readonly id: number }
  /** Told before, by this daemon or the one before it. */
  | { readonly kind: 'known' }
  /** It goes to one of our own lines, and is told of as a call that came in. */
  | { readonly kind: 'own-line' };

/** Keeps that an extension calls somebody, on the lead's timeline where there is a lead. */
export function recordOutboundCall(store: Store, call: DialledCall, now: Millis): RecordedOutbound {
  const { callId: linkedId, extension, party } = call;
  const { raw: dialledRaw, number: dialledNumber } = party;
  return store.transact('progress', (tx) => {
    if (dialledNumber !== null && tx.lines.byNumber(dialledNumber) !== undefined) return { kind: 'own-line' };
    if (tx.outboundCalls.byLinkedId(linkedId) !== undefined) return { kind: 'known' };
    const lead = dialledNumber === null ? undefined : tx.leads.byNumber(dialledNumber);
    const leadId = lead?.id ?? null;
    const row = tx.outboundCalls.add({
      linkedId,
      extension,
      dialledRaw,
      dialledNumber,
      leadId,
      dialedAt: now,
    });
    if (leadId !== null) tx.leads.touch(leadId, now);
    return { kind: 'recorded', id: row.id };
  });
}

export interface ConnectedOutbound {
  readonly id: number;
  /** How many missed calls it returned. */
  readonly returned: number;
}

/**
 * The two hear each other. In the same transaction the calls of that number that were missed in the last 7 days are
 * marked as returned, the texts called off that were still to go to it, and nobody has to respond any more. Null where that was told before.
 */
export function connectOutboundCall(store: Store, linkedId: string, now: Millis): ConnectedOutbound | null {
  return changeOpen(store, linkedId, (tx, row) => {
    if (row.connectedAt !== null) return null;
    tx.outboundCalls.change(row.id, { result: 'connected', connectedAt: now });
    if (row.leadId !== null) {
      tx.leads.touch(row.leadId, now);
      const userId = tx.users.byExtension(row.extension)?.id ?? null;
      stopResponseClock(tx, row.leadId, { response: 'call', userId, at: now }, now);
    }
    const number = row.dialledNumber;
    if (number === null) return { id: row.id, returned: 0 };
    const by = { outboundCallId: row.id, at: now };
    const returned = tx.calls.markReturned(number, now - RETURN_WITHIN_MS, by);
    cancelResolved(
      tx,
      { number, at: now, why: `the caller was called back in outbound call ${row.id}` },
      now,
    );
    return { id: row.id, returned };
  });
}

/**
 * It is over.
 * @param isHeard false where it ended while Asterisk could not be heard: then nobody knows whether it was connected
 */
export function endOutboundCall(store: Store, linkedId: string, isHeard: boolean, now: Millis): void {
  changeOpen(store, linkedId, (tx, row) => {
    const isInVain = isHeard && row.result === 'dialed';
    tx.outboundCalls.change(row.id, { endedAt: now, ...(isInVain ? { result: 'no-answer' } : {}) });
    return null;
  });
}

function changeOpen<Result>(
  store: Store,
  linkedId: string,
  change: (tx: Writer, row: OutboundCallRow) => Result | null,
): Result | null {
  return store.transact('promised', (tx) => {
    const row = tx.outboundCalls.byLinkedId(linkedId);
    return row === undefined || row.endedAt !== null ? null : change(tx, row);
  });
}
