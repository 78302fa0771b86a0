import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isSilentTest, readTestKind, testChannelId } from '../../../src/core/test-call.ts';

const kind = fc.record({ rings: fc.boolean(), texts: fc.boolean() });

test('given any kind of test call, when its channel is seen, then it says what it is for', () => {
  fc.assert(
    fc.property(kind, fc.stringMatching(/^[0-9a-z]{1,20}$/), (given, token) => {
      const callerChannelId = testChannelId(given, token);
      expect(readTestKind(callerChannelId)).toEqual(given);
      expect(isSilentTest({ callerChannelId })).toBe(!given.texts);
    }),
  );
});

test.each([
  '1795411634.12',
  'pbx1-1795411634.12',
  'textback-test-ring-mute-1-leg1',
  'textback-test-ring-mute-',
  'x-textback-test-ring-mute-1',
  'textback-test-ring-loud-1',
  '',
])('given the channel %j, when it is seen, then it is no test', (callerChannelId) => {
  expect(readTestKind(callerChannelId)).toBeNull();
  expect(isSilentTest({ callerChannelId })).toBe(false);
});
