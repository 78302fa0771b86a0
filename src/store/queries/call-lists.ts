import type { SQL } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import type { Outcome } from '../../core/call.ts';
import { and, desc, eq, getTableColumns, sql } from '../drizzle.ts';
import { calls, decisions, leads } from '../schema.ts';
import type { CallRow, DecisionRow } from './calls.ts';

/** What a list of calls shows of one. */
export type ListedCallRow = Omit<CallRow, 'machine'> & {
  /** `''` where the lead has none, or there is no lead. */
  readonly leadName: string;
  readonly verdict: DecisionRow['verdict'] | null;
  readonly reason: DecisionRow['reason'];
};

/** A stretch of the list, newest first. */
export interface CallStretch {
  readonly limit: number;
  /** Those that arrived from then on. */
  readonly from: number;
  /** Those that come after this place in the list. */
  readonly before: { readonly arrivedAt: number; readonly id: number };
}

/** Calls by when they arrived, the newest first, a page at a time. */
export function callListReader(db: BetterSQLite3Database) {
  const { machine: _machine, ...shown } = getTableColumns(calls);
  const columns = {
    ...shown,
    leadName: sql<string>`coalesce(${leads.name}, '')`,
    verdict: decisions.verdict,
    reason: decisions.reason,
  };
  const list = (...which: readonly SQL[]) =>
    db
      .select(columns)
      .from(calls)
      .leftJoin(leads, eq(leads.id, calls.leadId))
      .leftJoin(decisions, eq(decisions.callId, calls.id))
      .where(
        and(
          ...which,
          sql`${calls.arrivedAt} >= ${sql.placeholder('from')}`,
          sql`(${calls.arrivedAt}, ${calls.id}) < (${sql.placeholder('at')}, ${sql.placeholder('id')})`,
        ),
      )
      .orderBy(desc(calls.arrivedAt), desc(calls.id))
      .limit(sql.placeholder('limit'))
      .prepare();
  // IS, because a call that has no outcome is one of them.
  const isOutcome = sql`${calls.outcome} IS ${sql.placeholder('outcome')}`;
  const isLine = eq(calls.lineId, sql.placeholder('lineId'));
  const any = list();
  const ofLine = list(isLine);
  const withOutcome = list(isOutcome);
  // The plus keeps SQLite from walking through all calls of the line instead.
  const ofLineWithOutcome = list(isOutcome, sql`+${calls.lineId} = ${sql.placeholder('lineId')}`);
  const place = ({ limit, from, before }: CallStretch) => ({
    ...{ limit, from, at: before.arrivedAt, id: before.id },
  });
  return {
    any: (stretch: CallStretch): ListedCallRow[] => any.all(place(stretch)),
    ofLine: (lineId: number, stretch: CallStretch): ListedCallRow[] =>
      ofLine.all({ lineId, ...place(stretch) }),
    /** @param lineId null for every line */
    withOutcome: (outcome: Outcome | null, lineId: number | null, stretch: CallStretch): ListedCallRow[] =>
      lineId === null
        ? withOutcome.all({ outcome, ...place(stretch) })
        : ofLineWithOutcome.all({ outcome, lineId, ...place(stretch) }),
  };
}
