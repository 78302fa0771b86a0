import { describe, expect, test } from 'vitest';
import { LEG_ENDS } from '../../../src/core/call.ts';
import { type ExplainedLeg, explainLeg, explainNobodyRang } from '../../../src/core/explain-leg.ts';

const T = 1_764_000_000_000;
const dialled: ExplainedLeg = {
  state: 'ended',
  dialedAt: T,
  ringingAt: null,
  answeredAt: null,
  confirmedAt: null,
  endedAt: null,
  end: null,
  cause: null,
  techCause: null,
};
const rung: ExplainedLeg = { ...dialled, ringingAt: T + 1_000 };
const answered: ExplainedLeg = { ...rung, answeredAt: T + 6_000 };
const confirmed: ExplainedLeg = { ...answered, confirmedAt: T + 10_000 };

describe('explainLeg', () => {
  test.each<[string, ExplainedLeg, string]>([
    ['is dialled', { ...dialled, state: 'dialing' }, 'being dialled'],
    ['rings', { ...rung, state: 'ringing' }, 'ringing'],
    ['talks', { ...answered, state: 'answered' }, 'answered after 6 s, still talking'],
    ['ended for an unknown reason', dialled, 'it was not heard how it ended'],
    ['rang out', { ...rung, end: 'no-answer', endedAt: T + 21_000 }, 'rang 20 s, no answer'],
    ['ended unseen', { ...rung, end: 'no-answer' }, 'no answer'],
    ['was busy', { ...dialled, end: 'busy', endedAt: T + 100, cause: 17 }, 'busy'],
    ['declined', { ...rung, end: 'declined', endedAt: T + 4_000 }, 'rang 3 s, declined'],
    ['declined at once', { ...dialled, end: 'declined', endedAt: T }, 'declined'],
    ['does not exist', { ...dialled, end: 'wrong-number' }, 'wrong number (the carrier does not know it)'],
    ['the caller left', { ...rung, end: 'caller-gave-up', endedAt: T + 9_000 }, 'caller gave up after 9 s'],
    ['the caller left unseen', { ...rung, end: 'caller-gave-up' }, 'caller gave up'],
    [
      'lost the race',
      { ...rung, end: 'answered-elsewhere', endedAt: T + 5_000 },
      'rang 4 s, another phone answered',
    ],
    [
      'could not be bridged',
      { ...answered, end: 'not-connected' },
      'answered after 6 s, but could not be connected to the caller',
    ],
    ['is asked to press 1', { ...answered, state: 'confirming' }, 'answered after 6 s, asked to press 1'],
    [
      'talks after 1 was pressed',
      { ...confirmed, state: 'answered' },
      'answered after 6 s, pressed 1 after 4 s, still talking',
    ],
    [
      'talked after 1 was pressed',
      { ...confirmed, end: 'hung-up', endedAt: T + 130_000 },
      'answered after 6 s, pressed 1 after 4 s, talked 2 min',
    ],
    [
      'could not be bridged after 1 was pressed',
      { ...confirmed, end: 'not-connected' },
      'answered after 6 s, pressed 1 after 4 s, but could not be connected to the caller',
    ],
    [
      'was answered by a voicemail',
      { ...answered, end: 'not-confirmed', endedAt: T + 18_000 },
      'answered after 6 s, but nobody pressed 1 (a voicemail?)',
    ],
    [
      'was declined by a key',
      { ...answered, end: 'declined', endedAt: T + 8_000 },
      'answered after 6 s, declined (pressed another key than 1)',
    ],
    [
      'lost the race while asked to press 1',
      { ...answered, end: 'answered-elsewhere', endedAt: T + 8_000 },
      'answered after 6 s, but another phone took the call',
    ],
    [
      'the caller left while asked to press 1',
      { ...answered, end: 'caller-gave-up', endedAt: T + 9_000 },
      'answered after 6 s, but caller gave up after 9 s',
    ],
    ['talked', { ...answered, end: 'hung-up', endedAt: T + 131_000 }, 'answered after 6 s, talked 2 min 5 s'],
    ['talked and ended unseen', { ...answered, end: 'hung-up' }, 'answered after 6 s'],
    ['hung up unanswered', { ...rung, end: 'hung-up', endedAt: T + 3_000 }, 'rang 2 s, hung up'],
  ])('given a phone that %s, when explained, then the words say so', (_case, leg, words) => {
    expect(explainLeg(leg)).toBe(words);
  });

  test.each<[number | null, number | null, string]>([
    [null, null, 'nothing came back; check that the phone or trunk exists in Asterisk and is registered'],
    [19, 480, 'no response; check that the phone or trunk is registered'],
    [19, null, 'no response; check that the phone or trunk is registered'],
    [0, null, 'no response; check that the phone or trunk is registered'],
    [21, 403, 'the trunk refused the call; check its credentials and which caller ID it allows'],
    [18, 408, 'no response'],
    [127, 487, 'the phone ended it'],
    [38, 500, "the carrier's network failed"],
    [34, 503, 'the carrier has no free line'],
    [34, 599, 'the carrier has no free line'],
    [null, 488, 'SIP status 488'],
    [99, 488, 'SIP status 488'],
    [99, null, 'cause 99'],
  ])(
    'given cause %s and SIP status %s, when a phone was not reached, then the reason is told',
    (cause, techCause, why) => {
      expect(explainLeg({ ...dialled, end: 'unreachable', cause, techCause })).toBe(
        `could not be reached (${why})`,
      );
    },
  );

  test('given every way a leg can end, when explained, then no two read alike', () => {
    const words = LEG_ENDS.map((end) => explainLeg({ ...rung, endedAt: T + 2_000, end }));
    expect(new Set(words).size).toBe(LEG_ENDS.length);
  });
});

test.each([
  ['no-answer', 'controlled', [], /no step of the line rings at this hour/],
  ['voicemail', 'controlled', [], /no step of the line rings at this hour/],
  ['unreachable', 'controlled', [], /no phone to ring/],
  ['abandoned', 'controlled', [], null],
  [null, 'controlled', [], null],
  ['no-answer', 'journaled', [], null],
  ['no-answer', 'controlled', [{}], null],
] as const)(
  'given a call that ended %s, %s, with the legs %j, then who did not ring is explained as %s',
  (outcome, handling, legs, words) => {
    const why = explainNobodyRang(legs, outcome, handling);
    if (words === null) expect(why).toBeNull();
    else expect(why).toMatch(words);
  },
);
