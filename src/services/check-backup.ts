import { type Findings, fine, warning } from '../core/checkup.ts';
import type { Millis } from '../core/clock.ts';
import type { Store } from '../store/open-store.ts';
import { BACKUP_SUBJECT } from './create-backup.ts';

const DAY_MS: Millis = 24 * 3_600_000;
/** One night of a weekly job may fail. */
const OLD_MS: Millis = 8 * DAY_MS;
const LOOKED_THROUGH = 50;

const REMEDY =
  'Make one, best each night by cron, on another disk: textback backup create /mnt/usb/textback-$(date +%F).db';

/** When `textback backup create` last made one; what other programs copy is not known. */
export function checkBackup(store: Pick<Store, 'read'>, now: Millis): Findings {
  const entries = store.read((reader) => reader.audit.of(BACKUP_SUBJECT, LOOKED_THROUGH));
  const last = entries.find(({ action }) => action === 'create');
  if (last === undefined) return [warning('textback has made no backup yet', REMEDY)];
  const days = Math.max(0, Math.floor((now - last.at) / DAY_MS));
  const ago = days === 0 ? 'less than a day ago' : `${days} ${days === 1 ? 'day' : 'days'} ago`;
  return now - last.at > OLD_MS
    ? [warning(`the last backup was made ${ago}`, REMEDY)]
    : [fine(`the last one was made ${ago}`)];
}
