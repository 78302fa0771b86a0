import { describe, expect, test } from 'vitest';
import { LEG_ENDS, OUTCOMES } from '../../../src/core/call.ts';
import { outcomeStep, phoneStep } from '../../../src/core/test-steps.ts';

const LINE = '+12125550100';
const leg = {
  label: 'PJSIP/100',
  state: 'ended',
  dialedAt: 0,
  ringingAt: 100,
  answeredAt: null,
  confirmedAt: null,
  endedAt: 10_000,
  cause: null,
  techCause: null,
} as const;

describe('a phone of a test call', () => {
  test('given every way that it can end, then only one that cannot be rung or connected fails, with what to do', () => {
    const steps = LEG_ENDS.map((end) => phoneStep({ ...leg, end }, LINE));
    const bad = LEG_ENDS.filter((_, at) => steps[at]?.ok === false);
    expect(bad).toEqual(['wrong-number', 'unreachable', 'not-connected']);
    for (const { name, ok, detail, remedy } of steps) {
      expect(name).toBe('phone');
      expect(detail).toMatch(/^PJSIP\/100: ./);
      expect(remedy === null).toBe(ok);
    }
  });
});

describe('the outcome of a test call', () => {
  test('given phones that were to ring, then only one in which none could fails, or one that was blocked', () => {
    const bad = OUTCOMES.filter((outcome) => !outcomeStep(outcome, true, LINE).ok);
    expect(bad.sort()).toEqual(['blocked', 'unreachable']);
    expect(outcomeStep('unreachable', true, LINE).remedy).toContain(LINE);
  });

  test('given none were to ring, then being missed is right', () => {
    expect(outcomeStep('unreachable', false, LINE)).toMatchObject({ ok: true, remedy: null });
  });
});
