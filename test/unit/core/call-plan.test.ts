import { expect, test } from 'vitest';
import { NO_PLAN, planCall } from '../../../src/core/call-plan.ts';

const callerId = { name: 'Pat', number: '+12125550123' };

test('given a number and an endpoint, when a call is planned, then only the number goes through the dial template', () => {
  const plan = planCall(
    {
      ringTimeoutSeconds: 25,
      steps: [
        {
          ringSeconds: 15,
          destinations: [
            { kind: 'number', value: '+12125550199' },
            { kind: 'endpoint', value: 'Local/600@from-internal' },
          ],
        },
        { ringSeconds: null, destinations: [{ kind: 'number', value: '+12125550198' }] },
      ],
    },
    'PJSIP/{number}@trunk',
    callerId,
  );

  expect(plan).toEqual({
    ...NO_PLAN,
    ringTimeoutMs: 25_000,
    presentedCallerId: callerId,
    steps: [
      {
        ringMs: 15_000,
        destinations: [
          { label: '+12125550199', endpoint: 'PJSIP/+12125550199@trunk', confirm: false },
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
  const plan = planCall(
    {
      ringTimeoutSeconds: 10,
      steps: [{ ringSeconds: null, destinations: [{ kind: 'number', value: '+1' }] }],
    },
    'PJSIP/{number}@trunk-{number}',
    callerId,
  );
  expect(plan.steps[0]?.destinations[0]?.endpoint).toBe('PJSIP/+1@trunk-+1');
});

test('given a line without destinations, then the plan has no steps', () => {
  expect(planCall({ ringTimeoutSeconds: 60, steps: [] }, '{number}', callerId).steps).toEqual([]);
});
