import { alertDetails } from '../core/alert-detail.ts';
import type { Clock, Millis } from '../core/clock.ts';
import {
  answerWords,
  type SettledDelivery,
  settleDelivery,
  type WebhookAnswer,
} from '../core/webhook-delivery.ts';
import type { WebhookSender } from '../notifiers/webhook-sender.ts';
import type { Store } from '../store/open-store.ts';
import type { EventRow } from '../store/queries/events.ts';
import type { EndpointRow } from '../store/queries/webhooks.ts';
import type { Reader, Writer } from '../store/queries.ts';
import { eventJson } from './event-json.ts';

export interface WebhookParts {
  readonly store: Store;
  readonly sender: WebhookSender;
  readonly clock: Clock;
  /** Uniform in [0, 1). */
  readonly random: () => number;
}

/** Shorter than that, it is being restarted or updated, and nobody needs to hear of it. */
const ALERT_AFTER_MS: Millis = 3_600_000;

/** Endpoints to which something may be sent now. */
export function dueEndpoints(store: Store, now: Millis): readonly number[] {
  return store
    .read((reader) => reader.webhooks.all())
    .filter((endpoint) => isDue(endpoint, now))
    .map(({ id }) => id);
}

function isDue({ enabled, notBefore }: EndpointRow, now: Millis): boolean {
  return enabled && (notBefore === null || notBefore <= now);
}

/**
 * Sends an endpoint the next event that it wants, and keeps what came of it: a crash between the two sends it again,
 * under the same id, and loses none.
 * @param isStopped whether the daemon stops: what it breaks off itself is no failure of the endpoint
 * @returns whether there may be more to send at once
 */
export async function deliverNext(
  { store, sender, clock, random }: WebhookParts,
  endpointId: number,
  isStopped: () => boolean,
): Promise<boolean> {
  const taken = store.read((reader) => take(reader, endpointId, clock.now()));
  if (taken === null) return false;
  const { endpoint, event } = taken;
  if (event === null) {
    skipTo(store, endpoint, taken.newestId);
    return false;
  }
  const startedAt = clock.now();
  const { url } = endpoint;
  const answer = await sender.post({
    id: event.uid,
    url,
    secrets: secretsOf(endpoint, startedAt),
    body: taken.body,
  });
  if (isStopped() && answer.kind === 'no-answer') return false;
  const now = clock.now();
  const attempt = { endpoint, event, answer, startedAt, now };
  return store.transact('progress', (tx) => settle(tx, attempt, random()));
}

function take(reader: Reader, endpointId: number, now: Millis) {
  const endpoint = reader.webhooks.byId(endpointId);
  if (endpoint === undefined || !isDue(endpoint, now)) return null;
  const newestId = reader.events.newestId();
  if (newestId <= endpoint.settledThrough) return null;
  const event = reader.events.nextFor(endpoint.id, endpoint.settledThrough, endpoint.kinds) ?? null;
  const body = event === null ? '' : JSON.stringify(eventJson(reader, event));
  return { endpoint, newestId, event, body };
}

/** What the endpoint does not want is settled, so that it is not looked through again each time. */
function skipTo(store: Store, { id, settledThrough }: EndpointRow, newestId: number): void {
  store.transact('progress', (tx) => {
    // Replayed from an earlier one meanwhile: it goes on from there.
    if (tx.webhooks.byId(id)?.settledThrough === settledThrough)
      tx.webhooks.change(id, { settledThrough: newestId });
  });
}

/** For a day after a change, what is signed is signed twice (Standard Webhooks, "Secret rotation"). */
function secretsOf({ secret, formerSecret, formerUntil }: EndpointRow, now: Millis): readonly string[] {
  return formerSecret !== null && formerUntil !== null && now < formerUntil
    ? [secret, formerSecret]
    : [secret];
}

interface Attempt {
  /** As it was when the event was taken. */
  readonly endpoint: EndpointRow;
  readonly event: EventRow;
  readonly answer: WebhookAnswer;
  readonly startedAt: Millis;
  readonly now: Millis;
}

function settle(
  tx: Writer,
  { endpoint: taken, event, answer, startedAt, now }: Attempt,
  random01: number,
): boolean {
  const endpoint = tx.webhooks.byId(taken.id);
  // Removed meanwhile.
  if (endpoint === undefined) return false;
  const before = tx.webhooks.deliveryOf(endpoint.id, event.id);
  // What was settled before is being replayed: it is tried from the beginning.
  const goesOn = before !== undefined && before.state === 'waiting';
  const tries = goesOn ? before.tries + 1 : 1;
  const firstTriedAt = goesOn ? before.firstTriedAt : startedAt;
  const settled = settleDelivery(answer, { tries, firstTriedAt }, now, random01);
  const detail = answerWords(answer);
  const { state } = settled;
  tx.webhooks.keepDelivery({
    ...{ endpointId: endpoint.id, eventId: event.id, state, tries, detail },
    ...{ firstTriedAt, triedAt: now, tookMs: now - startedAt },
  });
  // Replayed, or put in another place, meanwhile: it goes on from there.
  if (endpoint.settledThrough !== taken.settledThrough) return true;
  keepState(tx, endpoint, event, settled, detail, now);
  return settled.state === 'delivered' || (settled.state === 'parked' && !settled.endsEndpoint);
}

function keepState(
  tx: Writer,
  { id, name, failingSince }: EndpointRow,
  event: EventRow,
  settled: SettledDelivery,
  detail: string,
  now: Millis,
): void {
  const since = failingSince ?? now;
  const passed = { settledThrough: event.id, notBefore: null };
  switch (settled.state) {
    case 'delivered':
      tx.webhooks.change(id, { ...passed, failingSince: null, deliveredAt: now });
      if (failingSince !== null) tx.alerts.resolve('webhook-failing', name, now);
      return;
    case 'waiting':
      tx.webhooks.change(id, { notBefore: settled.notBefore, failingSince: since });
      if (now - since >= ALERT_AFTER_MS) alertOnce(tx, name, alertDetails.webhookWaits(name, detail), now);
      return;
    case 'parked':
      if (!settled.endsEndpoint) {
        tx.webhooks.change(id, { ...passed, failingSince: null });
        return;
      }
      // The event keeps its place: switched on again, the endpoint goes on with it.
      tx.webhooks.change(id, { enabled: false, offWhy: detail, notBefore: null, failingSince: since });
      tx.alerts.resolve('webhook-failing', name, now);
      alertOnce(tx, name, alertDetails.webhookOff(name, detail), now);
  }
}

function alertOnce(tx: Writer, name: string, detail: string, now: Millis): void {
  if (tx.alerts.open('webhook-failing', name) !== undefined) return;
  tx.alerts.raise({ kind: 'webhook-failing', subject: name, detail, raisedAt: now });
}
