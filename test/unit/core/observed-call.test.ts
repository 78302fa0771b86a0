import { describe, expect, test } from 'vitest';
import type { Call } from '../../../src/core/call.ts';
import { type ObservedEvent, observe, startObserved } from '../../../src/core/observed-call.ts';
import { MOST_LEGS } from '../../../src/core/observed-legs.ts';

const CALLER = { name: 'PAT SMITH', number: '+12125550142' };

/** One event a second, the first a second after the call came. */
function watch(...events: readonly ObservedEvent[]): Call {
  return events.reduce<Call>(
    (call, event, index) => observe(call, event, (index + 1) * 1_000),
    startObserved('caller', CALLER, 0),
  );
}

const dialled = (channelId: string): ObservedEvent => ({
  type: 'leg-dialled',
  phone: { channelId, label: channelId, endpoint: `PJSIP/${channelId}` },
});
const ringing = (channelId: string): ObservedEvent => ({ type: 'leg-ringing', channelId });
const dialEnded = (channelId: string, status: string): ObservedEvent => ({
  type: 'leg-dial-ended',
  channelId,
  status,
});
const gone = (
  channelId: string,
  cause: number | null = 16,
  techCause: number | null = null,
): ObservedEvent => ({
  type: 'leg-gone',
  channelId,
  cause,
  techCause,
});
const talking = (...ids: readonly string[]): ObservedEvent => ({
  type: 'talking',
  phones: ids.map((id) => ({ channelId: id, label: id, endpoint: `PJSIP/${id}` })),
});
const VOICEMAIL: ObservedEvent = { type: 'voicemail-entered' };
const HUNG_UP: ObservedEvent = { type: 'caller-hung-up' };
const LOST: ObservedEvent = { type: 'lost-from-sight' };
const released = (wasUp: boolean, cause: number | null = 16): ObservedEvent => ({
  type: 'caller-gone',
  wasUp,
  cause,
});

describe('the outcome of an observed call', () => {
  test.each<[string, readonly ObservedEvent[], string | null]>([
    ['nobody was rung, and the caller hung up', [HUNG_UP], 'abandoned'],
    ['a phone rings, and the caller hangs up', [dialled('a'), ringing('a'), HUNG_UP], 'abandoned'],
    [
      'a phone rang in vain',
      [dialled('a'), ringing('a'), dialEnded('a', 'NOANSWER'), released(false)],
      'no-answer',
    ],
    ['a phone rings when the PBX lets go', [dialled('a'), ringing('a'), released(false)], 'no-answer'],
    ['a phone was never reached', [dialled('a'), dialEnded('a', 'NOANSWER'), released(false)], 'unreachable'],
    ['a phone is being dialled when the PBX lets go', [dialled('a'), released(false)], 'unreachable'],
    ['a phone is busy', [dialled('a'), dialEnded('a', 'BUSY'), released(false)], 'busy'],
    [
      'a phone declines',
      [dialled('a'), dialEnded('a', 'NOANSWER'), gone('a', 21, 603), released(false)],
      'busy',
    ],
    [
      'the last of two steps is busy',
      [dialled('a'), ringing('a'), gone('a'), dialled('b'), gone('b', 17), released(false)],
      'busy',
    ],
    [
      'the last of two steps is unreachable',
      [dialled('a'), ringing('a'), gone('a'), dialled('b'), gone('b', 3), released(false)],
      'no-answer',
    ],
    [
      'the caller hears an announcement after the phones had rung',
      [dialled('a'), ringing('a'), gone('a'), HUNG_UP],
      'no-answer',
    ],
    [
      'somebody picked up, and pressed nothing',
      [dialled('a'), dialEnded('a', 'ANSWER'), gone('a'), released(true)],
      'no-answer',
    ],
    ['an announcement was played', [released(true)], 'no-answer'],
    ['an IVR led to a phone that is not registered', [released(true, 3)], 'unreachable'],
    ['nothing was rung', [released(false)], 'unreachable'],
    ['the PBX says busy without ringing', [released(false, 17)], 'busy'],
    ['the PBX does not say why', [released(false, null)], 'unreachable'],
    [
      'voicemail, and the caller hung up',
      [dialled('a'), gone('a'), VOICEMAIL, VOICEMAIL, HUNG_UP],
      'voicemail',
    ],
    ['voicemail, and the PBX let go', [VOICEMAIL, released(true)], 'voicemail'],
    ['voicemail, and then an operator answers', [VOICEMAIL, dialled('a'), talking('a'), HUNG_UP], 'answered'],
    ['two hear each other', [dialled('a'), talking('a')], 'answered'],
    [
      'voicemail after somebody had answered',
      [dialled('a'), talking('a'), VOICEMAIL, released(true)],
      'answered',
    ],
    ['nobody to be heard', [dialled('a'), talking()], null],
    ['it is over unheard while a phone rings', [dialled('a'), ringing('a'), LOST], null],
    ['it is over unheard after it was answered', [dialled('a'), talking('a'), LOST], 'answered'],
  ])('given %s, then it is %3$s', (_given, events, outcome) => {
    expect(watch(...events).outcome).toBe(outcome);
  });

  test('given a call that has ended, when more is heard, then nothing changes', () => {
    const ended = watch(dialled('a'), HUNG_UP);
    const later = [talking('a'), ringing('a'), released(true), LOST, VOICEMAIL, dialled('b'), gone('a')];
    for (const event of later) expect(observe(ended, event, 9_000)).toBe(ended);
  });

  test('given a conversation, when the caller hangs up, then it ends with the channel', () => {
    const call = watch(dialled('a'), talking('a'), HUNG_UP);
    expect(call).toMatchObject({ state: 'connected', bridgedAt: 2_000, finishedAt: null });
    expect(observe(call, released(true), 9_000)).toMatchObject({ state: 'ended', finishedAt: 9_000 });
  });

  test('given a call lost from sight, then it has ended, without an outcome', () => {
    expect(watch(dialled('a'), LOST)).toMatchObject({
      state: 'ended',
      outcome: null,
      finishedAt: 2_000,
      legs: [{ state: 'ended', end: null, endedAt: 2_000 }],
    });
  });
});

describe('the legs of an observed call', () => {
  const legs = (...events: readonly ObservedEvent[]) => watch(...events).legs;

  test.each<[string, readonly ObservedEvent[], object]>([
    ['it rang', [dialled('a'), ringing('a'), ringing('a')], { state: 'ringing', ringingAt: 2_000 }],
    ['it picked up', [dialled('a'), dialEnded('a', 'ANSWER')], { state: 'confirming', answeredAt: 2_000 }],
    [
      'the PBX says twice that it picked up',
      [dialled('a'), dialEnded('a', 'ANSWER'), dialEnded('a', 'ANSWER')],
      { answeredAt: 2_000 },
    ],
    [
      'it picked up, and nobody confirmed',
      [dialled('a'), dialEnded('a', 'ANSWER'), gone('a')],
      { end: 'not-connected' },
    ],
    [
      'it picked up, and the PBX gave it up',
      [dialled('a'), dialEnded('a', 'ANSWER'), dialEnded('a', 'CANCEL')],
      { end: 'not-connected' },
    ],
    ['its number does not exist', [dialled('a'), gone('a', 1)], { end: 'wrong-number', cause: 1 }],
    [
      'the PBX says why only afterwards',
      [dialled('a'), dialEnded('a', 'CONGESTION'), gone('a', 21, 603)],
      { end: 'declined', endedAt: 2_000 },
    ],
    ['its channel is gone twice', [dialled('a'), gone('a', 17), gone('a', 1)], { end: 'busy', cause: 17 }],
    ['another phone answered', [dialled('a'), ringing('a'), gone('a', 26)], { end: 'answered-elsewhere' }],
    [
      'another phone answered, and the PBX does not say so',
      [dialled('a'), talking('b'), dialEnded('a', 'CANCEL')],
      { end: 'answered-elsewhere' },
    ],
    [
      'it talked',
      [dialled('a'), talking('a'), gone('a')],
      { end: 'hung-up', answeredAt: 2_000, endedAt: 3_000 },
    ],
    ['it talks', [dialled('a'), talking('a'), dialEnded('a', 'CANCEL')], { state: 'answered', end: null }],
    [
      'it talked, having picked up before',
      [dialled('a'), dialEnded('a', 'ANSWER'), talking('a'), released(true)],
      { end: 'hung-up', answeredAt: 2_000, endedAt: 4_000 },
    ],
    ['the caller gave up', [dialled('a'), ringing('a'), HUNG_UP], { end: 'caller-gave-up', endedAt: 3_000 }],
    ['the PBX gives no cause', [dialled('a'), gone('a', null)], { end: 'unreachable', cause: null }],
  ])('given %s, then its leg tells', (_given, events, leg) => {
    expect(legs(...events)[0]).toMatchObject(leg);
  });

  test('given a phone that had ended, when it is heard with the caller, then it stays as it was', () => {
    expect(legs(dialled('a'), gone('a', 17), talking('a'))).toMatchObject([
      { end: 'busy', answeredAt: null },
    ]);
  });

  test('given a phone that was not dialled, when it picks the call up, then it is a leg', () => {
    expect(legs(dialled('a'), talking('b', 'c'))).toMatchObject([
      { channelId: 'a', state: 'dialing' },
      { channelId: 'b', state: 'answered', dialedAt: 2_000, answeredAt: 2_000 },
    ]);
  });

  test('given phones one after the other and at once, then each round is a step', () => {
    const steps = legs(dialled('a'), dialled('b'), gone('a'), gone('b'), dialled('c'), dialled('c'));
    expect(steps.map(({ channelId, step }) => [channelId, step])).toEqual([
      ['a', 0],
      ['b', 0],
      ['c', 1],
    ]);
  });

  test('given somebody who talks, when the call is passed on, then no more legs are kept', () => {
    expect(legs(dialled('a'), talking('a'), dialled('b'), talking('b'), ringing('x'))).toHaveLength(1);
  });

  test('given a queue that rings for ever, then only so many legs are kept', () => {
    const rounds = Array.from({ length: MOST_LEGS + 10 }, (_, n) => [dialled(`a${n}`), gone(`a${n}`)]).flat();
    expect(legs(...rounds)).toHaveLength(MOST_LEGS);
  });
});
