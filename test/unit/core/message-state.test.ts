import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type AttemptResult,
  afterAttempt,
  creditOfDead,
  type OutgoingState,
} from '../../../src/core/message-state.ts';

const fresh: OutgoingState = { attempts: 1, unknowns: 0, expiresAt: 1_000, anyPartAccepted: false };
const lostOnce = { ...fresh, attempts: 2, unknowns: 1 };
const inPart = { ...fresh, anyPartAccepted: true };

const accepted: AttemptResult = { kind: 'accepted' };
const rejected: AttemptResult = { kind: 'rejected', why: 'invalid number' };
const retryable = (retryAt: number): AttemptResult => ({ kind: 'retryable', why: 'throttled', retryAt });
const unknown = (retryAt: number): AttemptResult => ({ kind: 'unknown', why: 'the link died', retryAt });

const CASES: readonly (readonly [
  given: string,
  message: OutgoingState,
  result: AttemptResult,
  state: string,
  notBefore: number | null,
  credit: string,
])[] = [
  ['a new message', fresh, accepted, 'sent', null, 'settle'],
  ['a new message', fresh, rejected, 'failed', null, 'release'],
  ['a new message', fresh, retryable(999), 'queued', 999, 'keep'],
  ['a new message', fresh, retryable(1_000), 'expired', null, 'release'],
  ['a new message', fresh, unknown(999), 'unknown', 999, 'keep'],
  ['a new message', fresh, unknown(1_000), 'unknown', null, 'keep'],
  ['one that was lost before', lostOnce, accepted, 'sent', null, 'settle'],
  ['one that was lost before', lostOnce, rejected, 'unknown', null, 'keep'],
  ['one that was lost before', lostOnce, retryable(999), 'queued', 999, 'keep'],
  ['one that was lost before', lostOnce, retryable(1_000), 'unknown', null, 'keep'],
  ['one that was lost before', lostOnce, unknown(500), 'unknown', null, 'keep'],
  ['one of which a part went out', inPart, accepted, 'sent', null, 'settle'],
  ['one of which a part went out', inPart, rejected, 'failed', null, 'settle'],
  ['one of which a part went out', inPart, retryable(999), 'queued', 999, 'keep'],
  ['one of which a part went out', inPart, retryable(1_000), 'expired', null, 'settle'],
  ['one of which a part went out', inPart, unknown(500), 'unknown', 500, 'keep'],
];

describe('afterAttempt', () => {
  test.each(CASES)(
    'given %s (%j), when the attempt is %j, then %s until %s, and the credit: %s',
    (...row) => {
      const [, message, result, state, notBefore, credit] = row;
      const after = afterAttempt(message, result);
      expect(after).toMatchObject({ state, notBefore, credit });
      expect(after.unknowns).toBe(message.unknowns + (result.kind === 'unknown' ? 1 : 0));
      expect(after.detail).toBe(result.kind === 'accepted' ? '' : result.why);
    },
  );

  test('given any answers, then a text is sent after a lost answer once more at most, and never too late', () => {
    const answers = fc.constantFrom('rejected' as const, 'retryable' as const, 'unknown' as const);
    fc.assert(
      fc.property(fc.array(fc.tuple(answers, fc.nat(1_200)), { maxLength: 20 }), (script) => {
        let message = fresh;
        let lost = 0;
        for (const [kind, retryAt] of script) {
          const after = afterAttempt(message, kind === 'rejected' ? rejected : { kind, why: '', retryAt });
          if (kind === 'unknown') lost += 1;
          if (after.notBefore === null) {
            expect(after.credit === 'release').toBe(lost === 0);
            return;
          }
          expect(after.credit).toBe('keep');
          expect(after.notBefore).toBeLessThan(message.expiresAt);
          expect(lost).toBeLessThanOrEqual(1);
          message = { ...message, attempts: message.attempts + 1, unknowns: after.unknowns };
        }
      }),
    );
  });
});

describe('creditOfDead', () => {
  test.each([
    [0, false, 'release'],
    [1, false, 'keep'],
    [0, true, 'settle'],
    [2, true, 'settle'],
  ] as const)(
    'given %i lost answers and a part accepted: %s, then the credit: %s',
    (unknowns, anyPartAccepted, move) => {
      expect(creditOfDead({ unknowns, anyPartAccepted })).toBe(move);
    },
  );
});
