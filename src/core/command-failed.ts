import type { Call, CallEvent, Transition } from './call.ts';
import { hangUps, isActive, legOf, stay } from './call-moves.ts';
import type { Millis } from './clock.ts';
import { promptFinished } from './confirm-leg.ts';
import { connectCommandFailed } from './connect-leg.ts';
import { callerHungUp, legEnded } from './hung-up.ts';
import { announcementFailed, handOverRefused } from './treat-caller.ts';

/** What Asterisk did not do, or may not have done. */
export function commandFailed(
  call: Call,
  { command, kind }: Extract<CallEvent, { type: 'command-failed' }>,
  now: Millis,
): Transition {
  switch (command.type) {
    case 'originate':
      return originateFailed(call, command.channelId, kind === 'lost', now);
    case 'connect':
      return connectCommandFailed(call, kind, now);
    case 'play':
      if (command.channelId === call.callerChannelId) return announcementFailed(call, command, kind, now);
      return kind === 'gone' ? stay(call) : promptFinished(call, { ...command, isFailed: true }, now);
    case 'answer':
      return announcementFailed(call, command, kind, now);
    case 'continue':
      if (kind === 'refused') return handOverRefused(call, now);
      return kind === 'gone' ? callerHungUp(call, now) : stay(call);
    case 'hang-up':
      if (kind !== 'gone') return stay(call);
      return command.channelId === call.callerChannelId
        ? callerHungUp(call, now)
        : legEnded(call, { channelId: command.channelId, cause: null, techCause: null }, now);
    case 'indicate-ringing':
    case 'stop-media':
    case 'destroy-bridge':
      return stay(call);
  }
}

function originateFailed(call: Call, channelId: string, isLost: boolean, now: Millis): Transition {
  const leg = legOf(call, channelId);
  // It was heard of since: it exists whatever became of the answer, and its own events say the rest.
  if (leg !== undefined && isActive(leg) && leg.state !== 'dialing') return stay(call);
  const ended = legEnded(call, { channelId, cause: null, techCause: null }, now);
  // It may be ringing all the same: never leave a phone ringing for nobody.
  return isLost ? { ...ended, commands: [...ended.commands, ...hangUps([{ channelId }])] } : ended;
}
