import { expect, test } from 'vitest';
import { smppFailure, smppFailureText } from '../../../src/core/smpp-status.ts';

test.each([
  [0x58, { kind: 'retryable', name: 'ESME_RTHROTTLED', afterMs: 1_000 }],
  [0x14, { kind: 'retryable', name: 'ESME_RMSGQFUL', afterMs: 5_000 }],
  [0x08, { kind: 'retryable', name: 'ESME_RSYSERR', afterMs: 5_000 }],
  [0x0b, { kind: 'rejected', name: 'ESME_RINVDSTADR' }],
  [0x45, { kind: 'rejected', name: 'ESME_RSUBMITFAIL' }],
  [0xff, { kind: 'unknown', name: 'ESME_RUNKNOWNERR' }],
])(
  'given command_status 0x%s, when read, then it is told what to do and what it is called',
  (status, expected) => {
    expect(smppFailure(status)).toMatchObject(expected);
  },
);

test('given a wait that the status does not ask for, when read, then there is none', () => {
  expect(smppFailure(0x04)).not.toHaveProperty('afterMs');
});

test.each([0x400, 0x4ff, 0xdead])(
  'given the vendor value %i, when read, then it is rejected under its hex',
  (status) => {
    const name = `0x${status.toString(16).padStart(8, '0')}`;
    expect(smppFailure(status)).toMatchObject({ kind: 'rejected', name });
  },
);

test('given a status, when shown to people, then it is name and meaning', () => {
  expect(smppFailureText(0x58)).toBe('ESME_RTHROTTLED: the carrier is throttling this account');
});
