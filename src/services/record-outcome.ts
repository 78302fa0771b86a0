import type { Call, Outcome } from '../core/call.ts';
import type { Millis } from '../core/clock.ts';
import { creditCost } from '../core/credit-cost.ts';
import { plausibleName } from '../core/lead-name.ts';
import { isTextable, parsePhone } from '../core/phone.ts';
import {
  type Caller,
  decideTextBack,
  rangTooBriefly,
  SUPPRESSIONS,
  type Suppression,
} from '../core/text-back-decision.ts';
import type { CallRow } from '../store/queries/calls.ts';
import type { Writer } from '../store/queries.ts';
import type { Business } from './business.ts';
import { type QueuedMessage, queueMessage } from './queue-message.ts';
import { wordMessage } from './word-message.ts';

export interface RecordedOutcome {
  readonly leadId: number | null;
  readonly messageId: number | null;
  readonly suppressed: Suppression | null;
}

/**
 * What a call's outcome means for the business, in the transaction that records it: the lead, the
 * decision, the text in the outbox and its credit stand or fall together with the outcome.
 */
export function recordOutcome(
  tx: Writer,
  row: CallRow,
  call: Call,
  outcome: Outcome,
  business: Business,
  now: Millis,
): RecordedOutcome {
  const line = tx.lines.byId(row.lineId);
  if (line === undefined)
    throw new Error(`call ${row.id} belongs to line ${row.lineId}, which does not exist`);
  const waitedMs = (call.finishedAt ?? now) - call.arrivedAt;
  const minRingMs = line.minRingSeconds * 1000;
  const missed = outcome !== 'answered' && outcome !== 'blocked';
  const counts = missed && !rangTooBriefly({ outcome, waitedMs, line: { minRingMs } });
  const known = knownCaller(tx, row);
  const leadId = counts ? findLead(tx, row, now) : row.leadId;
  const text = wordMessage(tx, line, { outcome, ...known }, business, call.finishedAt ?? now);
  const decision = decideTextBack({
    outcome,
    waitedMs,
    missedAt: call.finishedAt ?? now,
    caller: describeCaller(tx, row, business),
    line: {
      enabled: line.enabled,
      minRingMs,
      textExpiryMs: line.textExpirySeconds * 1000,
      sender: line.sender ?? line.number,
      text,
    },
    balance: tx.credits.balance(),
    cost: creditCost(text, tx.settings.business().charge),
    now,
  });
  const suppress = (reason: Suppression): RecordedOutcome => {
    tx.calls.decide({ callId: row.id, verdict: 'suppress', reason, messageId: null, decidedAt: now });
    return { leadId, messageId: null, suppressed: reason };
  };
  if (decision.verdict === 'suppress') return suppress(decision.reason);
  if (leadId === null) throw new Error(`call ${row.id} is to be texted without a lead`);
  const message = { ...decision, kind: 'text-back', leadId, lineId: line.id, callId: row.id } as const;
  const queued = queueMessage(tx, message, now);
  if (queued.kind === 'refused') return suppress(suppressionFor(queued.why));
  const { messageId } = queued;
  tx.calls.decide({ callId: row.id, verdict: 'send', reason: null, messageId, decidedAt: now });
  return { leadId, messageId, suppressed: null };
}

/** What the lead tells of the caller, as it was before this call. */
function knownCaller(tx: Writer, row: CallRow): { readonly name: string; readonly isKnownCustomer: boolean } {
  const lead = tx.leads.byNumber(row.fromNumber ?? row.fromRaw);
  if (lead === undefined) return { name: plausibleName(row.fromName), isKnownCustomer: false };
  // Whoever has been moved on from the first stage has been worked with.
  const isKnownCustomer = lead.stage !== tx.leads.firstStage()?.name;
  return { name: lead.name || plausibleName(row.fromName), isKnownCustomer };
}

/** What is asked of every text has the same names as where it is asked of a call. */
function suppressionFor(why: Extract<QueuedMessage, { kind: 'refused' }>['why']): Suppression {
  const reason = SUPPRESSIONS.find((each) => each === why);
  if (reason === undefined) throw new Error(`a text-back cannot be refused as ${why}`);
  return reason;
}

/** A caller without a number has no lead: there is nobody to call back. */
function findLead(tx: Writer, row: CallRow, now: Millis): number | null {
  const number = row.fromNumber ?? row.fromRaw;
  const stage = tx.leads.firstStage();
  if (number === '' || stage === undefined) return null;
  const name = plausibleName(row.fromName);
  const { lead, isNew } = tx.leads.findOrAdd({ number, name, source: 'missed-call' }, stage.id, now);
  if (!isNew) {
    tx.leads.touch(lead.id, now);
    if (lead.name === '' && name !== '') tx.leads.rename(lead.id, name);
  }
  tx.calls.setLead(row.id, lead.id);
  return lead.id;
}

function describeCaller(tx: Writer, row: CallRow, business: Business): Caller {
  const phone = parsePhone(row.fromRaw, business.country);
  if (phone.kind === 'withheld') return { kind: 'withheld' };
  if (phone.kind !== 'number') return { kind: 'not-textable' };
  const isOwnLine = tx.lines.byNumber(phone.e164) !== undefined;
  if (!isOwnLine && !isTextable(phone)) return { kind: 'not-textable' };
  const optedOut = tx.consents.current(phone.e164)?.state === 'opted-out';
  const underReview = tx.consents.reviewOf(phone.e164) !== undefined;
  return { kind: 'number', e164: phone.e164, isOwnLine, optedOut, underReview };
}
