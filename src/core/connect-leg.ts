import type { Call, CommandFailure, Leg, PbxCommand, Transition } from './call.ts';
import { after, releaseLegs, stay, updateLeg } from './call-moves.ts';
import type { Millis } from './clock.ts';
import { stopPrompt } from './leg-prompt.ts';
import { miss } from './treat-caller.ts';

/** How long an answered leg may take to be bridged before the attempt counts as failed. */
export const CONNECT_TIMEOUT_MS: Millis = 5_000;
/** How long after a failed bridging we wait for the hang-up that explains it. */
const EXPLANATION_MS: Millis = 1_000;

/** The first human is put through, and every other phone stops. */
export function connectWinner(call: Call, winner: Leg, now: Millis): Transition {
  const { channelId } = winner;
  const others = releaseLegs(
    call,
    (leg) => leg.channelId !== channelId,
    () => 'answered-elsewhere',
    now,
  );
  const connecting = connect(
    updateLeg(others.call, channelId, () => ({ ...winner, state: 'answered' })),
    winner,
    now,
  );
  return { ...connecting, commands: [...connecting.commands, ...others.commands] };
}

/** What the winner hears is stopped, because Asterisk joins them to nobody before it has ended. */
export function connect(call: Call, winner: Leg, now: Millis): Transition {
  const { callerChannelId } = call;
  const bridgeId = `${callerChannelId}-bridge`;
  const join: PbxCommand = { type: 'connect', bridgeId, callerChannelId, legChannelId: winner.channelId };
  return stay(
    { ...call, state: 'connected', bridgeId, timers: { 'connect-timeout': now + CONNECT_TIMEOUT_MS } },
    [...stopPrompt(winner), join],
  );
}

export function legsBridged(call: Call, now: Millis): Transition {
  if (!isConnecting(call)) return stay(call);
  return stay(
    { ...call, bridgedAt: now, outcome: 'answered', timers: {} },
    [],
    [{ type: 'outcome-decided', outcome: 'answered' }],
  );
}

export function isConnecting({ state, bridgedAt }: Call): boolean {
  return state === 'connected' && bridgedAt === null;
}

/** A human answered and could not be put through: the caller was not helped, so it is a miss. */
export function connectFailed(call: Call, now: Millis): Transition {
  const released = releaseLegs(
    call,
    () => true,
    () => 'not-connected',
    now,
  );
  return after(released.commands, miss(released.call, 'unreachable', now));
}

export function connectCommandFailed(call: Call, kind: CommandFailure, now: Millis): Transition {
  if (!isConnecting(call)) return stay(call);
  if (kind === 'refused') return connectFailed(call, now);
  // `gone`: the hang-up that explains it is on its way. `lost`: reconciliation will tell.
  const at = kind === 'gone' ? now + EXPLANATION_MS : now + CONNECT_TIMEOUT_MS;
  return stay({ ...call, timers: { 'connect-timeout': at } });
}
