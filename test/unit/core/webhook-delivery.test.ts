import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  answerWords,
  GIVE_UP_AFTER_MS,
  readRetryAfter,
  settleDelivery,
  type WebhookAnswer,
} from '../../../src/core/webhook-delivery.ts';

const NOW = 1_800_000_000_000;
const HOUR_MS = 3_600_000;
const answered = (status: number, retryAfterMs: number | null = null): WebhookAnswer => ({
  kind: 'answered',
  status,
  retryAfterMs,
});
const GONE: WebhookAnswer = { kind: 'no-answer', why: 'connect ECONNREFUSED' };
const first = { tries: 1, firstTriedAt: NOW };
const late = { tries: 80, firstTriedAt: NOW - GIVE_UP_AFTER_MS };

describe('an attempt', () => {
  test.each([200, 201, 204, 299])('given the answer %i, then the event is delivered', (status) => {
    expect(settleDelivery(answered(status), late, NOW, 0)).toEqual({ state: 'delivered' });
  });

  test.each([
    [answered(500), first, 1, { state: 'waiting', notBefore: NOW + 5_000 }],
    [answered(302), first, 0, { state: 'waiting', notBefore: NOW + 2_500 }],
    [answered(404), { ...first, tries: 3 }, 1, { state: 'waiting', notBefore: NOW + 20_000 }],
    [GONE, { ...first, tries: 60 }, 1, { state: 'waiting', notBefore: NOW + HOUR_MS }],
    [answered(429, 60_000), first, 1, { state: 'waiting', notBefore: NOW + 60_000 }],
    [answered(503, 90 * HOUR_MS), first, 1, { state: 'waiting', notBefore: NOW + HOUR_MS }],
    [answered(410), first, 1, { state: 'parked', endsEndpoint: true }],
    [GONE, late, 1, { state: 'parked', endsEndpoint: true }],
    [answered(500), late, 1, { state: 'parked', endsEndpoint: true }],
    [answered(308), late, 1, { state: 'parked', endsEndpoint: true }],
    [answered(422), late, 1, { state: 'parked', endsEndpoint: false }],
  ] as const)('given %j after %j, random %d, then it is %j', (answer, tries, random, settled) => {
    expect(settleDelivery(answer, tries, NOW, random)).toEqual(settled);
  });

  test('given a receiver that never answers, when each try comes as soon as it may, then it is given up after three days, after 72 to 160 tries', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), { minLength: 200, maxLength: 200 }),
        (random) => {
          let now = NOW;
          for (let tries = 1; tries <= 200; tries += 1) {
            const settled = settleDelivery(GONE, { tries, firstTriedAt: NOW }, now, random[tries - 1] ?? 0);
            if (settled.state !== 'waiting') {
              expect(now - NOW).toBeGreaterThanOrEqual(GIVE_UP_AFTER_MS);
              expect(now - NOW).toBeLessThan(GIVE_UP_AFTER_MS + HOUR_MS);
              expect(tries).toBeGreaterThanOrEqual(72);
              expect(tries).toBeLessThanOrEqual(165);
              return;
            }
            expect(settled.state === 'waiting' && settled.notBefore).toBeGreaterThan(now);
            if (settled.state === 'waiting') now = settled.notBefore;
          }
          expect.unreachable('it was never given up');
        },
      ),
      { numRuns: 50 },
    );
  });
});

test.each([
  [answered(500), 'HTTP 500'],
  [answered(301), 'HTTP 301: redirects are not followed'],
  [GONE, 'connect ECONNREFUSED'],
  [{ kind: 'no-answer', why: 'x'.repeat(999) }, 'x'.repeat(200)],
] as const)('given %j, then it is kept as %s', (answer, words) => {
  expect(answerWords(answer)).toBe(words);
});

test.each([
  ['120', 120_000],
  ['0', 0],
  [null, null],
  ['Wed, 21 Oct 2026 07:28:00 GMT', null],
  ['-5', null],
])('given Retry-After: %s, then it is read as %s', (header, ms) => {
  expect(readRetryAfter(header)).toBe(ms);
});
