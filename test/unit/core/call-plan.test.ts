import { describe, expect, test } from 'vitest';
import { type LinePlan, planCall } from '../../../src/core/call-plan.ts';

const SOUNDS = '/opt/textback/sounds';
const NOBODY = { steps: [], isOffHours: false };
const CALLER = {
  shown: { presentedCallerId: { name: 'Pat', number: '+12125550123' }, divertedFrom: '+12125550100' },
  blocked: null,
};

const line = {
  ringTimeoutSeconds: 25,
  confirmSeconds: 12,
  nameRecording: null,
  afterMiss: 'release',
  announcement: null,
  announcementAnswers: false,
  voicemail: null,
} as const satisfies LinePlan;

function planOf(change: Partial<LinePlan>, caller: Parameters<typeof planCall>[2] = CALLER) {
  return planCall({ ...line, ...change }, NOBODY, caller, SOUNDS);
}

test('given what rings and what it shows, when a call is planned, then both are in the plan, within the ring timeout', () => {
  const destinations = [{ label: 'Maria', endpoint: 'PJSIP/1', confirm: true }];
  const hunt = { steps: [{ ringMs: 15_000, destinations }], isOffHours: false };
  expect(planCall(line, hunt, CALLER, SOUNDS)).toMatchObject({
    ...hunt,
    ...CALLER.shown,
    ringTimeoutMs: 25_000,
  });
});

test('given that nothing rings at this hour, when a call is planned, then the plan says so', () => {
  expect(planCall(line, { steps: [], isOffHours: true }, CALLER, SOUNDS)).toMatchObject({
    steps: [],
    isOffHours: true,
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
