import type { Millis } from '../core/clock.ts';
import { TEST_KIND } from '../core/webhook-event.ts';
import type { Store } from '../store/open-store.ts';
import type { EndpointRow } from '../store/queries/webhooks.ts';
import type { Reader, Writer } from '../store/queries.ts';
import type { Rejection } from './rejection.ts';
import { findEndpoint, viewOf, type WebhookView, type Which } from './show-webhooks.ts';
import { transactOrRehearse } from './transact-or-rehearse.ts';

/** From a point in time, or from an event, which is told again too. */
export type ReplayFrom =
  | { readonly at: Millis; readonly eventId?: never }
  | { readonly eventId: string; readonly at?: never };

export type ReplayedWebhook =
  | {
      readonly kind: 'replayed';
      readonly webhook: WebhookView;
      /** The first event that is told again; null where nothing has happened since. */
      readonly from: string | null;
    }
  | Rejection;

/**
 * Tells a program again of what happened, in the same order and under the same ids, and then of what comes after. What
 * it had not been told of yet keeps its place: nothing is left out.
 */
export function replayWebhook(
  store: Store,
  request: { readonly name: Which; readonly from: ReplayFrom; readonly dryRun: boolean },
  actor: string,
  now: Millis,
): ReplayedWebhook {
  return transactOrRehearse(store, request.dryRun, (tx) => {
    const found = findEndpoint(tx, request.name);
    if (found.kind !== 'endpoint') return found;
    const { endpoint } = found;
    if (!endpoint.enabled) return off(endpoint.name);
    const first = firstOf(tx, request.from);
    if (typeof first === 'object') return first;
    const settledThrough = Math.min(first - 1, endpoint.settledThrough);
    tx.webhooks.change(endpoint.id, { settledThrough, notBefore: null });
    const next = tx.events.nextFor(endpoint.id, settledThrough, endpoint.kinds);
    record(tx, endpoint, 'replay webhook', { from: next?.uid ?? null }, actor, now);
    const webhook = viewOf({ ...endpoint, notBefore: null });
    return { kind: 'replayed', webhook, from: next?.uid ?? null };
  });
}

/** Sends a program an event that tells of nothing, after what waits for it, at once. */
export function testWebhook(
  store: Store,
  which: Which,
  actor: string,
  now: Millis,
): { readonly kind: 'told'; readonly webhook: WebhookView; readonly eventId: string } | Rejection {
  return store.transact('promised', (tx) => {
    const found = findEndpoint(tx, which);
    if (found.kind !== 'endpoint') return found;
    const { endpoint } = found;
    if (!endpoint.enabled) return off(endpoint.name);
    const { uid } = tx.events.add({ kind: TEST_KIND, at: now, endpointId: endpoint.id });
    tx.webhooks.change(endpoint.id, { notBefore: null });
    record(tx, endpoint, 'test webhook', { event: uid }, actor, now);
    return { kind: 'told', webhook: viewOf({ ...endpoint, notBefore: null }), eventId: uid };
  });
}

/** Its place in the order of events; past the last where nothing has happened since. */
function firstOf(reader: Reader, { at, eventId }: ReplayFrom): number | Rejection {
  if (at !== undefined) return reader.events.firstSince(at) ?? reader.events.newestId() + 1;
  const event = reader.events.byUid(eventId.trim());
  if (event !== undefined) return event.id;
  return {
    kind: 'not-found',
    problem: `There is no event ${JSON.stringify(eventId.slice(0, 64))}.`,
    remedy: 'It may be older than events are kept (`textback settings show`); give a time instead.',
  };
}

function record(
  tx: Writer,
  { name }: EndpointRow,
  action: string,
  after: object,
  actor: string,
  at: Millis,
): void {
  tx.audit.record({ at, actor, action, subject: `webhook:${name}`, before: null, after });
}

function off(name: string): Rejection {
  return {
    kind: 'refused',
    problem: `The webhook ${JSON.stringify(name)} is switched off.`,
    remedy: `Switch it on first: textback webhook set ${JSON.stringify(name)} --enable`,
  };
}
