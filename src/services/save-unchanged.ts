import { createHash } from 'node:crypto';
import type { Store } from '../store/open-store.ts';
import type { AuditEntry } from '../store/queries/audit.ts';
import { storeWithin } from './store-within.ts';

/** What a form shows of the settings, and which entries of the audit are about that. */
export interface ShownSettings {
  /** All that saving the form could overwrite; JSON. */
  read(store: Store): unknown;
  isAbout(entry: AuditEntry): boolean;
}

export type SavedForm<Refusals> =
  | { readonly kind: 'saved' }
  | { readonly kind: 'refused'; readonly refusals: Refusals }
  /** Newest first; empty where the audit does not tell. */
  | { readonly kind: 'changed-meanwhile'; readonly changes: readonly AuditEntry[] };

/** Entries of the audit that are looked through for who was quicker. */
const LATEST_CHANGES = 200;
/** More would push what was typed off the screen. */
const MOST_TOLD = 5;

/** Takes everything back that was saved of a form before one of its fields was refused. */
class Undone extends Error {}

/** Names what a form shows now, so that saving it can tell whether that still holds. */
export function settingsVersion(store: Store, shown: ShownSettings): string {
  const newest = store.read((reader) => reader.audit.newestId());
  const hash = createHash('sha256').update(JSON.stringify(shown.read(store)));
  return `${newest}-${hash.digest('hex').slice(0, 32)}`;
}

/**
 * Saves a whole form in one transaction, or nothing of it: neither where somebody has changed what it showed, in this
 * process or another, nor where a field is refused. So nobody overwrites what they have not seen.
 * @param seen `settingsVersion` of when it was shown; anything else counts as out of date
 * @param save what is refused, by field; nothing where all is saved
 */
export function saveUnchanged<Refusals extends object>(
  store: Store,
  shown: ShownSettings,
  seen: string,
  save: (store: Store) => Refusals,
): SavedForm<Refusals> {
  const outcome: { refusals: Refusals | null } = { refusals: null };
  try {
    return store.transact('promised', (tx): SavedForm<Refusals> => {
      const within = storeWithin(store, tx);
      const [newest, hash] = seen.split('-');
      if (settingsVersion(within, shown).split('-')[1] !== hash) {
        return { kind: 'changed-meanwhile', changes: changesSince(within, shown, Number(newest)) };
      }
      const refusals = save(within);
      if (Object.keys(refusals).length === 0) return { kind: 'saved' };
      outcome.refusals = refusals;
      throw new Undone();
    });
  } catch (error) {
    if (error instanceof Undone && outcome.refusals !== null)
      return { kind: 'refused', refusals: outcome.refusals };
    throw error;
  }
}

function changesSince(store: Store, shown: ShownSettings, newest: number): readonly AuditEntry[] {
  const latest = store.read((reader) => reader.audit.newest(LATEST_CHANGES));
  return latest.filter((entry) => entry.id > newest && shown.isAbout(entry)).slice(0, MOST_TOLD);
}
