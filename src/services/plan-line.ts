import type { CallerId, CallPlan } from '../core/call.ts';
import { type PlannedStep, planCall, type Wiring } from '../core/call-plan.ts';
import type { BlockTreatment } from '../core/line-words.ts';
import type { LineRow } from '../store/queries/lines.ts';
import type { Reader } from '../store/queries.ts';

/** Who calls; `blocked` is what they get in place of ringing, null for a caller who is not blocked. */
export interface PlannedCaller {
  readonly id: CallerId;
  readonly blocked: BlockTreatment | null;
}

/** What a call to a line does, by the line's settings of this moment. */
export function planLine(reader: Reader, line: LineRow, caller: PlannedCaller, wiring: Wiring): CallPlan {
  return planCall(line, stepsOf(reader, line.id), caller, wiring);
}

/** A line's hunt steps, destinations gathered under their step. */
function stepsOf(reader: Reader, lineId: number): readonly PlannedStep[] {
  const rows = reader.lines.destinationsOf(lineId);
  const positions = [...new Set(rows.map((row) => row.step))];
  return positions.map((position) => {
    const ofStep = rows.filter((row) => row.step === position);
    return { ringSeconds: ofStep[0]?.ringSeconds ?? null, destinations: ofStep };
  });
}
