import Database from 'better-sqlite3';
import type { Figures } from '../../src/core/report-figures.ts';

interface Range {
  readonly from: number;
  readonly to: number;
}

export interface Scope {
  readonly lineId: number | null;
  readonly ownerId: number | null;
}

interface ByHand {
  readonly figures: Omit<Figures, 'missedRate' | 'replyRate'>;
  readonly funnel: Readonly<Record<'missed' | 'texted' | 'replied' | 'qualified' | 'booked', number>>;
}

const DAY = 86_400_000;
const WEEK = 7 * DAY;

/**
 * The scorecard once more, from whole tables and plain loops, by the words of its definitions: shares no query, no
 * index and no rounding with the real one.
 */
export function scorecardByHand(path: string, { from, to }: Range, scope: Scope, now: number): ByHand {
  const db = new Database(path, { readonly: true });
  const rowsOf = <Row>(sql: string) => db.prepare<[], Row>(sql).all();
  const leads = new Map(
    rowsOf<{
      id: number;
      owner_id: number | null;
      source: string;
      merged_into: number | null;
      created_at: number;
    }>('SELECT * FROM leads').map((lead) => [lead.id, lead]),
  );
  const kinds = new Map(
    rowsOf<{ id: number; kind: string }>('SELECT * FROM stages').map(({ id, kind }) => [id, kind]),
  );
  const calls = rowsOf<{
    line_id: number;
    lead_id: number | null;
    outcome: string;
    arrived_at: number;
    finished_at: number;
    is_test: number;
  }>('SELECT * FROM calls');
  const texts = rowsOf<{
    direction: string;
    kind: string;
    state: string;
    lead_id: number | null;
    line_id: number;
    created_at: number;
  }>('SELECT * FROM messages');
  const moves = rowsOf<{ lead_id: number; to_stage_id: number; at: number }>('SELECT * FROM stage_moves');
  const clocks = rowsOf<{
    lead_id: number;
    line_id: number;
    missed_at: number;
    target_at: number | null;
    ended_at: number | null;
    response: string | null;
  }>('SELECT * FROM response_clocks');
  const credits = rowsOf<{
    kind: string;
    delta: number;
    at: number;
    line_id: number | null;
    lead_id: number | null;
  }>('SELECT e.*, m.line_id, m.lead_id FROM credit_entries e LEFT JOIN messages m ON m.id = e.message_id');
  db.close();

  const isIn = (at: number) => at >= from && at < to;
  const isOwned = (lead: number | null) =>
    scope.ownerId === null || (lead !== null && leads.get(lead)?.owner_id === scope.ownerId);
  const isOnLine = (line: number | null) => scope.lineId === null || line === scope.lineId;
  const counts = (row: { lead_id: number | null; line_id: number | null }) =>
    isOwned(row.lead_id) && isOnLine(row.line_id);
  const knowsLine = (lead: number, when: (at: number) => boolean) =>
    scope.lineId === null ||
    calls.some((call) => call.lead_id === lead && call.line_id === scope.lineId && when(call.arrived_at)) ||
    texts.some((text) => text.lead_id === lead && text.line_id === scope.lineId && when(text.created_at));
  const isTaken = ({ direction, state }: (typeof texts)[number]) =>
    direction === 'out' && (state === 'sent' || state === 'delivered' || state === 'undelivered');
  const wrote = (lead: number | null, after: number, until: number) =>
    texts.some(
      (t) => t.lead_id === lead && t.direction === 'in' && t.created_at > after && t.created_at <= until,
    );

  const mine = calls.filter((call) => isIn(call.arrived_at) && call.is_test === 0 && counts(call));
  const isBrief = (call: (typeof calls)[number]) =>
    call.outcome === 'abandoned' && call.finished_at - call.arrived_at < 3_000;
  const answered = mine.filter(({ outcome }) => outcome === 'answered');
  const missed = mine.filter(
    (call) => call.outcome !== 'answered' && call.outcome !== 'blocked' && !isBrief(call),
  );
  const sent = texts.filter(
    (text) => isIn(text.created_at) && isTaken(text) && text.lead_id !== null && counts(text),
  );
  const textBacks = sent.filter(({ kind }) => kind === 'text-back');
  const moved = (wanted: readonly string[]) =>
    new Set(
      moves
        .filter(({ at, to_stage_id }) => isIn(at) && wanted.includes(kinds.get(to_stage_id) ?? ''))
        .map(({ lead_id }) => lead_id)
        .filter((lead) => isOwned(lead) && knowsLine(lead, () => true)),
    ).size;
  const started = clocks.filter((clock) => isIn(clock.missed_at) && counts(clock));
  const waits = started
    .filter(({ response }) => response !== null)
    .map(({ missed_at, ended_at }) => (ended_at ?? 0) - missed_at)
    .sort((a, b) => a - b);
  const judged = started.filter(
    ({ target_at, ended_at, response }) =>
      target_at !== null &&
      (response !== null
        ? ended_at !== null && (ended_at <= target_at || target_at < now)
        : ended_at === null && target_at < now),
  );
  const met = judged.filter(
    ({ target_at, ended_at, response }) =>
      response !== null && ended_at !== null && ended_at <= (target_at ?? 0),
  );

  const firstMiss = new Map<number, number>();
  for (const { lead_id, arrived_at } of missed) {
    if (lead_id !== null) firstMiss.set(lead_id, Math.min(arrived_at, firstMiss.get(lead_id) ?? arrived_at));
  }
  const missedCallers = [...firstMiss].map(([lead, at]) => {
    const reached = (wanted: readonly string[]) =>
      moves.some(
        (move) =>
          move.lead_id === lead && move.at >= at && wanted.includes(kinds.get(move.to_stage_id) ?? ''),
      );
    const texted = texts.some(
      (t) =>
        t.lead_id === lead && t.kind === 'text-back' && isTaken(t) && t.created_at >= at && t.created_at < to,
    );
    return {
      texted,
      replied: texted && wrote(lead, at, at + WEEK),
      qualified: reached(['qualified', 'booked']),
      booked: reached(['booked']),
    };
  });
  const reaching = (step: 'texted' | 'replied' | 'qualified' | 'booked') =>
    missedCallers.filter((caller) => caller[step]).length;

  const [low, high] = [waits[Math.ceil(waits.length / 2) - 1], waits[Math.floor(waits.length / 2)]];
  return {
    figures: {
      inbound: answered.length + missed.length,
      answered: answered.length,
      missed: missed.length,
      brief: mine.filter(isBrief).length,
      textsSent: sent.length,
      textsDelivered: sent.filter(({ state }) => state === 'delivered').length,
      textBacks: textBacks.length,
      replies: textBacks.filter(({ lead_id, created_at }) => wrote(lead_id, created_at, created_at + WEEK))
        .length,
      leads: [...leads.values()].filter(
        (lead) =>
          isIn(lead.created_at) &&
          lead.source !== 'import' &&
          lead.merged_into === null &&
          isOwned(lead.id) &&
          knowsLine(lead.id, isIn),
      ).length,
      qualified: moved(['qualified', 'booked']),
      booked: moved(['booked']),
      followUpMs: low === undefined || high === undefined ? null : Math.round((low + high) / 2),
      withinTarget: judged.length === 0 ? null : met.length / judged.length,
      credits: credits
        .filter(
          (entry) =>
            isIn(entry.at) && (entry.kind === 'reserve' || entry.kind === 'release') && counts(entry),
        )
        .reduce((sum, { delta }) => sum - delta, 0),
    },
    funnel: {
      missed: missedCallers.length,
      texted: reaching('texted'),
      replied: reaching('replied'),
      qualified: reaching('qualified'),
      booked: reaching('booked'),
    },
  };
}
