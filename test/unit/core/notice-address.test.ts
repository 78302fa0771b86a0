import { expect, test } from 'vitest';
import { parseNoticeAddress } from '../../../src/core/notice-address.ts';

test.each([
  ['sms', '(212) 555-0150', '+12125550150'],
  ['email', ' maria@acme.example ', 'maria@acme.example'],
  ['webhook', 'https://crm.acme.example/textback?x=1', 'https://crm.acme.example/textback?x=1'],
  ['ntfy', 'acme-calls_7', 'acme-calls_7'],
] as const)('given %s to %j, then it leads to %j', (channel, raw, address) => {
  expect(parseNoticeAddress(channel, raw, 'US')).toEqual({ kind: 'address', address });
});

test('given an address for push, then it is refused: phones and browsers say their own', () => {
  expect(parseNoticeAddress('push', 'https://push.example/1', 'US')).toMatchObject({
    kind: 'invalid',
    problem: 'Push alerts take no address.',
  });
});

test.each([
  ['sms', 'maria'],
  ['email', 'maria'],
  ['email', 'maria@acme.example, joe@acme.example'],
  ['email', `${'x'.repeat(500)}@acme.example`],
  ['webhook', 'crm.acme.example'],
  ['webhook', 'ftp://crm.acme.example'],
  ['webhook', 'https://'],
  ['ntfy', 'acme calls'],
  ['ntfy', ''],
] as const)('given %s to %j, then it is refused with an example', (channel, raw) => {
  expect(parseNoticeAddress(channel, raw, 'US')).toEqual({
    kind: 'invalid',
    problem: expect.stringContaining(' is no '),
    remedy: expect.stringMatching(/^Give one such as \S+\.$/),
  });
});
