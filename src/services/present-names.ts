import { type NameEvent, withPresentNames } from '../core/present-name.ts';
import type { AuditEntry } from '../store/queries/audit.ts';
import type { Reader } from '../store/queries.ts';

/** Gives entries of the audit with people as they are called now; asks once for what became of each name. */
export function presentNamesIn(reader: Reader): (entry: AuditEntry) => AuditEntry {
  const events = new Map<string, readonly NameEvent[]>();
  const eventsOf = (name: string) => {
    const known = events.get(name);
    if (known !== undefined) return known;
    const read = reader.audit.nameEvents(`user:${name}`).map(eventOf);
    const found = read.toSorted((a, b) => a.id - b.id);
    events.set(name, found);
    return found;
  };
  return (entry) => withPresentNames(entry, eventsOf);
}

function eventOf({ id, action, after }: Pick<AuditEntry, 'id' | 'action' | 'after'>): NameEvent {
  return { id, becomes: action === 'set name' && typeof after === 'string' ? after : null };
}
