import { describe, expect, test } from 'vitest';
import { startCall, transition } from '../../../src/core/call-machine.ts';
import {
  afterEvents,
  atTimer,
  bridged,
  briefly,
  CONFIRM_MS,
  callerHangsUp,
  finishes,
  inALine,
  leg,
  legAnswers,
  legEnds,
  legPresses,
  legRings,
  linkRestored,
  NOW,
  planOf,
  started,
} from './call-bench.ts';

/** One phone that asks for 1, picked up after 5 s. */
const alone = afterEvents(started(planOf(40, [40, 1, [0]])), NOW + 5_000, legRings(leg(1)));
const asked = transition(alone, legAnswers(leg(1)), NOW + 5_000);

describe('a phone that asks for 1', () => {
  test('given it is picked up, then it is asked, its time runs, and the caller goes on hearing ringback', () => {
    expect(asked.commands).toEqual([
      {
        type: 'play',
        channelId: leg(1),
        media: ['sound:press-1'],
        playbackId: `${leg(1)}-prompt1`,
      },
    ]);
    expect(asked.call).toMatchObject({
      state: 'confirming',
      outcome: null,
      timers: { 'ring-timeout': NOW + 40_000, 'confirm-timeout': NOW + 5_000 + CONFIRM_MS },
      legs: [{ state: 'confirming', answeredAt: NOW + 5_000, confirmedAt: null }],
    });
  });

  test('given 1 is pressed, then what it hears is stopped, it is connected, and both moments are kept', () => {
    const accepted = transition(asked.call, legPresses(leg(1)), NOW + 9_000);
    expect(inALine(asked.call, accepted)).toBe('connected; stop leg1-prompt1, connect 1; -');
    expect(accepted.call.legs[0]).toMatchObject({
      state: 'answered',
      answeredAt: NOW + 5_000,
      confirmedAt: NOW + 9_000,
    });
    const talking = afterEvents(accepted.call, NOW + 9_050, bridged);
    expect(talking).toMatchObject({ outcome: 'answered', bridgedAt: NOW + 9_050, timers: {} });
  });

  test.each(['0', '2', '9', '*', '#', 'A'])('given %s is pressed, then that declines', (digit) => {
    const declined = transition(asked.call, legPresses(leg(1), digit), NOW + 7_000);
    expect(inALine(asked.call, declined)).toBe('wrapping-up; hang up 1, hang up caller (busy); busy');
    expect(declined.call.legs[0]).toMatchObject({ end: 'declined', endedAt: NOW + 7_000 });
  });

  test('given nobody presses 1 in time, as in a voicemail, then nobody answered', () => {
    const over = atTimer(asked.call, 'confirm-timeout');
    expect(inALine(asked.call, over)).toBe('wrapping-up; hang up 1, hang up caller (no-answer); no-answer');
    expect(over.call.legs[0]).toMatchObject({ end: 'not-confirmed', endedAt: NOW + 5_000 + CONFIRM_MS });
  });

  test('given it hangs up instead, then nobody answered, whatever the cause', () => {
    const over = transition(asked.call, legEnds(leg(1), 17), NOW + 8_000);
    expect(inALine(asked.call, over)).toBe('wrapping-up; hang up caller (no-answer); no-answer');
    expect(over.call.legs[0]).toMatchObject({ end: 'not-confirmed', cause: 17 });
  });

  test('given the caller hangs up meanwhile, then the call is abandoned, and the phone released', () => {
    const over = transition(asked.call, callerHangsUp, NOW + 8_000);
    expect(inALine(asked.call, over)).toBe('wrapping-up; hang up 1; abandoned');
    expect(over.call.legs[0]?.end).toBe('caller-gave-up');
  });

  test('given it is picked up late, then the ring timeout ends all the same', () => {
    const late = transition(alone, legAnswers(leg(1)), NOW + 35_000).call;
    expect(late.timers).toEqual({ 'ring-timeout': NOW + 40_000 });
    const over = atTimer(late, 'ring-timeout');
    expect(inALine(late, over)).toBe('wrapping-up; hang up 1, hang up caller (no-answer); no-answer');
    expect(over.call.legs[0]?.end).toBe('not-confirmed');
  });

  test('given 1 was pressed and it hangs up before it is connected, then nobody answered', () => {
    const accepted = afterEvents(asked.call, NOW + 9_000, legPresses(leg(1)));
    const over = transition(accepted, legEnds(leg(1)), NOW + 9_010);
    expect(inALine(accepted, over)).toBe(
      'wrapping-up; hang up caller (no-answer), destroy bridge; no-answer',
    );
    expect(over.call.legs[0]?.end).toBe('not-connected');
  });
});

describe('the prompt', () => {
  test('given it has been heard, then it begins anew under another name, until the time is over', () => {
    const again = transition(asked.call, finishes(leg(1), 1), NOW + 9_000);
    expect(again.commands).toMatchObject([
      { type: 'play', media: ['sound:press-1'], playbackId: `${leg(1)}-prompt2` },
    ]);
    expect(again.call.timers).toBe(asked.call.timers);
    const third = transition(again.call, finishes(leg(1), 2), NOW + 13_000);
    expect(third.commands).toMatchObject([{ playbackId: `${leg(1)}-prompt3` }]);
    const accepted = transition(third.call, legPresses(leg(1)), NOW + 14_000);
    expect(accepted.commands.map(briefly)).toEqual(['stop leg1-prompt3', 'connect 1']);
  });

  test('given it cannot be played, then there is one tone, and no more tries; 1 still accepts', () => {
    const failed = transition(asked.call, finishes(leg(1), 1, true), NOW + 5_010);
    expect(failed.commands).toEqual([
      { type: 'play', channelId: leg(1), media: ['tone:!440/400'], playbackId: `${leg(1)}-prompt2` },
    ]);
    for (const isFailed of [true, false]) {
      const over = transition(failed.call, finishes(leg(1), 2, isFailed), NOW + 5_500);
      expect(inALine(failed.call, over)).toBe('same');
    }
    const accepted = transition(failed.call, legPresses(leg(1)), NOW + 6_000);
    expect(accepted.commands.map(briefly)).toEqual(['stop leg1-prompt2', 'connect 1']);
  });

  test('given it is over as soon as it began, then it was not heard: it does not go round and round', () => {
    const over = transition(asked.call, finishes(leg(1), 1), NOW + 5_499);
    expect(over.commands.map(briefly)).toEqual(['tone 1']);
  });

  test('given a tone stood in for it and the link was lost, when it is back, then it is tried once more', () => {
    const tone = afterEvents(asked.call, NOW + 5_010, finishes(leg(1), 1, true));
    expect(transition(tone, linkRestored, NOW + 9_000).commands).toMatchObject([
      { type: 'indicate-ringing' },
      { type: 'stop-media', playbackId: `${leg(1)}-prompt2` },
      { type: 'play', media: ['sound:press-1'], playbackId: `${leg(1)}-prompt3` },
    ]);
  });

  test('given the link was lost while 1 was pressed, when it is back, then stopping it is asked again too', () => {
    const accepted = afterEvents(asked.call, NOW + 9_000, legPresses(leg(1)));
    expect(inALine(accepted, transition(accepted, linkRestored, NOW + 20_000))).toBe(
      'connected; stop leg1-prompt1, connect 1; -',
    );
  });
});

describe('several phones at once', () => {
  /** A voicemail that picks up at once, a cell that is picked up later, and a desk phone that asks for nothing. */
  const three = planOf(60, [60, 3, [0, 1]]);
  const rung = afterEvents(started(three), NOW + 100, legRings(leg(1)), legRings(leg(2)), legRings(leg(3)));
  const voicemail = transition(rung, legAnswers(leg(1)), NOW + 2_000);
  const both = transition(voicemail.call, legAnswers(leg(2)), NOW + 6_000);

  test('given a voicemail picks up first, then the others ring on, and the person who presses 1 is connected', () => {
    expect(inALine(rung, voicemail)).toBe('confirming; play 1; -');
    expect(inALine(voicemail.call, both)).toBe('confirming; play 2; -');
    const accepted = transition(both.call, legPresses(leg(2)), NOW + 8_000);
    expect(inALine(both.call, accepted)).toBe(
      'connected; stop leg2-prompt1, connect 2, hang up 1, hang up 3; -',
    );
    expect(accepted.call.legs.map(({ end }) => end)).toEqual([
      'answered-elsewhere',
      null,
      'answered-elsewhere',
    ]);
  });

  test('given two ask for 1, then each has its own time, and the other phones outlast both', () => {
    expect(both.call.timers['confirm-timeout']).toBe(NOW + 12_000);
    const first = atTimer(both.call, 'confirm-timeout');
    expect(inALine(both.call, first)).toBe('confirming; hang up 1; -');
    expect(first.call.timers['confirm-timeout']).toBe(NOW + 16_000);
    const second = atTimer(first.call, 'confirm-timeout');
    expect(inALine(first.call, second)).toBe('ringing; hang up 2; -');
    expect(second.call.timers).toEqual({ 'ring-timeout': NOW + 60_000 });
  });

  test('given two run out together, then both are released at once', () => {
    const same = afterEvents(voicemail.call, NOW + 2_000, legAnswers(leg(2)));
    expect(inALine(same, atTimer(same, 'confirm-timeout'))).toBe('ringing; hang up 1, hang up 2; -');
  });

  test('given a phone that asks for nothing answers, then it wins at once', () => {
    expect(inALine(both.call, transition(both.call, legAnswers(leg(3)), NOW + 7_000))).toBe(
      'connected; connect 3, hang up 1, hang up 2; -',
    );
  });

  test('given 1 is pressed on two in the same millisecond, then exactly one is connected', () => {
    const first = transition(both.call, legPresses(leg(2)), NOW + 8_000);
    expect(inALine(first.call, transition(first.call, legPresses(leg(1)), NOW + 8_000))).toBe('same');
    expect(first.call.legs.filter(({ state }) => state === 'answered')).toHaveLength(1);
  });

  test('given one declines, then the others ring on', () => {
    expect(inALine(both.call, transition(both.call, legPresses(leg(2), '5'), NOW + 7_000))).toBe(
      'confirming; hang up 2; -',
    );
  });
});

describe('a step that is over', () => {
  /** Two phones for 10 s of which the first asks for 1, then a third. */
  const plan = planOf(60, [10, 2, [0]], [20, 1]);
  const rung = afterEvents(started(plan), NOW + 100, legRings(leg(1)), legRings(leg(2)));
  const confirming = afterEvents(rung, NOW + 8_000, legAnswers(leg(1)));
  const overtime = atTimer(confirming, 'step-timeout');

  test('given somebody is asked to press 1, then only the ringing phones stop, and the next step waits', () => {
    expect(inALine(confirming, overtime)).toBe('confirming; hang up 2; -');
    expect(overtime.call).toMatchObject({
      step: 0,
      timers: { 'ring-timeout': NOW + 60_000, 'confirm-timeout': NOW + 18_000 },
    });
    expect(overtime.call.timers).not.toHaveProperty('step-timeout');
  });

  test('given they press 1 after all, then they are connected', () => {
    expect(inALine(overtime.call, transition(overtime.call, legPresses(leg(1)), NOW + 15_000))).toBe(
      'connected; stop leg1-prompt1, connect 1; -',
    );
  });

  test.each([
    ['nobody presses 1', undefined, 'ringing; hang up 1, originate 3; -'],
    ['they decline', legPresses(leg(1), '2'), 'ringing; hang up 1, originate 3; -'],
    ['they hang up', legEnds(leg(1)), 'ringing; originate 3; -'],
  ] as const)('given %s, then the next step begins at once', (_what, event, line) => {
    const next =
      event === undefined
        ? atTimer(overtime.call, 'confirm-timeout')
        : transition(overtime.call, event, NOW + 15_000);
    expect(inALine(overtime.call, next)).toBe(line);
    expect(next.call.step).toBe(1);
  });

  test('given a step without a phone, then the next one rings in its place', () => {
    const { call, commands } = startCall('caller', planOf(60, [10, 0], [10, 1]), NOW);
    expect(commands.map(briefly)).toEqual(['ring', 'originate 1']);
    expect(call.step).toBe(1);
  });
});
