import { describe, expect, test } from 'vitest';
import type { Call, CallEvent, PbxCommand, Treatment } from '../../../src/core/call.ts';
import { startCall, transition } from '../../../src/core/call-machine.ts';
import { WRAP_UP_MS } from '../../../src/core/call-moves.ts';
import { ANNOUNCE_TIMEOUT_MS } from '../../../src/core/treat-caller.ts';
import {
  ANNOUNCEMENT,
  ANSWERED_ANNOUNCEMENT,
  afterEvents,
  atTimer,
  briefly,
  CALLER,
  callerAnswered,
  callerHangsUp,
  finishes,
  inALine,
  leg,
  legAnswers,
  legEnds,
  legRings,
  linkRestored,
  NOW,
  planOf,
  started,
  VOICEMAIL,
} from './call-bench.ts';

function ringing(afterMiss: Treatment): Call {
  return afterEvents(started({ ...planOf(25, [25, 1]), afterMiss }), NOW + 100, legRings(leg(1)));
}

function fails(command: PbxCommand, kind: 'gone' | 'refused' | 'lost'): CallEvent {
  return { type: 'command-failed', command, kind };
}
const goOn: PbxCommand = {
  type: 'continue',
  channelId: CALLER,
  place: { context: 'ext-local', extension: 'vmu100', priority: 1 },
};

describe('an announcement after the miss', () => {
  const rung = ringing(ANNOUNCEMENT);
  const missed = atTimer(rung, 'ring-timeout');

  test('given nobody answers, then the outcome is known at once, before the caller has heard anything', () => {
    expect(inALine(rung, missed)).toBe('announcing; hang up 1, play caller; no-answer');
    expect(missed.commands.at(-1)).toEqual({
      type: 'play',
      channelId: CALLER,
      media: ['sound:not-available'],
      playbackId: `${CALLER}-announcement1`,
    });
    expect(missed.call).toMatchObject({
      outcome: 'no-answer',
      finishedAt: NOW + 25_000,
      timers: { 'announce-timeout': NOW + 25_000 + ANNOUNCE_TIMEOUT_MS },
    });
  });

  test.each([
    ['heard', finishes(CALLER, 1), 'wrapping-up; hang up caller (no-answer); -'],
    ['not to be played', finishes(CALLER, 1, true), 'wrapping-up; hang up caller (no-answer); -'],
    ['cut short by the caller', callerHangsUp, 'wrapping-up; -; -'],
  ] as const)('given it is %s, then the call is over, and its outcome stays', (_how, event, line) => {
    const over = transition(missed.call, event, NOW + 29_000);
    expect(inALine(missed.call, over)).toBe(line);
    expect(over.call).toMatchObject({ outcome: 'no-answer', finishedAt: NOW + 25_000 });
  });

  test('given its end is never told, then the caller is released after a minute', () => {
    expect(inALine(missed.call, atTimer(missed.call, 'announce-timeout'))).toBe(
      'wrapping-up; hang up caller (no-answer); -',
    );
  });

  test.each([
    [17, 'busy', 'hang up caller (busy)'],
    [34, 'unreachable', 'hang up caller (congestion)'],
  ] as const)(
    'given the only phone ends with cause %i, then it is heard, and %s told',
    (cause, outcome, end) => {
      const call = started({ ...planOf(25, [25, 1]), afterMiss: ANNOUNCEMENT });
      const ended = transition(call, legEnds(leg(1), cause), NOW + 200);
      expect(inALine(call, ended)).toBe(`announcing; play caller; ${outcome}`);
      expect(transition(ended.call, finishes(CALLER, 1), NOW + 4_000).commands.map(briefly)).toEqual([end]);
    },
  );

  test('given the caller gave up, then there is nobody to hear it', () => {
    expect(inALine(rung, transition(rung, callerHangsUp, NOW + 9_000))).toBe(
      'wrapping-up; hang up 1; abandoned',
    );
  });

  test('given a phone answers during it, then it is too late', () => {
    expect(inALine(missed.call, transition(missed.call, legAnswers(leg(1)), NOW + 25_010))).toBe(
      'announcing; hang up 1; -',
    );
  });

  test('given a phone answered that could not be put through, then the bridge goes, and it is heard', () => {
    const answered = afterEvents(rung, NOW + 5_000, legAnswers(leg(1)));
    expect(inALine(answered, atTimer(answered, 'connect-timeout'))).toBe(
      'announcing; hang up 1, play caller, destroy bridge; unreachable',
    );
  });

  test('given the link was lost, when it is back, then it begins anew, within the same minute', () => {
    const again = transition(missed.call, linkRestored, NOW + 40_000);
    expect(inALine(missed.call, again)).toBe('announcing; hang up 1, stop announcement1, play caller; -');
    expect(again.call.timers).toBe(missed.call.timers);
    // The end of the first time is not the end of the second.
    expect(inALine(again.call, transition(again.call, finishes(CALLER, 1), NOW + 40_010))).toBe('same');
    expect(inALine(again.call, transition(again.call, finishes(CALLER, 2), NOW + 44_000))).toBe(
      'wrapping-up; hang up caller (no-answer); -',
    );
  });

  test('given the line answers for it, then it is played once the call is up, and ends as any call', () => {
    const call = ringing(ANSWERED_ANNOUNCEMENT);
    const answering = atTimer(call, 'ring-timeout');
    expect(inALine(call, answering)).toBe('announcing; hang up 1, answer caller; no-answer');
    const up = transition(answering.call, callerAnswered, NOW + 25_100);
    expect(inALine(answering.call, up)).toBe('announcing; play caller; -');
    expect(inALine(up.call, transition(up.call, callerAnswered, NOW + 25_200))).toBe('same');
    expect(inALine(up.call, transition(up.call, finishes(CALLER, 1), NOW + 29_000))).toBe(
      'wrapping-up; hang up caller; -',
    );
  });

  test('given the answer was lost with the link, when it is back, then it is asked again', () => {
    const answering = atTimer(ringing(ANSWERED_ANNOUNCEMENT), 'ring-timeout').call;
    expect(inALine(answering, transition(answering, linkRestored, NOW + 30_000))).toBe(
      'announcing; hang up 1, answer caller; -',
    );
  });
});

describe('voicemail after the miss', () => {
  const rung = ringing(VOICEMAIL);
  const sent = atTimer(rung, 'ring-timeout');

  test('given nobody answers, then the caller is sent on, and is never hung up by us', () => {
    expect(inALine(rung, sent)).toBe('wrapping-up; hang up 1, continue caller; voicemail');
    expect(sent.commands.at(-1)).toEqual(goOn);
    const left = afterEvents(sent.call, NOW + 25_020, legEnds(leg(1)));
    expect(inALine(left, transition(left, callerHangsUp, NOW + 25_030))).toBe('ended; -; over');
  });

  test('given they are gone when they are to be sent on, then the call is over', () => {
    const left = afterEvents(sent.call, NOW + 25_020, legEnds(leg(1)));
    expect(inALine(left, transition(left, fails(goOn, 'gone'), NOW + 25_030))).toBe('ended; -; over');
  });

  test('given it is not known whether they were sent on, then that is asked again, and they are let go', () => {
    const lost = afterEvents(sent.call, NOW + 25_020, legEnds(leg(1)), fails(goOn, 'lost'));
    expect(inALine(lost, transition(lost, linkRestored, NOW + 26_000))).toBe(
      'wrapping-up; continue caller; -',
    );
    expect(lost.timers).toEqual({ 'wrap-up': NOW + 25_000 + WRAP_UP_MS });
    expect(inALine(lost, atTimer(lost, 'wrap-up'))).toBe('ended; continue caller; over');
  });

  test.each([
    [null, 'hang up caller (no-answer)'],
    [17, 'hang up caller (busy)'],
    [34, 'hang up caller (congestion)'],
  ] as const)(
    'given a phone that ended with cause %s and Asterisk refuses, then as without voicemail',
    (cause, end) => {
      const call = started({ ...planOf(25, [25, 1]), afterMiss: VOICEMAIL });
      const missed = cause === null ? sent.call : afterEvents(call, NOW + 200, legEnds(leg(1), cause));
      const refused = transition(missed, fails(goOn, 'refused'), NOW + 25_010);
      expect(refused.commands.map(briefly)).toEqual([end]);
      // It was told, and a text may be on its way: a second outcome would be worse than one that is a little off.
      expect(refused).toMatchObject({ call: { outcome: 'voicemail', handedOverTo: null }, facts: [] });
      expect(refused.call.timers).toEqual({ 'wrap-up': NOW + 25_010 + WRAP_UP_MS });
    },
  );

  test('given the caller gave up, then they are not sent anywhere', () => {
    expect(inALine(rung, transition(rung, callerHangsUp, NOW + 9_000))).toBe(
      'wrapping-up; hang up 1; abandoned',
    );
  });

  test('given the caller is gone already, then that Asterisk refuses changes nothing', () => {
    const gone = afterEvents(sent.call, NOW + 25_010, callerHangsUp);
    expect(inALine(gone, transition(gone, fails(goOn, 'refused'), NOW + 25_020))).toBe('same');
    expect(inALine(gone, transition(gone, linkRestored, NOW + 25_020))).toBe('wrapping-up; hang up 1; -');
  });
});

describe('a caller on the block list', () => {
  const blockedWith = (blocked: Treatment) => startCall(CALLER, { ...planOf(25, [25, 1]), blocked }, NOW);

  test.each([
    ['a busy tone', { kind: 'release' }, 'wrapping-up; hang up caller (busy); blocked'],
    ['an announcement', ANNOUNCEMENT, 'announcing; play caller; blocked'],
    ['an answered announcement', ANSWERED_ANNOUNCEMENT, 'announcing; answer caller; blocked'],
    ['voicemail', VOICEMAIL, 'wrapping-up; continue caller; blocked'],
  ] as const)(
    'given they get %s, then nobody is rung, and there is no ringback',
    (_what, treatment, line) => {
      const started = blockedWith(treatment);
      expect(inALine({ ...started.call }, started)).toBe(line);
      expect(started.call).toMatchObject({ outcome: 'blocked', legs: [], finishedAt: NOW });
    },
  );

  test('given they have heard the announcement, then they hear the busy tone', () => {
    const { call } = blockedWith(ANNOUNCEMENT);
    const over = transition(call, finishes(CALLER, 1), NOW + 4_000);
    expect(inALine(call, over)).toBe('wrapping-up; hang up caller (busy); -');
    expect(inALine(over.call, transition(over.call, callerHangsUp, NOW + 4_010))).toBe('ended; -; over');
  });

  test('given voicemail that Asterisk refuses, then they hear the busy tone', () => {
    const { call } = blockedWith(VOICEMAIL);
    expect(inALine(call, transition(call, fails(goOn, 'refused'), NOW + 10))).toBe(
      'wrapping-up; hang up caller (busy); -',
    );
  });
});
