import { expect, test } from 'vitest';
import { mayAudit, mayChange, mayMoveData, ROLES } from '../../../src/core/roles.ts';

test.each([
  ['line:+12125550100', ['owner']],
  ['setting:charge', ['owner']],
  ['user:Maria', ['owner']],
  ['anything new', ['owner']],
  ['lead:12', ['owner', 'staff']],
  ['leads', ['owner', 'staff']],
  ['consent:+12125550123', ['owner', 'staff']],
  ['block:+12125550123', ['owner', 'staff']],
])('given a change of %s, when each role would make it, then only %j may', (subject, allowed) => {
  expect(ROLES.filter((role) => mayChange(role, subject))).toEqual(allowed);
});

test('given everything goes out or comes in, when each role would do it, then only owners may', () => {
  expect(ROLES.filter(mayMoveData)).toEqual(['owner']);
});

test('given what others did, when each role would look at it, then only owners may', () => {
  expect(ROLES.filter(mayAudit)).toEqual(['owner']);
});
