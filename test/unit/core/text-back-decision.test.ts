import { describe, expect, test } from 'vitest';
import { OUTCOMES } from '../../../src/core/call.ts';
import { decideTextBack } from '../../../src/core/text-back-decision.ts';
import {
  SUPPRESSIONS,
  type Suppression,
  type TextBackQuestion,
} from '../../../src/core/text-back-question.ts';
import { AGAINST, caller, HOUR, MISSED_AT, question } from './missed-call-question.ts';

/** The reasons added in the order last to first: what an earlier one overwrites does not matter any more. */
function questionWith(reasons: readonly Suppression[]): TextBackQuestion {
  return SUPPRESSIONS.filter((reason) => reasons.includes(reason)).reduceRight(
    (before, reason) => AGAINST[reason](before),
    question,
  );
}

test('given nothing against it, then the text goes out at once, from the line, until it expires', () => {
  const { asked, ...decision } = decideTextBack(question);
  expect(decision).toEqual({
    verdict: 'send',
    text: 'Sorry!',
    from: '+12125550100',
    to: '+12125550123',
    notBefore: MISSED_AT + 5,
    expiresAt: MISSED_AT + 900_000,
  });
  expect(asked.map(({ rule }) => rule)).toEqual(SUPPRESSIONS);
  expect(asked.every(({ applies }) => !applies)).toBe(true);
});

describe('the reasons against', () => {
  test.each(SUPPRESSIONS)('given %s alone, then that is the reason, and none after it is asked', (reason) => {
    const decision = decideTextBack(AGAINST[reason](question));
    expect(decision).toMatchObject({ verdict: 'suppress', reason });
    expect(decision.asked.map(({ rule, applies }) => [rule, applies])).toEqual(
      SUPPRESSIONS.slice(0, SUPPRESSIONS.indexOf(reason) + 1).map((rule) => [rule, rule === reason]),
    );
  });

  const pairs = SUPPRESSIONS.flatMap((first, at) =>
    SUPPRESSIONS.slice(at + 1).map((second) => [first, second] as const),
  );

  test.each(pairs)('given %s and %s, then the first is told', (first, second) => {
    expect(decideTextBack(questionWith([first, second]))).toMatchObject({
      verdict: 'suppress',
      reason: first,
    });
  });

  test('given any set of reasons, then the first wins; one more never lets a text out or moves it back', () => {
    const all = SUPPRESSIONS.map((_, at) => 1 << at);
    for (let set = 1; set < 1 << SUPPRESSIONS.length; set += 37) {
      const reasons = SUPPRESSIONS.filter((_, at) => set & (all[at] ?? 0));
      const decision = decideTextBack(questionWith(reasons));
      if (decision.verdict !== 'suppress') throw new Error(`${reasons.join()} let a text out`);
      expect(decision.reason).toBe(reasons[0]);
      const [one] = SUPPRESSIONS.filter((reason) => !reasons.includes(reason));
      if (one === undefined) continue;
      const more = decideTextBack(questionWith([...reasons, one]));
      if (more.verdict !== 'suppress') throw new Error(`${one} on top of ${reasons.join()} let a text out`);
      expect(SUPPRESSIONS.indexOf(more.reason)).toBeLessThanOrEqual(SUPPRESSIONS.indexOf(decision.reason));
    }
  });

  test('given only a cap against it, then what would have been sent is held; for anything else nothing is', () => {
    for (const reason of SUPPRESSIONS) {
      const decision = decideTextBack(AGAINST[reason](question));
      expect(decision).toMatchObject({
        held: reason === 'cap-reached' ? { text: 'Sorry!', to: caller.e164 } : null,
      });
    }
  });
});

describe('the limits', () => {
  const decide = (change: Partial<TextBackQuestion>) => decideTextBack({ ...question, ...change });
  const line = (change: Partial<TextBackQuestion['line']>) =>
    decide({ line: { ...question.line, ...change } });

  test.each(OUTCOMES)(
    'given the outcome %s after a brief ring, then only who gave up rang too briefly',
    (outcome) => {
      const decision = decide({ outcome, waitedMs: 10 });
      const brief = decision.verdict === 'suppress' && decision.reason === 'rang-too-briefly';
      expect(brief).toBe(outcome === 'abandoned');
    },
  );

  test('given a caller who was blocked while the phones rang, then they are not texted', () => {
    expect(decide({ blocked: { at: MISSED_AT, why: '' } })).toMatchObject({ reason: 'blocked' });
  });

  test('given the caller gave up after exactly the minimum ring, then they are texted', () => {
    expect(decide({ outcome: 'abandoned', waitedMs: 3_000 }).verdict).toBe('send');
  });

  test('given the last moment before the text would be too old, then it still goes', () => {
    expect(decide({ now: MISSED_AT + 899_999 }).verdict).toBe('send');
  });

  test('given a delay, then the text waits for it, and has its whole lifetime after it', () => {
    const decision = line({ textDelayMs: 60_000 });
    expect(decision).toMatchObject({ notBefore: MISSED_AT + 60_000, expiresAt: MISSED_AT + 960_000 });
    const late = { ...question.line, textDelayMs: 60_000 };
    expect(decide({ line: late, now: MISSED_AT + 959_999 }).verdict).toBe('send');
    expect(decide({ line: late, now: MISSED_AT + 960_000 })).toMatchObject({ reason: 'too-old' });
  });

  test('given quiet hours that end before the text is too old, then it waits until then', () => {
    const decision = decide({ quietUntil: MISSED_AT + 899_999 });
    expect(decision).toMatchObject({ verdict: 'send', notBefore: MISSED_AT + 899_999 });
    expect(decide({ quietUntil: MISSED_AT + 900_000 })).toMatchObject({ reason: 'quiet-hours' });
  });

  test('given a text that is as old as the cool-down, or a reply since, or no cool-down, then another goes', () => {
    const texted = (at: number, isAnswered = false) => ({
      ...question.history,
      lastText: { at, isAnswered },
    });
    const now = question.now;
    expect(decide({ history: texted(now - 4 * HOUR + 1) })).toMatchObject({ reason: 'cool-down' });
    expect(decide({ history: texted(now - 4 * HOUR) }).verdict).toBe('send');
    expect(decide({ history: texted(now - 1, true) }).verdict).toBe('send');
    const off = { ...question.line, coolDownMs: 0 };
    expect(decide({ line: off, history: texted(now - 1) }).verdict).toBe('send');
  });

  test('given a number of no country, or of one that the line does not text, then it is not texted', () => {
    expect(decide({ caller: { ...caller, country: null } })).toMatchObject({ reason: 'country-not-allowed' });
    const abroad = { ...caller, country: 'CA' } as const;
    expect(decide({ caller: abroad })).toMatchObject({ reason: 'country-not-allowed' });
    expect(decide({ caller: abroad, line: { ...question.line, countries: ['US', 'CA'] } }).verdict).toBe(
      'send',
    );
  });

  test('given a caller ID that is no phone number, then its being our own comes first', () => {
    const extension = { kind: 'not-textable', why: 'a short number', own: null } as const;
    expect(decide({ caller: extension })).toMatchObject({ reason: 'not-textable' });
    expect(decide({ caller: { ...extension, own: 'internal' } })).toMatchObject({ reason: 'own-number' });
  });
});

describe('what the reasons were judged by', () => {
  const detail = (change: Partial<TextBackQuestion>, of: Suppression) =>
    decideTextBack({ ...question, ...change }).asked.find(({ rule }) => rule === of)?.detail;
  const texted = { ...question.history, lastText: { at: question.now - 2 * HOUR, isAnswered: false } };

  test.each<readonly [Suppression, Partial<TextBackQuestion>, string]>([
    ['answered', {}, 'no-answer'],
    ['blocked', {}, ''],
    ['blocked', { blocked: { at: question.now - HOUR, why: 'spam' } }, 'blocked 1 h ago: spam'],
    ['blocked', { blocked: { at: question.now - HOUR, why: '' } }, 'blocked 1 h ago'],
    ['rang-too-briefly', {}, 'waited 25 s, minimum 3 s'],
    ['own-number', { caller: { ...caller, own: 'line' } }, 'one of your lines'],
    ['own-number', { caller: { ...caller, own: 'internal' } }, 'one of the setting internal-numbers'],
    [
      'not-textable',
      { caller: { ...caller, refused: { at: question.now - HOUR, why: 'ESME_RINVDSTADR' } } },
      'refused by the carrier 1 h ago: ESME_RINVDSTADR',
    ],
    ['country-not-allowed', {}, 'US'],
    ['country-not-allowed', { caller: { ...caller, country: null } }, 'of no country, allowed: US'],
    ['too-old', {}, 'missed under 1 s ago, 15 min allowed'],
    ['cool-down', {}, 'not texted yet, once in 4 h'],
    ['cool-down', { history: texted }, 'texted 2 h ago, once in 4 h'],
    [
      'cool-down',
      { history: { ...texted, lastText: { at: question.now - 2 * HOUR, isAnswered: true } } },
      'texted 2 h ago, replied since',
    ],
    ['cool-down', { line: { ...question.line, coolDownMs: 0 } }, 'off'],
    [
      'resolved',
      { history: { ...question.history, resolvedBy: { kind: 'call', id: 7 } } },
      'got through in call 7',
    ],
    [
      'resolved',
      { history: { ...question.history, resolvedBy: { kind: 'call-back', id: 7 } } },
      'called back in outbound call 7',
    ],
    ['cap-reached', {}, 'per-number 2 of 3, per-prefix 2 of 3, per-minute 2 of 3, per-day 2 of 3'],
    ['cap-reached', { caps: [{ cap: 'per-day', limit: 2, used: 2 }] }, 'per-day 2 of 2'],
    ['quiet-hours', { quietUntil: question.now + 60_000 }, 'quiet for another 1 min, waits until then'],
    ['quiet-hours', { quietUntil: question.now + HOUR }, 'quiet for another 1 h, which is too late'],
    ['no-credit', {}, 'balance 1, costs 1'],
  ])('%s', (rule, change, words) => {
    expect(detail(change, rule)).toBe(words);
  });

  test('given whatever a carrier said, then it is kept short', () => {
    const refused = { at: MISSED_AT, why: 'x'.repeat(1_000) };
    expect(detail({ caller: { ...caller, refused } }, 'not-textable')).toHaveLength(160);
  });
});
