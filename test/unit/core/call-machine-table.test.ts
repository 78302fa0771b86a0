import { describe, expect, test } from 'vitest';
import {
  type Call,
  type CallEvent,
  type CallState,
  type CommandFailure,
  type PbxCommand,
  TIMER_NAMES,
} from '../../../src/core/call.ts';
import { transition } from '../../../src/core/call-machine.ts';
import {
  afterEvents,
  bridged,
  CALLER,
  callerHangsUp,
  elapsed,
  inALine,
  leg,
  legAnswers,
  legEnds,
  legRings,
  linkRestored,
  NOW,
  planOf,
  started,
} from './call-bench.ts';

/** Two phones ring for 15 s, then a third; the whole attempt lasts 25 s. Phone 1 is dialled, phone 2 rings. */
const ringing = afterEvents(started(planOf(25, [15, 2], [15, 1])), NOW + 100, legRings(leg(2)));
const connecting = afterEvents(ringing, NOW + 200, legAnswers(leg(2)));
const missed = afterEvents(ringing, NOW + 25_000, elapsed(ringing, 'ring-timeout'));

/** Every state, `connected` before and after the bridge. */
const STATES = {
  ringing,
  connecting,
  talking: afterEvents(connecting, NOW + 300, bridged),
  'wrapping-up': missed,
  ended: afterEvents(missed, NOW + 25_100, callerHangsUp, legEnds(leg(1)), legEnds(leg(2))),
} as const satisfies Record<string, Call>;

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
const play: PbxCommand = { type: 'play', channelId: leg(2), media: ['sound:beep'], playbackId: 'prompt' };
const stopMedia: PbxCommand = { type: 'stop-media', playbackId: 'prompt' };
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
  'caller-hung-up': () => callerHangsUp,
  'legs-bridged': () => bridged,
  'leg-pressed 2': () => ({ type: 'leg-pressed', channelId: leg(2), digit: '1' }),
  'media-finished 2': () => ({
    type: 'media-finished',
    channelId: leg(2),
    playbackId: 'prompt',
    isFailed: false,
  }),
  'caller-answered': () => ({ type: 'caller-answered' }),
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
  'command-failed play gone': () => failed(play, 'gone'),
  'command-failed play refused': () => failed(play, 'refused'),
  'command-failed play lost': () => failed(play, 'lost'),
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

const same = 'same';
/** A cell for each of the states above: `state; commands; facts`, or `same` where nothing happens. */
type Row = readonly [ringing: string, connecting: string, talking: string, wrappingUp: string, ended: string];
const unchanged: Row = [same, same, same, same, same];
const TABLE: { readonly [event in EventName]: Row } = {
  'leg-ringing 1': ['ringing; -; -', same, same, same, same],
  'leg-ringing 2': [same, same, same, same, same],
  'leg-ringing stranger': [same, same, same, same, same],
  'leg-answered 1': [
    'connected; connect 1, hang up 2; -',
    'connected; hang up 1; -',
    'connected; hang up 1; -',
    'wrapping-up; hang up 1; -',
    same,
  ],
  'leg-answered 2': ['connected; connect 2, hang up 1; -', same, same, 'wrapping-up; hang up 2; -', same],
  'leg-answered stranger': [
    'ringing; hang up stranger; -',
    'connected; hang up stranger; -',
    'connected; hang up stranger; -',
    'wrapping-up; hang up stranger; -',
    same,
  ],
  'leg-ended 1': ['ringing; -; -', 'connected; -; -', 'connected; -; -', 'wrapping-up; -; -', same],
  'leg-ended 2': [
    'ringing; -; -',
    'wrapping-up; hang up caller (no-answer), destroy bridge; no-answer',
    'wrapping-up; hang up caller, destroy bridge; -',
    'wrapping-up; -; -',
    same,
  ],
  'leg-ended stranger': [same, same, same, same, same],
  'caller-hung-up': [
    'wrapping-up; hang up 1, hang up 2; abandoned',
    'wrapping-up; hang up 2, destroy bridge; abandoned',
    'wrapping-up; hang up 2, destroy bridge; -',
    'wrapping-up; -; -',
    same,
  ],
  'legs-bridged': [same, 'connected; -; answered', same, same, same],
  'leg-pressed 2': unchanged,
  'media-finished 2': unchanged,
  'caller-answered': unchanged,
  'link-restored': [
    same,
    'connected; connect 2, hang up 1; -',
    'connected; hang up 1; -',
    'wrapping-up; hang up caller, hang up 1, hang up 2; -',
    same,
  ],
  'timer-elapsed ring-timeout': [
    'wrapping-up; hang up 1, hang up 2, hang up caller (no-answer); no-answer',
    same,
    same,
    same,
    same,
  ],
  'timer-elapsed step-timeout': ['ringing; hang up 1, hang up 2, originate 3; -', same, same, same, same],
  'timer-elapsed confirm-timeout': unchanged,
  'timer-elapsed announce-timeout': unchanged,
  'timer-elapsed connect-timeout': [
    same,
    'wrapping-up; hang up 2, hang up caller (congestion), destroy bridge; unreachable',
    same,
    same,
    same,
  ],
  'timer-elapsed wrap-up': [same, same, same, 'ended; hang up caller, hang up 1, hang up 2; over', same],
  'timer-elapsed stale': [same, same, same, same, same],
  'command-failed indicate-ringing gone': [same, same, same, same, same],
  'command-failed indicate-ringing refused': [same, same, same, same, same],
  'command-failed indicate-ringing lost': [same, same, same, same, same],
  'command-failed originate 1 gone': [
    'ringing; -; -',
    'connected; -; -',
    'connected; -; -',
    'wrapping-up; -; -',
    same,
  ],
  'command-failed originate 1 refused': [
    'ringing; -; -',
    'connected; -; -',
    'connected; -; -',
    'wrapping-up; -; -',
    same,
  ],
  'command-failed originate 1 lost': [
    'ringing; hang up 1; -',
    'connected; hang up 1; -',
    'connected; hang up 1; -',
    'wrapping-up; hang up 1; -',
    same,
  ],
  'command-failed originate 2 lost': [same, same, same, 'wrapping-up; hang up 2; -', same],
  'command-failed connect gone': [same, 'connected; -; -', same, same, same],
  'command-failed connect refused': [
    same,
    'wrapping-up; hang up 2, hang up caller (congestion), destroy bridge; unreachable',
    same,
    same,
    same,
  ],
  'command-failed connect lost': [same, 'connected; -; -', same, same, same],
  'command-failed hang-up caller gone': [
    'wrapping-up; hang up 1, hang up 2; abandoned',
    'wrapping-up; hang up 2, destroy bridge; abandoned',
    'wrapping-up; hang up 2, destroy bridge; -',
    'wrapping-up; -; -',
    same,
  ],
  'command-failed hang-up caller refused': [same, same, same, same, same],
  'command-failed hang-up caller lost': [same, same, same, same, same],
  'command-failed hang-up 1 gone': [
    'ringing; -; -',
    'connected; -; -',
    'connected; -; -',
    'wrapping-up; -; -',
    same,
  ],
  'command-failed hang-up 1 refused': [same, same, same, same, same],
  'command-failed hang-up 1 lost': [same, same, same, same, same],
  'command-failed play gone': unchanged,
  'command-failed play refused': unchanged,
  'command-failed play lost': unchanged,
  'command-failed stop-media gone': unchanged,
  'command-failed stop-media refused': unchanged,
  'command-failed stop-media lost': unchanged,
  'command-failed answer gone': unchanged,
  'command-failed answer refused': unchanged,
  'command-failed answer lost': unchanged,
  'command-failed continue gone': unchanged,
  'command-failed continue refused': unchanged,
  'command-failed continue lost': unchanged,
  'command-failed destroy-bridge gone': [same, same, same, same, same],
  'command-failed destroy-bridge refused': [same, same, same, same, same],
  'command-failed destroy-bridge lost': [same, same, same, same, same],
};

describe('the call machine, every state by every event', () => {
  test('given the table, then every state, every type of event and every way to fail is in it', () => {
    // What presses 1 and what announces comes with the machine that does it.
    const states: Record<Exclude<CallState, 'confirming' | 'announcing'>, true> = {
      ringing: true,
      connected: true,
      'wrapping-up': true,
      ended: true,
    };
    const types: Record<CallEvent['type'], true> = {
      'leg-ringing': true,
      'leg-answered': true,
      'leg-ended': true,
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
    for (const row of Object.values(TABLE)) expect(row).toHaveLength(Object.keys(STATES).length);
  });

  const cells = Object.entries(EVENTS).flatMap(([event, make]) =>
    Object.entries(STATES).map(([state, call], column) => ({ state, event, call, make, column })),
  );
  test.each(cells)('given $state, when $event, then as the table says', ({ event, call, make, column }) => {
    const row: Row | undefined = Object.entries(TABLE).find(([name]) => name === event)?.[1];
    expect(inALine(call, transition(call, make(call), NOW + 5_000))).toBe(row?.[column]);
  });
});
