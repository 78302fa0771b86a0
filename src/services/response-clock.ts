import type { Millis } from '../core/clock.ts';
import type { Response } from '../core/response.ts';
import { afterOpenTime } from '../core/response-target.ts';
import type { LineRow } from '../store/queries/lines.ts';
import type { Reader, Writer } from '../store/queries.ts';
import type { Business } from './business.ts';
import { lineSchedule } from './line-schedule.ts';

export interface Miss {
  readonly leadId: number;
  readonly line: LineRow;
  readonly callId: number;
  readonly missedAt: Millis;
}

/** What a person did about it. */
export interface HumanResponse {
  readonly response: Response;
  /** Null where it is not known who. */
  readonly userId: number | null;
  readonly at: Millis;
}

/**
 * From now on a missed caller waits for a person, within the line's target of its open time. Whoever waits already
 * goes on waiting from the first miss.
 */
export function startResponseClock(tx: Writer, miss: Miss, business: Business): void {
  const { leadId, line, callId, missedAt } = miss;
  if (tx.responseClocks.running(leadId).length > 0) return;
  const targetAt = responseTarget(tx, line, business, missedAt);
  tx.responseClocks.start({ leadId, lineId: line.id, callId, missedAt, targetAt, escalatesAt: targetAt });
}

/** Until when somebody should respond who waits from `from` on; null where the line has no target, or never opens. */
export function responseTarget(
  reader: Reader,
  line: LineRow,
  business: Business,
  from: Millis,
): Millis | null {
  if (line.responseTargetSeconds === 0) return null;
  return afterOpenTime(lineSchedule(reader, line, business), from, line.responseTargetSeconds * 1000);
}

/** A person responded: the lead waits no more, and nobody needs to be told that it does. */
export function stopResponseClock(
  tx: Writer,
  leadId: number,
  { response, userId, at }: HumanResponse,
  now: Millis,
): void {
  endAll(tx, leadId, { endedAt: at, response, respondedBy: userId }, now);
}

/** Nobody will respond, and nobody should: it was spam, say, or the conversation was closed. */
export function dropResponseClock(tx: Writer, leadId: number, now: Millis): void {
  endAll(tx, leadId, { endedAt: now, response: null, respondedBy: null }, now);
}

/** What `response-late` alerts of a lead are about. */
export function lateSubject(leadId: number): string {
  return `lead:${leadId}`;
}

function endAll(
  tx: Writer,
  leadId: number,
  end: { readonly endedAt: Millis; readonly response: Response | null; readonly respondedBy: number | null },
  now: Millis,
): void {
  for (const { id, missedAt } of tx.responseClocks.running(leadId)) {
    // What is heard of late may have been before the miss: then it did not answer it.
    if (end.response !== null && end.endedAt < missedAt) continue;
    tx.responseClocks.change(id, { ...end, escalatesAt: null });
  }
  if (tx.responseClocks.running(leadId).length === 0)
    tx.alerts.resolve('response-late', lateSubject(leadId), now);
}
