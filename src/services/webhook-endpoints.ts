import { parseTokenName } from '../core/api-token.ts';
import type { Millis } from '../core/clock.ts';
import { readWebhookAddress } from '../core/webhook-address.ts';
import { chooseKinds, type EventKind } from '../core/webhook-event.ts';
import type { Store } from '../store/open-store.ts';
import type { EndpointRow } from '../store/queries/webhooks.ts';
import type { Writer } from '../store/queries.ts';
import type { Rejection } from './rejection.ts';
import { findEndpoint, noSuchKind, viewOf, type WebhookView, type Which } from './show-webhooks.ts';
import { transactOrRehearse } from './transact-or-rehearse.ts';

/** Each is looked at every second, and may have an event on its way. */
const MOST_ENDPOINTS = 20;
/** While a receiver changes over to a new secret, it may know either. */
const FORMER_SECRET_MS: Millis = 24 * 3_600_000;

export type ChangedWebhook = { readonly kind: 'done'; readonly webhook: WebhookView } | Rejection;

export interface WebhookToAdd {
  /** What it is for. */
  readonly name: string;
  readonly url: string;
  /** Words such as `lead.*`; null for all. */
  readonly kinds: readonly string[] | null;
  /** `whsec_` and base64 of 24 to 64 random octets. */
  readonly secret: string;
  readonly dryRun: boolean;
}

/** From now on a program is told of what happens; not of what happened before. */
export function addWebhook(store: Store, request: WebhookToAdd, actor: string, now: Millis): ChangedWebhook {
  const name = parseTokenName(request.name);
  if (name === null) return badName(request.name);
  const read = readRequest(request);
  if (read.kind !== 'read') return read;
  const { url, kinds } = read;
  return transactOrRehearse(store, request.dryRun, (tx) => {
    if (tx.webhooks.byName(name) !== undefined) return known(name);
    if (tx.webhooks.all().length >= MOST_ENDPOINTS) return FULL;
    const { secret } = request;
    const settledThrough = tx.events.newestId();
    const row = tx.webhooks.add({ name, url, kinds, secret, settledThrough, createdAt: now });
    record(tx, { at: now, actor, action: 'add webhook', before: null, after: row });
    return { kind: 'done', webhook: viewOf(row) };
  });
}

export interface WebhookChange {
  readonly name: Which;
  /** What is absent stays. */
  readonly url?: string | undefined;
  /** Null for all. */
  readonly kinds?: readonly string[] | null | undefined;
  readonly enabled?: boolean | undefined;
  /** The one before it signs as well for a day. */
  readonly secret?: string | undefined;
  readonly dryRun: boolean;
}

/** What was switched off goes on, when it is switched on, with the event at which it stopped. */
export function changeWebhook(
  store: Store,
  request: WebhookChange,
  actor: string,
  now: Millis,
): ChangedWebhook {
  const read = readRequest(request);
  if (read.kind !== 'read') return read;
  return transactOrRehearse(store, request.dryRun, (tx) => {
    const found = findEndpoint(tx, request.name);
    if (found.kind !== 'endpoint') return found;
    const { endpoint: before } = found;
    const { url = before.url, enabled = before.enabled, secret } = request;
    const isRetried = enabled && (!before.enabled || url !== before.url);
    const after: EndpointRow = {
      ...before,
      ...{ url: request.url === undefined ? url : read.url, enabled },
      kinds: request.kinds === undefined ? before.kinds : read.kinds,
      offWhy: request.enabled === undefined ? before.offWhy : null,
      ...(isRetried ? { notBefore: null, failingSince: null } : {}),
      ...(secret === undefined
        ? {}
        : { secret, formerSecret: before.secret, formerUntil: now + FORMER_SECRET_MS }),
    };
    tx.webhooks.change(before.id, after);
    if (isRetried || !enabled) tx.alerts.resolve('webhook-failing', before.name, now);
    const action = secret === undefined ? 'change webhook' : 'renew webhook secret';
    record(tx, { at: now, actor, action, before, after });
    return { kind: 'done', webhook: viewOf(after) };
  });
}

/** Nothing more is sent there. With the last one, what is kept of what happened goes little by little. */
export function removeWebhook(
  store: Store,
  request: { readonly name: Which; readonly dryRun: boolean },
  actor: string,
  now: Millis,
): ChangedWebhook {
  return transactOrRehearse(store, request.dryRun, (tx) => {
    const found = findEndpoint(tx, request.name);
    if (found.kind !== 'endpoint') return found;
    const { endpoint } = found;
    tx.webhooks.remove(endpoint.id);
    tx.alerts.resolve('webhook-failing', endpoint.name, now);
    record(tx, { at: now, actor, action: 'remove webhook', before: endpoint, after: null });
    return { kind: 'done', webhook: viewOf(endpoint) };
  });
}

/** Says in the audit what changed, without secrets; of no role but the owner's. */
function record(
  tx: Writer,
  change: {
    readonly at: Millis;
    readonly actor: string;
    readonly action: string;
    readonly before: EndpointRow | null;
    readonly after: EndpointRow | null;
  },
): void {
  const { before, after } = change;
  const shown = (row: EndpointRow | null) => {
    if (row === null) return null;
    const { name, url, kinds, enabled } = row;
    return { name, url: new URL(url).origin, kinds, enabled };
  };
  const subject = `webhook:${(after ?? before)?.name ?? ''}`;
  tx.audit.record({ ...change, subject, before: shown(before), after: shown(after) });
}

type ReadRequest =
  | {
      readonly kind: 'read';
      readonly url: string;
      readonly kinds: readonly EventKind[] | null;
    }
  | Rejection;

function readRequest(request: Pick<WebhookChange, 'url' | 'kinds'>): ReadRequest {
  const address = request.url === undefined ? null : readWebhookAddress(request.url);
  if (address?.kind === 'invalid') return address;
  const chosen = request.kinds == null ? null : chooseKinds(request.kinds);
  if (chosen !== null && 'unknown' in chosen) return noSuchKind(chosen.unknown);
  if (chosen !== null && chosen.kinds.length === 0) return NO_KINDS;
  return { kind: 'read', url: address?.url ?? '', kinds: chosen?.kinds ?? null };
}

function badName(name: string): Rejection {
  return {
    kind: 'invalid',
    problem: `A webhook cannot be called ${JSON.stringify(name.slice(0, 64))}.`,
    remedy: 'Say in up to 60 characters which program it is for, e.g. "CRM".',
  };
}

function known(name: string): Rejection {
  return {
    kind: 'refused',
    problem: `There is a webhook called ${JSON.stringify(name)} already.`,
    remedy: `Give another name, or change that one: textback webhook set ${JSON.stringify(name)}`,
  };
}

const NO_KINDS: Rejection = {
  kind: 'invalid',
  problem: 'No events are chosen.',
  remedy: 'Choose some: it would be told of nothing.',
};

const FULL: Rejection = {
  kind: 'refused',
  problem: `There are ${MOST_ENDPOINTS} webhooks, which is as many as it takes.`,
  remedy: 'Remove some that are not used any more: see `textback webhook list`.',
};
