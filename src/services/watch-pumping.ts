import { alertDetails } from '../core/alert-detail.ts';
import { CAPS, LONGEST_CAP_WINDOW } from '../core/caps.ts';
import type { Millis } from '../core/clock.ts';
import { REFUSAL_COUNTS_MS } from '../core/refused-numbers.ts';
import { hasReplyRateCollapsed, REPLY_RATE_TEXTS } from '../core/reply-rate.ts';
import type { Store } from '../store/open-store.ts';
import type { Writer } from '../store/queries.ts';
import { usedOf } from './cap-use.ts';
import { noteOnHeld } from './note-on-held.ts';

/** A customer has so long to reply before a text counts as not replied to. */
const TIME_TO_REPLY_MS: Millis = 2 * 3_600_000;
const ALERTS_AT_ONCE = 1_000;

/**
 * Every few minutes: ends the alert of each cap that is less than half used again, lets go of held texts whose time
 * is over and of counts that no cap looks at, and alerts the owner when customers stop replying.
 */
export function watchPumping(store: Store, now: Millis): void {
  store.transact('progress', (tx) => {
    endCapAlerts(tx, now);
    for (const { callId } of tx.caps.letGoOfExpired(now)) noteOnHeld(tx, callId, 'not released in time');
    tx.caps.dropCountsBefore(now - LONGEST_CAP_WINDOW);
    tx.refusedNumbers.dropBefore(now - REFUSAL_COUNTS_MS);
    watchReplyRate(tx, now);
  });
}

function endCapAlerts(tx: Writer, now: Millis): void {
  const settings = tx.settings.business();
  for (const { subject } of tx.alerts.openOf('cap-reached', ALERTS_AT_ONCE)) {
    const [name = '', key = ''] = subject.split(' ');
    const cap = CAPS.find((each) => each === name);
    const limit = cap === undefined ? null : settings[`cap-${cap}`];
    const isTight = cap !== undefined && limit !== null && usedOf(tx, cap, key, limit, now) * 2 >= limit;
    if (!isTight) tx.alerts.resolve('cap-reached', subject, now);
  }
}

function watchReplyRate(tx: Writer, now: Millis): void {
  const texts = tx.textBacks.answered(REPLY_RATE_TEXTS, now - TIME_TO_REPLY_MS);
  if (!hasReplyRateCollapsed(texts)) {
    tx.alerts.resolve('reply-rate', '', now);
    return;
  }
  const detail = alertDetails.replyRate();
  tx.alerts.raise({ kind: 'reply-rate', subject: '', detail, raisedAt: now });
}
