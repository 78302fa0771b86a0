import { describe, expect, test } from 'vitest';
import type { CallEvent, PbxCommand } from '../../../src/core/call.ts';
import { startCall, transition } from '../../../src/core/call-machine.ts';
import { WRAP_UP_MS } from '../../../src/core/call-moves.ts';
import { NO_PLAN } from '../../../src/core/call-plan.ts';
import { CONNECT_TIMEOUT_MS } from '../../../src/core/connect-leg.ts';
import {
  afterEvents,
  atTimer,
  bridged,
  briefly,
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

const onePhone = planOf(25, [25, 1]);

function ringingCall(plan = onePhone) {
  return afterEvents(started(plan), NOW + 100, legRings(leg(1)));
}

function connectFails(kind: 'gone' | 'refused' | 'lost'): CallEvent {
  const command: PbxCommand = {
    type: 'connect',
    bridgeId: `${CALLER}-bridge`,
    callerChannelId: CALLER,
    legChannelId: leg(1),
  };
  return { type: 'command-failed', command, kind };
}

describe('a call arrives', () => {
  test('given a line, when a caller arrives, then they hear ringback and the phone is rung with their number', () => {
    const { call, commands, facts } = startCall(CALLER, onePhone, NOW);

    expect(commands).toEqual([
      { type: 'indicate-ringing', channelId: CALLER },
      {
        type: 'originate',
        channelId: leg(1),
        endpoint: 'PJSIP/00',
        callerId: { name: 'Pat', number: '+12125550123' },
        divertedFrom: null,
        callerChannelId: CALLER,
        timeoutSeconds: 30,
      },
    ]);
    expect(facts).toEqual([]);
    expect(call).toMatchObject({ state: 'ringing', arrivedAt: NOW, outcome: null, finishedAt: null });
  });

  test('given a line without destinations, when a caller arrives, then the call is unreachable at once', () => {
    const { call, commands, facts } = startCall(CALLER, planOf(25), NOW);

    expect(commands.map(briefly)).toEqual(['ring', 'hang up caller (congestion)']);
    expect(facts).toEqual([{ type: 'outcome-decided', outcome: 'unreachable' }]);
    expect(call.state).toBe('wrapping-up');
  });
});

test('given a plan of which no step rings at this hour, when a call arrives, then it is missed as not answered', () => {
  const arrived = startCall(CALLER, { ...NO_PLAN, isOffHours: true }, NOW);
  expect(arrived.call).toMatchObject({ outcome: 'no-answer', legs: [] });
});

describe('nobody answers', () => {
  test.each([10, 25, 60])(
    'given a ring timeout of %i s, when nobody answers, then it is over exactly then',
    (seconds) => {
      const call = ringingCall(planOf(seconds, [seconds, 1]));
      expect(call.timers).toEqual({ 'ring-timeout': NOW + seconds * 1000 });

      const missed = atTimer(call, 'ring-timeout');

      expect(inALine(call, missed)).toBe('wrapping-up; hang up 1, hang up caller (no-answer); no-answer');
      expect(missed.call).toMatchObject({
        finishedAt: NOW + seconds * 1000,
        legs: [{ end: 'no-answer', endedAt: NOW + seconds * 1000, ringingAt: NOW + 100 }],
        timers: { 'wrap-up': NOW + seconds * 1000 + WRAP_UP_MS },
      });
    },
  );

  test('given a phone that never rang, when the time is up, then the call is unreachable', () => {
    const call = started(onePhone);
    expect(inALine(call, atTimer(call, 'ring-timeout'))).toBe(
      'wrapping-up; hang up 1, hang up caller (congestion); unreachable',
    );
  });

  test.each([
    [17, 'busy', 'hang up caller (busy); busy'],
    [21, 'declined', 'hang up caller (busy); busy'],
    [1, 'wrong-number', 'hang up caller (congestion); unreachable'],
    [34, 'unreachable', 'hang up caller (congestion); unreachable'],
  ] as const)(
    'given the only phone ends with cause %i (%s), then the call is over at once',
    (cause, end, line) => {
      const call = started(onePhone);
      const missed = transition(call, legEnds(leg(1), cause), NOW + 200);
      expect(inALine(call, missed)).toBe(`wrapping-up; ${line}`);
      expect(missed.call.legs[0]).toMatchObject({ end, cause, gone: true });
    },
  );

  test('given a missed call, when both sides are told to be gone, then it has ended', () => {
    const missed = atTimer(ringingCall(), 'ring-timeout').call;
    const callerGone = transition(missed, callerHangsUp, NOW + 25_010);
    expect(callerGone.facts).toEqual([]);

    const ended = transition(callerGone.call, legEnds(leg(1), 16), NOW + 25_020);

    expect(inALine(callerGone.call, ended)).toBe('ended; -; over');
    // What we decided stands; the cause is kept beside it.
    expect(ended.call.legs[0]).toMatchObject({ end: 'no-answer', cause: 16 });
  });

  test('given Asterisk never says that they are gone, when the wrap-up is over, then they are asked once more', () => {
    const missed = atTimer(ringingCall(), 'ring-timeout').call;
    expect(inALine(missed, atTimer(missed, 'wrap-up'))).toBe(
      'ended; hang up caller (no-answer), hang up 1; over',
    );
    const callerGone = afterEvents(missed, NOW + 25_010, callerHangsUp);
    expect(inALine(callerGone, atTimer(callerGone, 'wrap-up'))).toBe('ended; hang up 1; over');
  });
});

describe('the caller gives up', () => {
  test('given ringing, when the caller hangs up, then the phones stop and the call is abandoned', () => {
    const call = ringingCall(planOf(25, [25, 2]));
    const abandoned = transition(call, callerHangsUp, NOW + 9_000);
    expect(inALine(call, abandoned)).toBe('wrapping-up; hang up 1, hang up 2; abandoned');
    expect(abandoned.call).toMatchObject({
      finishedAt: NOW + 9_000,
      legs: [{ end: 'caller-gave-up' }, { end: 'caller-gave-up' }],
    });
  });

  test('given a phone has answered and is not connected yet, when the caller hangs up, then it is abandoned', () => {
    const call = afterEvents(ringingCall(), NOW + 5_000, legAnswers(leg(1)));
    expect(inALine(call, transition(call, callerHangsUp, NOW + 5_050))).toBe(
      'wrapping-up; hang up 1, destroy bridge; abandoned',
    );
  });

  test('given they hung up, when a phone answers all the same, then it is released', () => {
    const call = afterEvents(ringingCall(), NOW + 5_000, callerHangsUp);
    expect(inALine(call, transition(call, legAnswers(leg(1)), NOW + 5_010))).toBe(
      'wrapping-up; hang up 1; -',
    );
  });

  test('given they hung up, when that is told again, then nothing more happens', () => {
    const call = afterEvents(ringingCall(), NOW + 5_000, callerHangsUp);
    expect(inALine(call, transition(call, callerHangsUp, NOW + 5_010))).toBe('same');
  });
});

describe('somebody answers', () => {
  const answered = transition(ringingCall(planOf(25, [25, 2])), legAnswers(leg(2)), NOW + 7_000);
  const talking = afterEvents(answered.call, NOW + 7_030, bridged);

  test('given two phones ring, when one answers, then it is connected and the other stops', () => {
    expect(answered.commands.map(briefly)).toEqual(['connect 2', 'hang up 1']);
    expect(answered.call).toMatchObject({
      outcome: null,
      timers: { 'connect-timeout': NOW + 7_000 + CONNECT_TIMEOUT_MS },
      legs: [{ end: 'answered-elsewhere' }, { state: 'answered', answeredAt: NOW + 7_000 }],
    });
  });

  test('given two phones answer at once, then exactly one is connected and the other is released', () => {
    const second = transition(answered.call, legAnswers(leg(1)), NOW + 7_000);
    expect(inALine(answered.call, second)).toBe('connected; hang up 1; -');
  });

  test('given the bridge stands, then the call is answered, and that is told once', () => {
    expect(talking).toMatchObject({ outcome: 'answered', bridgedAt: NOW + 7_030, timers: {} });
    expect(inALine(talking, transition(talking, bridged, NOW + 7_040))).toBe('same');
  });

  test.each([
    ['caller', callerHangsUp, 'wrapping-up; hang up 2, destroy bridge; -', 'hung-up'],
    ['callee', legEnds(leg(2)), 'wrapping-up; hang up caller, destroy bridge; -', 'hung-up'],
  ] as const)(
    'given they talk, when the %s hangs up, then the other is released',
    (_who, event, line, end) => {
      const over = transition(talking, event, NOW + 60_000);
      expect(inALine(talking, over)).toBe(line);
      expect(over.call).toMatchObject({ outcome: 'answered', finishedAt: NOW + 60_000 });
      expect(over.call.legs[1]).toMatchObject({ end });
    },
  );

  test('given they talk, when the answer to the originate turns out to be lost, then they go on talking', () => {
    const [originate] = startCall(CALLER, planOf(25, [25, 2]), NOW).commands.slice(2);
    expect(originate).toMatchObject({ type: 'originate', channelId: leg(2) });
    if (originate === undefined) return;
    const failed: CallEvent = { type: 'command-failed', command: originate, kind: 'lost' };
    expect(inALine(talking, transition(talking, failed, NOW + 8_000))).toBe('same');
  });
});

describe('an answered leg cannot be put through', () => {
  const call = afterEvents(ringingCall(), NOW + 5_000, legAnswers(leg(1)));
  const failure = 'wrapping-up; hang up 1, hang up caller (congestion), destroy bridge; unreachable';

  test('given the connect is refused, then it is a miss at once', () => {
    expect(inALine(call, transition(call, connectFails('refused'), NOW + 5_050))).toBe(failure);
  });

  test('given one of the two is gone, then the hang-up that explains it is waited for, but not for long', () => {
    const waiting = afterEvents(call, NOW + 5_050, connectFails('gone'));
    expect(waiting.timers).toEqual({ 'connect-timeout': NOW + 6_050 });
    expect(inALine(waiting, transition(waiting, callerHangsUp, NOW + 5_060))).toBe(
      'wrapping-up; hang up 1, destroy bridge; abandoned',
    );
    expect(inALine(waiting, atTimer(waiting, 'connect-timeout'))).toBe(failure);
  });

  test('given the answer is lost, then it may still come', () => {
    const waiting = afterEvents(call, NOW + 9_000, connectFails('lost'));
    expect(waiting.timers).toEqual({ 'connect-timeout': NOW + 9_000 + CONNECT_TIMEOUT_MS });
    expect(inALine(waiting, transition(waiting, bridged, NOW + 9_500))).toBe('connected; -; answered');
  });

  test('given the link was lost, when it is back, then the connect is given again with all its time', () => {
    const again = transition(call, linkRestored, NOW + 60_000);
    expect(inALine(call, again)).toBe('connected; connect 1; -');
    expect(again.call.timers).toEqual({ 'connect-timeout': NOW + 60_000 + CONNECT_TIMEOUT_MS });
  });

  test('given no answer at all, when the time is up, then it is a miss', () => {
    expect(inALine(call, atTimer(call, 'connect-timeout'))).toBe(failure);
  });

  test('given the leg hangs up before the bridge stands, then nobody answered', () => {
    const missed = transition(call, legEnds(leg(1), 16), NOW + 5_020);
    expect(inALine(call, missed)).toBe('wrapping-up; hang up caller (no-answer), destroy bridge; no-answer');
    expect(missed.call.legs[0]?.end).toBe('not-connected');
  });
});

describe('steps that ring within a time together', () => {
  const [one, two, three, four] = planOf(60, [8, 1], [8, 1], [8, 1], [20, 1]).steps;
  const groups = [{ id: 1, ringMs: 10_000 }];
  const steps = [one, two, three].map((step) => step && { ...step, groups });
  const plan = { ...planOf(60), steps: [...steps, four].filter((step) => step !== undefined) };

  test('given the first rings in vain, then the second rings for what is left, and the third not at all', () => {
    const first = afterEvents(started(plan), NOW + 100, legRings(leg(1)));
    const second = atTimer(first, 'step-timeout').call;
    expect(second).toMatchObject({ step: 1, timers: { 'step-timeout': NOW + 10_000 } });
    const last = atTimer(second, 'step-timeout').call;
    expect(last).toMatchObject({ step: 3, timers: { 'step-timeout': NOW + 30_000 } });
    expect(last.legs).toHaveLength(3);
  });

  test('given the first two are busy at once, then the third rings for all of its own time', () => {
    const second = afterEvents(started(plan), NOW, legEnds(leg(1), 17));
    const third = afterEvents(second, NOW + 1_000, legEnds(leg(2), 17));
    expect(third).toMatchObject({ step: 2, timers: { 'step-timeout': NOW + 9_000 } });
  });

  test('given a group within a shorter one, then the shorter one ends it', () => {
    const within = [{ id: 2, ringMs: 3_000 }, ...groups];
    const call = started({ ...plan, steps: plan.steps.map((step) => ({ ...step, groups: within })) });
    expect(call.timers['step-timeout']).toBe(NOW + 3_000);
    expect(atTimer(call, 'step-timeout')).toMatchObject({ call: { outcome: 'unreachable' } });
  });
});

describe('a hunt group', () => {
  const plan = planOf(40, [10, 2], [15, 1], [30, 1]);
  const first = afterEvents(started(plan), NOW + 100, legRings(leg(1)), legRings(leg(2)));
  const second = atTimer(first, 'step-timeout');

  test('given a step nobody answers, when its time is up, then its phones stop and the next are rung', () => {
    expect(inALine(first, second)).toBe('ringing; hang up 1, hang up 2, originate 3; -');
    expect(second.call).toMatchObject({
      step: 1,
      timers: { 'ring-timeout': NOW + 40_000, 'step-timeout': NOW + 25_000 },
    });
    expect(second.commands.at(-1)).toMatchObject({ timeoutSeconds: 35 });
  });

  test('given every phone of a step is busy, then the next step rings at once', () => {
    const one = afterEvents(first, NOW + 2_000, legEnds(leg(1), 17));
    expect(one.step).toBe(0);
    expect(inALine(one, transition(one, legEnds(leg(2), 17), NOW + 3_000))).toBe('ringing; originate 3; -');
  });

  test('given the attempt is shorter than its steps, then the attempt bounds them', () => {
    const third = atTimer(afterEvents(second.call, NOW + 11_000, legRings(leg(3))), 'step-timeout').call;
    expect(third).toMatchObject({ step: 2, timers: { 'ring-timeout': NOW + 40_000 } });
    expect(third.timers).not.toHaveProperty('step-timeout');
    expect(inALine(third, atTimer(third, 'ring-timeout'))).toBe(
      'wrapping-up; hang up 4, hang up caller (no-answer); no-answer',
    );
  });

  test('given Asterisk was not heard until the time was up, when a step has ended, then nobody else is rung', () => {
    const one = afterEvents(first, NOW + 41_000, legEnds(leg(1), null));
    expect(inALine(one, transition(one, legEnds(leg(2), null), NOW + 41_000))).toBe(
      'wrapping-up; hang up caller (no-answer); no-answer',
    );
  });

  test('given the first step is answered too late, then that phone is released and the next rings on', () => {
    expect(inALine(second.call, transition(second.call, legAnswers(leg(1)), NOW + 10_010))).toBe(
      'ringing; hang up 1; -',
    );
  });

  test('given the hang-up of the first step was lost with the link, when it is back, then it is asked again', () => {
    expect(inALine(second.call, transition(second.call, linkRestored, NOW + 12_000))).toBe(
      'ringing; ring, hang up 1, hang up 2; -',
    );
  });

  test('given a step timer of before, when it comes late, then nothing happens', () => {
    const stale = elapsed(first, 'step-timeout');
    expect(inALine(second.call, transition(second.call, stale, NOW + 10_010))).toBe('same');
  });
});

describe('an originate that fails', () => {
  test.each(['refused', 'gone', 'lost'] as const)('given it is %s, then the call is unreachable', (kind) => {
    const { call, commands } = startCall(CALLER, onePhone, NOW);
    const [, originate] = commands;
    if (originate === undefined) throw new Error('nothing was rung');
    const missed = transition(call, { type: 'command-failed', command: originate, kind }, NOW + 50);
    expect(missed.facts).toEqual([{ type: 'outcome-decided', outcome: 'unreachable' }]);
    // Where no answer came, it may be ringing: it is told to stop.
    const stops = missed.commands.map(briefly).includes('hang up 1');
    expect(stops).toBe(kind === 'lost');
    expect(missed.call.legs[0]).toMatchObject({ end: 'unreachable', gone: true });
  });
});
