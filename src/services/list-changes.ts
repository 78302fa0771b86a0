import type { Store } from '../store/open-store.ts';
import type { AuditEntry } from '../store/queries/audit.ts';
import { type AuditQuestion, listAudit } from './list-audit.ts';
import { presentNamesIn } from './present-names.ts';
import type { Rejection } from './rejection.ts';

export interface Change extends AuditEntry {
  /** The subject as the audit keeps and finds it: with the name that a person had then. */
  readonly keptSubject: string;
}

/** Who changed what, newest first, with people as they are called now. */
export function listChanges(
  store: Store,
  question: AuditQuestion,
): { readonly kind: 'changes'; readonly changes: readonly Change[] } | Rejection {
  const listed = listAudit(store, question);
  if (listed.kind !== 'entries') return listed;
  return store.read((reader) => {
    const named = presentNamesIn(reader);
    const changes = listed.entries.map((entry) => ({ ...named(entry), keptSubject: entry.subject }));
    return { kind: 'changes', changes };
  });
}
