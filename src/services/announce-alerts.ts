import type { Millis } from '../core/clock.ts';
import type { Store } from '../store/open-store.ts';
import type { AlertRow } from '../store/queries/alerts.ts';
import type { Business } from './business.ts';
import { notifyPeople } from './notify-people.ts';

const AT_ONCE = 100;

/** Tells people of the alerts that they have not been told of, oldest first; each is handed out once. */
export function announceAlerts(store: Store, business: Business, now: Millis): readonly AlertRow[] {
  if (store.read((reader) => reader.alerts.unannounced(1)).length === 0) return [];
  return store.transact('promised', (tx) => {
    const alerts = tx.alerts.unannounced(AT_ONCE);
    for (const { id, kind, subject, detail } of alerts) {
      tx.alerts.markAnnounced(id, now);
      const occasion = {
        key: `alert:${id}`,
        happening: { kind, detail },
        leadId: leadOf(subject),
        lineId: null,
      };
      notifyPeople(tx, occasion, business, now);
    }
    return alerts;
  });
}

/** The lead that an alert is about, as in `lead:12`; null for the whole business. */
function leadOf(subject: string): number | null {
  const [, id] = /^lead:(\d+)$/.exec(subject) ?? [];
  return id === undefined ? null : Number(id);
}
