import type {
  Call,
  CallFact,
  CallPlan,
  HuntStep,
  Leg,
  LegEnd,
  Outcome,
  PbxCommand,
  ReleaseReason,
  Transition,
} from './call.ts';
import type { Millis } from './clock.ts';
import { legEndFromTimeout, missedOutcome } from './leg-end.ts';

/** How long an answered leg may take to be bridged before the attempt counts as failed. */
export const CONNECT_TIMEOUT_MS: Millis = 5_000;
/** How long we wait to hear that released channels are gone before we stop asking. */
export const WRAP_UP_MS: Millis = 10_000;
/** Asterisk's own ring limit lies this far behind ours: it only matters when the daemon is gone. */
const ASTERISK_TIMEOUT_MARGIN_S = 5;

const RELEASE_REASON: { readonly [outcome in Outcome]: ReleaseReason } = {
  answered: 'normal',
  'no-answer': 'no-answer',
  busy: 'busy',
  abandoned: 'normal',
  unreachable: 'congestion',
  voicemail: 'normal',
  blocked: 'busy',
};

export function stay(
  call: Call,
  commands: readonly PbxCommand[] = [],
  facts: readonly CallFact[] = [],
): Transition {
  return { call, commands, facts };
}

export function updateLeg(call: Call, channelId: string, change: (leg: Leg) => Leg): Call {
  return { ...call, legs: call.legs.map((leg) => (leg.channelId === channelId ? change(leg) : leg)) };
}

export function isActive(leg: Leg): boolean {
  return leg.state !== 'ended';
}

export function endLeg(leg: Leg, end: LegEnd, now: Millis): Leg {
  return { ...leg, state: 'ended', end, endedAt: now };
}

/** Ends and releases every active leg but `exceptChannelId`; `endOf` says why each ended. */
export function releaseLegs(
  call: Call,
  endOf: (leg: Leg) => LegEnd,
  now: Millis,
  exceptChannelId: string | null = null,
): { readonly call: Call; readonly commands: readonly PbxCommand[] } {
  const released = call.legs.filter((leg) => isActive(leg) && leg.channelId !== exceptChannelId);
  return {
    call: {
      ...call,
      legs: call.legs.map((leg) => (released.includes(leg) ? endLeg(leg, endOf(leg), now) : leg)),
    },
    commands: released.map((leg) => ({ type: 'hang-up', channelId: leg.channelId, reason: 'normal' })),
  };
}

/** Rings the destinations of step `step`; the caller of this has ended the legs of the step before. */
export function ringStep(call: Call, plan: CallPlan, step: number, now: Millis): Transition {
  const huntStep = plan.steps[step];
  const deadline = call.arrivedAt + plan.ringTimeoutMs;
  // The deadline can lie behind us where Asterisk could not be heard for a while.
  if (huntStep === undefined || now >= deadline) {
    return miss(call, plan.isOffHours ? 'no-answer' : missedOutcome(call.legs, call.step), now);
  }
  const stepEnds = Math.min(now + huntStep.ringMs, ...groupEnds(call, plan, huntStep, now));
  if (stepEnds <= now) return ringStep(call, plan, step + 1, now);
  const legs = huntStep.destinations.map(
    (destination, index): Leg => ({
      channelId: `${call.callerChannelId}-leg${call.legs.length + index + 1}`,
      step,
      destination,
      state: 'dialing',
      dialedAt: now,
      ringingAt: null,
      answeredAt: null,
      confirmedAt: null,
      endedAt: null,
      end: null,
      gone: false,
      cause: null,
      techCause: null,
    }),
  );
  const next: Call = {
    ...call,
    step,
    legs: [...call.legs, ...legs],
    timers: { 'ring-timeout': deadline, ...(stepEnds < deadline ? { 'step-timeout': stepEnds } : {}) },
  };
  return stay(
    next,
    legs.map((leg) => ({
      type: 'originate',
      channelId: leg.channelId,
      endpoint: leg.destination.endpoint,
      callerId: plan.presentedCallerId,
      divertedFrom: plan.divertedFrom,
      callerChannelId: call.callerChannelId,
      timeoutSeconds: Math.ceil((deadline - now) / 1000) + ASTERISK_TIMEOUT_MARGIN_S,
    })),
  );
}

/** When the time of each group is over that a step belongs to. */
function groupEnds(
  { legs }: Call,
  plan: CallPlan,
  { groups = [] }: HuntStep,
  now: Millis,
): readonly Millis[] {
  return groups.map(({ id, ringMs }) => {
    const first = legs.find((leg) => plan.steps[leg.step]?.groups?.some((group) => group.id === id));
    return (first?.dialedAt ?? now) + ringMs;
  });
}

/** The time of a step, or of the whole attempt, is up. */
export function stopRinging(call: Call, now: Millis, last: boolean): Transition {
  const released = releaseLegs(call, legEndFromTimeout, now);
  const then = last
    ? miss(released.call, missedOutcome(released.call.legs, call.step), now)
    : ringStep(released.call, call.plan, call.step + 1, now);
  return { ...then, commands: [...released.commands, ...then.commands] };
}

/** Nobody answered: the outcome stands, the caller is released. All legs must have ended. */
export function miss(call: Call, outcome: Outcome, now: Millis): Transition {
  return wrapUp({ ...call, outcome }, RELEASE_REASON[outcome], now, [{ type: 'outcome-decided', outcome }]);
}

/** Releases whatever of the call is still up, and waits to hear that it is gone. */
export function wrapUp(
  call: Call,
  reason: ReleaseReason,
  now: Millis,
  facts: readonly CallFact[],
): Transition {
  const commands: PbxCommand[] = [];
  if (!call.callerGone) commands.push({ type: 'hang-up', channelId: call.callerChannelId, reason });
  if (call.bridgeId !== null) commands.push({ type: 'destroy-bridge', bridgeId: call.bridgeId });
  const next: Call = {
    ...call,
    state: 'wrapping-up',
    finishedAt: now,
    timers: { 'wrap-up': now + WRAP_UP_MS },
  };
  return settle(stay(next, commands, facts));
}

/** A wrapping-up call is over once nothing of it is left in Asterisk. */
export function settle(transition: Transition): Transition {
  const { call, commands, facts } = transition;
  if (!call.callerGone || call.legs.some((leg) => !leg.gone)) return transition;
  return {
    call: { ...call, state: 'ended', timers: {} },
    commands,
    facts: [...facts, { type: 'call-ended' }],
  };
}
