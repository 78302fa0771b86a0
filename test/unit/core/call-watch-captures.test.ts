import { describe, expect, test } from 'vitest';
import { explainLeg } from '../../../src/core/explain-leg.ts';
import type { Capture } from '../../fixtures/ami-stream.ts';
import { replay } from './watch-bench.ts';

interface Told {
  readonly capture: Capture;
  readonly outcome: string;
  /** Who rang and how that ended. */
  readonly legs: Readonly<Record<string, string>>;
}

const BOTH = ['22', '16'] as const;

const INBOUND: readonly Told[] = [
  ...BOTH.map(
    (release): Told => ({
      capture: `ring-group-answered.${release}`,
      outcome: 'answered',
      legs: {
        'PJSIP/100': 'answered after 3 s, talked 2 s',
        'PJSIP/101': 'rang 3 s, another phone answered',
      },
    }),
  ),
  ...BOTH.map(
    (release): Told => ({
      capture: `ring-group-local.${release}`,
      outcome: 'answered',
      legs: {
        'PJSIP/100': 'answered after 3 s, talked 2 s',
        'PJSIP/101': 'rang 3 s, another phone answered',
        '+12125550199': 'rang 3 s, another phone answered',
      },
    }),
  ),
  {
    capture: 'ring-group-local-optimized.22',
    outcome: 'answered',
    legs: { 'PJSIP/100': 'answered after 3 s, talked 2 s', 'PJSIP/101': 'rang 3 s, another phone answered' },
  },
  {
    capture: 'ring-group-no-answer.22',
    outcome: 'no-answer',
    legs: { 'PJSIP/101': 'rang 2 s, no answer', 'PJSIP/102': 'busy' },
  },
  {
    capture: 'ring-group-local-no-answer.22',
    outcome: 'no-answer',
    legs: { 'PJSIP/101': 'rang 2 s, no answer', 'PJSIP/102': 'busy' },
  },
  ...BOTH.map(
    (release): Told => ({
      capture: `abandoned.${release}`,
      outcome: 'abandoned',
      legs: { 'PJSIP/101': 'caller gave up after 2 s' },
    }),
  ),
  ...BOTH.map(
    (release): Told => ({
      capture: `queue-answered.${release}`,
      outcome: 'answered',
      legs: {
        'PJSIP/100': 'answered after 3 s, talked 6 s',
        'PJSIP/101': 'rang 3 s, another phone answered',
      },
    }),
  ),
  {
    capture: 'queue-abandoned.22',
    outcome: 'abandoned',
    legs: { 'PJSIP/101': 'caller gave up after 1 s' },
  },
  {
    capture: 'ivr-answered.22',
    outcome: 'answered',
    legs: { 'PJSIP/104': 'answered after under 1 s, talked 2 s' },
  },
  { capture: 'ivr-abandoned.22', outcome: 'abandoned', legs: {} },
  { capture: 'announcement.22', outcome: 'no-answer', legs: {} },
  { capture: 'holding.22', outcome: 'abandoned', legs: {} },
  { capture: 'busy.22', outcome: 'busy', legs: { 'PJSIP/102': 'busy' } },
  { capture: 'declined.22', outcome: 'busy', legs: { 'PJSIP/106': 'declined' } },
  ...BOTH.map((release): Told => ({ capture: `congestion.${release}`, outcome: 'unreachable', legs: {} })),
  { capture: 'busy-unrung.22', outcome: 'busy', legs: {} },
  ...BOTH.map((release): Told => ({ capture: `unregistered.${release}`, outcome: 'unreachable', legs: {} })),
  ...BOTH.map(
    (release): Told => ({
      capture: `voicemail.${release}`,
      outcome: 'voicemail',
      legs: { 'PJSIP/101': 'rang 4 s, no answer' },
    }),
  ),
  ...BOTH.map(
    (release): Told => ({
      capture: `picked-up-elsewhere.${release}`,
      outcome: 'answered',
      legs: {
        'PJSIP/101': 'rang 2 s, another phone answered',
        'PJSIP/200': 'answered after under 1 s, talked 3 s',
      },
    }),
  ),
  {
    capture: 'blind-transfer.22',
    outcome: 'answered',
    legs: { 'PJSIP/104': 'answered after under 1 s, talked 1 s' },
  },
  ...BOTH.map(
    (release): Told => ({
      capture: `attended-transfer.${release}`,
      outcome: 'answered',
      legs: { 'PJSIP/104': 'answered after under 1 s, talked 7 s' },
    }),
  ),
];

describe('what a real Asterisk told of a call to an observed line', () => {
  test.each(INBOUND)('given $capture, when it is over, then it is one call, $outcome', (told) => {
    const { calls, outcomes, outbound, watch } = replay(told.capture);
    expect([...calls.values()]).toMatchObject([{ state: 'ended', outcome: told.outcome }]);
    expect(outcomes).toHaveLength(1);
    expect(outbound.size).toBe(0);
    expect(watch.size).toBe(0);
    const [call] = calls.values();
    const legs = (call?.legs ?? []).map((leg) => [leg.destination.label, explainLeg(leg)]);
    expect(Object.fromEntries(legs)).toEqual(told.legs);
  });
});

interface ToldOutbound {
  readonly capture: Capture;
  readonly extension: string;
  readonly raw: string;
  readonly talkedMs: number | null;
}

const OUTBOUND: readonly ToldOutbound[] = [
  ...BOTH.map(
    (release): ToldOutbound => ({
      capture: `outbound-connected.${release}`,
      extension: 'PJSIP/200',
      raw: '2125550142',
      talkedMs: 1_500,
    }),
  ),
  { capture: 'outbound-no-answer.22', extension: 'PJSIP/200', raw: '92125550142', talkedMs: null },
  { capture: 'outbound-busy.22', extension: 'PJSIP/200', raw: '82125550142', talkedMs: null },
  { capture: 'outbound-gave-up.22', extension: 'PJSIP/200', raw: '92125550142', talkedMs: null },
  { capture: 'outbound-originated.22', extension: 'PJSIP/104', raw: '2125550142', talkedMs: 2_800 },
  { capture: 'outbound-originated-local.22', extension: 'PJSIP/104', raw: '2125550142', talkedMs: 2_800 },
  // The extension is gone after 1.4 s; the customer goes on talking to the next.
  { capture: 'outbound-transferred.22', extension: 'PJSIP/200', raw: '2125550142', talkedMs: 4_000 },
];

describe('what a real Asterisk told of a call that an extension made', () => {
  test.each(OUTBOUND)('given $capture, when it is over, then it is one call out', (told) => {
    const { calls, outbound, watch, told: seen } = replay(told.capture);
    expect(seen.filter((type) => type === 'outbound-dialled')).toHaveLength(1);
    expect(seen.filter((type) => type === 'outbound-ended')).toHaveLength(1);
    expect(calls.size).toBe(0);
    expect(watch.size).toBe(0);
    const [call, ...others] = outbound.values();
    expect(others).toEqual([]);
    expect(call).toMatchObject({
      extension: told.extension,
      party: { raw: told.raw, number: '+12125550142' },
      endedAt: expect.any(Number),
    });
    const { connectedAt = null, endedAt = null } = call ?? {};
    if (told.talkedMs === null) expect(connectedAt).toBeNull();
    else expect((endedAt ?? 0) - (connectedAt ?? 0)).toBeGreaterThan(told.talkedMs - 200);
  });

  test('given a call from one extension to another, when it is over, then nothing is kept of it', () => {
    const { calls, outbound, watch } = replay('internal.22');
    expect([calls.size, outbound.size, watch.size]).toEqual([0, 0, 0]);
  });
});
