import type { SQL } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { and, asc, desc, eq, gt, isNull, sql } from '../drizzle.ts';
import { leads } from '../schema.ts';
import { leadMatcher } from './lead-matches.ts';
import { type LeadRow, type LeadSummary, selectSummaries } from './leads.ts';

/** The last lead of the page before; undefined for the first page. */
type Before = Pick<LeadRow, 'lastActivityAt' | 'id'> | undefined;

/** Leads by latest activity, newest first, a page at a time. Merged and erased ones are in no list. */
export function leadListReader(db: BetterSQLite3Database) {
  const isKnown = and(isNull(leads.mergedInto), isNull(leads.erasedAt));
  const isOlder = sql`(${leads.lastActivityAt}, ${leads.id}) < (${sql.placeholder('at')}, ${sql.placeholder('id')})`;
  const list = (which?: SQL) =>
    selectSummaries(db)
      .where(and(isKnown, which, isOlder))
      .orderBy(desc(leads.lastActivityAt), desc(leads.id))
      .limit(sql.placeholder('limit'))
      .prepare();
  const newest = list();
  // Word for word as their indexes say it, or SQLite would not use these.
  const unassigned = list(sql`(owner_id IS NULL AND closed_at IS NULL)`);
  const lookedAfter = list(sql`(owner_id IS NOT NULL OR closed_at IS NOT NULL)`);
  const inStage = list(eq(leads.stageId, sql.placeholder('stageId')));
  const countInStage = db
    .select({ count: sql<number>`count(*)` })
    .from(
      db
        .select({ id: leads.id })
        .from(leads)
        .where(and(isKnown, eq(leads.stageId, sql.placeholder('stageId'))))
        .limit(sql.placeholder('limit'))
        .as('counted'),
    )
    .prepare();
  const after = selectSummaries(db)
    .where(and(isKnown, gt(leads.id, sql.placeholder('id'))))
    .orderBy(asc(leads.id))
    .limit(sql.placeholder('limit'))
    .prepare();
  const place = (before: Before) => ({
    at: before?.lastActivityAt ?? Number.MAX_SAFE_INTEGER,
    id: before?.id ?? Number.MAX_SAFE_INTEGER,
  });
  return {
    newest: (limit: number, before?: Before): LeadSummary[] => newest.all({ limit, ...place(before) }),
    /** Who has no owner, and whose conversation is open. */
    unassigned: (limit: number, before?: Before): LeadSummary[] =>
      unassigned.all({ limit, ...place(before) }),
    /** All others. */
    lookedAfter: (limit: number, before?: Before): LeadSummary[] =>
      lookedAfter.all({ limit, ...place(before) }),
    inStage: (stageId: number, limit: number, before?: Before): LeadSummary[] =>
      inStage.all({ stageId, limit, ...place(before) }),
    /** How many stand there, as far as `limit`; the index has all that it takes. */
    countInStage: (stageId: number, limit: number): number =>
      countInStage.get({ stageId, limit })?.count ?? 0,
    /** Oldest first, those after an id. */
    after: (id: number, limit: number): LeadSummary[] => after.all({ id, limit }),
    /** Those that have all of it. Where a tag is asked for, they come by age instead, the newest lead first. */
    matching: leadMatcher(db),
  };
}
