import type {
  Call,
  CallEvent,
  CallPlan,
  PbxCommand,
  TimerName,
  Transition,
  Treatment,
} from '../../../src/core/call.ts';
import { startCall, transition } from '../../../src/core/call-machine.ts';
import { NO_PLAN } from '../../../src/core/call-plan.ts';

export const NOW = Date.UTC(2026, 0, 5, 15);
export const CALLER = 'caller';

export const CONFIRM_MS = 10_000;
export const ANNOUNCEMENT: Treatment = { kind: 'announce', media: ['sound:not-available'], answers: false };
export const ANSWERED_ANNOUNCEMENT: Treatment = { ...ANNOUNCEMENT, answers: true };
export const VOICEMAIL: Treatment = {
  kind: 'voicemail',
  place: { context: 'ext-local', extension: 'vmu100', priority: 1 },
};

/** A plan of steps, each given as how many seconds it rings, how many phones, and which of them ask for 1. */
export function planOf(
  ringTimeoutSeconds: number,
  ...steps: readonly (readonly [seconds: number, phones: number, confirm?: readonly number[]])[]
): CallPlan {
  return {
    ...NO_PLAN,
    ringTimeoutMs: ringTimeoutSeconds * 1000,
    presentedCallerId: { name: 'Pat', number: '+12125550123' },
    confirmation: { prompt: ['sound:press-1'], timeoutMs: CONFIRM_MS },
    steps: steps.map(([seconds, phones, confirm = []], step) => ({
      ringMs: seconds * 1000,
      destinations: Array.from({ length: phones }, (_, index) => ({
        label: `phone ${step}.${index}`,
        endpoint: `PJSIP/${step}${index}`,
        confirm: confirm.includes(index),
      })),
    })),
  };
}

/** The channel of the `n`th leg of the call, from 1. */
export function leg(n: number): string {
  return `${CALLER}-leg${n}`;
}

export function started(plan: CallPlan, now: number = NOW): Call {
  return startCall(CALLER, plan, now).call;
}

/** The call after each of `events`, all at `now`. */
export function afterEvents(call: Call, now: number, ...events: readonly CallEvent[]): Call {
  return events.reduce((current, event) => transition(current, event, now).call, call);
}

/** The timer as it is set, or one that is stale where it is not. */
export function elapsed(call: Call, name: TimerName): CallEvent {
  return { type: 'timer-elapsed', name, at: call.timers[name] ?? NOW - 1 };
}

/** The transition at the moment at which the call's timer runs out. */
export function atTimer(call: Call, name: TimerName): Transition {
  return transition(call, elapsed(call, name), call.timers[name] ?? Number.NaN);
}

export const legRings = (channelId: string): CallEvent => ({ type: 'leg-ringing', channelId });
export const legAnswers = (channelId: string): CallEvent => ({ type: 'leg-answered', channelId });
export const legEnds = (channelId: string, cause: number | null = 16): CallEvent => ({
  type: 'leg-ended',
  channelId,
  cause,
  techCause: null,
});
export const legLost = (channelId: string): CallEvent => ({ type: 'leg-lost', channelId });
export const legPresses = (channelId: string, digit = '1'): CallEvent => ({
  type: 'leg-pressed',
  channelId,
  digit,
});
/** The `n`th prompt of a leg, or the `n`th time that the caller hears the announcement, is over. */
export const finishes = (channelId: string, n: number, isFailed = false): CallEvent => ({
  type: 'media-finished',
  channelId,
  playbackId: `${channelId}-${channelId === CALLER ? 'announcement' : 'prompt'}${n}`,
  isFailed,
});
export const callerAnswered: CallEvent = { type: 'caller-answered' };
export const callerHangsUp: CallEvent = { type: 'caller-hung-up' };
export const bridged: CallEvent = { type: 'legs-bridged' };
export const linkRestored: CallEvent = { type: 'link-restored' };

/** A command in a word, for tables: `ring`, `originate 1`, `connect 2`, `hang up caller (busy)`. */
export function briefly(command: PbxCommand): string {
  const who = (channelId: string) =>
    channelId === CALLER ? 'caller' : channelId.replace(`${CALLER}-leg`, '');
  switch (command.type) {
    case 'indicate-ringing':
      return 'ring';
    case 'originate':
      return `originate ${who(command.channelId)}`;
    case 'connect':
      return `connect ${who(command.legChannelId)}`;
    case 'play':
      return `${command.media[0]?.startsWith('tone:') ? 'tone' : 'play'} ${who(command.channelId)}`;
    case 'stop-media':
      return `stop ${command.playbackId.replace(`${CALLER}-`, '')}`;
    case 'answer':
      return `answer ${who(command.channelId)}`;
    case 'continue':
      return `continue ${who(command.channelId)}`;
    case 'hang-up':
      return command.reason === 'normal'
        ? `hang up ${who(command.channelId)}`
        : `hang up ${who(command.channelId)} (${command.reason})`;
    case 'destroy-bridge':
      return 'destroy bridge';
  }
}

/** A whole transition in a line: `state; commands; facts`, or `same` where nothing happened. */
export function inALine(before: Call, { call, commands, facts }: Transition): string {
  if (call === before && commands.length === 0 && facts.length === 0) return 'same';
  const told = facts.map((fact) => (fact.type === 'outcome-decided' ? fact.outcome : 'over'));
  return [call.state, commands.map(briefly).join(', ') || '-', told.join(', ') || '-'].join('; ');
}
