import { blockKeyOf } from '../core/block-key.ts';
import type { Millis } from '../core/clock.ts';
import { endpointOf } from '../core/destination.ts';
import type { JournalEntry } from '../core/journal-entry.ts';
import { journaledCall } from '../core/journaled-call.ts';
import { parsePhone } from '../core/phone.ts';
import { isSilentTest, readTestKind } from '../core/test-call.ts';
import type { Store } from '../store/open-store.ts';
import type { LineRow } from '../store/queries/lines.ts';
import type { Reader } from '../store/queries.ts';
import type { Business } from './business.ts';
import { destinationsOf, gatherHunt } from './gather-hunt.ts';
import { lineDialled } from './receive-call.ts';
import { type RecordedOutcome, recordOutcome } from './record-outcome.ts';

export type JournaledCall =
  | { readonly kind: 'recorded'; readonly callId: number; readonly recorded: RecordedOutcome }
  /** It was recorded before, or the daemon had taken the call itself. */
  | { readonly kind: 'known' }
  | { readonly kind: 'no-such-line' };

/**
 * Records a call that rang by the dialplan alone as one of ours: call, leg, lead, decision and text in one
 * transaction, which is on disk when this returns. Asterisk's unique id makes it idempotent.
 * The line's settings of now decide, since nobody knows those of then.
 */
export function recordJournaledCall(
  store: Store,
  entry: JournalEntry,
  settings: { readonly business: Business; readonly dialTemplate: string },
  now: Millis,
): JournaledCall {
  const { business } = settings;
  return store.transact('promised', (tx) => {
    if (tx.calls.byCaller(entry.channelId) !== undefined) return { kind: 'known' };
    const line = lineDialled(tx, entry.dialled, business);
    if (line === undefined) return { kind: 'no-such-line' };
    const phone = parsePhone(entry.callerNumber, business.country);
    const fromNumber = phone.kind === 'number' ? phone.e164 : null;
    const fromRaw = phone.kind === 'withheld' ? '' : entry.callerNumber;
    const isBlocked = tx.blockedNumbers.of(blockKeyOf({ fromRaw, fromNumber })) !== undefined;
    // It rang because Asterisk had not heard of the block yet: still nobody's missed call.
    const outcome = isBlocked && entry.outcome !== 'answered' ? 'blocked' : entry.outcome;
    const call = { ...journaledCall(entry, labels(tx, line, settings, now), now), outcome };
    const isTest = readTestKind(entry.channelId) !== null;
    const leadId = isSilentTest(call) ? null : (tx.leads.byNumber(fromNumber ?? fromRaw)?.id ?? null);
    const row = tx.calls.add(
      { lineId: line.id, leadId, fromRaw, fromNumber, fromName: '', handling: 'journaled', isTest },
      call,
    );
    tx.calls.save(row.id, call, null, now);
    if (leadId !== null && !isBlocked) tx.leads.touch(leadId, now);
    const recorded = recordOutcome(tx, row, call, outcome, business, now);
    return { kind: 'recorded', callId: row.id, recorded };
  });
}

/** What the line calls the phone that an endpoint rings; the endpoint itself where it was another then. */
function labels(
  reader: Reader,
  line: LineRow,
  settings: { readonly business: Business; readonly dialTemplate: string },
  now: Millis,
): (endpoint: string) => string {
  const { lines } = gatherHunt(reader, line, settings, now).context;
  const phones = [...lines.values()].flatMap(destinationsOf).filter(({ kind }) => kind !== 'line');
  return (endpoint) => {
    const phone = phones.find((each) => endpointOf(each, settings.dialTemplate) === endpoint);
    return phone?.name ?? phone?.value ?? endpoint;
  };
}
