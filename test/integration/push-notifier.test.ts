import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { PushSubscription } from '../../src/core/push-subscription.ts';
import type { OutgoingNotice } from '../../src/notifiers/notifier.ts';
import { createPushNotifier } from '../../src/notifiers/push-notifier.ts';
import { makeVapidKeys } from '../../src/notifiers/vapid.ts';
import { createFakeClock } from '../fakes/fake-clock.ts';
import { type FakePushService, startPushService } from '../fakes/push-service.ts';

const HOUR_MS = 3_600_000;
const clock = createFakeClock();
const keys = makeVapidKeys();
const notice: OutgoingNotice = {
  ...{ id: 7, kind: 'reply', title: 'Pat Smith wrote to Acme HVAC', body: 'Sí, mañana? #12' },
  ...{ isUrgent: false, leadId: 12, createdAt: clock.now(), expiresAt: clock.now() + HOUR_MS, address: '1' },
};

const notifierTo = (subscription: PushSubscription | undefined, allowPrivate = true) =>
  createPushNotifier(
    { subject: 'mailto:maria@acme.example', allowPrivate },
    { keys: () => keys, device: (id) => (id === 1 ? subscription : undefined), clock },
  );

describe('a push', () => {
  test('given a browser with alerts, when a customer writes, then it alone reads it, and the push service knows who sends', async () => {
    const service = await startPushService();
    const notifier = notifierTo(service.newBrowser());
    expect(await notifier.send(notice)).toEqual({ kind: 'sent' });
    const [delivered] = service.delivered;
    expect(delivered).toMatchObject({
      path: '/push/1',
      payload: { title: notice.title, body: notice.body, path: '/inbox/12', tag: 'alert-7', isUrgent: false },
      publicKey: keys.publicKey,
      claims: { aud: service.origin, sub: 'mailto:maria@acme.example' },
      headers: {
        ttl: '3600',
        urgency: 'high',
        topic: 'alert-7',
        'content-encoding': 'aes128gcm',
        'content-type': 'application/octet-stream',
      },
    });
    const validFor = (delivered?.claims.exp ?? 0) - clock.now() / 1_000;
    expect(validFor).toBeGreaterThan(HOUR_MS / 1_000);
    expect(validFor).toBeLessThanOrEqual(24 * 3_600);
  });

  test.each([
    [{ leadId: null, isUrgent: false }, 'normal'],
    [{ leadId: null, isUrgent: true }, 'high'],
  ])('given %j, then its urgency is %s', async (change, urgency) => {
    const service = await startPushService();
    await notifierTo(service.newBrowser()).send({ ...notice, ...change });
    expect(service.delivered[0]?.headers['urgency']).toBe(urgency);
  });

  test('given an alert that is of no use any more, then it is not kept for a phone that is off', async () => {
    const service = await startPushService();
    await notifierTo(service.newBrowser()).send({ ...notice, expiresAt: clock.now() - 1 });
    expect(service.delivered[0]?.headers['ttl']).toBe('0');
  });

  const why = (status: number) => `HTTP ${status} by the push service`;
  test.each([
    [200, {}, { kind: 'sent' }],
    [201, {}, { kind: 'sent' }],
    [202, {}, { kind: 'sent' }],
    [302, { location: 'https://127.0.0.1/elsewhere' }, { kind: 'rejected', why: why(302) }],
    [400, {}, { kind: 'rejected', why: why(400) }],
    [403, {}, { kind: 'rejected', why: why(403) }],
    [404, {}, { kind: 'gone', why: why(404) }],
    [410, {}, { kind: 'gone', why: why(410) }],
    [413, {}, { kind: 'rejected', why: why(413) }],
    [429, {}, { kind: 'retryable', why: why(429) }],
    [429, { 'retry-after': '120' }, { kind: 'retryable', why: why(429), afterMs: 120_000 }],
    [429, { 'retry-after': 'soon' }, { kind: 'retryable', why: why(429) }],
    [500, {}, { kind: 'retryable', why: why(500) }],
    [503, { 'retry-after': '5' }, { kind: 'retryable', why: why(503), afterMs: 5_000 }],
  ] as const)(
    'given a push service that answers %i %j, then the alert is %j',
    async (status, headers, result) => {
      const service = await startPushService();
      service.answer({ status, headers });
      expect(await notifierTo(service.newBrowser()).send(notice)).toEqual(result);
      expect(service.connections()).toBe(1);
    },
  );

  test('given a Retry-After with a date, then it is not tried before', async () => {
    const service = await startPushService();
    const at = new Date(Math.ceil(clock.now() / 1_000) * 1_000 + 60_000);
    service.answer({ status: 429, headers: { 'retry-after': at.toUTCString() } });
    expect(await notifierTo(service.newBrowser()).send(notice)).toMatchObject({
      kind: 'retryable',
      afterMs: at.getTime() - clock.now(),
    });
  });

  test('given a push service that says nothing, then it may work later', async () => {
    const service = await startPushService();
    service.answer('hang');
    const { timeout } = AbortSignal;
    const deadline = vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => timeout(500));
    onTestFinished(() => deadline.mockRestore());
    expect(await notifierTo(service.newBrowser()).send(notice)).toEqual({
      kind: 'retryable',
      why: 'no answer within 15 s',
    });
    expect(service.delivered).toHaveLength(1);
    expect(deadline).toHaveBeenCalledWith(15_000);
  });

  test('given nobody at the address, then it may work later', async () => {
    const service = await startPushService();
    const browser = { ...service.newBrowser(), endpoint: 'https://127.0.0.1:1/push' };
    expect(await notifierTo(browser).send(notice)).toMatchObject({
      kind: 'retryable',
      why: expect.stringContaining('ECONNREFUSED'),
    });
  });

  test('given a phone that was removed meanwhile, then nothing is sent', async () => {
    expect(await notifierTo(undefined).send(notice)).toMatchObject({ kind: 'rejected' });
  });

  test('given a key that is none, then nothing will ever be taken there', async () => {
    const service = await startPushService();
    const p256dh = Buffer.concat([Buffer.from([4]), Buffer.alloc(64, 1)]).toString('base64url');
    const result = await notifierTo({ ...service.newBrowser(), p256dh }).send(notice);
    expect(result.kind).toBe('gone');
    expect(service.connections()).toBe(0);
  });
});

test('given an address that leads into the own network, when nothing allows it, then nobody is connected to', async () => {
  const service: FakePushService = await startPushService();
  const browser = service.newBrowser();
  // A name: digits are refused when alerts are switched on.
  const endpoint = browser.endpoint.replace('127.0.0.1', 'localhost');
  expect(await notifierTo({ ...browser, endpoint }, false).send(notice)).toEqual({
    kind: 'retryable',
    why: 'localhost is no address on the Internet',
  });
  for (const digits of [browser.endpoint, browser.endpoint.replace('127.0.0.1', '[::1]')])
    expect((await notifierTo({ ...browser, endpoint: digits }, false).send(notice)).kind).toBe('gone');
  expect(service.connections()).toBe(0);
});
