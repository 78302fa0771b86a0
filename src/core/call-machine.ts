import type { Call, CallEvent, CallPlan, Leg, PbxCommand, Transition } from './call.ts';
import {
  CONNECT_TIMEOUT_MS,
  endLeg,
  isActive,
  miss,
  releaseLegs,
  ringStep,
  settle,
  stay,
  stopRinging,
  updateLeg,
  wrapUp,
} from './call-moves.ts';
import type { Millis } from './clock.ts';
import { legEndFromCause } from './leg-end.ts';

/** How long after a failed bridging we wait for the hang-up that explains it. */
const EXPLANATION_MS: Millis = 1_000;

/** A caller has arrived: the caller hears ringback, the first step rings. */
export function startCall(callerChannelId: string, plan: CallPlan, now: Millis): Transition {
  const call: Call = {
    callerChannelId,
    plan,
    state: 'ringing',
    step: 0,
    legs: [],
    timers: {},
    outcome: null,
    arrivedAt: now,
    bridgedAt: null,
    finishedAt: null,
    callerGone: false,
    bridgeId: null,
  };
  const first = ringStep(call, plan, 0, now);
  const ringback: PbxCommand = { type: 'indicate-ringing', channelId: callerChannelId };
  return { ...first, commands: [ringback, ...first.commands] };
}

/**
 * The call machine: what happened, in, what to do and what it means, out. Pure; total over every
 * state and event. Events that are late, repeated or of unknown channels change nothing.
 */
export function transition(call: Call, event: CallEvent, now: Millis): Transition {
  if (call.state === 'ended') return stay(call);
  switch (event.type) {
    case 'leg-ringing':
      return legRinging(call, event.channelId, now);
    case 'leg-answered':
      return legAnswered(call, event.channelId, now);
    case 'leg-ended':
      return legEnded(call, event, now);
    case 'caller-hung-up':
      return callerHungUp(call, now);
    case 'leg-pressed':
    case 'media-finished':
    case 'caller-answered':
      return stay(call);
    case 'legs-bridged':
      return legsBridged(call, now);
    case 'link-restored':
      return linkRestored(call, now);
    case 'timer-elapsed':
      return call.timers[event.name] === event.at ? timerElapsed(call, event.name, now) : stay(call);
    case 'command-failed':
      return commandFailed(call, event, now);
  }
}

function legRinging(call: Call, channelId: string, now: Millis): Transition {
  const leg = call.legs.find((candidate) => candidate.channelId === channelId);
  if (leg?.state !== 'dialing') return stay(call);
  return stay(updateLeg(call, channelId, (rung) => ({ ...rung, state: 'ringing', ringingAt: now })));
}

function legAnswered(call: Call, channelId: string, now: Millis): Transition {
  const leg = call.legs.find((candidate) => candidate.channelId === channelId);
  if (call.state !== 'ringing' || leg === undefined || !isActive(leg)) {
    // It lost the race, or the caller is gone: our hang-up and its answer crossed on the wire.
    const isTheWinner = leg?.state === 'answered';
    return isTheWinner ? stay(call) : stay(call, [{ type: 'hang-up', channelId, reason: 'normal' }]);
  }
  const others = releaseLegs(call, () => 'answered-elsewhere', now, channelId);
  const answered = updateLeg(others.call, channelId, (winner) => ({
    ...winner,
    state: 'answered',
    answeredAt: now,
  }));
  const connecting = connect(answered, leg, now);
  return { ...connecting, commands: [...connecting.commands, ...others.commands] };
}

function connect(call: Call, winner: Leg, now: Millis): Transition {
  const { callerChannelId } = call;
  const bridgeId = `${callerChannelId}-bridge`;
  return stay(
    { ...call, state: 'connected', bridgeId, timers: { 'connect-timeout': now + CONNECT_TIMEOUT_MS } },
    [{ type: 'connect', bridgeId, callerChannelId, legChannelId: winner.channelId }],
  );
}

function legEnded(
  call: Call,
  event: { channelId: string; cause: number | null; techCause: number | null },
  now: Millis,
): Transition {
  const leg = call.legs.find((candidate) => candidate.channelId === event.channelId);
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
      return call.legs.some(isActive) ? stay(call) : ringStep(call, call.plan, call.step + 1, now);
    case 'connected':
      if (leg.state !== 'answered') return stay(call);
      return call.bridgedAt === null ? miss(call, 'no-answer', now) : wrapUp(call, 'normal', now, []);
    default:
      return settle(stay(call));
  }
}

function callerHungUp(call: Call, now: Millis): Transition {
  if (call.callerGone) return stay(call);
  const gone: Call = { ...call, callerGone: true };
  if (call.state === 'wrapping-up') return settle(stay(gone));
  const talked = call.bridgedAt !== null;
  const released = releaseLegs(gone, () => (talked ? 'hung-up' : 'caller-gave-up'), now);
  const then = talked ? wrapUp(released.call, 'normal', now, []) : miss(released.call, 'abandoned', now);
  return { ...then, commands: [...released.commands, ...then.commands] };
}

function legsBridged(call: Call, now: Millis): Transition {
  if (call.state !== 'connected' || call.bridgedAt !== null) return stay(call);
  return stay(
    { ...call, bridgedAt: now, outcome: 'answered', timers: {} },
    [],
    [{ type: 'outcome-decided', outcome: 'answered' }],
  );
}

/** Commands may have been lost with the link: those that still matter are given again. */
function linkRestored(call: Call, now: Millis): Transition {
  if (call.state === 'wrapping-up') return stay(call, hangUpsLeft(call));
  // A phone of an earlier step, or one that lost the race, must not ring on.
  const stops = hangUps(call.legs.filter((leg) => !isActive(leg) && !leg.gone));
  const winner = call.legs.find((leg) => leg.state === 'answered');
  if (call.bridgedAt !== null || winner === undefined) return stay(call, stops);
  const again = connect(call, winner, now);
  return { ...again, commands: [...again.commands, ...stops] };
}

function timerElapsed(call: Call, name: keyof Call['timers'], now: Millis): Transition {
  switch (name) {
    case 'ring-timeout':
      return stopRinging(call, now, true);
    case 'step-timeout':
      return stopRinging(call, now, false);
    case 'confirm-timeout':
    case 'announce-timeout':
      return stay(call);
    case 'connect-timeout':
      return connectFailed(call, now);
    case 'wrap-up':
      return abandonWrapUp(call);
  }
}

/** A human answered and could not be put through: the caller was not helped, so it is a miss. */
function connectFailed(call: Call, now: Millis): Transition {
  const released = releaseLegs(call, () => 'not-connected', now);
  const then = miss(released.call, 'unreachable', now);
  return { ...then, commands: [...released.commands, ...then.commands] };
}

/** Asterisk never said that they are gone. Ask once more and let go: reconciliation releases orphans. */
function abandonWrapUp(call: Call): Transition {
  return {
    call: { ...call, state: 'ended', timers: {} },
    commands: hangUpsLeft(call),
    facts: [{ type: 'call-ended' }],
  };
}

function hangUpsLeft(call: Call): readonly PbxCommand[] {
  const legs = call.legs.filter((leg) => !leg.gone);
  return hangUps(call.callerGone ? legs : [{ channelId: call.callerChannelId }, ...legs]);
}

function hangUps(channels: readonly { readonly channelId: string }[]): readonly PbxCommand[] {
  return channels.map(({ channelId }) => ({ type: 'hang-up', channelId, reason: 'normal' }));
}

function commandFailed(
  call: Call,
  { command, kind }: Extract<CallEvent, { type: 'command-failed' }>,
  now: Millis,
): Transition {
  switch (command.type) {
    case 'originate': {
      const leg = call.legs.find((candidate) => candidate.channelId === command.channelId);
      // It was heard of since: it exists whatever became of the answer, and its own events say the rest.
      if (leg?.state === 'ringing' || leg?.state === 'answered') return stay(call);
      const ended = legEnded(call, { channelId: command.channelId, cause: null, techCause: null }, now);
      // It may be ringing all the same: never leave a phone ringing for nobody.
      const stop: PbxCommand = { type: 'hang-up', channelId: command.channelId, reason: 'normal' };
      return kind === 'lost' ? { ...ended, commands: [...ended.commands, stop] } : ended;
    }
    case 'connect':
      return connectCommandFailed(call, kind, now);
    case 'hang-up':
      if (kind !== 'gone') return stay(call);
      return command.channelId === call.callerChannelId
        ? callerHungUp(call, now)
        : legEnded(call, { channelId: command.channelId, cause: null, techCause: null }, now);
    case 'indicate-ringing':
    case 'play':
    case 'stop-media':
    case 'answer':
    case 'continue':
    case 'destroy-bridge':
      return stay(call);
  }
}

function connectCommandFailed(call: Call, kind: 'gone' | 'refused' | 'lost', now: Millis): Transition {
  if (call.state !== 'connected' || call.bridgedAt !== null) return stay(call);
  if (kind === 'refused') return connectFailed(call, now);
  // `gone`: the hang-up that explains it is on its way. `lost`: reconciliation will tell.
  const at = kind === 'gone' ? now + EXPLANATION_MS : now + CONNECT_TIMEOUT_MS;
  return stay({ ...call, timers: { 'connect-timeout': at } });
}
