import { expect, test } from 'vitest';
import { transition } from '../../../src/core/call-machine.ts';
import { completeCall, type KeptCall } from '../../../src/core/complete-call.ts';
import {
  afterEvents,
  atTimer,
  inALine,
  leg,
  legAnswers,
  legRings,
  NOW,
  planOf,
  started,
  VOICEMAIL,
} from './call-bench.ts';

/** As the versions before press 1 and announcements kept it. */
const kept: KeptCall = {
  callerChannelId: 'caller',
  plan: {
    steps: [{ ringMs: 25_000, destinations: [{ label: 'cell', endpoint: 'PJSIP/1' }] }],
    ringTimeoutMs: 25_000,
    presentedCallerId: { name: '', number: '+12125550123' },
  },
  state: 'ringing',
  step: 0,
  legs: [
    {
      channelId: leg(1),
      step: 0,
      destination: { label: 'cell', endpoint: 'PJSIP/1' },
      state: 'ringing',
      dialedAt: NOW,
      ringingAt: NOW + 100,
      answeredAt: null,
      endedAt: null,
      end: null,
      gone: false,
      cause: null,
      techCause: null,
    },
  ],
  timers: { 'ring-timeout': NOW + 25_000 },
  outcome: null,
  arrivedAt: NOW,
  bridgedAt: null,
  finishedAt: null,
  callerGone: false,
  bridgeId: null,
};

test('given a call that an older version kept, then it goes on as it would have', () => {
  const call = completeCall(kept);
  expect(call).toMatchObject({
    plan: { afterMiss: { kind: 'release' }, blocked: null, divertedFrom: null },
    legs: [{ confirmedAt: null, prompt: null, destination: { confirm: false } }],
    announcement: null,
    handedOverTo: null,
  });
  expect(inALine(call, transition(call, legAnswers(leg(1)), NOW + 5_000))).toBe('connected; connect 1; -');
  expect(inALine(call, atTimer(call, 'ring-timeout'))).toBe(
    'wrapping-up; hang up 1, hang up caller (no-answer); no-answer',
  );
});

test('given a call that this version kept, then nothing is changed', () => {
  const plan = { ...planOf(25, [25, 1, [0]]), afterMiss: VOICEMAIL, divertedFrom: '+12125550100' };
  const asking = afterEvents(started(plan), NOW, legRings(leg(1)), legAnswers(leg(1)));
  const missed = atTimer(asking, 'confirm-timeout').call;
  for (const call of [asking, missed]) expect(completeCall(JSON.parse(JSON.stringify(call)))).toEqual(call);
});
