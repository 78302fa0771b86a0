import { describe, expect, test } from 'vitest';
import { judgePassword } from '../../../src/core/password-rule.ts';
import { isSessionOver } from '../../../src/core/session-life.ts';
import { signInDelaySeconds } from '../../../src/core/sign-in-delay.ts';

const DAY_MS = 86_400_000;
const EASY = 'The password is one of those that are tried first.';

describe('a new password', () => {
  test.each([
    ['ladder copper breeze anvil'],
    ['kK8#mQ2$vX'],
    ['пароль из пяти слов'],
    ['maria likes blue tiles'],
  ])('given "%s", when judged, then it is good', (password) => {
    expect(judgePassword(password, ['Maria', 'Acme HVAC'])).toEqual({ kind: 'good' });
  });

  test.each([
    ['short', 'The password is shorter than 10 characters.'],
    ['🔥'.repeat(9), 'The password is shorter than 10 characters.'],
    ['x1y2z3'.repeat(34), 'The password is longer than 200 characters.'],
    ['aaaaaaaaaaaa', EASY],
    ['0123456789', EASY],
    ['Password1234', EASY],
    ['maria-2026-!!', EASY],
    ['AcmeHVAC2026', EASY],
    ['acme hvac maria', EASY],
  ])('given "%s", when judged, then: %s', (password, problem) => {
    expect(judgePassword(password, ['Maria', 'Acme HVAC', 'Al'])).toMatchObject({ kind: 'bad', problem });
  });
});

test.each([
  ['account', 0, 0],
  ['account', 4, 0],
  ['account', 5, 1],
  ['account', 8, 8],
  ['account', 100, 60],
  ['address', 9, 0],
  ['address', 10, 1],
  ['address', 1_000, 900],
] as const)(
  'given an %s and %i wrong passwords, when asked, then the next waits for %i s',
  (of, failures, seconds) => {
    expect(signInDelaySeconds(of, failures)).toBe(seconds);
  },
);

test.each([
  ['used just now', 0, 0, false],
  ['not used for almost 14 days', 20, 13.9, false],
  ['not used for 14 days', 20, 14, true],
  ['used daily for 90 days', 90, 0.5, true],
])('given a browser %s, when asked whether its session is over, then it is told', (_, age, idle, over) => {
  const now = 200 * DAY_MS;
  const times = { createdAt: now - age * DAY_MS, lastSeenAt: now - idle * DAY_MS };
  expect(isSessionOver(times, now)).toBe(over);
});
