import type { Millis } from '../core/clock.ts';
import { REDACTED_TABLES, type RedactedTable } from '../core/erasable.ts';
import type { PersonKey } from '../store/queries/privacy.ts';
import type { Writer } from '../store/queries.ts';
import { ROWS_AT_ONCE } from './privacy-pace.ts';

/** How many of what were taken out; calls both ways. What people wrote of a customer by the way is not counted. */
export interface Removed {
  texts: number;
  calls: number;
  notes: number;
  /** What people were told of a customer. */
  notices: number;
}

export function removedNothing(): Removed {
  return { texts: 0, calls: 0, notes: 0, notices: 0 };
}

/** A piece of taking a person out of texts and calls. Returns whether there is more. */
export function eraseRows(tx: Writer, person: PersonKey, removed: Removed, now: Millis): boolean {
  for (const table of REDACTED_TABLES) {
    const ids = tx.privacy.rowsOf(table, person, ROWS_AT_ONCE);
    if (ids.length === 0) continue;
    redact(tx, table, ids, removed, now);
    return true;
  }
  return false;
}

/** Takes out of rows whom they are about, and what they say. */
export function redact(
  tx: Writer,
  table: RedactedTable,
  ids: readonly number[],
  removed: Removed,
  now: Millis,
): void {
  switch (table) {
    case 'messages':
      tx.privacy.eraseTexts(ids, now);
      removed.texts += ids.length;
      return;
    case 'calls':
      tx.privacy.eraseCalls(ids, now);
      removed.calls += ids.length;
      return;
    case 'outbound_calls':
      tx.privacy.eraseCallsMade(ids, now);
      removed.calls += ids.length;
  }
}

/** A piece of taking a person out of what people were told of them. Returns whether there is more. */
export function eraseNotices(tx: Writer, person: PersonKey, removed: Removed, now: Millis): boolean {
  const notices = tx.privacy.noticesOf(person, ROWS_AT_ONCE);
  const texts = notices.flatMap(({ messageId }) => messageId ?? []);
  const isOver = (id: number) => tx.messages.byId(id)?.notBefore === null;
  tx.privacy.eraseTexts(texts.filter(isOver), now);
  tx.privacy.dropNotices(notices.map(({ id }) => id));
  removed.notices += notices.length;
  return notices.length > 0;
}
