import { describe, expect, test } from 'vitest';
import { type LinePlan, type PlannedStep, planCall } from '../../../src/core/call-plan.ts';

const CALLER = { id: { name: 'Pat', number: '+12125550123' }, blocked: null };
const WIRING = { dialTemplate: 'PJSIP/{number}@trunk', sounds: '/opt/textback/sounds' };

const line = {
  number: '+12125550100',
  name: 'Acme HVAC',
  ringTimeoutSeconds: 25,
  callerId: 'caller',
  callerIdPrefix: null,
  confirmSeconds: 12,
  nameRecording: null,
  afterMiss: 'release',
  announcement: null,
  announcementAnswers: false,
  voicemail: null,
} as const satisfies LinePlan;

function destination(kind: 'number' | 'endpoint', value: string) {
  return { kind, value, name: null, confirm: false };
}

function planOf(change: Partial<LinePlan>, caller: Parameters<typeof planCall>[2] = CALLER) {
  return planCall({ ...line, ...change }, [], caller, WIRING);
}

describe('what a line rings', () => {
  test('given a number and an endpoint, when a call is planned, then only the number goes through the dial template', () => {
    const steps: readonly PlannedStep[] = [
      {
        ringSeconds: 15,
        destinations: [
          { ...destination('number', '+12125550199'), name: 'Maria', confirm: true },
          destination('endpoint', 'Local/600@from-internal'),
        ],
      },
      { ringSeconds: null, destinations: [destination('number', '+12125550198')] },
    ];

    expect(planCall(line, steps, CALLER, WIRING)).toMatchObject({
      ringTimeoutMs: 25_000,
      steps: [
        {
          ringMs: 15_000,
          destinations: [
            { label: 'Maria', endpoint: 'PJSIP/+12125550199@trunk', confirm: true },
            { label: 'Local/600@from-internal', endpoint: 'Local/600@from-internal', confirm: false },
          ],
        },
        {
          ringMs: 25_000,
          destinations: [{ label: '+12125550198', endpoint: 'PJSIP/+12125550198@trunk', confirm: false }],
        },
      ],
    });
  });

  test('given a template that names the number twice, then both are filled in', () => {
    const steps = [{ ringSeconds: null, destinations: [destination('number', '+1')] }];
    const plan = planCall(line, steps, CALLER, { ...WIRING, dialTemplate: 'PJSIP/{number}@trunk-{number}' });
    expect(plan.steps[0]?.destinations[0]?.endpoint).toBe('PJSIP/+1@trunk-+1');
  });

  test('given a line without destinations, then the plan has no steps', () => {
    expect(planOf({}).steps).toEqual([]);
  });
});

describe('what a rung phone shows', () => {
  test('given the caller is shown, then it is not said that the call was diverted', () => {
    expect(planOf({ callerId: 'caller' })).toMatchObject({
      presentedCallerId: CALLER.id,
      divertedFrom: null,
    });
  });

  test('given the business is shown, then the caller stands in the name, after the prefix or the name of the line', () => {
    const shown = (change: Partial<LinePlan>, id = CALLER.id) =>
      planOf({ callerId: 'business', ...change }, { id, blocked: null }).presentedCallerId;
    expect(shown({})).toEqual({ number: '+12125550100', name: 'Acme HVAC Pat' });
    expect(shown({ callerIdPrefix: 'Acme:' })).toEqual({ number: '+12125550100', name: 'Acme: Pat' });
    expect(shown({}, { name: '', number: '+12125550123' }).name).toBe('Acme HVAC +12125550123');
    expect(shown({}, { name: '', number: '' }).name).toBe('Acme HVAC');
  });

  test('given the diversion is told, then the caller is shown, and the line is what it was diverted from', () => {
    expect(planOf({ callerId: 'diversion' })).toMatchObject({
      presentedCallerId: CALLER.id,
      divertedFrom: '+12125550100',
    });
  });
});

describe('how a phone is asked to press 1', () => {
  test.each([
    [null, 'sound:beep'],
    ['custom/acme', 'sound:custom/acme'],
  ] as const)('given the name recording %s, then %s comes before the prompt', (nameRecording, first) => {
    expect(planOf({ nameRecording, confirmSeconds: 8 }).confirmation).toEqual({
      prompt: [first, 'sound:/opt/textback/sounds/press-1'],
      timeoutMs: 8_000,
    });
  });
});

describe('what a caller hears after a miss', () => {
  const voicemail = 'ext-local,vmu100,1';
  const place = { context: 'ext-local', extension: 'vmu100', priority: 1 };
  const ours = 'sound:/opt/textback/sounds/not-available';
  test.each([
    [{ afterMiss: 'release' }, { kind: 'release' }],
    [{ afterMiss: 'announcement' }, { kind: 'announce', media: [ours], answers: false }],
    [
      { afterMiss: 'announcement', announcement: 'custom/closed', announcementAnswers: true },
      { kind: 'announce', media: ['sound:custom/closed'], answers: true },
    ],
    [
      { afterMiss: 'voicemail', voicemail },
      { kind: 'voicemail', place },
    ],
    [{ afterMiss: 'voicemail', voicemail: null }, { kind: 'release' }],
    [{ afterMiss: 'voicemail', voicemail: 'no such place!' }, { kind: 'release' }],
  ] as const)('given a line with %o, then it is %o', (change, treatment) => {
    expect(planOf(change).afterMiss).toEqual(treatment);
  });

  test.each([
    ['busy', { kind: 'release' }],
    ['announcement', { kind: 'announce', media: ['sound:/opt/textback/sounds/blocked'], answers: false }],
    ['voicemail', { kind: 'voicemail', place }],
  ] as const)('given a caller who is blocked, to get %s, then it is %o', (blocked, treatment) => {
    expect(planOf({ voicemail }, { ...CALLER, blocked }).blocked).toEqual(treatment);
  });

  test('given a caller who is not blocked, then nothing takes the place of ringing', () => {
    expect(planOf({}).blocked).toBeNull();
  });
});
