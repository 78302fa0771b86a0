import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import type { AlertKind } from '../../core/alert-kind.ts';
import { and, asc, desc, eq, isNull, lt, sql } from '../drizzle.ts';
import { alerts } from '../schema.ts';

export type AlertRow = typeof alerts.$inferSelect;

export function alertReader(db: BetterSQLite3Database) {
  const open = db
    .select()
    .from(alerts)
    .where(
      and(
        eq(alerts.kind, sql.placeholder('kind')),
        eq(alerts.subject, sql.placeholder('subject')),
        isNull(alerts.resolvedAt),
      ),
    )
    .prepare();
  const unannounced = db
    .select()
    .from(alerts)
    .where(isNull(alerts.announcedAt))
    .orderBy(asc(alerts.id))
    .limit(sql.placeholder('limit'))
    .prepare();
  const openOf = db
    .select()
    .from(alerts)
    .where(and(eq(alerts.kind, sql.placeholder('kind')), isNull(alerts.resolvedAt)))
    .limit(sql.placeholder('limit'))
    .prepare();
  const newest = db
    .select()
    .from(alerts)
    .where(lt(alerts.id, sql.placeholder('before')))
    .orderBy(desc(alerts.id))
    .limit(sql.placeholder('limit'))
    .prepare();
  return {
    /** Newest first, those with an id under `before`. */
    newest: (limit: number, before: number = Number.MAX_SAFE_INTEGER): AlertRow[] =>
      newest.all({ limit, before }),
    /** The alerts of a kind that go on. */
    openOf: (kind: AlertKind, limit: number): AlertRow[] => openOf.all({ kind, limit }),
    /** The alert that goes on about a subject. */
    open: (kind: AlertKind, subject: string): AlertRow | undefined => open.get({ kind, subject }),
    /** Those that the owner has not been told of, oldest first. */
    unannounced: (limit: number): AlertRow[] => unannounced.all({ limit }),
  };
}

export function alertWriter(db: BetterSQLite3Database) {
  return {
    /** Raises an alert, unless it is raised already and not over. Returns whether it is new. */
    raise: (alert: Pick<AlertRow, 'kind' | 'subject' | 'detail' | 'raisedAt'>): boolean =>
      db.insert(alerts).values(alert).onConflictDoNothing().run().changes === 1,
    /** It is over; the next time is a new alert. */
    resolve(kind: AlertKind, subject: string, resolvedAt: number): void {
      db.update(alerts)
        .set({ resolvedAt })
        .where(and(eq(alerts.kind, kind), eq(alerts.subject, subject), isNull(alerts.resolvedAt)))
        .run();
    },
    markAnnounced(id: number, announcedAt: number): void {
      db.update(alerts).set({ announcedAt }).where(eq(alerts.id, id)).run();
    },
  };
}
