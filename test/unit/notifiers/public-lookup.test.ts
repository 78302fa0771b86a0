import { describe, expect, test } from 'vitest';
import { isPublicAddress, publicLookup } from '../../../src/notifiers/public-lookup.ts';

describe('where alerts may be sent', () => {
  test.each([
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '100.127.255.255',
    '127.0.0.1',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
  ])('given %s, then not there', (address) => expect(isPublicAddress(address, 4)).toBe(false));

  test.each(['1.1.1.1', '142.250.1.188', '100.63.255.255', '172.32.0.1', '17.188.0.1'])(
    'given %s, then there',
    (address) => expect(isPublicAddress(address, 4)).toBe(true),
  );

  test.each([
    '::',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:142.250.1.188',
    '64:ff9b::a00:1',
    'fc00::1',
    'fd7a:115c:a1e0::1',
    'fe80::1',
    'ff02::1',
    '2001::1',
    '2001:db8::1',
    '2002:a00:1::1',
  ])('given %s, then not there', (address) => expect(isPublicAddress(address, 6)).toBe(false));

  test.each(['2a00:1450:4001:830::200a', '2620:149:208::1', '2606:4700::1111'])(
    'given %s, then there',
    (address) => expect(isPublicAddress(address, 6)).toBe(true),
  );

  test.each([{ all: true }, {}])(
    'given a name of this machine (%j), when resolved, then it leads nowhere',
    async (options) => {
      const problem = await new Promise((resolve) => publicLookup('localhost', options, resolve));
      expect(String(problem)).toContain('localhost is no address on the Internet');
    },
  );

  test('given a name that does not exist, then it says so', async () => {
    const problem = await new Promise((resolve) => publicLookup('nowhere.invalid', { all: true }, resolve));
    expect(String(problem)).toMatch(/ENOTFOUND|EAI_AGAIN/);
  });
});
