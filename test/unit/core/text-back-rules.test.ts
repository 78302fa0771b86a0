import { describe, expect, test } from 'vitest';
import { SUPPRESSIONS, type TextBackQuestion } from '../../../src/core/text-back-question.ts';
import { ask } from '../../../src/core/text-back-rules.ts';
import { question } from './missed-call-question.ts';

/** Asked in order these never get so far; each rule by itself must still answer for every caller. */
const CALLERS_WITHOUT_A_NUMBER: readonly TextBackQuestion['caller'][] = [
  { kind: 'withheld' },
  { kind: 'not-textable', why: 'a short number', own: null },
];

describe('one rule asked by itself', () => {
  test.each(CALLERS_WITHOUT_A_NUMBER)(
    'given a caller who is $kind, then only that stands against a text',
    (caller) => {
      const against = SUPPRESSIONS.filter((rule) => ask(rule, { ...question, caller }).applies);
      expect(against).toEqual([caller.kind === 'withheld' ? 'withheld-number' : 'not-textable']);
    },
  );
});
