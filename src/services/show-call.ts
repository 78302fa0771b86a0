import type { Millis } from '../core/clock.ts';
import { type Explanation, explainMessage, explainSuppression } from '../core/explain-decision.ts';
import type { MessageState } from '../core/message-state.ts';
import type { Asked, Suppression } from '../core/text-back-question.ts';
import type { Store } from '../store/open-store.ts';
import type { CallRow, CallSummary, DecisionRow, LegRow } from '../store/queries/calls.ts';
import type { LineRow } from '../store/queries/lines.ts';
import type { MessageRow } from '../store/queries/messages.ts';
import type { Reader } from '../store/queries.ts';
import type { Rejection } from './rejection.ts';

export interface CallView extends Omit<CallRow, 'machine' | 'callerChannelId' | 'lineId'> {
  readonly line: Pick<LineRow, 'number' | 'name'>;
  readonly legs: readonly LegRow[];
  /** Null while the call has no outcome. */
  readonly decision: DecisionView | null;
}

export interface DecisionView extends Explanation {
  readonly verdict: DecisionRow['verdict'];
  readonly reason: Suppression | null;
  readonly decidedAt: Millis;
  /** Every reason against a text that was asked, in order; empty on calls from before that was kept. */
  readonly asked: readonly Asked[];
  /** What was sent, for the verdict `send`. */
  readonly message: MessageView | null;
}

export interface MessageView {
  readonly id: number;
  readonly from: string;
  readonly to: string;
  readonly text: string;
  readonly state: MessageState;
  readonly detail: string;
  readonly createdAt: Millis;
  readonly sentAt: Millis | null;
  readonly settledAt: Millis | null;
  /** When privacy purge took out what it says; null while it says it. */
  readonly erasedAt: Millis | null;
}

/** A call with its legs, and whether its caller was texted and why. */
export function showCall(
  store: Store,
  id: number,
): { readonly kind: 'call'; readonly call: CallView } | Rejection {
  return store.read((reader) => {
    const row = reader.calls.byId(id);
    const line = row === undefined ? undefined : reader.lines.byId(row.lineId);
    if (row === undefined || line === undefined) return noSuchCall(id);
    const { machine: _machine, callerChannelId: _channel, lineId: _lineId, ...shown } = row;
    return {
      kind: 'call',
      call: {
        ...shown,
        line: { number: line.number, name: line.name },
        legs: reader.calls.legsOf(id),
        decision: decisionView(reader, row, line),
      },
    };
  });
}

/** Calls, newest first: at most `limit`, those with an id under `before`. */
export function listCalls(store: Store, limit: number, before?: number): readonly CallSummary[] {
  return store.read((reader) => reader.calls.newest(limit, before));
}

export function messageView(row: MessageRow): MessageView {
  const { id, fromNumber: from, toNumber: to, body: text, state, detail } = row;
  const { createdAt, sentAt, settledAt, erasedAt } = row;
  return { id, from, to, text, state, detail, createdAt, sentAt, settledAt, erasedAt };
}

export function decisionView(reader: Reader, row: CallRow, line: LineRow): DecisionView | null {
  const decision = reader.calls.decisionOf(row.id);
  if (decision === undefined) return null;
  const { verdict, reason, messageId, decidedAt } = decision;
  const asked = decision.asked ?? [];
  const sent = messageId === null ? undefined : reader.messages.byId(messageId);
  if (sent !== undefined) {
    const words = explainMessage(sent.state, sent.detail);
    return { ...words, verdict, reason, decidedAt, asked, message: messageView(sent) };
  }
  if (reason === null) throw new Error(`the decision on call ${row.id} has neither a text nor a reason`);
  const caller = row.fromNumber ?? row.fromRaw;
  const words = explainSuppression(reason, {
    line: line.number,
    minRingSeconds: line.minRingSeconds,
    caller,
    detail: asked.at(-1)?.detail ?? '',
    isHeld: reader.caps.heldOf(row.id) !== undefined,
  });
  // Who it was is not known any more: there is nothing to do about it.
  const remedy = row.erasedAt === null ? words.remedy : null;
  return { ...words, remedy, verdict, reason, decidedAt, asked, message: null };
}

function noSuchCall(id: number): Rejection {
  return {
    kind: 'not-found',
    problem: `There is no call ${id}.`,
    remedy: 'See the newest with `textback call list`.',
  };
}
