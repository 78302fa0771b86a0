import { OUTCOMES, type Outcome } from '../core/call.ts';
import type { Millis } from '../core/clock.ts';
import { readPeriod } from '../core/report-period.ts';
import type { Store } from '../store/open-store.ts';
import type { CallStretch, ListedCallRow } from '../store/queries/call-lists.ts';
import type { LegRow } from '../store/queries/calls.ts';
import type { LineRow } from '../store/queries/lines.ts';
import type { Reader } from '../store/queries.ts';
import type { Business } from './business.ts';
import { findLine } from './find-line.ts';
import type { Rejection } from './rejection.ts';

/** How calls may have ended: one outcome, any in which nobody talked to the caller, or none that is known. */
export const CALL_ENDS = ['missed', ...OUTCOMES, 'not-known'] as const;
export type CallEnd = (typeof CALL_ENDS)[number];

export interface CallQuestion {
  readonly end?: CallEnd;
  /** The line's number, in any usual spelling. */
  readonly line?: string;
  /** `2026-11-03`, in the time zone of the business. */
  readonly day?: string;
  readonly limit: number;
  /** The id of the last call of the page before. */
  readonly before?: number;
}

export interface ListedCall extends ListedCallRow {
  readonly line: Pick<LineRow, 'number' | 'name'>;
  /** Whom it rang. */
  readonly legs: readonly LegRow[];
}

export type FoundCalls = { readonly kind: 'calls'; readonly calls: readonly ListedCall[] } | Rejection;

const NEWEST = { arrivedAt: Number.MAX_SAFE_INTEGER, id: Number.MAX_SAFE_INTEGER };

/** Calls that came in, by when they arrived, the newest first. */
export function searchCalls(
  store: Store,
  question: CallQuestion,
  { country, timeZone }: Business,
  now: Millis,
): FoundCalls {
  const { end, day, limit, before } = question;
  const read = day === undefined ? null : readPeriod({ day }, timeZone, now);
  if (read?.kind === 'invalid') return noSuchDay(read.problem);
  return store.read((reader) => {
    const found = question.line === undefined ? null : findLine(reader, question.line, country);
    if (found !== null && found.kind !== 'line') return found;
    const last = before === undefined ? NEWEST : reader.calls.byId(before);
    if (last === undefined) return noSuchCall(before);
    const stretch = stretchOf(limit, last, read?.period ?? null);
    const rows = rowsOf(reader, end, found?.line.id ?? null, stretch);
    return { kind: 'calls', calls: rows.map((row) => withLegs(reader, row)) };
  });
}

function stretchOf(
  limit: number,
  { arrivedAt, id }: CallStretch['before'],
  period: { readonly from: Millis; readonly to: Millis } | null,
): CallStretch {
  if (period === null) return { limit, from: 0, before: { arrivedAt, id } };
  const before = arrivedAt < period.to ? { arrivedAt, id } : { arrivedAt: period.to, id: 0 };
  return { limit, from: period.from, before };
}

function rowsOf(
  { callLists }: Reader,
  end: CallEnd | undefined,
  lineId: number | null,
  stretch: CallStretch,
): readonly ListedCallRow[] {
  if (end === undefined) return lineId === null ? callLists.any(stretch) : callLists.ofLine(lineId, stretch);
  // Each outcome has its own place in the index: the newest of each are read, and the newest of those shown.
  return outcomesOf(end)
    .flatMap((outcome) => callLists.withOutcome(outcome, lineId, stretch))
    .sort((a, b) => b.arrivedAt - a.arrivedAt || b.id - a.id)
    .slice(0, stretch.limit);
}

function outcomesOf(end: CallEnd): readonly (Outcome | null)[] {
  if (end === 'not-known') return [null];
  if (end !== 'missed') return [end];
  return OUTCOMES.filter((outcome) => outcome !== 'answered' && outcome !== 'blocked');
}

function withLegs(reader: Reader, row: ListedCallRow): ListedCall {
  const line = reader.lines.byId(row.lineId);
  if (line === undefined) throw new Error(`call ${row.id} came to a line that does not exist`);
  return { ...row, line: { number: line.number, name: line.name }, legs: reader.calls.legsOf(row.id) };
}

function noSuchDay(problem: string): Rejection {
  return { kind: 'invalid', problem, remedy: 'Choose a day, or leave it out.' };
}

function noSuchCall(id: number | undefined): Rejection {
  return {
    kind: 'not-found',
    problem: `There is no call ${id} for a page to begin after.`,
    remedy: 'Begin again with the newest calls.',
  };
}
