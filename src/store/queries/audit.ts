import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { and, asc, desc, eq, gte, inArray, lt, max, or, sql } from '../drizzle.ts';
import { audit, SIGN_IN_ROWS } from '../schema.ts';

export type AuditEntry = typeof audit.$inferSelect;

export function auditReader(db: BetterSQLite3Database) {
  const bySubject = db
    .select()
    .from(audit)
    .where(
      and(
        eq(audit.subject, sql.placeholder('subject')),
        or(
          lt(audit.at, sql.placeholder('at')),
          and(eq(audit.at, sql.placeholder('at')), lt(audit.id, sql.placeholder('id'))),
        ),
      ),
    )
    .orderBy(desc(audit.at), desc(audit.id))
    .limit(sql.placeholder('limit'))
    .prepare();
  const newest = db
    .select()
    .from(audit)
    .where(lt(audit.id, sql.placeholder('before')))
    .orderBy(desc(audit.id))
    .limit(sql.placeholder('limit'))
    .prepare();
  const byId = db
    .select()
    .from(audit)
    .where(eq(audit.id, sql.placeholder('id')))
    .prepare();
  const before = sql`(${audit.at}, ${audit.id}) < (${sql.placeholder('at')}, ${sql.placeholder('id')})`;
  const signIns = db
    .select()
    .from(audit)
    .where(and(SIGN_IN_ROWS, before))
    .orderBy(desc(audit.at), desc(audit.id))
    .limit(sql.placeholder('limit'))
    .prepare();
  const signInsOf = db
    .select()
    .from(audit)
    .where(
      and(
        eq(audit.subject, sql.placeholder('subject')),
        gte(audit.at, sql.placeholder('since')),
        before,
        SIGN_IN_ROWS,
      ),
    )
    .orderBy(desc(audit.at), desc(audit.id))
    .limit(sql.placeholder('limit'))
    .prepare();
  const nameEvents = db
    .select({ id: audit.id, action: audit.action, after: audit.after })
    .from(audit)
    .where(and(eq(audit.subject, sql.placeholder('subject')), inArray(audit.action, ['set name', 'remove'])))
    .orderBy(asc(audit.at))
    .prepare();
  const newestId = db
    .select({ id: max(audit.id) })
    .from(audit)
    .prepare();
  type Last = Pick<AuditEntry, 'at' | 'id'> | undefined;
  const from = (last: Last) => ({ at: last?.at ?? Number.MAX_SAFE_INTEGER, id: last?.id ?? 0 });
  return {
    /** What is about signing in, newest first, those before `last`. */
    signIns: (limit: number, last?: Last): AuditEntry[] => signIns.all({ limit, ...from(last) }),
    /** The same of one subject, since a time. */
    signInsOf: (subject: string, since: number, limit: number, last?: Last): AuditEntry[] =>
      signInsOf.all({ subject, since, limit, ...from(last) }),
    /** When the person of this subject was given another name, or removed. */
    nameEvents: (subject: string): Pick<AuditEntry, 'id' | 'action' | 'after'>[] =>
      nameEvents.all({ subject }),
    /** Grows with every change of a setting; 0 before the first. */
    newestId: (): number => newestId.get()?.id ?? 0,
    byId: (id: number): AuditEntry | undefined => byId.get({ id }),
    /** Newest first, those with an id under `before`. */
    newest: (limit: number, before: number = Number.MAX_SAFE_INTEGER): AuditEntry[] =>
      newest.all({ limit, before }),
    /**
     * Newest first. `subject` as written, e.g. `line:+12125550100`; `before` continues after the last entry of a
     * page.
     */
    of: (subject: string, limit: number, before?: Pick<AuditEntry, 'at' | 'id'>): AuditEntry[] =>
      bySubject.all({ subject, limit, at: before?.at ?? Number.MAX_SAFE_INTEGER, id: before?.id ?? 0 }),
  };
}

export function auditWriter(db: BetterSQLite3Database) {
  return {
    record(entry: Omit<AuditEntry, 'id'>): void {
      db.insert(audit).values(entry).run();
    },
  };
}
