import { describe, expect, test } from 'vitest';
import { OUTCOMES } from '../../../src/core/call.ts';
import {
  decideTextBack,
  SUPPRESSIONS,
  type Suppression,
  type TextBackQuestion,
} from '../../../src/core/text-back-decision.ts';

const MISSED_AT = 1_000_000;
const caller = {
  kind: 'number',
  e164: '+12125550123',
  isOwnLine: false,
  optedOut: false,
  underReview: false,
} as const;
const question: TextBackQuestion = {
  outcome: 'no-answer',
  waitedMs: 25_000,
  missedAt: MISSED_AT,
  caller,
  line: { enabled: true, minRingMs: 3_000, textExpiryMs: 900_000, sender: '+12125550100', text: 'Sorry!' },
  balance: 1,
  cost: 1,
  now: MISSED_AT + 5,
};

test('given nothing against it, then the text goes out at once, from the line, until it expires', () => {
  expect(decideTextBack(question)).toEqual({
    verdict: 'send',
    text: 'Sorry!',
    from: '+12125550100',
    to: '+12125550123',
    notBefore: MISSED_AT + 5,
    expiresAt: MISSED_AT + 900_000,
  });
});

/** What alone brings each reason about. */
const AGAINST: { readonly [reason in Suppression]: Partial<TextBackQuestion> } = {
  disabled: { line: { ...question.line, enabled: false } },
  answered: { outcome: 'answered' },
  blocked: { outcome: 'blocked' },
  'rang-too-briefly': { outcome: 'abandoned', waitedMs: 2_999 },
  'withheld-number': { caller: { kind: 'withheld' } },
  'own-number': { caller: { ...caller, isOwnLine: true } },
  'not-textable': { caller: { kind: 'not-textable' } },
  'opted-out': { caller: { ...caller, optedOut: true } },
  'consent-under-review': { caller: { ...caller, underReview: true } },
  'too-old': { now: MISSED_AT + 900_000 },
  'no-credit': { balance: 0 },
};

describe('the reasons against', () => {
  test.each(SUPPRESSIONS)('given %s alone, then that is the reason', (reason) => {
    expect(decideTextBack({ ...question, ...AGAINST[reason] })).toEqual({ verdict: 'suppress', reason });
  });

  const pairs = SUPPRESSIONS.flatMap((first, at) =>
    SUPPRESSIONS.slice(at + 1).map((second) => [first, second] as const),
  ).filter(([first, second]) => !Object.keys(AGAINST[first]).some((key) => key in AGAINST[second]));

  test.each(pairs)('given %s and %s, then the first is told', (first, second) => {
    const decision = decideTextBack({ ...question, ...AGAINST[second], ...AGAINST[first] });
    expect(decision).toEqual({ verdict: 'suppress', reason: first });
  });

  test('given an own line that has opted out, then it is told as an own line', () => {
    const both = { ...caller, isOwnLine: true, optedOut: true };
    expect(decideTextBack({ ...question, caller: both })).toMatchObject({ reason: 'own-number' });
  });
});

describe('the limits', () => {
  test.each(OUTCOMES)(
    'given the outcome %s after a brief ring, then only who gave up rang too briefly',
    (outcome) => {
      const decision = decideTextBack({ ...question, outcome, waitedMs: 10 });
      const brief = decision.verdict === 'suppress' && decision.reason === 'rang-too-briefly';
      expect(brief).toBe(outcome === 'abandoned');
    },
  );

  test('given the caller gave up after exactly the minimum ring, then they are texted', () => {
    const decision = decideTextBack({ ...question, outcome: 'abandoned', waitedMs: 3_000 });
    expect(decision.verdict).toBe('send');
  });

  test('given the last moment before the text would be too old, then it still goes', () => {
    expect(decideTextBack({ ...question, now: MISSED_AT + 899_999 }).verdict).toBe('send');
  });
});
