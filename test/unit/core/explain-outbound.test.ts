import { expect, test } from 'vitest';
import { explainOutbound, explainReturn } from '../../../src/core/explain-outbound.ts';

const T = 1_000_000;
const call = { result: 'dialed', dialedAt: T, connectedAt: null, endedAt: null } as const;

test.each([
  ['rings', call, 'ringing'],
  ['rang in vain', { ...call, result: 'no-answer', endedAt: T + 20_000 }, 'no answer after 20 s'],
  [
    'ended unheard',
    { ...call, endedAt: T + 20_000 },
    'not known: it ended while Asterisk could not be heard',
  ],
  ['goes on', { ...call, result: 'connected', connectedAt: T + 6_000 }, 'connected after 6 s, still talking'],
  [
    'is over',
    { ...call, result: 'connected', connectedAt: T + 6_000, endedAt: T + 66_000 },
    'connected after 6 s, talked 1 min',
  ],
] as const)('given a call out that %s, then it is told so', (_given, outbound, words) => {
  expect(explainOutbound(outbound)).toBe(words);
});

test('given a missed call that was returned, then it is told after how long, and never before', () => {
  expect(explainReturn(T, T + 240_000)).toBe('after 4 min');
  expect(explainReturn(T, T - 5_000)).toBe('after under 1 s');
});
