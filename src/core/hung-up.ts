import type { Call, Leg, Transition } from './call.ts';
import {
  after,
  endLeg,
  isActive,
  legOf,
  releaseLegs,
  settle,
  stay,
  updateLeg,
  wrapUp,
} from './call-moves.ts';
import type { Millis } from './clock.ts';
import { legEndFromCause } from './leg-end.ts';
import { goOn } from './ring-step.ts';
import { abandon, miss } from './treat-caller.ts';

/** A phone hung up, was busy or could not be reached; or what we released is gone. */
export function legEnded(
  call: Call,
  event: { channelId: string; cause: number | null; techCause: number | null },
  now: Millis,
): Transition {
  const leg = legOf(call, event.channelId);
  if (leg === undefined || leg.gone) return stay(call);
  const { cause, techCause } = event;
  const end = leg.end ?? (isUnbridged(call, leg) ? 'not-connected' : legEndFromCause(leg, cause, techCause));
  const next = updateLeg(call, leg.channelId, (ended) => ({
    ...(isActive(ended) ? endLeg(ended, end, now) : ended),
    gone: true,
    cause,
    techCause,
  }));
  return afterLegEnded(next, leg, now);
}

function isUnbridged(call: Call, leg: Leg): boolean {
  return leg.state === 'answered' && call.bridgedAt === null;
}

/** `leg` is the leg as it was before it ended. */
function afterLegEnded(call: Call, leg: Leg, now: Millis): Transition {
  switch (call.state) {
    case 'ringing':
    case 'confirming':
      return goOn(call, now);
    case 'connected':
      if (leg.state !== 'answered') return stay(call);
      return call.bridgedAt === null ? miss(call, 'no-answer', now) : wrapUp(call, 'normal', now);
    case 'announcing':
      return stay(call);
    default:
      return settle(stay(call));
  }
}

/** Or they left for where we sent them. */
export function callerHungUp(call: Call, now: Millis): Transition {
  if (call.callerGone) return stay(call);
  const gone: Call = { ...call, callerGone: true };
  if (call.state === 'wrapping-up') return settle(stay(gone));
  if (call.state === 'announcing') return wrapUp(gone, 'normal', now);
  const talked = call.bridgedAt !== null;
  const released = releaseLegs(
    gone,
    () => true,
    () => (talked ? 'hung-up' : 'caller-gave-up'),
    now,
  );
  const then = talked ? wrapUp(released.call, 'normal', now) : abandon(released.call, now);
  return after(released.commands, then);
}
