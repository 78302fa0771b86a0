import type { CallerId, CallPlan } from '../core/call.ts';
import { planCall, type Wiring } from '../core/call-plan.ts';
import type { Millis } from '../core/clock.ts';
import { planHunt } from '../core/hunt-plan.ts';
import type { BlockTreatment } from '../core/line-words.ts';
import { presentedCallerId } from '../core/presented-caller-id.ts';
import type { LineRow } from '../store/queries/lines.ts';
import type { Writer } from '../store/queries.ts';
import type { Business } from './business.ts';
import { gatherHunt } from './gather-hunt.ts';

/** Who calls; `blocked` is what they get in place of ringing, null for a caller who is not blocked. */
export interface PlannedCaller {
  readonly id: CallerId;
  readonly blocked: BlockTreatment | null;
}

/**
 * What a call to a line does, by the settings of this moment. Where steps take turns, this call takes one: so in the
 * transaction that begins the call.
 */
export function planLine(
  tx: Writer,
  line: LineRow,
  caller: PlannedCaller,
  settings: Wiring & { readonly business: Business },
  now: Millis,
): CallPlan {
  const { hunt, context } = gatherHunt(tx, line, settings, now);
  const planned = planHunt(hunt, context);
  if (caller.blocked === null) for (const number of planned.turned) tx.lines.takeTurn(number);
  const shown = presentedCallerId(line, caller.id, settings.business.country);
  return planCall(line, planned, { shown, blocked: caller.blocked }, settings.sounds);
}
