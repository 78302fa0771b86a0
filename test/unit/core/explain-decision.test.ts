import { expect, test } from 'vitest';
import { explainMessage, explainSuppression } from '../../../src/core/explain-decision.ts';
import { MESSAGE_STATES } from '../../../src/core/message-state.ts';
import { SUPPRESSIONS } from '../../../src/core/text-back-decision.ts';

const call = { line: '+12125550100', minRingSeconds: 3, caller: '+12125550123' };

test('given every reason, when it is explained, then each has words of its own', () => {
  const words = SUPPRESSIONS.map((reason) => explainSuppression(reason, call).why);
  expect(new Set(words).size).toBe(SUPPRESSIONS.length);
  for (const why of words) expect(why).toMatch(/^Not texted: .+\.$/);
});

test.each([
  ['disabled', 'textback line set +12125550100 enabled on'],
  ['rang-too-briefly', 'textback line set +12125550100 min-ring 0'],
  ['no-credit', 'textback credits topup 100'],
  ['opted-out', 'START'],
] as const)('given %s, when it is explained, then the remedy names %j', (reason, remedy) => {
  expect(explainSuppression(reason, call).remedy).toContain(remedy);
});

test('given every state of a text, when it is explained, then each has words of its own', () => {
  const words = MESSAGE_STATES.map((state) => explainMessage(state, '').why);
  expect(new Set(words).size).toBe(MESSAGE_STATES.length);
});

test.each(['queued', 'undelivered', 'failed', 'expired', 'cancelled', 'unknown'] as const)(
  'given a text that is %s with the carrier’s words, when it is explained, then they are shown',
  (state) => {
    expect(explainMessage(state, 'ESME_RTHROTTLED').why).toContain('(ESME_RTHROTTLED)');
  },
);
