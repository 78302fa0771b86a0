import type { Call, Outcome } from '../core/call.ts';
import { startCall } from '../core/call-machine.ts';
import { NO_PLAN } from '../core/call-plan.ts';
import type { Millis } from '../core/clock.ts';
import { creditCost } from '../core/credit-cost.ts';
import { parseMoment } from '../core/local-time.ts';
import { parsePhone } from '../core/phone.ts';
import { type SegmentedText, segmentText } from '../core/segments.ts';
import type { Store } from '../store/open-store.ts';
import type { LineRow } from '../store/queries/lines.ts';
import type { Writer } from '../store/queries.ts';
import type { Business } from './business.ts';
import { findLine } from './find-line.ts';
import { recordOutcome } from './record-outcome.ts';
import type { Rejection } from './rejection.ts';
import { type DecisionView, decisionView } from './show-call.ts';
import { transactOrRehearse } from './transact-or-rehearse.ts';

export interface CallToSimulate {
  /** The line's number, in any usual spelling. */
  readonly line: string;
  /** The caller ID, as a trunk would send it; `''` for withheld. */
  readonly from: string;
  /** The caller's name, as a trunk would send it. */
  readonly name: string;
  readonly outcome: Outcome;
  /** When it was missed: `2026-12-25 10:00` in the line's time zone, ISO 8601, or `now`. */
  readonly at: string;
  readonly waitedMs: Millis;
}

export interface SimulatedText {
  readonly from: string;
  readonly to: string;
  readonly text: string;
  readonly encoding: SegmentedText['encoding'];
  readonly segments: number;
  readonly credits: number;
  readonly notBefore: Millis;
  readonly expiresAt: Millis;
}

export interface Simulation {
  readonly line: string;
  readonly at: Millis;
  readonly decision: Omit<DecisionView, 'message'>;
  /** What would be sent, or held. */
  readonly text: SimulatedText | null;
}

/**
 * What would become of a call, were it missed at that time: the very transaction that a real one runs, on the
 * settings, history and balance of now, rolled back. Nothing is kept and nobody is called or texted.
 */
export function simulateCall(
  store: Store,
  request: CallToSimulate,
  business: Business,
  now: Millis,
): { readonly kind: 'simulated'; readonly simulation: Simulation } | Rejection {
  return transactOrRehearse(store, true, (tx) => {
    const found = findLine(tx, request.line, business.country);
    if (found.kind !== 'line') return found;
    const { line } = found;
    const at = parseMoment(request.at, line.timeZone ?? business.timeZone, now);
    if (at === null) return noSuchMoment(request.at);
    const { callId } = missCall(tx, line, request, business, at);
    const row = tx.calls.byId(callId);
    const decision = row === undefined ? null : decisionView(tx, row, line);
    if (decision === null) throw new Error('a simulated call ended without a decision');
    const { message: _message, ...shown } = decision;
    return {
      kind: 'simulated',
      simulation: { line: line.number, at, decision: shown, text: plannedText(tx, callId) },
    };
  });
}

/** A call that comes and ends as asked, with nothing rung in between. */
function missCall(
  tx: Writer,
  line: LineRow,
  { from, name, outcome, waitedMs }: CallToSimulate,
  business: Business,
  at: Millis,
): { readonly callId: number } {
  const phone = parsePhone(from, business.country);
  const fromNumber = phone.kind === 'number' ? phone.e164 : null;
  const arrivedAt = at - waitedMs;
  const { call: started } = startCall('simulated', NO_PLAN, arrivedAt);
  const call: Call = { ...started, state: 'ended', outcome, finishedAt: at };
  const row = tx.calls.add(
    {
      lineId: line.id,
      leadId: tx.leads.byNumber(fromNumber ?? from)?.id ?? null,
      fromRaw: phone.kind === 'withheld' ? '' : from,
      fromNumber,
      fromName: name,
    },
    call,
  );
  recordOutcome(tx, row, call, outcome, business, at);
  return { callId: row.id };
}

function plannedText(tx: Writer, callId: number): SimulatedText | null {
  const messageId = tx.calls.decisionOf(callId)?.messageId ?? null;
  const message = messageId === null ? undefined : tx.messages.byId(messageId);
  const held = tx.caps.heldOf(callId);
  const planned = message ?? held;
  if (planned === undefined) return null;
  const { body, fromNumber, toNumber, expiresAt } = planned;
  const { encoding, segments } = segmentText(body);
  return {
    from: fromNumber,
    to: toNumber,
    text: body,
    encoding,
    segments: segments.length,
    credits: creditCost(body, tx.settings.business().charge),
    notBefore: planned.notBefore ?? expiresAt,
    expiresAt,
  };
}

function noSuchMoment(text: string): Rejection {
  return {
    kind: 'invalid',
    problem: `${JSON.stringify(text.slice(0, 64))} is not a time.`,
    remedy: 'Give a day and a time such as "2026-12-25 10:00", in the time zone of the line.',
  };
}
