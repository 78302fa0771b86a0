import type { Millis } from '../core/clock.ts';
import type { Gateway, GatewayLink } from '../gateways/gateway.ts';
import type { Store } from '../store/open-store.ts';
import type { GatewayHealthRow } from '../store/queries/gateways.ts';

const MAX_WORDS = 200;

/** A gateway as the daemon last saw it. */
export interface GatewayView extends GatewayHealthRow {
  /** Texts in the outbox that were tried there last. */
  readonly queued: number;
}

export interface GatewayList {
  /** In order of preference; empty where no daemon has run yet. */
  readonly gateways: readonly GatewayView[];
  /** Texts in the outbox that were tried nowhere yet. */
  readonly untried: number;
}

/** At start: these gateways and no others, none of them reached yet; what went wrong last is kept. */
export function publishGateways(
  store: Store,
  gateways: readonly Pick<Gateway, 'name' | 'state'>[],
  now: Millis,
): void {
  store.transact('progress', (tx) => {
    const before = new Map(tx.gateways.all().map((row) => [row.name, row]));
    tx.gateways.replaceAll(
      gateways.map(({ name }, position) => ({
        name,
        position,
        state: 'connecting',
        why: 'textback has just started',
        since: now,
        lastError: before.get(name)?.lastError ?? null,
        lastErrorAt: before.get(name)?.lastErrorAt ?? null,
      })),
    );
  });
}

/** Keeps a change of a gateway's link. `since` stays where only the reason is another. */
export function recordGatewayLink(
  store: Store,
  name: string,
  state: GatewayLink,
  why: string,
  now: Millis,
): void {
  const words = why.slice(0, MAX_WORDS);
  store.transact('progress', (tx) => {
    const before = tx.gateways.all().find((row) => row.name === name);
    tx.gateways.change(name, {
      state,
      why: words,
      ...(before?.state === state ? {} : { since: now }),
      ...(state === 'down' ? { lastError: words, lastErrorAt: now } : {}),
    });
  });
}

/** What the daemon last said of its gateways, and what waits for them. */
export function listGateways(store: Pick<Store, 'read'>): GatewayList {
  return store.read((reader) => {
    const waiting = new Map(reader.outbox.waitingByGateway().map(({ gateway, count }) => [gateway, count]));
    const gateways = reader.gateways.all().map((row) => ({ ...row, queued: waiting.get(row.name) ?? 0 }));
    return { gateways, untried: waiting.get(null) ?? 0 };
  });
}
