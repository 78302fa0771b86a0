import { expect, test } from 'vitest';
import { readWebhookAddress } from '../../../src/core/webhook-address.ts';

test.each([
  ['https://crm.acme.example/textback', 'https://crm.acme.example/textback'],
  ['  https://crm.acme.example#part ', 'https://crm.acme.example/'],
  ['https://10.0.0.7:8443/hook?key=1', 'https://10.0.0.7:8443/hook?key=1'],
  ['http://127.0.0.1:5678/webhook', 'http://127.0.0.1:5678/webhook'],
  ['http://localhost/', 'http://localhost/'],
  ['http://[::1]:99/', 'http://[::1]:99/'],
])('given %s, then events go to %s', (typed, url) => {
  expect(readWebhookAddress(typed)).toEqual({ kind: 'address', url });
});

test.each([
  ['', 'no web address'],
  ['crm.acme.example', 'no web address'],
  ['ftp://crm.acme.example/', 'no web address'],
  ['file:///etc/passwd', 'no web address'],
  [`https://crm.acme.example/${'x'.repeat(500)}`, 'no web address'],
  ['https://maria:secret@crm.acme.example/', 'user name or password'],
  ['https://maria@crm.acme.example/', 'user name or password'],
  ['https://:secret@crm.acme.example/', 'user name or password'],
  ['http://crm.acme.example/', 'in the clear'],
  ['http://192.168.1.5/', 'in the clear'],
  ['http://127.0.0.1.evil.example/', 'in the clear'],
  ['https://169.254.169.254/latest/', 'of this link only'],
  ['https://2852039166/latest/', 'of this link only'],
  ['https://[fe80::1]/', 'of this link only'],
  ['https://[::ffff:169.254.169.254]/', 'of this link only'],
])('given %s, then it is refused: %s', (typed, why) => {
  const read = readWebhookAddress(typed);
  expect(read.kind).toBe('invalid');
  expect(read.kind === 'invalid' && read.problem).toContain(why);
});
