import type { Call, Leg } from './call.ts';
import { NO_PLAN } from './call-plan.ts';
import type { Millis } from './clock.ts';
import type { JournalEntry } from './journal-entry.ts';

/**
 * A call that the dialplan handled, as if we had: ended, with its outcome and at most one leg.
 * @param labelOf what the line's settings call an endpoint
 * @param now nothing is kept as later than this, should Asterisk's clock have been ahead
 */
export function journaledCall(
  entry: JournalEntry,
  labelOf: (endpoint: string) => string,
  now: Millis,
): Call & { readonly state: 'ended' } {
  const arrivedAt = Math.min(entry.arrivedAt, now);
  const finishedAt = Math.min(entry.finishedAt, now);
  const notLater = (at: Millis | null) => (at === null ? null : Math.min(at, now));
  const { channelId, leg, outcome } = entry;
  const bridgedAt = notLater(entry.bridgedAt);
  const legs: Leg[] = [];
  if (leg !== null) {
    legs.push({
      channelId: `${channelId}-leg1`,
      step: 0,
      destination: { label: labelOf(leg.endpoint), endpoint: leg.endpoint, confirm: false },
      state: 'ended',
      dialedAt: arrivedAt,
      ringingAt: notLater(entry.ringingAt),
      answeredAt: bridgedAt,
      confirmedAt: null,
      endedAt: finishedAt,
      end: leg.end,
      prompt: null,
      gone: true,
      cause: leg.cause,
      techCause: null,
    });
  }
  return {
    callerChannelId: channelId,
    plan: { ...NO_PLAN, presentedCallerId: { name: '', number: entry.callerNumber } },
    state: 'ended',
    step: 0,
    legs,
    timers: {},
    outcome,
    arrivedAt,
    bridgedAt,
    finishedAt,
    callerGone: true,
    bridgeId: null,
    announcement: null,
    handedOverTo: null,
  };
}
