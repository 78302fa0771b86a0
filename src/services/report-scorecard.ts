import type { Millis } from '../core/clock.ts';
import { byHourOfWeek, QUARTER_MS } from '../core/hour-of-week.ts';
import type { Figures } from '../core/report-figures.ts';
import {
  cutPeriod,
  type Period,
  type PeriodUnit,
  type PeriodWanted,
  readPeriod,
} from '../core/report-period.ts';
import { distributeWaits, medianOf } from '../core/response-times.ts';
import type { Store } from '../store/open-store.ts';
import type { CallCount, FunnelCounts, ScorecardScope, Wait } from '../store/queries/scorecard.ts';
import type { Reader } from '../store/queries.ts';
import type { Business } from './business.ts';
import { findLine } from './find-line.ts';
import type { Rejection } from './rejection.ts';
import { findUser } from './show-user.ts';

export interface ScorecardRequest {
  readonly period: PeriodWanted;
  /** Cuts the period into these; null for the whole alone. */
  readonly by: PeriodUnit | null;
  /** A line's number, in any usual spelling; null for all lines. */
  readonly line: string | null;
  /** Somebody's name: only of the leads that they own now. */
  readonly owner: string | null;
}

export interface MeasuredPeriod extends Period {
  readonly figures: Figures;
}

export interface Scorecard extends MeasuredPeriod {
  readonly kind: 'scorecard';
  readonly timeZone: string;
  /** It is not over yet. */
  readonly isUnderWay: boolean;
  readonly line: { readonly number: string; readonly name: string } | null;
  readonly owner: string | null;
  readonly before: MeasuredPeriod;
  readonly pieces: readonly MeasuredPeriod[];
  readonly funnel: FunnelCounts;
  /** How many misses were responded to within each of `RESPONSE_STEPS`, and to how many nobody has yet. */
  readonly responses: { readonly counts: readonly number[]; readonly open: number };
  /** By day, from Monday, and hour. */
  readonly week: {
    readonly calls: readonly (readonly number[])[];
    readonly missed: readonly (readonly number[])[];
  };
}

/** How well calls were taken, and what became of those that were not. All of it belongs to one moment. */
export function reportScorecard(
  store: Pick<Store, 'read'>,
  request: ScorecardRequest,
  business: Pick<Business, 'country' | 'timeZone'>,
  now: Millis,
): Scorecard | Rejection {
  return store.read((reader) => {
    const line = request.line === null ? null : findLine(reader, request.line, business.country);
    if (line !== null && line.kind !== 'line') return line;
    const owner = request.owner === null ? null : findUser(reader, request.owner);
    if (owner !== null && owner.kind !== 'user') return owner;
    const timeZone = line?.line.timeZone ?? business.timeZone;
    const read = readPeriod(request.period, timeZone, now);
    if (read.kind === 'invalid') {
      return { kind: 'invalid', problem: read.problem, remedy: 'See `textback report --help` for examples.' };
    }
    const scope = { lineId: line?.line.id ?? null, ownerId: owner?.user.id ?? null };
    const { before, ...period } = read.period;
    const calls = reader.scorecard.calls(period, scope);
    const waits = reader.scorecard.waits(period, scope);
    const measured = (piece: Period): MeasuredPeriod => ({
      ...piece,
      figures: measure(reader, piece, scope, calls.filter(isIn(piece)), now),
    });
    const pieces = request.by === null ? [] : cutPeriod(period, request.by, timeZone).map(measured);
    return {
      kind: 'scorecard',
      ...measured(period),
      timeZone,
      isUnderWay: now < period.to,
      line: line === null ? null : { number: line.line.number, name: line.line.name },
      owner: owner?.user.name ?? null,
      before: {
        ...before,
        figures: measure(reader, before, scope, reader.scorecard.calls(before, scope), now),
      },
      pieces,
      funnel: reader.scorecard.funnel(period, scope),
      responses: {
        counts: distributeWaits(waits.flatMap(waited)),
        open: waits.filter(({ respondedAt }) => respondedAt === null).length,
      },
      week: {
        calls: byHourOfWeek(calls.filter(isTaken), timeZone),
        missed: byHourOfWeek(
          calls.filter(({ tally }) => tally === 'missed'),
          timeZone,
        ),
      },
    };
  });
}

function measure(
  reader: Reader,
  range: Period,
  scope: ScorecardScope,
  calls: readonly CallCount[],
  now: Millis,
): Figures {
  const { scorecard } = reader;
  const tallied = (wanted: CallCount['tally']) =>
    calls.reduce((sum, { tally, count }) => (tally === wanted ? sum + count : sum), 0);
  const [answered, missed] = [tallied('answered'), tallied('missed')];
  const texts = scorecard.texts(range, scope);
  const replies = scorecard.replies(range, scope);
  const waits = scorecard.waits(range, scope);
  return {
    inbound: answered + missed,
    answered,
    missed,
    missedRate: share(missed, answered + missed),
    brief: tallied('brief'),
    textsSent: texts.sent,
    textsDelivered: texts.delivered,
    textBacks: texts.textBacks,
    replies,
    replyRate: share(replies, texts.textBacks),
    leads: scorecard.leads(range, scope),
    qualified: scorecard.moved(range, ['qualified', 'booked'], scope),
    booked: scorecard.moved(range, ['booked'], scope),
    followUpMs: medianOf(waits.flatMap(waited)),
    withinTarget: withinTarget(waits, now),
    credits: scorecard.credits(range, scope),
  };
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

function waited({ missedAt, respondedAt }: Wait): readonly Millis[] {
  return respondedAt === null ? [] : [respondedAt - missedAt];
}

/** Of those that have been met, or whose time is over. */
function withinTarget(waits: readonly Wait[], now: Millis): number | null {
  const isMet = ({ targetAt, respondedAt }: Wait) =>
    targetAt !== null && respondedAt !== null && respondedAt <= targetAt;
  const judged = waits.filter((wait) => wait.targetAt !== null && (isMet(wait) || wait.targetAt < now));
  return share(judged.filter(isMet).length, judged.length);
}

function isTaken({ tally }: CallCount): boolean {
  return tally === 'answered' || tally === 'missed';
}

function isIn({ from, to }: Period): (counted: CallCount) => boolean {
  return ({ quarter }) => quarter * QUARTER_MS >= from && quarter * QUARTER_MS < to;
}
