import type { Millis } from '../core/clock.ts';
import type { Store } from '../store/open-store.ts';
import type { AlertRow } from '../store/queries/alerts.ts';

const AT_ONCE = 100;

/** Takes the alerts that the owner has not been told of, oldest first; each is handed out once. */
export function announceAlerts(store: Store, now: Millis): readonly AlertRow[] {
  if (store.read((reader) => reader.alerts.unannounced(1)).length === 0) return [];
  return store.transact('promised', (tx) => {
    const alerts = tx.alerts.unannounced(AT_ONCE);
    for (const { id } of alerts) tx.alerts.markAnnounced(id, now);
    return alerts;
  });
}
