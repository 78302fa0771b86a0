import type { Column, SQL } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import type { Tally } from '../../core/call-tally.ts';
import { QUARTER_MS } from '../../core/hour-of-week.ts';
import type { StageKind } from '../../core/pipeline.ts';
import { REPLY_WITHIN_MS } from '../../core/report-figures.ts';
import {
  alias,
  and,
  eq,
  exists,
  gt,
  gte,
  inArray,
  isNotNull,
  isNull,
  lt,
  lte,
  ne,
  or,
  sql,
} from '../drizzle.ts';
import { calls, creditEntries, leads, messages, responseClocks, stageMoves, stages } from '../schema.ts';

/** What is counted: all of it, or that of one line, of the leads that one person owns, or both. */
export interface ScorecardScope {
  readonly lineId: number | null;
  readonly ownerId: number | null;
}

/** From `from` on, before `to`: whole quarters of an hour. */
export interface ScorecardRange {
  readonly from: number;
  readonly to: number;
}

export interface CallCount {
  readonly quarter: number;
  readonly tally: Tally | null;
  readonly count: number;
}

export interface TextCounts {
  readonly sent: number;
  readonly delivered: number;
  readonly textBacks: number;
}

/** A miss to which somebody responded, or not. */
export interface Wait {
  readonly missedAt: number;
  readonly targetAt: number | null;
  readonly respondedAt: number | null;
}

export interface FunnelCounts {
  readonly missed: number;
  readonly texted: number;
  readonly replied: number;
  readonly qualified: number;
  readonly booked: number;
}

/** A carrier took it. */
const TAKEN = ['sent', 'delivered', 'undelivered'] as const;

/** What the scorecard counts. Not prepared: a report is rare, and its conditions differ. */
export function scorecardReader(db: BetterSQLite3Database) {
  return {
    /** Calls by the quarter of an hour in which they arrived, without those that have no outcome yet. */
    calls(range: ScorecardRange, scope: ScorecardScope): CallCount[] {
      const quarter = quarterOf(calls.arrivedAt);
      return db
        .select({ quarter, tally: calls.tally, count: count() })
        .from(calls)
        .where(and(within(quarter, range), isNotNull(calls.tally), ...ofCall(db, scope)))
        .groupBy(quarter, calls.tally)
        .all();
    },
    /** Texts to customers that a carrier took, by when they were written. */
    texts(range: ScorecardRange, scope: ScorecardScope): TextCounts {
      const counts = db
        .select({
          sent: count(),
          delivered: total(sql<number>`${messages.state} = 'delivered'`),
          textBacks: total(sql<number>`${messages.kind} = 'text-back'`),
        })
        .from(messages)
        .where(
          and(
            within(quarterOf(messages.createdAt), range),
            isTaken(),
            isNotNull(messages.leadId),
            ...ofText(db, scope),
          ),
        )
        .get();
      return counts ?? { sent: 0, delivered: 0, textBacks: 0 };
    },
    /** Text-backs that a carrier took, written in the range, whose receiver wrote within `REPLY_WITHIN_MS`. */
    replies(range: ScorecardRange, scope: ScorecardScope): number {
      const answers = alias(messages, 'answers');
      const reply = db
        .select({ one: sql`1` })
        .from(answers)
        .where(
          and(
            eq(answers.leadId, messages.leadId),
            gt(answers.createdAt, messages.createdAt),
            lte(answers.createdAt, sql`${messages.createdAt} + ${REPLY_WITHIN_MS}`),
            eq(answers.direction, sql`'in'`),
          ),
        );
      const rows = db
        .select({ count: count() })
        .from(messages)
        .where(
          and(
            within(quarterOf(messages.createdAt), range),
            isTextBack(),
            ...ofText(db, scope),
            exists(reply),
          ),
        )
        .get();
      return rows?.count ?? 0;
    },
    /** Leads that came in the range; of a line: that called or texted it in the range too. */
    leads(range: ScorecardRange, scope: ScorecardScope): number {
      const rows = db
        .select({ count: count() })
        .from(leads)
        .where(
          and(
            gte(leads.createdAt, range.from),
            lt(leads.createdAt, range.to),
            ne(leads.source, 'import'),
            isNull(leads.mergedInto),
            scope.ownerId === null ? undefined : eq(leads.ownerId, scope.ownerId),
            knows(db, leads.id, scope, range),
          ),
        )
        .get();
      return rows?.count ?? 0;
    },
    /** Leads that were moved to a stage of one of these kinds in the range; of a line: that ever called or texted it. */
    moved(range: ScorecardRange, kinds: readonly StageKind[], scope: ScorecardScope): number {
      const rows = db
        .select({ count: sql<number>`count(DISTINCT ${stageMoves.leadId})` })
        .from(stageMoves)
        .where(
          and(
            gte(stageMoves.at, range.from),
            lt(stageMoves.at, range.to),
            inArray(stageMoves.toStageId, stagesOf(db, kinds)),
            ownedBy(db, stageMoves.leadId, scope),
            knows(db, stageMoves.leadId, scope),
          ),
        )
        .get();
      return rows?.count ?? 0;
    },
    /** Misses in the range that started a response clock, but for those that were closed without a response. */
    waits(range: ScorecardRange, scope: ScorecardScope): Wait[] {
      return db
        .select({
          missedAt: responseClocks.missedAt,
          targetAt: responseClocks.targetAt,
          respondedAt: responseClocks.endedAt,
        })
        .from(responseClocks)
        .where(
          and(
            gte(responseClocks.missedAt, range.from),
            lt(responseClocks.missedAt, range.to),
            or(isNull(responseClocks.endedAt), isNotNull(responseClocks.response)),
            scope.lineId === null ? undefined : eq(responseClocks.lineId, scope.lineId),
            ownedBy(db, responseClocks.leadId, scope),
          ),
        )
        .all();
    },
    /** Credits taken in the range, less those given back. */
    credits(range: ScorecardRange, scope: ScorecardScope): number {
      const spent = sql<number>`coalesce(-sum(${creditEntries.delta}), 0)`;
      const when = and(
        gte(creditEntries.at, range.from),
        lt(creditEntries.at, range.to),
        inArray(creditEntries.kind, ['reserve', 'release']),
      );
      if (scope.lineId === null && scope.ownerId === null) {
        return db.select({ spent }).from(creditEntries).where(when).get()?.spent ?? 0;
      }
      const rows = db
        .select({ spent })
        .from(creditEntries)
        .innerJoin(messages, eq(messages.id, creditEntries.messageId))
        .where(and(when, ...ofText(db, scope)))
        .get();
      return rows?.spent ?? 0;
    },
    /** The callers who were missed in the range, each once, and how far they came since. */
    funnel(range: ScorecardRange, scope: ScorecardScope): FunnelCounts {
      const quarter = quarterOf(calls.arrivedAt);
      const missed = db
        .select({
          leadId: calls.leadId,
          firstMissedAt: sql<number>`min(${calls.arrivedAt})`.as('first_missed_at'),
        })
        .from(calls)
        .where(
          and(
            within(quarter, range),
            eq(calls.tally, 'missed'),
            isNotNull(calls.leadId),
            ...ofCall(db, scope),
          ),
        )
        .groupBy(calls.leadId)
        .as('missed');
      const callers = db
        .select(stepsReached(db, missed, range))
        .from(missed)
        .as('callers');
      const counts = db
        .select({
          missed: count(),
          texted: total(callers.texted),
          replied: total(callers.replied),
          qualified: total(callers.qualified),
          booked: total(callers.booked),
        })
        .from(callers)
        .get();
      return counts ?? { missed: 0, texted: 0, replied: 0, qualified: 0, booked: 0 };
    },
  };
}

/** Which steps a missed caller reached: 1 or 0 each. */
function stepsReached(
  db: BetterSQLite3Database,
  missed: { readonly leadId: Column; readonly firstMissedAt: SQL.Aliased<number> },
  range: ScorecardRange,
) {
  const textBack = db
    .select({ one: sql`1` })
    .from(messages)
    .where(
      and(
        eq(messages.leadId, missed.leadId),
        gte(messages.createdAt, missed.firstMissedAt),
        lt(messages.createdAt, range.to),
        isTextBack(),
      ),
    );
  const reply = db
    .select({ one: sql`1` })
    .from(messages)
    .where(
      and(
        eq(messages.leadId, missed.leadId),
        gt(messages.createdAt, missed.firstMissedAt),
        lte(messages.createdAt, sql`${missed.firstMissedAt} + ${REPLY_WITHIN_MS}`),
        eq(messages.direction, sql`'in'`),
      ),
    );
  const move = (kinds: readonly StageKind[]) =>
    db
      .select({ one: sql`1` })
      .from(stageMoves)
      .where(
        and(
          eq(stageMoves.leadId, missed.leadId),
          gte(stageMoves.at, missed.firstMissedAt),
          inArray(stageMoves.toStageId, stagesOf(db, kinds)),
        ),
      );
  return {
    texted: flag(exists(textBack)).as('texted'),
    replied: flag(and(exists(textBack), exists(reply)) ?? sql`0`).as('replied'),
    qualified: flag(exists(move(['qualified', 'booked']))).as('qualified'),
    booked: flag(exists(move(['booked']))).as('booked'),
  };
}

function flag(condition: SQL): SQL<number> {
  return sql<number>`(${condition})`;
}

function count(): SQL<number> {
  return sql<number>`count(*)`;
}

function total(column: SQL.Aliased<number> | SQL<number>): SQL<number> {
  return sql<number>`coalesce(sum(${column}), 0)`;
}

/** As the index has it: the counts come in its order, and nothing is sorted. */
function quarterOf(column: Column): SQL<number> {
  return sql<number>`${column} / ${sql.raw(String(QUARTER_MS))}`;
}

function within(quarter: SQL<number>, { from, to }: ScorecardRange): SQL | undefined {
  return and(gte(quarter, from / QUARTER_MS), lt(quarter, to / QUARTER_MS));
}

function isTaken(): SQL | undefined {
  return and(eq(messages.direction, sql`'out'`), inArray(messages.state, [...TAKEN]));
}

function isTextBack(): SQL | undefined {
  return and(isTaken(), eq(messages.kind, sql`'text-back'`));
}

/** The plus keeps SQLite from the line's own index: that of the time holds the line too. */
function ofCall(db: BetterSQLite3Database, scope: ScorecardScope): (SQL | undefined)[] {
  return [
    scope.lineId === null ? undefined : eq(sql`+${calls.lineId}`, scope.lineId),
    ownedBy(db, calls.leadId, scope),
  ];
}

function ofText(db: BetterSQLite3Database, scope: ScorecardScope): (SQL | undefined)[] {
  return [
    scope.lineId === null ? undefined : eq(messages.lineId, scope.lineId),
    ownedBy(db, messages.leadId, scope),
  ];
}

/** Leads belong to whom they belong to now. */
function ownedBy(db: BetterSQLite3Database, leadId: Column, { ownerId }: ScorecardScope): SQL | undefined {
  if (ownerId === null) return undefined;
  const owned = db
    .select({ one: sql`1` })
    .from(leads)
    .where(and(eq(leads.id, leadId), eq(leads.ownerId, ownerId)));
  return exists(owned);
}

/** Whether a lead has called or texted the line, ever, or in a range. */
function knows(
  db: BetterSQLite3Database,
  leadId: Column,
  { lineId }: ScorecardScope,
  range: ScorecardRange = { from: 0, to: Number.MAX_SAFE_INTEGER },
): SQL | undefined {
  if (lineId === null) return undefined;
  const called = db
    .select({ one: sql`1` })
    .from(calls)
    .where(
      and(
        eq(calls.leadId, leadId),
        eq(calls.lineId, lineId),
        gte(calls.arrivedAt, range.from),
        lt(calls.arrivedAt, range.to),
      ),
    );
  const texted = db
    .select({ one: sql`1` })
    .from(messages)
    .where(
      and(
        eq(messages.leadId, leadId),
        eq(messages.lineId, lineId),
        gte(messages.createdAt, range.from),
        lt(messages.createdAt, range.to),
      ),
    );
  return or(exists(called), exists(texted));
}

function stagesOf(db: BetterSQLite3Database, kinds: readonly StageKind[]) {
  return db
    .select({ id: stages.id })
    .from(stages)
    .where(inArray(stages.kind, [...kinds]));
}
