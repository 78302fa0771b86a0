import { blockKeyOf } from '../core/block-key.ts';
import type { Call, Outcome } from '../core/call.ts';
import { tallyOf } from '../core/call-tally.ts';
import { reachedCap } from '../core/caps.ts';
import type { Millis } from '../core/clock.ts';
import type { Happening } from '../core/happening.ts';
import { plausibleName } from '../core/lead-name.ts';
import { isSilentTest } from '../core/test-call.ts';
import { decideTextBack, type TextBackDecision } from '../core/text-back-decision.ts';
import { rangTooBriefly, type Suppression, type TextBackQuestion } from '../core/text-back-question.ts';
import type { CallRow } from '../store/queries/calls.ts';
import type { Writer } from '../store/queries.ts';
import type { Business } from './business.ts';
import { type Conversation, cancelResolved } from './cancel-resolved.ts';
import { gatherQuestion, type MissedCall } from './gather-question.ts';
import { holdText } from './hold-text.ts';
import { lookAfterMiss, noteTalk } from './look-after.ts';
import { queueMessage } from './queue-message.ts';
import { tellOfMiss } from './tell-of-customer.ts';
import { wordMessage } from './word-message.ts';

export interface RecordedOutcome {
  readonly leadId: number | null;
  readonly messageId: number | null;
  readonly suppressed: Suppression | null;
  /** To be told once it is kept; nothing of a test call. */
  readonly happenings: readonly Happening[];
}

/**
 * What a call's outcome means for the business, in the transaction that records it: the lead, the
 * decision, the text in the outbox and its credit stand or fall together with the outcome.
 * @param outcome null where nobody knows it: then the caller is a lead, who may have been missed, and is not texted,
 *   who may have been answered
 */
export function recordOutcome(
  tx: Writer,
  row: CallRow,
  call: Call,
  outcome: Outcome | null,
  business: Business,
  now: Millis,
): RecordedOutcome {
  const line = tx.lines.byId(row.lineId);
  if (line === undefined)
    throw new Error(`call ${row.id} belongs to line ${row.lineId}, which does not exist`);
  const missedAt = call.finishedAt ?? now;
  const waitedMs = missedAt - call.arrivedAt;
  const block = tx.blockedNumbers.of(blockKeyOf(row));
  const isMissed = outcome !== 'answered' && outcome !== 'blocked';
  const isBlocked = block !== undefined;
  const missed = isMissed && !isBlocked && !isSilentTest(row);
  const tooBriefly = rangTooBriefly({ outcome, waitedMs, line: { minRingMs: line.minRingSeconds * 1000 } });
  const counts = missed && !tooBriefly;
  const tally = tallyOf({ outcome, isTest: row.isTest, isBlocked, rangTooBriefly: tooBriefly });
  tx.calls.settle(row.id, outcome, tally);
  const known = knownCaller(tx, row);
  const { leadId, isNew } = counts ? findLead(tx, row, now) : { leadId: row.leadId, isNew: false };
  if (outcome === 'answered' && row.fromNumber !== null && !row.isTest)
    cancelResolved(tx, talkIn(row.id, row.fromNumber, call.bridgedAt ?? missedAt), now);
  if (outcome === 'answered' && row.leadId !== null && !row.isTest) noteTalk(tx, row.leadId, call, now);
  const text = wordMessage(tx, line, { outcome, ...known }, business, missedAt);
  const missedCall = { row, line, outcome, waitedMs, missedAt, leadId, block, text };
  const question = gatherQuestion(tx, missedCall, business, now);
  const decision = decideTextBack(question);
  const recorded = keepDecision(tx, { ...row, leadId }, decision, now);
  const cap = reachedCap(question.caps);
  if (decision.verdict === 'suppress' && decision.held !== null && cap !== null)
    holdText(tx, row.id, cap, decision.held, now);
  if (counts && !row.isTest) followUp(tx, missedCall, question, recorded, business, now);
  return { ...recorded, happenings: row.isTest ? [] : happeningsOf(row, outcome, isNew) };
}

function happeningsOf(
  { lineId, handling }: CallRow,
  outcome: Outcome | null,
  isNewLead: boolean,
): readonly Happening[] {
  const known: Happening = { type: 'outcome-known', lineId, handling, outcome };
  return isNewLead ? [known, { type: 'lead-created', source: 'missed-call' }] : [known];
}

/** A missed caller gets somebody who looks after them, and who is told. */
function followUp(
  tx: Writer,
  { row, line, outcome, waitedMs, missedAt, leadId }: MissedCall,
  { tag, history }: TextBackQuestion,
  { suppressed }: KeptDecision,
  business: Business,
  now: Millis,
): void {
  if (leadId === null) return;
  const callId = row.id;
  // Nobody waits for a call back who was tagged as spam, or has been talked to since.
  if (tag === null && history.resolvedBy === null)
    lookAfterMiss(tx, { leadId, line, callId, missedAt }, business, now);
  tellOfMiss(tx, { callId, leadId, line, outcome, waitedMs, suppressed }, business, now);
}

function talkIn(callId: number, number: string, at: Millis): Conversation {
  return { number, at, why: `the caller got through in call ${callId}` };
}

type KeptDecision = Omit<RecordedOutcome, 'happenings'>;

function keepDecision(
  tx: Writer,
  { id: callId, leadId, lineId, isTest }: CallRow,
  decision: TextBackDecision,
  now: Millis,
): KeptDecision {
  const { verdict, asked } = decision;
  if (verdict === 'suppress') {
    const { reason } = decision;
    tx.calls.decide({ callId, verdict, reason, messageId: null, asked, decidedAt: now });
    return { leadId, messageId: null, suppressed: reason };
  }
  if (leadId === null) throw new Error(`call ${callId} is to be texted without a lead`);
  const queued = queueMessage(tx, { ...decision, kind: 'text-back', leadId, lineId, callId }, now);
  // The same rules in the same transaction: they cannot answer otherwise.
  if (queued.kind === 'refused')
    throw new Error(`call ${callId} is to be texted, and may not be: ${queued.why}`);
  const { messageId } = queued;
  if (!isTest) tx.caps.count(decision.to, now);
  tx.calls.decide({ callId, verdict, reason: null, messageId, asked, decidedAt: now });
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

/** A caller without a number has no lead: there is nobody to call back. */
function findLead(
  tx: Writer,
  row: CallRow,
  now: Millis,
): { readonly leadId: number | null; readonly isNew: boolean } {
  const number = row.fromNumber ?? row.fromRaw;
  const stage = tx.leads.firstStage();
  if (number === '' || stage === undefined) return { leadId: null, isNew: false };
  const name = plausibleName(row.fromName);
  const { lead, isNew } = tx.leads.findOrAdd({ number, name, source: 'missed-call' }, stage.id, now);
  if (!isNew) {
    tx.leads.touch(lead.id, now);
    if (lead.name === '' && name !== '') tx.leads.rename(lead.id, name, now);
  }
  tx.calls.setLead(row.id, lead.id);
  return { leadId: lead.id, isNew };
}
