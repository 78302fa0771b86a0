import { expect, test } from 'vitest';
import { explainMessage, explainSuppression } from '../../../src/core/explain-decision.ts';
import { MESSAGE_STATES } from '../../../src/core/message-state.ts';
import { SUPPRESSIONS } from '../../../src/core/text-back-question.ts';

const call = {
  line: '+12125550100',
  minRingSeconds: 3,
  caller: '+12125550123',
  detail: 'a landline',
  isHeld: false,
};

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

test('given what a reason was judged by, then it is told; where that is not known, nothing is', () => {
  expect(explainSuppression('not-textable', call).why).toContain('cannot receive texts (a landline).');
  expect(explainSuppression('not-textable', { ...call, detail: '' }).why).toContain('cannot receive texts.');
});

test.each([
  ['+12125550123', 'textback block remove +12125550123'],
  ['', 'textback block remove withheld'],
  ['x; reboot', 'textback block list'],
])('given the blocked caller %j, when it is explained, then the remedy is safe to copy', (caller, remedy) => {
  const words = explainSuppression('blocked', { ...call, caller }).remedy;
  expect(words).toContain(remedy);
  expect(words).not.toContain('reboot');
});

test('given a text that a cap holds, then it can still be released; once it is over, it cannot', () => {
  const held = explainSuppression('cap-reached', { ...call, isHeld: true });
  expect(held.why).toMatch(/^Not texted yet/);
  expect(held.remedy).toContain('textback caps release');
  expect(explainSuppression('cap-reached', call).remedy).not.toContain('release');
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
