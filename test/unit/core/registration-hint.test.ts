import { expect, test } from 'vitest';
import { meansNotRegistered } from '../../../src/core/registration-hint.ts';

test.each([
  ['REJECTD: 10DLC campaign is not in an active state', true],
  ['blocked, sender not registered', true],
  ['Source number is unregistered', true],
  ['Toll-free Not Verified', true],
  ['err:4476 A2P traffic not allowed', true],
  ['Originator not provisioned', true],
  ['UNDELIV err:060', false],
  ['ESME_RINVSRCADR: the carrier refuses the sender address', false],
  ['the subscriber is not registered in this network', false],
  ['', false],
])(
  'given a carrier says %j, when that is read, then whether it means a missing registration is %s',
  (detail, means) => {
    expect(meansNotRegistered(detail)).toBe(means);
  },
);
