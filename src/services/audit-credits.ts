import { checkEntry } from '../core/ledger-audit.ts';
import type { Store } from '../store/open-store.ts';
import type { CreditEntry } from '../store/queries/credits.ts';
import type { Reader } from '../store/queries.ts';

/** Entries read at once. */
const PAGE = 500;

export interface CreditAudit {
  /** The sum of all entries that were checked. */
  readonly balance: number;
  readonly entries: number;
  /** The first thing that is wrong; null when the balance is proven. */
  readonly wrong: {
    /** Null where an entry is missing. */
    readonly entryId: number | null;
    readonly messageId: number | null;
    readonly problem: string;
  } | null;
}

/**
 * Derives the balance anew, from every entry and every message, as of one moment. Stops at the first thing
 * that is wrong.
 */
export function auditCredits(store: Pick<Store, 'read'>): CreditAudit {
  return store.read((reader) => {
    let balance = 0;
    let entries = 0;
    for (const entry of allEntries(reader)) {
      const problem = check(reader, entry, balance);
      entries += 1;
      if (problem !== null) {
        return { balance, entries, wrong: { entryId: entry.id, messageId: entry.messageId, problem } };
      }
      balance += entry.delta;
    }
    const unpaid = reader.credits.firstUnpaid();
    if (unpaid === undefined) return { balance, entries, wrong: null };
    const problem = `message ${unpaid.id} is ${unpaid.state}, and no credit was reserved for it`;
    return { balance, entries, wrong: { entryId: null, messageId: unpaid.id, problem } };
  });
}

function check(reader: Reader, entry: CreditEntry, balanceBefore: number): string | null {
  const { messageId } = entry;
  return checkEntry(entry, {
    balanceBefore,
    message: messageId === null ? null : (reader.messages.byId(messageId) ?? null),
    ofMessage: messageId === null ? [] : reader.credits.ofMessage(messageId),
  });
}

function* allEntries(reader: Reader): Generator<CreditEntry> {
  let last = 0;
  for (;;) {
    const page = reader.credits.after(last, PAGE);
    yield* page;
    if (page.length < PAGE) return;
    last = page.at(-1)?.id ?? last;
  }
}
