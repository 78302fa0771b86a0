import type {
  Call,
  CallFact,
  CallState,
  Leg,
  LegEnd,
  PbxCommand,
  ReleaseReason,
  Transition,
} from './call.ts';
import type { Millis } from './clock.ts';

/** How long we wait to hear that released channels are gone before we stop asking. */
export const WRAP_UP_MS: Millis = 10_000;

export function stay(
  call: Call,
  commands: readonly PbxCommand[] = [],
  facts: readonly CallFact[] = [],
): Transition {
  return { call, commands, facts };
}

/** The transition `then`, its commands after those that led there. */
export function after(commands: readonly PbxCommand[], then: Transition): Transition {
  return { ...then, commands: [...commands, ...then.commands] };
}

export function legOf(call: Call, channelId: string): Leg | undefined {
  return call.legs.find((leg) => leg.channelId === channelId);
}

export function updateLeg(call: Call, channelId: string, change: (leg: Leg) => Leg): Call {
  return { ...call, legs: call.legs.map((leg) => (leg.channelId === channelId ? change(leg) : leg)) };
}

export function isActive(leg: Leg): boolean {
  return leg.state !== 'ended';
}

/** Whether somebody may still be put through: phones ring, or somebody is asked to press 1. */
export function isAttempting({ state }: { readonly state: CallState }): boolean {
  return state === 'ringing' || state === 'confirming';
}

export function endLeg(leg: Leg, end: LegEnd, now: Millis): Leg {
  return { ...leg, state: 'ended', end, endedAt: now };
}

/** Ends and releases the active legs that `which` picks; `endOf` says why each ended. */
export function releaseLegs(
  call: Call,
  which: (leg: Leg) => boolean,
  endOf: (leg: Leg) => LegEnd,
  now: Millis,
): { readonly call: Call; readonly commands: readonly PbxCommand[] } {
  const released = call.legs.filter((leg) => isActive(leg) && which(leg));
  return {
    call: {
      ...call,
      legs: call.legs.map((leg) => (released.includes(leg) ? endLeg(leg, endOf(leg), now) : leg)),
    },
    commands: hangUps(released),
  };
}

export function hangUps(channels: readonly { readonly channelId: string }[]): readonly PbxCommand[] {
  return channels.map(({ channelId }) => ({ type: 'hang-up', channelId, reason: 'normal' }));
}

/** Releases whatever of the call is still up, and waits to hear that it is gone. */
export function wrapUp(
  call: Call,
  reason: ReleaseReason,
  now: Millis,
  facts: readonly CallFact[] = [],
): Transition {
  const caller: PbxCommand = { type: 'hang-up', channelId: call.callerChannelId, reason };
  return waitForTheEnd(call, call.callerGone ? [] : [caller], now, facts);
}

/** The same, where `commands` see to the caller. */
export function waitForTheEnd(
  call: Call,
  commands: readonly PbxCommand[],
  now: Millis,
  facts: readonly CallFact[],
): Transition {
  const next: Call = {
    ...call,
    state: 'wrapping-up',
    finishedAt: call.finishedAt ?? now,
    timers: { 'wrap-up': now + WRAP_UP_MS },
  };
  return settle(stay(next, [...commands, ...bridgeLeft(call)], facts));
}

export function bridgeLeft({ bridgeId }: Call): readonly PbxCommand[] {
  return bridgeId === null ? [] : [{ type: 'destroy-bridge', bridgeId }];
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
