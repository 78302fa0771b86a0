import type { Millis } from '../core/clock.ts';
import { didYouMean } from '../core/did-you-mean.ts';
import { iso } from '../core/iso-time.ts';
import { mayMoveData } from '../core/roles.ts';
import { CHOOSABLE_KINDS, type EventKind } from '../core/webhook-event.ts';
import type { Store } from '../store/open-store.ts';
import type { DeliveredEvent, EndpointRow } from '../store/queries/webhooks.ts';
import type { Reader } from '../store/queries.ts';
import type { Actor } from './act-as.ts';
import type { Rejection } from './rejection.ts';

/** A webhook, without what it signs with. */
export interface WebhookView {
  readonly id: number;
  readonly name: string;
  readonly url: string;
  /** Null for all. */
  readonly kinds: readonly EventKind[] | null;
  readonly enabled: boolean;
  /** Why textback switched it off; null where it did not. */
  readonly offWhy: string | null;
  /** Since when nothing has been taken; null while all is well. */
  readonly failingSince: Millis | null;
  /** When it is tried again; null where nothing keeps it from being tried at once. */
  readonly nextTryAt: Millis | null;
  readonly deliveredAt: Millis | null;
  readonly createdAt: Millis;
}

/** Where events are sent: for owners alone, since whoever knows all of an address may write there. */
export function listWebhooks(
  store: Pick<Store, 'read'>,
  actor: Actor,
): { readonly kind: 'webhooks'; readonly webhooks: readonly WebhookView[] } | Rejection {
  return store.read((reader) => {
    const refused = refuseOthers(reader, actor);
    return refused ?? { kind: 'webhooks', webhooks: reader.webhooks.all().map(viewOf) };
  });
}

export function showWebhook(
  store: Pick<Store, 'read'>,
  which: Which,
  actor: Actor,
): { readonly kind: 'webhook'; readonly webhook: WebhookView } | Rejection {
  return store.read((reader) => {
    const found = refuseOthers(reader, actor) ?? findEndpoint(reader, which);
    return found.kind === 'endpoint' ? { kind: 'webhook', webhook: viewOf(found.endpoint) } : found;
  });
}

/** How events fared at a webhook, the latest attempt first: at most `limit`. */
export function listDeliveries(
  store: Pick<Store, 'read'>,
  { name, limit }: { readonly name: Which; readonly limit: number },
  actor: Actor,
):
  | {
      readonly kind: 'deliveries';
      readonly webhook: WebhookView;
      readonly deliveries: readonly DeliveredEvent[];
    }
  | Rejection {
  return store.read((reader) => {
    const found = refuseOthers(reader, actor) ?? findEndpoint(reader, name);
    if (found.kind !== 'endpoint') return found;
    const { endpoint } = found;
    const deliveries = reader.webhooks.latest(endpoint.id, limit);
    return { kind: 'deliveries', webhook: viewOf(endpoint), deliveries };
  });
}

export function viewOf(row: EndpointRow): WebhookView {
  const { id, name, url, kinds, enabled, offWhy, failingSince, notBefore, deliveredAt, createdAt } = row;
  return {
    ...{ id, name, url, kinds, enabled, offWhy, failingSince },
    nextTryAt: notBefore,
    deliveredAt,
    createdAt,
  };
}

/* As in as-json.ts: keys are added, never renamed or removed. */

export function webhookJson({ name, url, kinds, enabled, offWhy, ...times }: WebhookView) {
  return {
    ...{ name, url, kinds, enabled, offWhy },
    failingSince: iso(times.failingSince),
    nextTryAt: iso(times.nextTryAt),
    deliveredAt: iso(times.deliveredAt),
    createdAt: iso(times.createdAt),
  };
}

export function deliveryJson({ uid, kind, at, state, tries, detail, tookMs, ...times }: DeliveredEvent) {
  return {
    ...{ id: uid, type: kind, timestamp: iso(at), state, tries, detail, tookMs },
    firstTriedAt: iso(times.firstTriedAt),
    triedAt: iso(times.triedAt),
  };
}

/** A webhook by its name, in any case, or by its id. */
export type Which = string | number;

export function findEndpoint(
  reader: Reader,
  which: Which,
): { readonly kind: 'endpoint'; readonly endpoint: EndpointRow } | Rejection {
  const endpoint =
    typeof which === 'number'
      ? reader.webhooks.byId(which)
      : reader.webhooks.byName(which.trim().replace(/\s+/g, ' '));
  if (endpoint !== undefined) return { kind: 'endpoint', endpoint };
  return {
    kind: 'not-found',
    problem: `There is no webhook ${typeof which === 'number' ? which : JSON.stringify(which.slice(0, 64))}.`,
    remedy: 'See `textback webhook list`.',
  };
}

export function noSuchKind(word: string): Rejection {
  const groups = [...new Set(CHOOSABLE_KINDS.map((kind) => kind.replace(/\..*/, '.*')))];
  const meant = didYouMean(word, [...CHOOSABLE_KINDS, ...groups]);
  return {
    kind: 'invalid',
    problem: `There are no events ${JSON.stringify(word.slice(0, 64))}.`,
    remedy:
      meant === null
        ? `Give kinds such as call.ended, or all of one thing: ${groups.join(', ')}.`
        : `Did you mean ${meant}?`,
  };
}

function refuseOthers(reader: Reader, { userId }: Actor): Rejection | null {
  const user = userId === null ? undefined : reader.users.byId(userId);
  if (user === undefined || mayMoveData(user.role)) return null;
  return {
    kind: 'refused',
    problem: `${user.name} may not see where events go: the role is ${user.role}.`,
    remedy: 'An owner can.',
  };
}
