import { alertDetails } from '../core/alert-detail.ts';
import type { Millis } from '../core/clock.ts';
import { nextOwner } from '../core/ownership.ts';
import type { Store } from '../store/open-store.ts';
import type { LeadSummary } from '../store/queries/leads.ts';
import type { ResponseClockRow } from '../store/queries/response-clocks.ts';
import type { Writer } from '../store/queries.ts';
import type { Business } from './business.ts';
import { rotaOf } from './own-lead.ts';
import { lateSubject, responseTarget } from './response-clock.ts';

const AT_ONCE = 50;
/** More than a line has people. */
const MOST_OWNERS = 100;

/**
 * Missed callers whom nobody has responded to within the target: each goes to the next of the line's people, and an
 * alert says so. After another target it goes on, until everybody had it once; the last alert says that nobody is left.
 * Returns how many there were.
 */
export function escalateResponses(store: Store, business: Business, now: Millis): number {
  if (store.read((reader) => reader.responseClocks.due(now, 1)).length === 0) return 0;
  return store.transact('promised', (tx) => {
    const due = tx.responseClocks.due(now, AT_ONCE);
    for (const clock of due) escalate(tx, clock, business, now);
    return due.length;
  });
}

function escalate(tx: Writer, clock: ResponseClockRow, business: Business, now: Millis): void {
  const lead = tx.leads.byId(clock.leadId);
  const line = tx.lines.byId(clock.lineId);
  if (lead === undefined || line === undefined)
    throw new Error(`response clock ${clock.id} belongs to nothing`);
  const rota = rotaOf(tx, line, business);
  const had = ownersSince(tx, lead, clock.missedAt);
  const next = nextOwner(rota, lead.ownerId, had, now);
  if (next !== null)
    tx.assignments.add({ leadId: lead.id, userId: next, reason: 'escalation', actor: 'textback', at: now });
  const escalations = clock.escalations + (next === null ? 0 : 1);
  const escalatesAt = next === null ? null : responseTarget(tx, line, business, now);
  tx.responseClocks.change(clock.id, { escalations, escalatesAt });
  const owner = next === null ? lead.owner : (tx.users.byId(next)?.name ?? null);
  const formerOwner = next === null ? null : lead.owner;
  const detail = alertDetails.responseLate({
    ...{ leadId: lead.id, waitedMs: now - clock.missedAt, lineName: line.name },
    ...{ owner, formerOwner },
  });
  raiseAnew(tx, lead.id, detail, now);
}

/** Who has owned a lead since it was missed. */
function ownersSince(tx: Writer, { id, ownerId }: LeadSummary, missedAt: Millis): ReadonlySet<number> {
  const rows = tx.assignments.of(id, MOST_OWNERS);
  const since = rows.filter(({ at }) => at >= missedAt);
  return new Set(
    [ownerId, ...since.map(({ userId }) => userId), rows[since.length]?.userId ?? null].filter(
      (each) => each !== null,
    ),
  );
}

/** An alert is told once for as long as it goes on: the next person has to hear of it too. */
function raiseAnew(tx: Writer, leadId: number, detail: string, now: Millis): void {
  const subject = lateSubject(leadId);
  tx.alerts.resolve('response-late', subject, now);
  tx.alerts.raise({ kind: 'response-late', subject, detail, raisedAt: now });
}
