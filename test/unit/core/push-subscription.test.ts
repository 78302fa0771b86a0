import { describe, expect, test } from 'vitest';
import { parsePushSubscription } from '../../../src/core/push-subscription.ts';

// RFC 8291 Appendix A.
const KEYS = {
  p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
  auth: 'BTBZMqHH6r4Tts7J_aSIgg',
};
const ENDPOINT = 'https://push.example.net/push/JzLQ3raZJfFBR0aqvOMsLrt54w4rJUsV';
const parse = (change: Partial<typeof KEYS & { endpoint: string }>, allowPrivate = false) =>
  parsePushSubscription({ endpoint: ENDPOINT, ...KEYS, ...change }, allowPrivate);

describe('what a browser says of itself', () => {
  test('given an address and keys, with padding or without, then they are read', () => {
    const subscription = { endpoint: ENDPOINT, ...KEYS };
    expect(parse({})).toEqual({ kind: 'subscription', subscription });
    expect(parse({ p256dh: `${KEYS.p256dh}=`, auth: ` ${KEYS.auth}== ` })).toEqual({
      kind: 'subscription',
      subscription,
    });
  });

  test.each([
    ['no key', { p256dh: '' }],
    ['a compressed point', { p256dh: KEYS.p256dh.replace('BC', 'AC') }],
    ['a key that is too short', { p256dh: KEYS.p256dh.slice(1) }],
    ['no secret', { auth: '' }],
    ['a secret of another alphabet', { auth: 'BTBZMqHH6r4Tts7J+aSIgg' }],
  ])('given %s, then it is refused', (_, change) => {
    expect(parse(change)).toMatchObject({
      kind: 'invalid',
      problem: 'The browser gave no keys for alerts.',
      remedy: expect.stringContaining('Load the page again'),
    });
  });

  test.each([
    'http://push.example.net/1',
    'ftp://push.example.net/1',
    'javascript:alert(1)',
    'push.example.net/1',
    'https://user@push.example.net/1',
    'https://:secret@push.example.net/1',
    `https://push.example.net/${'x'.repeat(1_024)}`,
    '',
  ])('given %s, then it is refused', (endpoint) => {
    expect(parse({ endpoint }, true)).toMatchObject({
      kind: 'invalid',
      problem: 'The browser gave no https address for alerts.',
    });
  });

  test.each([
    'https://127.0.0.1/1',
    'https://2130706433/1',
    'https://0x7f.1/1',
    'https://192.168.1.1:8443/1',
    'https://203.0.113.9/1',
    'https://[::1]/1',
    'https://[2001:db8::1]/1',
    'https://localhost/1',
    'https://localhost./1',
    'https://pbx/1',
    'https://pbx.local/1',
    'https://pbx.LAN/1',
    'https://metadata.google.internal/1',
    'https://router.home.arpa/1',
  ])('given %s, then nothing is sent there unless the business allows it', (endpoint) => {
    expect(parse({ endpoint })).toMatchObject({
      kind: 'invalid',
      problem: expect.stringContaining('is no address on the Internet'),
    });
    expect(parse({ endpoint }, true).kind).toBe('subscription');
  });

  test.each([
    'https://fcm.googleapis.com/fcm/send/x:APA91b',
    'https://updates.push.services.mozilla.com/wpush/v2/gAAA',
    'https://web.push.apple.com/QGuV',
    'https://wns2-by3p.notify.windows.com/w/?token=BQYAA',
  ])('given the push service %s, then it is taken', (endpoint) => {
    expect(parse({ endpoint }).kind).toBe('subscription');
  });
});
