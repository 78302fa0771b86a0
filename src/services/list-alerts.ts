import type { Store } from '../store/open-store.ts';
import type { AlertRow } from '../store/queries/alerts.ts';
import type { NoticeRow } from '../store/queries/notices.ts';

/** A notice, and whom it is for. */
export interface NoticeView extends NoticeRow {
  readonly user: string;
}

/** What the business should know, newest first: at most `limit`, those with an id under `before`. */
export function listAlerts(store: Store, limit: number, before?: number): readonly AlertRow[] {
  return store.read((reader) => reader.alerts.newest(limit, before));
}

/** What people were told, newest first: at most `limit`, those with an id under `before`. */
export function listNotices(store: Store, limit: number, before?: number): readonly NoticeView[] {
  return store.read((reader) =>
    reader.notices.newest(limit, before).map(({ notice, userName }) => ({ ...notice, user: userName })),
  );
}

/** What one person was told, newest first. */
export function noticesTo(store: Store, userId: number, limit: number): readonly NoticeRow[] {
  return store.read((reader) => reader.notices.latestOf(userId, limit));
}
