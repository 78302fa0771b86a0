import type { Clock, Millis } from '../core/clock.ts';
import type { Log } from '../core/log.ts';
import type { NoticeChannel } from '../core/notice.ts';
import { type NoticeAttempt, settleNotice } from '../core/notice-state.ts';
import type { Notifier } from '../notifiers/notifier.ts';
import type { Store } from '../store/open-store.ts';
import type { NoticeRow } from '../store/queries/notices.ts';

/** What a notice goes out through; null where the configuration has none. Texts are the outbox's. */
export type Notifiers = Readonly<Record<Exclude<NoticeChannel, 'sms'>, Notifier | null>>;

export interface DeliveryParts {
  readonly store: Store;
  readonly notifiers: Notifiers;
  readonly clock: Clock;
  readonly log: Log;
}

const AT_ONCE = 20;
/** An attempt that the process does not survive is made again after this: twice told is better than never. */
const CLAIM_MS: Millis = 60_000;

/** Sends what is due, side by side, and keeps what became of it. Returns how many were tried. */
export async function deliverNotices({ store, notifiers, clock, log }: DeliveryParts): Promise<number> {
  const now = clock.now();
  if (store.read((reader) => reader.notices.due(now, 1)).length === 0) return 0;
  const due = store.transact('progress', (tx) => {
    const rows = tx.notices.due(now, AT_ONCE);
    for (const { id, attempts } of rows)
      tx.notices.change(id, { attempts: attempts + 1, notBefore: now + CLAIM_MS });
    return rows;
  });
  await Promise.all(
    due.map(async (row) => {
      const attempt = await attemptOf(notifiers, row, now);
      const at = clock.now();
      const settled = settleNotice(attempt, row.attempts + 1, row.expiresAt, at);
      store.transact('progress', (tx) => {
        tx.notices.change(row.id, { ...settled, settledAt: settled.notBefore === null ? at : null });
        if (attempt.kind === 'gone' && row.channel === 'push') tx.push.removeDevice(Number(row.address));
      });
      if (attempt.kind !== 'sent')
        log.warn(
          { notice: row.id, channel: row.channel, why: attempt.why, state: settled.state },
          'an alert was not taken',
        );
    }),
  );
  return due.length;
}

async function attemptOf(notifiers: Notifiers, row: NoticeRow, now: Millis): Promise<NoticeAttempt> {
  // A text has its own way; a row of one is never due.
  const notifier = row.channel === 'sms' ? null : notifiers[row.channel];
  if (notifier === null)
    return { kind: 'rejected', why: `${SECTION[row.channel]} is not set in the configuration` };
  if (now >= row.expiresAt) return { kind: 'rejected', why: 'too late to be of use' };
  return await notifier.send(row);
}

const SECTION: Readonly<Record<NoticeChannel, string>> = {
  sms: '[gateway]',
  email: '[smtp]',
  webhook: '[webhook]',
  ntfy: '[ntfy]',
  push: '[http] public_url',
};
