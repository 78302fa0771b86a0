import type { Millis } from '../core/clock.ts';
import type { Store } from '../store/open-store.ts';
import type { ConsentRow, NewConsent } from '../store/queries/consents.ts';
import type { Writer } from '../store/queries.ts';
import { BACKUP_SUBJECT } from './create-backup.ts';
import { type SettledPast, settlePast } from './settle-past.ts';

const WHY = 'restored from a backup: it may have gone out since';
const PAGE = 500;

export interface SettledRestore extends SettledPast {
  /** Changes of consent since the backup that were kept; null where the database that is replaced cannot be read. */
  readonly consentsKept: number | null;
}

/**
 * Makes an old database safe to go on with, in one transaction. What waited to be sent when the backup was made may
 * have been sent since: it is called off, so that nobody is texted twice. Calls that were going on are over. And who
 * opted out since must not be texted: changes of consent are taken from the database that is replaced.
 *
 * @param replaced the database in whose place it goes; null where that cannot be read
 */
export function settleRestored(
  restored: Store,
  replaced: Pick<Store, 'read'> | null,
  file: string,
  actor: string,
  now: Millis,
): SettledRestore {
  return restored.transact('promised', (tx) => {
    // Who signed out since, or was made to, must not be signed in again.
    tx.signIn.endAll();
    // Nor may a token be good again that was revoked since.
    tx.apiTokens.revokeAll();
    callOffAlerts(tx, now);
    const settled = {
      consentsKept: replaced === null ? null : keepConsents(tx, replaced),
      ...settlePast(tx, WHY, now),
    };
    // Programs elsewhere were told of that time, and have gone on since; nor is what was just called off news.
    tx.webhooks.settleAllThrough(tx.events.newestId());
    tx.audit.record({
      at: now,
      actor,
      action: 'restore',
      subject: BACKUP_SUBJECT,
      before: null,
      after: { file, ...settled },
    });
    return settled;
  });
}

/** Alerts of that time, and the calls for help that became due since: people heard of them, or it is too late to. */
function callOffAlerts(tx: Writer, now: Millis): void {
  const told = { state: 'expired', detail: WHY, notBefore: null, settledAt: now } as const;
  for (;;) {
    const waiting = tx.notices.due(Number.MAX_SAFE_INTEGER, PAGE);
    for (const { id } of waiting) tx.notices.change(id, told);
    if (waiting.length === 0) break;
  }
  for (;;) {
    const late = tx.responseClocks.due(now, PAGE);
    // It goes on running: that nobody has responded is as true as it was.
    for (const { id } of late) tx.responseClocks.change(id, { escalatesAt: null });
    if (late.length === 0) break;
  }
}

function keepConsents(tx: Writer, replaced: Pick<Store, 'read'>): number {
  let kept = 0;
  for (const row of consentsOf(replaced)) {
    const { number, state, source, wording, actor, at } = row;
    const mine = tx.consents.of(number, 1000);
    // What the backup says later stands; what it has already is not said twice.
    if (mine.some((each) => each.at > at || isSame(each, row))) continue;
    // The text that asked for it may not be in the backup.
    const entry: NewConsent = { number, state, source, wording, lineId: null, messageId: null, actor, at };
    tx.consents.record(entry);
    kept += 1;
  }
  return kept;
}

function isSame(a: ConsentRow, b: ConsentRow): boolean {
  return a.at === b.at && a.state === b.state && a.source === b.source && a.wording === b.wording;
}

function* consentsOf({ read }: Pick<Store, 'read'>): Generator<ConsentRow> {
  let last = 0;
  for (;;) {
    const all = { from: 0, to: Number.MAX_SAFE_INTEGER };
    const page = read((reader) => reader.consents.after(last, all, PAGE));
    yield* page;
    if (page.length < PAGE) return;
    last = page.at(-1)?.id ?? last;
  }
}
