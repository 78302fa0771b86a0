import type { SQL } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import type { AnySQLiteColumn } from 'drizzle-orm/sqlite-core';
import { and, desc, eq, gte, isNull, lt, sql } from '../drizzle.ts';
import { leads, leadTags } from '../schema.ts';
import { type LeadRow, type LeadSummary, selectSummaries } from './leads.ts';

/** What leads must have, all of it. What is undefined does not matter. */
export interface LeadCriteria {
  readonly tag?: string | undefined;
  /** Null for those that nobody looks after: no owner, and an open conversation. */
  readonly ownerId?: number | null | undefined;
  readonly stageId?: number | undefined;
  readonly source?: LeadRow['source'] | undefined;
}

/** Where a page of leads ends. */
export type LeadPlace = Pick<LeadRow, 'id' | 'lastActivityAt' | 'ownerId' | 'closedAt'>;

export interface MatchingLeads {
  readonly leads: readonly LeadSummary[];
  /** Where looking ended before as many were found as asked for; null where that many were, or all were looked at. */
  readonly end: LeadPlace | null;
}

/** How many leads with the first criterion are looked through for the others, for a page: 5 to 10 ms. */
const MOST_SCANNED = 5_000;

const placeColumns = {
  ...{ id: leads.id, lastActivityAt: leads.lastActivityAt },
  ...{ ownerId: leads.ownerId, closedAt: leads.closedAt },
};
const isKnown = and(isNull(leads.mergedInto), isNull(leads.erasedAt));

/** Finds leads by the index of one criterion, the one that leaves the fewest, and looks at those for the others. */
export function leadMatcher(db: BetterSQLite3Database) {
  return (
    criteria: LeadCriteria,
    limit: number,
    before?: Pick<LeadPlace, 'id' | 'lastActivityAt'>,
  ): MatchingLeads => {
    const { tag, ...others } = criteria;
    const walk = tag === undefined ? byActivity(db, others, before) : byAge(db, tag, others, before);
    if (!walk.isNarrowed) return { leads: walk.page(limit, null), end: null };
    const end = walk.nth(MOST_SCANNED);
    const found = walk.page(limit, end ?? null);
    return { leads: found, end: found.length === limit ? null : (end ?? null) };
  };
}

interface Walk {
  /** Whether there is more to look at than what the index says. */
  readonly isNarrowed: boolean;
  /** Where the nth lead stands that the index gives; undefined where it gives fewer. */
  nth(n: number): LeadPlace | undefined;
  /** @param end the last one that is looked at; null for all */
  page(limit: number, end: LeadPlace | null): LeadSummary[];
}

type Others = Omit<LeadCriteria, 'tag'>;
type Before = Pick<LeadPlace, 'id' | 'lastActivityAt'> | undefined;

/** The newest lead first. */
function byAge(db: BetterSQLite3Database, tag: string, others: Others, before: Before): Walk {
  const rest = criteriaOf(others).map(({ looked }) => looked);
  const isBefore = lt(leadTags.leadId, before?.id ?? Number.MAX_SAFE_INTEGER);
  const isTagged = and(eq(leadTags.tag, tag), isBefore, isKnown);
  return {
    isNarrowed: rest.length > 0,
    nth: (n) =>
      db
        .select(placeColumns)
        .from(leadTags)
        .innerJoin(leads, eq(leads.id, leadTags.leadId))
        .where(isTagged)
        .orderBy(desc(leadTags.leadId))
        .limit(1)
        .offset(n - 1)
        .get(),
    page(limit, end) {
      const isLookedAt = end === null ? undefined : gte(leadTags.leadId, end.id);
      return selectSummaries(db)
        .innerJoin(leadTags, eq(leadTags.leadId, leads.id))
        .where(and(isTagged, isLookedAt, ...rest))
        .orderBy(desc(leadTags.leadId))
        .limit(limit)
        .all();
    },
  };
}

/** The latest activity first. */
function byActivity(db: BetterSQLite3Database, criteria: Others, before: Before): Walk {
  const [first, ...others] = criteriaOf(criteria);
  const rest = others.map(({ looked }) => looked);
  const [at, id] = [before?.lastActivityAt ?? Number.MAX_SAFE_INTEGER, before?.id ?? Number.MAX_SAFE_INTEGER];
  const isOlder = sql`(${leads.lastActivityAt}, ${leads.id}) < (${at}, ${id})`;
  const isGiven = and(isKnown, first?.indexed, isOlder);
  const order = [desc(leads.lastActivityAt), desc(leads.id)];
  return {
    isNarrowed: rest.length > 0,
    nth: (n) =>
      db
        .select(placeColumns)
        .from(leads)
        .where(isGiven)
        .orderBy(...order)
        .limit(1)
        .offset(n - 1)
        .get(),
    page(limit, end) {
      const isLookedAt =
        end === null
          ? undefined
          : sql`(${leads.lastActivityAt}, ${leads.id}) >= (${end.lastActivityAt}, ${end.id})`;
      return selectSummaries(db)
        .where(and(isGiven, isLookedAt, ...rest))
        .orderBy(...order)
        .limit(limit)
        .all();
    },
  };
}

interface Criterion {
  readonly indexed: SQL;
  /** The same, written so that SQLite takes no index for it. */
  readonly looked: SQL;
}

/** Those that leave the fewest leads first. */
function criteriaOf({ ownerId, stageId, source }: Others): readonly Criterion[] {
  // Word for word as its index says it, or SQLite would not use that.
  const nobody = {
    indexed: sql`(owner_id IS NULL AND closed_at IS NULL)`,
    looked: sql`(+${leads.ownerId} IS NULL AND +${leads.closedAt} IS NULL)`,
  };
  const equal = (column: AnySQLiteColumn, value: string | number | undefined): Criterion[] =>
    value === undefined ? [] : [{ indexed: sql`${column} = ${value}`, looked: sql`+${column} = ${value}` }];
  return [
    ...(ownerId === null ? [nobody] : []),
    ...equal(leads.stageId, stageId),
    ...equal(leads.ownerId, ownerId ?? undefined),
    ...equal(leads.source, source),
  ];
}
