import type { Call, Destination, HuntStep, Leg, Transition } from './call.ts';
import { after, endLeg, isActive, isAttempting, legOf, releaseLegs, stay, updateLeg } from './call-moves.ts';
import type { Millis } from './clock.ts';
import { legEndFromTimeout } from './leg-end.ts';
import { attemptOutcome, miss } from './treat-caller.ts';

/** Asterisk's own ring limit lies this far behind ours: it only matters when the daemon is gone. */
const ASTERISK_TIMEOUT_MARGIN_S = 5;

/** Rings the destinations of step `step`; the caller of this has ended the legs of the step before. */
export function ringStep(call: Call, step: number, now: Millis): Transition {
  const huntStep = call.plan.steps[step];
  const deadline = ringDeadline(call);
  // The deadline can lie behind us where Asterisk could not be heard for a while.
  if (huntStep === undefined || now >= deadline) return miss(call, attemptOutcome(call), now);
  const stepEnds = Math.min(now + huntStep.ringMs, ...groupEnds(call, huntStep, now));
  if (huntStep.destinations.length === 0 || stepEnds <= now) return ringStep(call, step + 1, now);
  const timers = { 'ring-timeout': deadline, ...(stepEnds < deadline ? { 'step-timeout': stepEnds } : {}) };
  return ringDestinations({ ...call, state: 'ringing', step, timers }, huntStep.destinations, now);
}

/** Rings these as part of the step that the call is at. */
function ringDestinations(call: Call, destinations: readonly Destination[], now: Millis): Transition {
  const { plan, step, callerChannelId } = call;
  const legs = destinations.map((destination, index): Leg => {
    const channelId = `${callerChannelId}-leg${call.legs.length + index + 1}`;
    return { ...NEW_LEG, channelId, step, destination, dialedAt: now };
  });
  return stay(
    { ...call, legs: [...call.legs, ...legs] },
    legs.map((leg) => ({
      type: 'originate',
      channelId: leg.channelId,
      endpoint: leg.destination.endpoint,
      callerId: plan.presentedCallerId,
      divertedFrom: plan.divertedFrom,
      callerChannelId,
      timeoutSeconds: Math.ceil((ringDeadline(call) - now) / 1000) + ASTERISK_TIMEOUT_MARGIN_S,
    })),
  );
}

/**
 * A phone that was being rung is found to be no more, and nobody heard why. It may have been picked up: Asterisk hangs
 * up a leg that is answered while nobody is connected to its application. So it rings once more, and is heard this
 * time. Null where that is not for this leg, or where there is no time left for it.
 */
export function ringAgain(call: Call, channelId: string, now: Millis): Transition | null {
  const leg = legOf(call, channelId);
  const isRinging = leg?.state === 'dialing' || leg?.state === 'ringing';
  const ends = Math.min(ringDeadline(call), call.timers['step-timeout'] ?? Number.POSITIVE_INFINITY);
  if (!isRinging || !isAttempting(call) || now >= ends) return null;
  const lost = updateLeg(call, channelId, () => ({ ...endLeg(leg, 'hung-up', now), gone: true }));
  return ringDestinations(lost, [leg.destination], now);
}

/** When the time of each group is over that a step belongs to. */
function groupEnds({ legs, plan }: Call, { groups = [] }: HuntStep, now: Millis): readonly Millis[] {
  return groups.map(({ id, ringMs }) => {
    const first = legs.find((leg) => plan.steps[leg.step]?.groups?.some((group) => group.id === id));
    return (first?.dialedAt ?? now) + ringMs;
  });
}

const NEW_LEG = {
  state: 'dialing',
  ringingAt: null,
  answeredAt: null,
  confirmedAt: null,
  prompt: null,
  endedAt: null,
  end: null,
  gone: false,
  cause: null,
  techCause: null,
} as const satisfies Partial<Leg>;

function ringDeadline({ arrivedAt, plan }: Call): Millis {
  return arrivedAt + plan.ringTimeoutMs;
}

/** When whoever picked up at `leg` has had their time to press 1; never, where nobody is asked. */
export function confirmDeadline({ plan }: Call, { state, answeredAt }: Leg): Millis {
  const isAsked = state === 'confirming' && answeredAt !== null;
  return isAsked ? answeredAt + plan.confirmation.timeoutMs : Number.POSITIVE_INFINITY;
}

/** A leg of the step has ended, or has been picked up: the attempt goes on as its legs say. */
export function goOn(call: Call, now: Millis): Transition {
  if (!call.legs.some(isActive)) return ringStep(call, call.step + 1, now);
  const isAsking = call.legs.some(({ state }) => state === 'confirming');
  const next = Math.min(...call.legs.map((leg) => confirmDeadline(call, leg)));
  const { 'confirm-timeout': _, ...others } = call.timers;
  // The attempt as a whole may end sooner.
  const timers = next < ringDeadline(call) ? { ...others, 'confirm-timeout': next } : others;
  return stay({ ...call, state: isAsking ? 'confirming' : 'ringing', timers });
}

/** The time of a step is up: its phones stop ringing, and the next step begins once nobody is left to press 1. */
export function stepTimedOut(call: Call, now: Millis): Transition {
  const { 'step-timeout': _, ...timers } = call.timers;
  const released = releaseLegs(
    { ...call, timers },
    ({ state }) => state !== 'confirming',
    legEndFromTimeout,
    now,
  );
  return after(released.commands, goOn(released.call, now));
}

/** The time of the whole attempt is up. */
export function ringTimedOut(call: Call, now: Millis): Transition {
  const released = releaseLegs(call, () => true, legEndFromTimeout, now);
  return after(released.commands, miss(released.call, attemptOutcome(released.call), now));
}
