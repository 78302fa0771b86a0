import type { Call, Leg, LegEnd, PbxCommand, Transition } from './call.ts';
import { after, endLeg, hangUps, legOf, releaseLegs, stay, updateLeg } from './call-moves.ts';
import type { Millis } from './clock.ts';
import { connectWinner } from './connect-leg.ts';
import { isPromptOf, promptLeg, stopPrompt, toneInstead } from './leg-prompt.ts';
import { confirmDeadline, goOn } from './ring-step.ts';

const ACCEPTS = '1';
/** No prompt is shorter: one that ends sooner was not heard, and asking again would go on without end. */
const SHORTEST_PROMPT_MS: Millis = 500;

/** Somebody or something picked up; a person will press 1. The caller goes on hearing ringback. */
export function askToConfirm(call: Call, leg: Leg, now: Millis): Transition {
  const asked = promptLeg({ ...leg, state: 'confirming', answeredAt: now }, call.plan, now);
  return after(asked.commands, goOn(replace(call, asked.leg), now));
}

/** 1 accepts; any other key declines. */
export function legPressed(call: Call, channelId: string, digit: string, now: Millis): Transition {
  const leg = legOf(call, channelId);
  if (leg?.state !== 'confirming') return stay(call);
  if (digit === ACCEPTS) return connectWinner(call, { ...leg, confirmedAt: now }, now);
  return after(hangUps([leg]), goOn(replace(call, endLeg(leg, 'declined', now)), now));
}

/** Those who picked up and have had their time: a voicemail, most likely. */
export function confirmTimedOut(call: Call, now: Millis): Transition {
  const isOver = (leg: Leg) => confirmDeadline(call, leg) <= now;
  const endOf = (): LegEnd => 'not-confirmed';
  const released = releaseLegs(call, isOver, endOf, now);
  return after(released.commands, goOn(released.call, now));
}

/** Heard to its end, the prompt begins anew; where it could not be played there is one tone, and no more tries. */
export function promptFinished(
  call: Call,
  finished: { readonly channelId: string; readonly playbackId: string; readonly isFailed: boolean },
  now: Millis,
): Transition {
  const leg = legOf(call, finished.channelId);
  const prompt = leg?.prompt ?? null;
  if (leg?.state !== 'confirming' || prompt === null || !isPromptOf(leg, finished.playbackId))
    return stay(call);
  if (prompt.isTone) return stay(call);
  const isHeard = !finished.isFailed && now - prompt.since >= SHORTEST_PROMPT_MS;
  const next = isHeard ? promptLeg(leg, call.plan, now) : toneInstead(leg, now);
  return stay(replace(call, next.leg), next.commands);
}

/** What was lost with the link is asked again, of everybody who may be waiting to be asked. */
export function promptAgain(call: Call, now: Millis): Transition {
  const asked = call.legs.map((leg) => {
    if (leg.state !== 'confirming') return { leg, commands: [] };
    const again = promptLeg(leg, call.plan, now);
    return { leg: again.leg, commands: [...stopPrompt(leg), ...again.commands] };
  });
  const commands: readonly PbxCommand[] = asked.flatMap((each) => each.commands);
  return stay({ ...call, legs: asked.map((each) => each.leg) }, commands);
}

function replace(call: Call, leg: Leg): Call {
  return updateLeg(call, leg.channelId, () => leg);
}
