import { expect, test } from 'vitest';
import type { Outcome } from '../../../src/core/call.ts';
import { type Tally, tallyOf } from '../../../src/core/call-tally.ts';

const ordinary = { isTest: false, isBlocked: false, rangTooBriefly: false };

test.each<[Outcome | null, Tally]>([
  [null, 'unknown'],
  ['answered', 'answered'],
  ['no-answer', 'missed'],
  ['busy', 'missed'],
  ['abandoned', 'missed'],
  ['unreachable', 'missed'],
  ['voicemail', 'missed'],
  ['blocked', 'blocked'],
])('given a call that was %s, when it is counted, then it is %s', (outcome, tally) => {
  expect(tallyOf({ ...ordinary, outcome })).toBe(tally);
});

test('given a call that must not count, when it is counted, then it is none of the missed', () => {
  expect(tallyOf({ ...ordinary, outcome: 'abandoned', rangTooBriefly: true })).toBe('brief');
  expect(tallyOf({ ...ordinary, outcome: 'abandoned', rangTooBriefly: true, isBlocked: true })).toBe(
    'blocked',
  );
  expect(tallyOf({ ...ordinary, outcome: 'no-answer', isBlocked: true })).toBe('blocked');
  expect(tallyOf({ ...ordinary, outcome: 'answered', isTest: true })).toBe('test');
  expect(tallyOf({ ...ordinary, outcome: 'no-answer', isTest: true })).toBe('test');
  // The dialplan let a blocked caller through while the daemon was away: somebody talked to them.
  expect(tallyOf({ ...ordinary, outcome: 'answered', isBlocked: true })).toBe('answered');
});
