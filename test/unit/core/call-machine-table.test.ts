import { describe, expect, test } from 'vitest';
import {
  type Call,
  type CallEvent,
  type CallState,
  type CommandFailure,
  type PbxCommand,
  TIMER_NAMES,
  type Treatment,
} from '../../../src/core/call.ts';
import { transition } from '../../../src/core/call-machine.ts';
import {
  ANNOUNCEMENT,
  ANSWERED_ANNOUNCEMENT,
  afterEvents,
  bridged,
  CALLER,
  callerAnswered,
  callerHangsUp,
  elapsed,
  finishes,
  inALine,
  leg,
  legAnswers,
  legEnds,
  legLost,
  legPresses,
  legRings,
  linkRestored,
  NOW,
  planOf,
  started,
  VOICEMAIL,
} from './call-bench.ts';

/**
 * Two phones ring for 15 s, then a third; the whole attempt lasts 25 s. Phone 1 is dialled, phone 2 rings; where it
 * asks for 1, it was picked up.
 */
const plan = planOf(25, [15, 2], [15, 1]);
const ringing = afterEvents(started(plan), NOW + 100, legRings(leg(2)));
const asking = afterEvents(started(planOf(25, [15, 2, [1]], [15, 1])), NOW + 100, legRings(leg(2)));
const connecting = afterEvents(ringing, NOW + 200, legAnswers(leg(2)));
const missedWith = (afterMiss: Treatment) => {
  const call = afterEvents(started({ ...plan, afterMiss }), NOW + 100, legRings(leg(2)));
  return afterEvents(call, NOW + 25_000, elapsed(call, 'ring-timeout'));
};
const missed = missedWith({ kind: 'release' });

/** Every state, `connected` before and after the bridge, `announcing` before and after the call is answered. */
const STATES = {
  ringing,
  confirming: afterEvents(asking, NOW + 200, legAnswers(leg(2))),
  connecting,
  talking: afterEvents(connecting, NOW + 300, bridged),
  answering: missedWith(ANSWERED_ANNOUNCEMENT),
  announcing: missedWith(ANNOUNCEMENT),
  'wrapping-up': missed,
  'sent on': missedWith(VOICEMAIL),
  ended: afterEvents(missed, NOW + 25_100, callerHangsUp, legEnds(leg(1)), legEnds(leg(2))),
} as const satisfies Record<string, Call>;
type StateName = keyof typeof STATES;

function failed(command: PbxCommand, kind: CommandFailure): CallEvent {
  return { type: 'command-failed', command, kind };
}
const ring: PbxCommand = { type: 'indicate-ringing', channelId: CALLER };
const originate = (channelId: string): PbxCommand => ({
  type: 'originate',
  channelId,
  endpoint: 'PJSIP/00',
  callerId: { name: '', number: '' },
  divertedFrom: null,
  callerChannelId: CALLER,
  timeoutSeconds: 30,
});
const connect: PbxCommand = {
  type: 'connect',
  bridgeId: `${CALLER}-bridge`,
  callerChannelId: CALLER,
  legChannelId: leg(2),
};
const hangUp = (channelId: string): PbxCommand => ({ type: 'hang-up', channelId, reason: 'normal' });
const prompt: PbxCommand = {
  type: 'play',
  channelId: leg(2),
  media: ['sound:press-1'],
  playbackId: `${leg(2)}-prompt1`,
};
const announce: PbxCommand = {
  type: 'play',
  channelId: CALLER,
  media: ['sound:not-available'],
  playbackId: `${CALLER}-announcement1`,
};
const stopMedia: PbxCommand = { type: 'stop-media', playbackId: `${leg(2)}-prompt1` };
const answer: PbxCommand = { type: 'answer', channelId: CALLER };
const goOn: PbxCommand = {
  type: 'continue',
  channelId: CALLER,
  place: { context: 'voicemail', extension: '100', priority: 1 },
};
const destroy: PbxCommand = { type: 'destroy-bridge', bridgeId: `${CALLER}-bridge` };

/** Every event, of the phone that is dialled (1), of the one that rings and may have won (2), of a stranger. */
const EVENTS = {
  'leg-ringing 1': () => legRings(leg(1)),
  'leg-ringing 2': () => legRings(leg(2)),
  'leg-ringing stranger': () => legRings('stranger'),
  'leg-answered 1': () => legAnswers(leg(1)),
  'leg-answered 2': () => legAnswers(leg(2)),
  'leg-answered stranger': () => legAnswers('stranger'),
  'leg-ended 1': () => legEnds(leg(1), 17),
  'leg-ended 2': () => legEnds(leg(2), 16),
  'leg-ended stranger': () => legEnds('stranger'),
  'leg-lost 1': () => legLost(leg(1)),
  'leg-lost 2': () => legLost(leg(2)),
  'leg-lost stranger': () => legLost('stranger'),
  'caller-hung-up': () => callerHangsUp,
  'legs-bridged': () => bridged,
  'leg-pressed 1 by 1': () => legPresses(leg(1)),
  'leg-pressed 1 by 2': () => legPresses(leg(2)),
  'leg-pressed 9 by 2': () => legPresses(leg(2), '9'),
  'leg-pressed 1 by stranger': () => legPresses('stranger'),
  'leg-pressed 1 by caller': () => legPresses(CALLER),
  'media-finished 2': () => finishes(leg(2), 1),
  'media-finished 2 failed': () => finishes(leg(2), 1, true),
  'media-finished 2 of another time': () => finishes(leg(2), 0),
  'media-finished caller': () => finishes(CALLER, 1),
  'media-finished caller failed': () => finishes(CALLER, 1, true),
  'media-finished caller of another time': () => finishes(CALLER, 2),
  'media-finished stranger': () => finishes('stranger', 1),
  'caller-answered': () => callerAnswered,
  'link-restored': () => linkRestored,
  'timer-elapsed ring-timeout': (call) => elapsed(call, 'ring-timeout'),
  'timer-elapsed step-timeout': (call) => elapsed(call, 'step-timeout'),
  'timer-elapsed confirm-timeout': (call) => elapsed(call, 'confirm-timeout'),
  'timer-elapsed announce-timeout': (call) => elapsed(call, 'announce-timeout'),
  'timer-elapsed connect-timeout': (call) => elapsed(call, 'connect-timeout'),
  'timer-elapsed wrap-up': (call) => elapsed(call, 'wrap-up'),
  'timer-elapsed stale': () => ({ type: 'timer-elapsed', name: 'ring-timeout', at: NOW - 1 }),
  'command-failed indicate-ringing gone': () => failed(ring, 'gone'),
  'command-failed indicate-ringing refused': () => failed(ring, 'refused'),
  'command-failed indicate-ringing lost': () => failed(ring, 'lost'),
  'command-failed originate 1 gone': () => failed(originate(leg(1)), 'gone'),
  'command-failed originate 1 refused': () => failed(originate(leg(1)), 'refused'),
  'command-failed originate 1 lost': () => failed(originate(leg(1)), 'lost'),
  'command-failed originate 2 lost': () => failed(originate(leg(2)), 'lost'),
  'command-failed connect gone': () => failed(connect, 'gone'),
  'command-failed connect refused': () => failed(connect, 'refused'),
  'command-failed connect lost': () => failed(connect, 'lost'),
  'command-failed hang-up caller gone': () => failed(hangUp(CALLER), 'gone'),
  'command-failed hang-up caller refused': () => failed(hangUp(CALLER), 'refused'),
  'command-failed hang-up caller lost': () => failed(hangUp(CALLER), 'lost'),
  'command-failed hang-up 1 gone': () => failed(hangUp(leg(1)), 'gone'),
  'command-failed hang-up 1 refused': () => failed(hangUp(leg(1)), 'refused'),
  'command-failed hang-up 1 lost': () => failed(hangUp(leg(1)), 'lost'),
  'command-failed play 2 gone': () => failed(prompt, 'gone'),
  'command-failed play caller gone': () => failed(announce, 'gone'),
  'command-failed play 2 refused': () => failed(prompt, 'refused'),
  'command-failed play caller refused': () => failed(announce, 'refused'),
  'command-failed play 2 lost': () => failed(prompt, 'lost'),
  'command-failed play caller lost': () => failed(announce, 'lost'),
  'command-failed stop-media gone': () => failed(stopMedia, 'gone'),
  'command-failed stop-media refused': () => failed(stopMedia, 'refused'),
  'command-failed stop-media lost': () => failed(stopMedia, 'lost'),
  'command-failed answer gone': () => failed(answer, 'gone'),
  'command-failed answer refused': () => failed(answer, 'refused'),
  'command-failed answer lost': () => failed(answer, 'lost'),
  'command-failed continue gone': () => failed(goOn, 'gone'),
  'command-failed continue refused': () => failed(goOn, 'refused'),
  'command-failed continue lost': () => failed(goOn, 'lost'),
  'command-failed destroy-bridge gone': () => failed(destroy, 'gone'),
  'command-failed destroy-bridge refused': () => failed(destroy, 'refused'),
  'command-failed destroy-bridge lost': () => failed(destroy, 'lost'),
} as const satisfies Record<string, (call: Call) => CallEvent>;
type EventName = keyof typeof EVENTS;

/** A cell is `state; commands; facts`. Where a state has none, the event changes nothing and asks for nothing. */
const TABLE: { readonly [event in EventName]: { readonly [state in StateName]?: string } } = {
  'leg-ringing 1': {
    ringing: 'ringing; -; -',
    confirming: 'confirming; -; -',
  },
  'leg-ringing 2': {},
  'leg-ringing stranger': {},
  'leg-answered 1': {
    ringing: 'connected; connect 1, hang up 2; -',
    confirming: 'connected; connect 1, hang up 2; -',
    connecting: 'connected; hang up 1; -',
    talking: 'connected; hang up 1; -',
    answering: 'announcing; hang up 1; -',
    announcing: 'announcing; hang up 1; -',
    'wrapping-up': 'wrapping-up; hang up 1; -',
    'sent on': 'wrapping-up; hang up 1; -',
  },
  'leg-answered 2': {
    ringing: 'connected; connect 2, hang up 1; -',
    answering: 'announcing; hang up 2; -',
    announcing: 'announcing; hang up 2; -',
    'wrapping-up': 'wrapping-up; hang up 2; -',
    'sent on': 'wrapping-up; hang up 2; -',
  },
  'leg-answered stranger': {
    ringing: 'ringing; hang up stranger; -',
    confirming: 'confirming; hang up stranger; -',
    connecting: 'connected; hang up stranger; -',
    talking: 'connected; hang up stranger; -',
    answering: 'announcing; hang up stranger; -',
    announcing: 'announcing; hang up stranger; -',
    'wrapping-up': 'wrapping-up; hang up stranger; -',
    'sent on': 'wrapping-up; hang up stranger; -',
  },
  'leg-ended 1': {
    ringing: 'ringing; -; -',
    confirming: 'confirming; -; -',
    connecting: 'connected; -; -',
    talking: 'connected; -; -',
    answering: 'announcing; -; -',
    announcing: 'announcing; -; -',
    'wrapping-up': 'wrapping-up; -; -',
    'sent on': 'wrapping-up; -; -',
  },
  'leg-ended 2': {
    ringing: 'ringing; -; -',
    confirming: 'ringing; -; -',
    connecting: 'wrapping-up; hang up caller (no-answer), destroy bridge; no-answer',
    talking: 'wrapping-up; hang up caller, destroy bridge; -',
    answering: 'announcing; -; -',
    announcing: 'announcing; -; -',
    'wrapping-up': 'wrapping-up; -; -',
    'sent on': 'wrapping-up; -; -',
  },
  'leg-ended stranger': {},
  'leg-lost 1': {
    ringing: 'ringing; originate 3; -',
    confirming: 'confirming; originate 3; -',
    connecting: 'connected; -; -',
    talking: 'connected; -; -',
    answering: 'announcing; -; -',
    announcing: 'announcing; -; -',
    'wrapping-up': 'wrapping-up; -; -',
    'sent on': 'wrapping-up; -; -',
  },
  'leg-lost 2': {
    ringing: 'ringing; originate 3; -',
    confirming: 'ringing; -; -',
    connecting: 'wrapping-up; hang up caller (no-answer), destroy bridge; no-answer',
    talking: 'wrapping-up; hang up caller, destroy bridge; -',
    answering: 'announcing; -; -',
    announcing: 'announcing; -; -',
    'wrapping-up': 'wrapping-up; -; -',
    'sent on': 'wrapping-up; -; -',
  },
  'leg-lost stranger': {},
  'caller-hung-up': {
    ringing: 'wrapping-up; hang up 1, hang up 2; abandoned',
    confirming: 'wrapping-up; hang up 1, hang up 2; abandoned',
    connecting: 'wrapping-up; hang up 2, destroy bridge; abandoned',
    talking: 'wrapping-up; hang up 2, destroy bridge; -',
    answering: 'wrapping-up; -; -',
    announcing: 'wrapping-up; -; -',
    'wrapping-up': 'wrapping-up; -; -',
    'sent on': 'wrapping-up; -; -',
  },
  'legs-bridged': {
    connecting: 'connected; -; answered',
  },
  'leg-pressed 1 by 1': {},
  'leg-pressed 1 by 2': {
    confirming: 'connected; stop leg2-prompt1, connect 2, hang up 1; -',
  },
  'leg-pressed 9 by 2': {
    confirming: 'ringing; hang up 2; -',
  },
  'leg-pressed 1 by stranger': {},
  'leg-pressed 1 by caller': {},
  'media-finished 2': {
    confirming: 'confirming; play 2; -',
  },
  'media-finished 2 failed': {
    confirming: 'confirming; tone 2; -',
  },
  'media-finished 2 of another time': {},
  'media-finished caller': {
    announcing: 'wrapping-up; hang up caller (no-answer); -',
  },
  'media-finished caller failed': {
    announcing: 'wrapping-up; hang up caller (no-answer); -',
  },
  'media-finished caller of another time': {},
  'media-finished stranger': {},
  'caller-answered': {
    answering: 'announcing; play caller; -',
  },
  'link-restored': {
    ringing: 'ringing; ring; -',
    confirming: 'confirming; ring, stop leg2-prompt1, play 2; -',
    connecting: 'connected; connect 2, hang up 1; -',
    talking: 'connected; hang up 1; -',
    answering: 'announcing; hang up 1, hang up 2, answer caller; -',
    announcing: 'announcing; hang up 1, hang up 2, stop announcement1, play caller; -',
    'wrapping-up': 'wrapping-up; hang up caller (no-answer), hang up 1, hang up 2; -',
    'sent on': 'wrapping-up; continue caller, hang up 1, hang up 2; -',
  },
  'timer-elapsed ring-timeout': {
    ringing: 'wrapping-up; hang up 1, hang up 2, hang up caller (no-answer); no-answer',
    confirming: 'wrapping-up; hang up 1, hang up 2, hang up caller (no-answer); no-answer',
  },
  'timer-elapsed step-timeout': {
    ringing: 'ringing; hang up 1, hang up 2, originate 3; -',
    confirming: 'confirming; hang up 1; -',
  },
  'timer-elapsed confirm-timeout': {
    confirming: 'ringing; hang up 2; -',
  },
  'timer-elapsed announce-timeout': {
    answering: 'wrapping-up; hang up caller; -',
    announcing: 'wrapping-up; hang up caller (no-answer); -',
  },
  'timer-elapsed connect-timeout': {
    connecting: 'wrapping-up; hang up 2, hang up caller (congestion), destroy bridge; unreachable',
  },
  'timer-elapsed wrap-up': {
    'wrapping-up': 'ended; hang up caller (no-answer), hang up 1, hang up 2; over',
    'sent on': 'ended; continue caller, hang up 1, hang up 2; over',
  },
  'timer-elapsed stale': {},
  'command-failed indicate-ringing gone': {},
  'command-failed indicate-ringing refused': {},
  'command-failed indicate-ringing lost': {},
  'command-failed originate 1 gone': {
    ringing: 'ringing; -; -',
    confirming: 'confirming; -; -',
    connecting: 'connected; -; -',
    talking: 'connected; -; -',
    answering: 'announcing; -; -',
    announcing: 'announcing; -; -',
    'wrapping-up': 'wrapping-up; -; -',
    'sent on': 'wrapping-up; -; -',
  },
  'command-failed originate 1 refused': {
    ringing: 'ringing; -; -',
    confirming: 'confirming; -; -',
    connecting: 'connected; -; -',
    talking: 'connected; -; -',
    answering: 'announcing; -; -',
    announcing: 'announcing; -; -',
    'wrapping-up': 'wrapping-up; -; -',
    'sent on': 'wrapping-up; -; -',
  },
  'command-failed originate 1 lost': {
    ringing: 'ringing; hang up 1; -',
    confirming: 'confirming; hang up 1; -',
    connecting: 'connected; hang up 1; -',
    talking: 'connected; hang up 1; -',
    answering: 'announcing; hang up 1; -',
    announcing: 'announcing; hang up 1; -',
    'wrapping-up': 'wrapping-up; hang up 1; -',
    'sent on': 'wrapping-up; hang up 1; -',
  },
  'command-failed originate 2 lost': {
    answering: 'announcing; hang up 2; -',
    announcing: 'announcing; hang up 2; -',
    'wrapping-up': 'wrapping-up; hang up 2; -',
    'sent on': 'wrapping-up; hang up 2; -',
  },
  'command-failed connect gone': {
    connecting: 'connected; -; -',
  },
  'command-failed connect refused': {
    connecting: 'wrapping-up; hang up 2, hang up caller (congestion), destroy bridge; unreachable',
  },
  'command-failed connect lost': {
    connecting: 'connected; -; -',
  },
  'command-failed hang-up caller gone': {
    ringing: 'wrapping-up; hang up 1, hang up 2; abandoned',
    confirming: 'wrapping-up; hang up 1, hang up 2; abandoned',
    connecting: 'wrapping-up; hang up 2, destroy bridge; abandoned',
    talking: 'wrapping-up; hang up 2, destroy bridge; -',
    answering: 'wrapping-up; -; -',
    announcing: 'wrapping-up; -; -',
    'wrapping-up': 'wrapping-up; -; -',
    'sent on': 'wrapping-up; -; -',
  },
  'command-failed hang-up caller refused': {},
  'command-failed hang-up caller lost': {},
  'command-failed hang-up 1 gone': {
    ringing: 'ringing; -; -',
    confirming: 'confirming; -; -',
    connecting: 'connected; -; -',
    talking: 'connected; -; -',
    answering: 'announcing; -; -',
    announcing: 'announcing; -; -',
    'wrapping-up': 'wrapping-up; -; -',
    'sent on': 'wrapping-up; -; -',
  },
  'command-failed hang-up 1 refused': {},
  'command-failed hang-up 1 lost': {},
  'command-failed play 2 gone': {},
  'command-failed play caller gone': {},
  'command-failed play 2 refused': {
    confirming: 'confirming; tone 2; -',
  },
  'command-failed play caller refused': {
    announcing: 'wrapping-up; hang up caller (no-answer); -',
  },
  'command-failed play 2 lost': {
    confirming: 'confirming; tone 2; -',
  },
  'command-failed play caller lost': {},
  'command-failed stop-media gone': {},
  'command-failed stop-media refused': {},
  'command-failed stop-media lost': {},
  'command-failed answer gone': {},
  'command-failed answer refused': {
    answering: 'announcing; play caller; -',
  },
  'command-failed answer lost': {},
  'command-failed continue gone': {
    ringing: 'wrapping-up; hang up 1, hang up 2; abandoned',
    confirming: 'wrapping-up; hang up 1, hang up 2; abandoned',
    connecting: 'wrapping-up; hang up 2, destroy bridge; abandoned',
    talking: 'wrapping-up; hang up 2, destroy bridge; -',
    answering: 'wrapping-up; -; -',
    announcing: 'wrapping-up; -; -',
    'wrapping-up': 'wrapping-up; -; -',
    'sent on': 'wrapping-up; -; -',
  },
  'command-failed continue refused': {
    'sent on': 'wrapping-up; hang up caller (no-answer); -',
  },
  'command-failed continue lost': {},
  'command-failed destroy-bridge gone': {},
  'command-failed destroy-bridge refused': {},
  'command-failed destroy-bridge lost': {},
};

describe('the call machine, every state by every event', () => {
  test('given the table, then every state, every type of event and every way to fail is in it', () => {
    const states: Record<CallState, true> = {
      ringing: true,
      confirming: true,
      connected: true,
      announcing: true,
      'wrapping-up': true,
      ended: true,
    };
    const types: Record<CallEvent['type'], true> = {
      'leg-ringing': true,
      'leg-answered': true,
      'leg-ended': true,
      'leg-lost': true,
      'caller-hung-up': true,
      'leg-pressed': true,
      'media-finished': true,
      'caller-answered': true,
      'legs-bridged': true,
      'link-restored': true,
      'timer-elapsed': true,
      'command-failed': true,
    };
    const commands: Record<PbxCommand['type'], true> = {
      'indicate-ringing': true,
      originate: true,
      connect: true,
      play: true,
      'stop-media': true,
      answer: true,
      continue: true,
      'hang-up': true,
      'destroy-bridge': true,
    };
    const kinds: Record<CommandFailure, true> = { gone: true, refused: true, lost: true };
    const events = Object.values(EVENTS).map((event) => event(ringing));
    const failures = events.flatMap((event) => (event.type === 'command-failed' ? [event] : []));
    const timers = events.flatMap((event) => (event.type === 'timer-elapsed' ? [event.name] : []));

    expect(new Set(Object.values(STATES).map(({ state }) => state))).toEqual(new Set(Object.keys(states)));
    expect(new Set(events.map(({ type }) => type))).toEqual(new Set(Object.keys(types)));
    expect(new Set(timers)).toEqual(new Set(TIMER_NAMES));
    for (const command of Object.keys(commands)) {
      const tried = failures.filter((event) => event.command.type === command).map(({ kind }) => kind);
      expect(new Set(tried)).toEqual(new Set(Object.keys(kinds)));
    }
    expect(Object.keys(TABLE)).toEqual(Object.keys(EVENTS));
  });

  const names = Object.keys(STATES) as readonly StateName[];
  const cells = (Object.keys(EVENTS) as readonly EventName[]).flatMap((event) =>
    names.map((state) => ({ state, event })),
  );
  test.each(cells)('given $state, when $event, then as the table says', ({ state, event }) => {
    const call = STATES[state];
    const what = EVENTS[event](call);
    const now = what.type === 'timer-elapsed' ? Math.max(NOW + 5_000, what.at) : NOW + 5_000;
    expect(inALine(call, transition(call, what, now))).toBe(TABLE[event][state] ?? 'same');
  });
});
