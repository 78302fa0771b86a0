import type { Millis } from '../core/clock.ts';
import type { Store } from '../store/open-store.ts';
import type { AlertRow } from '../store/queries/alerts.ts';
import type { Business } from './business.ts';
import { notifyPeople } from './notify-people.ts';

const AT_ONCE = 100;
/** What an alert is about where it is not the whole business: `lead:12`, `user:2 passkey:3`. */
const LEAD = /^lead:(\d+)$/;
const USER = /^user:(\d+) /;

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
        leadId: idIn(LEAD, subject) ?? null,
        userId: idIn(USER, subject),
        lineId: null,
      };
      notifyPeople(tx, occasion, business, now);
    }
    return alerts;
  });
}

function idIn(pattern: RegExp, subject: string): number | undefined {
  const [, id] = pattern.exec(subject) ?? [];
  return id === undefined ? undefined : Number(id);
}
