import { alertDetails } from '../core/alert-detail.ts';
import type { AlertKind } from '../core/alert-kind.ts';
import type { Millis } from '../core/clock.ts';
import type { Store } from '../store/open-store.ts';
import type { Writer } from '../store/queries.ts';

/** A link to Asterisk, as it is now. */
export interface LinkView {
  /** `ARI` or `AMI`. */
  readonly name: string;
  readonly isUp: boolean;
  /** Since when it is so. */
  readonly since: Millis;
  /** In words. */
  readonly why: string;
}

/** A restart of Asterisk or of a carrier's server is over by then, and nobody needs to hear of it. */
const GRACE_MS: Millis = 60_000;

/** Raises an alert for what has been down for a minute, and ends it when that is up again. */
export function watchLinks(store: Store, links: readonly LinkView[], now: Millis): void {
  const found = store.read((reader) => [
    ...links.map((link) => finding('pbx-down', link, now)),
    ...reader.gateways
      .all()
      .map(({ name, state, since, why }) =>
        finding('gateway-down', { name, isUp: state === 'up', since, why }, now),
      ),
  ]);
  const open = (kind: AlertKind, subject: string) =>
    store.read((reader) => reader.alerts.open(kind, subject)) !== undefined;
  for (const { kind, subject, isDown, isUp, detail } of found) {
    if (isDown && !open(kind, subject))
      store.transact('promised', (tx: Writer) => tx.alerts.raise({ kind, subject, detail, raisedAt: now }));
    else if (isUp && open(kind, subject))
      store.transact('promised', (tx: Writer) => tx.alerts.resolve(kind, subject, now));
  }
}

function finding(kind: 'pbx-down' | 'gateway-down', { name, isUp, since, why }: LinkView, now: Millis) {
  return {
    kind,
    subject: name,
    isUp,
    isDown: !isUp && now - since >= GRACE_MS,
    detail: kind === 'pbx-down' ? alertDetails.pbxDown(name, why) : alertDetails.gatewayDown(name, why),
  };
}
