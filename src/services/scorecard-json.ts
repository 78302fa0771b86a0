import { iso } from '../core/iso-time.ts';
import { RESPONSE_STEPS } from '../core/response-times.ts';
import type { MeasuredPeriod, Scorecard } from './report-scorecard.ts';

/** As in as-json.ts: keys are added, never renamed or removed. Shares from 0 to 1, durations in milliseconds. */
export function scorecardJson({ kind: _kind, ...card }: Scorecard) {
  const { counts, open } = card.responses;
  return {
    ...card,
    ...periodJson(card),
    before: periodJson(card.before),
    pieces: card.pieces.map(periodJson),
    responses: RESPONSE_STEPS.map(({ title }, step) => ({ title, count: counts[step] ?? 0 })),
    open,
  };
}

function periodJson({ name, from, to, figures }: MeasuredPeriod) {
  return { name, from: iso(from), to: iso(to), figures };
}
