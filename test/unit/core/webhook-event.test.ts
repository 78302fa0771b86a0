import { expect, test } from 'vitest';
import { CHOOSABLE_KINDS, chooseKinds } from '../../../src/core/webhook-event.ts';

test.each([
  [['call.ended'], ['call.ended']],
  [['decision.*'], ['decision.made', 'decision.changed']],
  [
    ['message.sent', 'call.*', 'call.ended'],
    ['call.arrived', 'call.ended', 'call.voicemail-left', 'message.sent'],
  ],
  [[], []],
])('given %j, then the events are %j', (words, kinds) => {
  expect(chooseKinds(words)).toEqual({ kinds });
});

test.each([['call.eneded'], ['*'], ['call'], ['call.'], ['webhook.test'], ['webhook.*'], ['.*'], ['']])(
  'given %s, then there are no such events',
  (word) => {
    expect(chooseKinds(['call.ended', word])).toEqual({ unknown: word });
  },
);

test('given all that can be chosen, then the test is not among it', () => {
  expect(CHOOSABLE_KINDS).not.toContain('webhook.test');
  expect(CHOOSABLE_KINDS.length).toBeGreaterThan(20);
});
