import { describe, expect, test } from 'vitest';
import { settleNotice } from '../../../src/core/notice-state.ts';

const NOW = 1_000_000;
const away = { kind: 'retryable', why: 'the server is away' } as const;

describe('what becomes of a notice', () => {
  test('given that it was taken, then it is sent, and nothing more is tried', () => {
    expect(settleNotice({ kind: 'sent' }, 1, NOW + 1, NOW)).toEqual({
      state: 'sent',
      detail: '',
      notBefore: null,
    });
  });
  test('given that it was refused for good, then it has failed, with the reason', () => {
    const settled = settleNotice({ kind: 'rejected', why: 'no such address' }, 1, NOW + 1, NOW);
    expect(settled).toEqual({ state: 'failed', detail: 'no such address', notBefore: null });
  });
  test.each([
    [1, 30_000],
    [2, 60_000],
    [6, 960_000],
    [7, 1_800_000],
    [40, 1_800_000],
  ])('given %i attempts in vain, then it is tried again after %i ms', (attempts, waitMs) => {
    const settled = settleNotice(away, attempts, NOW + 10_000_000, NOW);
    expect(settled).toEqual({ state: 'queued', detail: 'the server is away', notBefore: NOW + waitMs });
  });
  test('given that it was gone, then it has failed', () => {
    const settled = settleNotice({ kind: 'gone', why: 'HTTP 410' }, 1, NOW + 1, NOW);
    expect(settled).toEqual({ state: 'failed', detail: 'HTTP 410', notBefore: null });
  });
  test.each([
    [10_000, 30_000],
    [45_000, 45_000],
    [7_200_000, 7_200_000],
  ])('given a server that asks for %i ms, then it is not tried again before %i ms', (afterMs, waitMs) => {
    expect(settleNotice({ ...away, afterMs }, 1, NOW + 10_000_000, NOW).notBefore).toBe(NOW + waitMs);
    expect(settleNotice({ ...away, afterMs }, 1, NOW + waitMs, NOW).state).toBe('expired');
  });
  test('given that the next attempt would be too late, then it expires', () => {
    expect(settleNotice(away, 1, NOW + 30_000, NOW)).toEqual({
      state: 'expired',
      detail: 'the server is away',
      notBefore: null,
    });
  });
});
