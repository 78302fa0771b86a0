import type { Call, CallEvent, CallPlan, PbxCommand, TimerName, Transition } from './call.ts';
import { after, bridgeLeft, hangUps, isActive, isAttempting, legOf, stay, updateLeg } from './call-moves.ts';
import type { Millis } from './clock.ts';
import { commandFailed } from './command-failed.ts';
import { askToConfirm, confirmTimedOut, legPressed, promptAgain, promptFinished } from './confirm-leg.ts';
import { connect, connectFailed, connectWinner, isConnecting, legsBridged } from './connect-leg.ts';
import { callerHungUp, legEnded } from './hung-up.ts';
import { ringAgain, ringStep, ringTimedOut, stepTimedOut } from './ring-step.ts';
import {
  announce,
  announcementFinished,
  announcementOf,
  announcementOver,
  block,
  callerAnswered,
  handOver,
  releaseReason,
} from './treat-caller.ts';

/** A caller has arrived: they hear ringback and the first step rings, or they get what is set for those blocked. */
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
    announcement: null,
    handedOverTo: null,
  };
  return plan.blocked === null
    ? after([ringback(call)], ringStep(call, 0, now))
    : block(call, plan.blocked, now);
}

function ringback({ callerChannelId }: Call): PbxCommand {
  return { type: 'indicate-ringing', channelId: callerChannelId };
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
    case 'leg-pressed':
      return legPressed(call, event.channelId, event.digit, now);
    case 'leg-ended':
      return legEnded(call, event, now);
    case 'leg-lost':
      return (
        ringAgain(call, event.channelId, now) ??
        legEnded(call, { ...event, cause: null, techCause: null }, now)
      );
    case 'media-finished':
      return event.channelId === call.callerChannelId
        ? announcementFinished(call, event.playbackId, now)
        : promptFinished(call, event, now);
    case 'caller-hung-up':
      return callerHungUp(call, now);
    case 'caller-answered':
      return callerAnswered(call);
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
  if (legOf(call, channelId)?.state !== 'dialing') return stay(call);
  return stay(updateLeg(call, channelId, (rung) => ({ ...rung, state: 'ringing', ringingAt: now })));
}

function legAnswered(call: Call, channelId: string, now: Millis): Transition {
  const leg = legOf(call, channelId);
  // Told twice, as after a lost link.
  if (leg?.state === 'answered' || leg?.state === 'confirming') return stay(call);
  // It lost the race, or the caller is gone: our hang-up and its answer crossed on the wire.
  if (!isAttempting(call) || leg === undefined || !isActive(leg)) return stay(call, hangUps([{ channelId }]));
  if (leg.destination.confirm) return askToConfirm(call, leg, now);
  return connectWinner(call, { ...leg, answeredAt: now }, now);
}

/** Commands may have been lost with the link: those that still matter are given again. */
function linkRestored(call: Call, now: Millis): Transition {
  // A phone of an earlier step, or one that lost the race, must not ring on.
  const stops = hangUps(call.legs.filter((leg) => !isActive(leg) && !leg.gone));
  const announcement = announcementOf(call);
  if (announcement !== null) return after(stops, announce(call, announcement));
  switch (call.state) {
    case 'wrapping-up':
      return stay(call, commandsLeft(call));
    case 'connected': {
      const winner = call.legs.find((leg) => leg.state === 'answered');
      if (winner === undefined || !isConnecting(call)) return stay(call, stops);
      const again = connect(call, winner, now);
      return { ...again, commands: [...again.commands, ...stops] };
    }
    default:
      return after([ringback(call), ...stops], promptAgain(call, now));
  }
}

function timerElapsed(call: Call, name: TimerName, now: Millis): Transition {
  switch (name) {
    case 'ring-timeout':
      return ringTimedOut(call, now);
    case 'step-timeout':
      return stepTimedOut(call, now);
    case 'confirm-timeout':
      return confirmTimedOut(call, now);
    case 'connect-timeout':
      return connectFailed(call, now);
    case 'announce-timeout':
      return announcementOver(call, now);
    case 'wrap-up':
      return abandonWrapUp(call);
  }
}

/** Asterisk never said that they are gone. Ask once more and let go: reconciliation releases orphans. */
function abandonWrapUp(call: Call): Transition {
  return stay({ ...call, state: 'ended', timers: {} }, commandsLeft(call), [{ type: 'call-ended' }]);
}

/** What makes the rest of a call go away once more; a caller who was sent on is sent on once more, never hung up. */
function commandsLeft(call: Call): readonly PbxCommand[] {
  const isOurs = !call.callerGone && call.handedOverTo === null;
  const caller: readonly PbxCommand[] = isOurs
    ? [{ type: 'hang-up', channelId: call.callerChannelId, reason: releaseReason(call) }]
    : handOver(call);
  return [...caller, ...hangUps(call.legs.filter((leg) => !leg.gone)), ...bridgeLeft(call)];
}
