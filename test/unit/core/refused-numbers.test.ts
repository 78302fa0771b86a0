import { describe, expect, test } from 'vitest';
import { meansNotTextable } from '../../../src/core/refused-numbers.ts';
import { smppFailureText } from '../../../src/core/smpp-status.ts';

describe('meansNotTextable', () => {
  test.each([
    smppFailureText(0x0b),
    'UNDELIV err:Unknown subscriber',
    'UNDELIV err:UNKNOWN_SUBSCRIBER',
    'teleservice not provisioned',
    'REJECTD err:LANDLINE',
    'the number is a land line',
    'Not SMS capable',
    'not a mobile number',
  ])('given %j, then the number takes no texts', (detail) => {
    expect(meansNotTextable(detail)).toBe(true);
  });

  test('given any other status of SMPP, then nothing is held against the number', () => {
    for (let status = 1; status <= 0x104; status += 1) {
      expect(meansNotTextable(smppFailureText(status))).toBe(status === 0x0b);
    }
  });

  test.each([
    '',
    'UNDELIV',
    'UNDELIV err:001',
    'REJECTD err:005',
    'EXPIRED',
    'absent subscriber',
    'ESME_RINVSRCADR: the carrier refuses the sender address',
    'the island line is down',
    'ESME_RINVDSTADRX',
  ])('given %j, then nothing is held against the number', (detail) => {
    expect(meansNotTextable(detail)).toBe(false);
  });
});
