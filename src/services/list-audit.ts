import type { Store } from '../store/open-store.ts';
import type { AuditEntry } from '../store/queries/audit.ts';
import type { Rejection } from './rejection.ts';

export interface AuditQuestion {
  /** As written, e.g. `line:+12125550100`; null for every change. */
  readonly subject: string | null;
  readonly limit: number;
  /** The id of the last entry of the page before. */
  readonly before?: number;
}

/** Who changed what, newest first. */
export function listAudit(
  store: Store,
  { subject, limit, before }: AuditQuestion,
): { readonly kind: 'entries'; readonly entries: readonly AuditEntry[] } | Rejection {
  return store.read((reader) => {
    if (subject === null) return { kind: 'entries', entries: reader.audit.newest(limit, before) };
    const last = before === undefined ? undefined : reader.audit.byId(before);
    if (before !== undefined && last === undefined) {
      return {
        kind: 'not-found',
        problem: `There is no change ${before}.`,
        remedy: 'Give the id of the last change of the page before.',
      };
    }
    return { kind: 'entries', entries: reader.audit.of(subject, limit, last) };
  });
}
