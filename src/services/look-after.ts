import type { Call } from '../core/call.ts';
import type { Millis } from '../core/clock.ts';
import type { Reader, Writer } from '../store/queries.ts';
import type { Business } from './business.ts';
import { ownLead } from './own-lead.ts';
import { type Miss, startResponseClock, stopResponseClock } from './response-clock.ts';

/** A missed caller gets an owner, where they have none, and somebody has to respond in time. */
export function lookAfterMiss(tx: Writer, miss: Miss, business: Business, now: Millis): void {
  ownLead(tx, miss.leadId, miss.line, business, now);
  startResponseClock(tx, miss, business);
}

/** Somebody picked up when the customer called: whoever it was, they wait no more. */
export function noteTalk(tx: Writer, leadId: number, call: Call, now: Millis): void {
  const at = call.bridgedAt ?? call.finishedAt ?? now;
  stopResponseClock(tx, leadId, { response: 'answered', userId: whoAnswered(tx, call), at }, now);
}

/** The person at the phone that the caller talks to: by its endpoint, or by the number that it was dialled by. */
function whoAnswered(reader: Reader, { legs }: Call): number | null {
  const leg = legs.find(({ state, end }) => state === 'answered' || end === 'hung-up');
  if (leg === undefined) return null;
  const { endpoint } = leg.destination;
  const [number] = /\+\d{7,15}/.exec(endpoint) ?? [];
  const user =
    reader.users.byExtension(endpoint) ?? (number === undefined ? undefined : reader.users.byPhone(number));
  return user?.id ?? null;
}
