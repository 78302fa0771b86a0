import { expect, test } from 'vitest';
import { passkeySite } from '../../../src/core/passkey-site.ts';

const NAMED = 'https://t.acme.example';

test.each([
  ['the public name', NAMED, 't.acme.example', { origin: NAMED, rpId: 't.acme.example' }],
  ['it, with the port of https', NAMED, 'T.acme.example:443', { origin: NAMED, rpId: 't.acme.example' }],
  [
    'a public name with a port',
    `${NAMED}:8443`,
    't.acme.example:8443',
    { origin: `${NAMED}:8443`, rpId: 't.acme.example' },
  ],
  ['another name', NAMED, 'u.acme.example', null],
  ['a public address in numbers', 'https://192.0.2.7', '192.0.2.7', null],
  ['a public address of IPv6', 'https://[2001:db8::7]', '[2001:db8::7]', null],
  ['the machine itself', null, 'localhost:8480', { origin: 'http://localhost:8480', rpId: 'localhost' }],
  ['it, at the port of http', NAMED, 'localhost:80', { origin: 'http://localhost', rpId: 'localhost' }],
  ['the machine itself in numbers', null, '127.0.0.1:8480', null],
  ['a name that only begins so', null, 'localhost.evil.example', null],
  ['no name', null, undefined, null],
] as const)('given %s, when a passkey is asked for, then its site is that, or none', (_, url, host, site) => {
  expect(passkeySite(url, host)).toEqual(site);
});
