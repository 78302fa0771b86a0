import { expect, test } from 'vitest';
import { transition } from '../../../src/core/call-machine.ts';
import {
  afterEvents,
  atTimer,
  bridged,
  briefly,
  CALLER,
  callerHangsUp,
  leg,
  legAnswers,
  legEnds,
  legLost,
  legRings,
  NOW,
  planOf,
  started,
} from './call-bench.ts';

const twoSteps = planOf(25, [10, 1], [10, 1]);
const ringing = afterEvents(started(twoSteps), NOW + 100, legRings(leg(1)));

test('given a phone that rings, when it is lost, then it rings again for what is left of its time', () => {
  const { call, commands } = transition(ringing, legLost(leg(1)), NOW + 4_000);
  expect(commands.map(briefly)).toEqual(['originate 2']);
  expect(commands).toEqual([expect.objectContaining({ endpoint: 'PJSIP/00', timeoutSeconds: 26 })]);
  expect(call.legs).toMatchObject([
    { end: 'hung-up', gone: true, answeredAt: null },
    { step: 0, state: 'dialing', dialedAt: NOW + 4_000, destination: { endpoint: 'PJSIP/00' } },
  ]);
  expect(call.timers).toEqual(ringing.timers);
  expect(atTimer(call, 'step-timeout').commands.map(briefly)).toEqual(['hang up 2', 'originate 3']);
});

test('given it was lost and rings again, when it answers, then it is put through', () => {
  const lost = afterEvents(ringing, NOW + 4_000, legLost(leg(1)), legRings(leg(2)), legAnswers(leg(2)));
  expect(afterEvents(lost, NOW + 5_000, bridged)).toMatchObject({ state: 'connected', outcome: 'answered' });
});

test.each([
  ['busy', 17],
  ['unreachable', 34],
] as const)(
  'given it was lost and dialled again, when it is %s, then that is what the call comes to',
  (...row) => {
    const [outcome, cause] = row;
    const one = afterEvents(started(planOf(25, [25, 1])), NOW + 100, legRings(leg(1)));
    expect(afterEvents(one, NOW + 4_000, legLost(leg(1)), legEnds(leg(2), cause))).toMatchObject({ outcome });
  },
);

test('given one that asks for 1, when it is lost while it rings, then it asks again', () => {
  const asking = afterEvents(started(planOf(25, [25, 1, [0]])), NOW + 100, legRings(leg(1)), legLost(leg(1)));
  expect(afterEvents(asking, NOW + 200, legAnswers(leg(2)))).toMatchObject({ state: 'confirming' });
});

test.each([
  ['the step is', 10_000, { step: 1, outcome: null }, ['PJSIP/00', 'PJSIP/10']],
  ['the whole attempt is', 25_000, { step: 0, outcome: 'no-answer' }, ['PJSIP/00']],
] as const)('given a phone is lost, when the time of %s over, then it does not ring again', (...row) => {
  const [, afterMs, then, rung] = row;
  const { call } = transition(ringing, legLost(leg(1)), NOW + afterMs);
  expect(call).toMatchObject(then);
  expect(call.legs.map(({ destination }) => destination.endpoint)).toEqual(rung);
  expect(call.legs[0]).toMatchObject({ end: 'no-answer', gone: true });
});

test('given the caller is gone too, when the phone is lost, then it rings for nobody', () => {
  const gone = afterEvents(ringing, NOW + 4_000, callerHangsUp);
  const { call, commands } = transition(gone, legLost(leg(1)), NOW + 4_000);
  expect(commands).toEqual([]);
  expect(call).toMatchObject({ callerChannelId: CALLER, state: 'ended', outcome: 'abandoned' });
});
