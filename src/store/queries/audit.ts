import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { desc, eq, max, sql } from '../drizzle.ts';
import { audit } from '../schema.ts';

export type AuditEntry = typeof audit.$inferSelect;

export function auditReader(db: BetterSQLite3Database) {
  const bySubject = db
    .select()
    .from(audit)
    .where(eq(audit.subject, sql.placeholder('subject')))
    .orderBy(desc(audit.at), desc(audit.id))
    .limit(sql.placeholder('limit'))
    .prepare();
  const newestId = db
    .select({ id: max(audit.id) })
    .from(audit)
    .prepare();
  return {
    /** Grows with every change of a setting; 0 before the first. */
    newestId: (): number => newestId.get()?.id ?? 0,
    /** Newest first. `subject` as written, e.g. `line:+12125550100`. */
    of: (subject: string, limit: number): AuditEntry[] => bySubject.all({ subject, limit }),
  };
}

export function auditWriter(db: BetterSQLite3Database) {
  return {
    record(entry: Omit<AuditEntry, 'id'>): void {
      db.insert(audit).values(entry).run();
    },
  };
}
