import { describe, expect, test } from 'vitest';
import type { Leg, LegEnd, LegState } from '../../../src/core/call.ts';
import { legEndFromCause, legEndFromTimeout, missedOutcome } from '../../../src/core/leg-end.ts';

function legThat(state: LegState, end: LegEnd | null = null, step = 0): Leg {
  return {
    channelId: 'leg',
    step,
    destination: { label: 'phone', endpoint: 'PJSIP/phone', confirm: false },
    state,
    dialedAt: 0,
    ringingAt: null,
    answeredAt: null,
    confirmedAt: null,
    prompt: null,
    endedAt: null,
    end,
    gone: false,
    cause: null,
    techCause: null,
  };
}

/**
 * What Asterisk 22.10.1 and 16.28 were measured to say when a leg ends: the phone, whether it had rung, the
 * cause on each, and the SIP status, which 16 never tells.
 */
const MEASURED: readonly (readonly [
  phone: string,
  rang: boolean,
  cause22: number,
  cause16: number,
  techCause: number,
  end: LegEnd,
])[] = [
  ['rings, silent until the timeout', true, 19, 0, 480, 'no-answer'],
  ['never answers a packet', false, 19, 0, 480, 'unreachable'],
  ['486 Busy Here', false, 17, 17, 486, 'busy'],
  ['486 Busy Here after ringing', true, 17, 17, 486, 'busy'],
  ['600 Busy Everywhere', false, 17, 17, 600, 'busy'],
  ['603 Decline', false, 21, 21, 603, 'declined'],
  ['603 Decline after ringing', true, 21, 21, 603, 'declined'],
  ['404 Not Found', false, 1, 1, 404, 'wrong-number'],
  ['408', false, 18, 18, 408, 'unreachable'],
  ['408 after ringing', true, 18, 18, 408, 'no-answer'],
  ['480', false, 19, 19, 480, 'unreachable'],
  ['487 from the phone', false, 127, 127, 487, 'unreachable'],
  ['487 from the phone after ringing', true, 127, 127, 487, 'no-answer'],
  ['500', false, 38, 38, 500, 'unreachable'],
  ['503', false, 34, 34, 503, 'unreachable'],
];

describe('legEndFromCause', () => {
  test.each(MEASURED)(
    'given a phone that %s (rang: %s), when it ends on Asterisk 22, then we say why',
    (...row) => {
      const [, rang, cause22, , techCause, end] = row;
      expect(legEndFromCause(legThat(rang ? 'ringing' : 'dialing'), cause22, techCause)).toBe(end);
    },
  );

  test.each(MEASURED)(
    'given a phone that %s (rang: %s), when it ends on Asterisk 16, then we say the same',
    (...row) => {
      const [, rang, , cause16, , end] = row;
      expect(legEndFromCause(legThat(rang ? 'ringing' : 'dialing'), cause16, null)).toBe(end);
    },
  );

  test('given 403 Forbidden, then Asterisk 22 tells it from a decline, and 16 cannot', () => {
    expect(legEndFromCause(legThat('dialing'), 21, 403)).toBe('unreachable');
    expect(legEndFromCause(legThat('dialing'), 21, null)).toBe('declined');
  });

  test.each([
    ['ringing', 'no-answer'],
    ['dialing', 'unreachable'],
  ] as const)('given no cause, or the 16 that some versions give, when it was %s, then %s', (state, end) => {
    expect(legEndFromCause(legThat(state), null, null)).toBe(end);
    expect(legEndFromCause(legThat(state), 16, null)).toBe(end);
  });

  test('given an answered leg, then whatever the cause, somebody hung up', () => {
    expect(legEndFromCause(legThat('answered'), 17, 486)).toBe('hung-up');
  });
});

describe('legEndFromTimeout', () => {
  test.each([
    ['ringing', 'no-answer'],
    ['dialing', 'unreachable'],
  ] as const)('given a leg that is %s when its time is up, then %s', (state, end) => {
    expect(legEndFromTimeout(legThat(state))).toBe(end);
  });
});

describe('missedOutcome', () => {
  const CASES: readonly (readonly [first: readonly LegEnd[], last: readonly LegEnd[], outcome: string])[] = [
    [[], ['no-answer'], 'no-answer'],
    [[], ['busy'], 'busy'],
    [[], ['declined'], 'busy'],
    [[], ['busy', 'declined'], 'busy'],
    [[], ['busy', 'no-answer'], 'no-answer'],
    [[], ['busy', 'unreachable'], 'busy'],
    [[], ['unreachable', 'wrong-number'], 'unreachable'],
    [[], [], 'unreachable'],
    [['no-answer'], ['busy'], 'busy'],
    [['busy'], ['no-answer'], 'no-answer'],
    [['no-answer'], ['unreachable'], 'no-answer'],
    [['busy'], ['wrong-number'], 'busy'],
    [['unreachable'], ['unreachable'], 'unreachable'],
  ];
  test.each(CASES)('given the first step ended %j and the last %j, then %s', (first, last, outcome) => {
    const legs = [
      ...first.map((end) => legThat('ended', end, 0)),
      ...last.map((end) => legThat('ended', end, 1)),
    ];
    expect(missedOutcome(legs, 1)).toBe(outcome);
  });
});
