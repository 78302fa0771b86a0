import type { Millis } from '../core/clock.ts';
import { SESSION_IDLE_MS } from '../core/session-life.ts';
import type { Store } from '../store/open-store.ts';
import type { PartKey } from '../store/queries/inbound.ts';
import type { Writer } from '../store/queries.ts';
import { KEPT_ANSWER_MS } from './answer-once.ts';
import type { Business } from './business.ts';
import { UNDO_MS } from './merge-leads.ts';
import { keepIncomplete } from './receive-text.ts';

const EARLY_RECEIPT_MS: Millis = 24 * 3_600_000;
/** Carriers give up on a missing part within a day; a customer should not wait that long to be read. */
const MISSING_PART_MS: Millis = 10 * 60_000;

/** Asterisk keeps a text until it hears that it was stored, so a repeat can be as late as AMI stays away. */
const SEEN_TEXT_MS: Millis = 90 * 24 * 3_600_000;
/** So that its list still says why a program is refused. */
const EXPIRED_TOKEN_MS: Millis = 30 * 24 * 3_600_000;
const MERGES_AT_ONCE = 20;
/** 20 ms. More than that a day of calls leaves nobody. */
const EVENTS_AT_ONCE = 1_000;
const DAY_MS: Millis = 24 * 3_600_000;

/** Lets go of what waited in vain, and shows long texts of which a part never came, with a mark where. */
export function tidyUp(
  store: Store,
  business: Business,
  now: Millis,
): { readonly receipts: number; readonly texts: number } {
  return store.transact('progress', (tx) => {
    tx.signIn.endUnseenSince(now - SESSION_IDLE_MS);
    tx.apiTokens.dropExpiredBefore(now - EXPIRED_TOKEN_MS);
    tx.keptAnswers.dropBefore(now - KEPT_ANSWER_MS);
    tx.seenTexts.dropBefore(now - SEEN_TEXT_MS);
    forgetOldMerges(tx, now);
    forgetOldEvents(tx, now);
    return {
      receipts: tx.inbound.dropEarlyReceiptsBefore(now - EARLY_RECEIPT_MS),
      texts: keepAllIncomplete(tx, business, now),
    };
  });
}

/** All of them, where nobody follows any more. */
function forgetOldEvents(tx: Writer, now: Millis): void {
  const kept = tx.events.isAwaited() ? tx.settings.business()['keep-events-days'] * DAY_MS : -1;
  tx.events.dropBefore(now - kept, EVENTS_AT_ONCE);
}

/** A few at a time: a merge may have moved thousands of rows. */
function forgetOldMerges(tx: Writer, now: Millis): void {
  for (let count = 0; count < MERGES_AT_ONCE; count += 1) {
    const merge = tx.leadMerges.oldestKept();
    if (merge === undefined || now - merge.at <= UNDO_MS) return;
    tx.leadMerges.forgetRows(merge.id);
  }
}

function keepAllIncomplete(tx: Writer, business: Business, now: Millis): number {
  const keys = new Map<string, PartKey>();
  for (const { fromNumber, toNumber, reference, total } of tx.inbound.incompleteBefore(
    now - MISSING_PART_MS,
  )) {
    keys.set(`${fromNumber} ${toNumber} ${reference} ${total}`, { fromNumber, toNumber, reference, total });
  }
  for (const key of keys.values()) keepIncomplete(tx, key, business, now);
  return keys.size;
}
