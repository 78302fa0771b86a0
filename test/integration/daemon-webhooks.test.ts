import { expect, test, vi } from 'vitest';
import { Event } from '../../src/http/api/shapes/events.ts';
import { addWebhook } from '../../src/services/webhook-endpoints.ts';
import { DAEMON_LINE, startLivingDaemon } from '../fakes/living-daemon.ts';
import { SECRET } from '../fakes/webhook-bench.ts';
import { isSignedWith, startWebhookReceiver, status } from '../fakes/webhook-receiver.ts';

const WAIT = { timeout: 20_000, interval: 50 };

test('given a daemon, a program that follows and one that is out of order, when a call is missed, then the first is told of all of it, signed and in order, and the caller is texted', async () => {
  const [fine, broken] = [await startWebhookReceiver(), await startWebhookReceiver(status(500))];
  const { pbx, smpp, store, says, signal, exited, printed } = await startLivingDaemon();
  await says('"msg":"ready"');
  for (const [name, { url }] of Object.entries({ fine, broken })) {
    const webhook = { name, url, kinds: null, secret: SECRET, dryRun: false };
    expect(addWebhook(store, webhook, 'test', Date.now()).kind).toBe('done');
  }
  pbx.setPhone('PJSIP/100', { kind: 'busy' });
  pbx.placeCall({ from: '+12125550147', to: DAEMON_LINE });
  await vi.waitFor(() => expect(smpp.submits()).toHaveLength(1), WAIT);
  const expected = [
    'call.arrived',
    'lead.created',
    'message.queued',
    'decision.made',
    'call.ended',
    'message.sent',
  ];
  await vi.waitFor(() => expect(fine.kinds()).toEqual(expect.arrayContaining(expected)), WAIT);
  expect(fine.posts.every((post) => isSignedWith(SECRET, post))).toBe(true);
  for (const { body } of fine.posts) Event.parse(JSON.parse(body));
  await vi.waitFor(() => expect(broken.posts.length).toBeGreaterThan(0), WAIT);
  const uids = store.read((reader) => reader.events.after(0, 100)).map(({ uid }) => uid);
  expect(fine.ids()).toEqual(uids.slice(0, fine.posts.length));
  expect(new Set(broken.ids())).toEqual(new Set(uids.slice(0, 1)));
  signal('SIGTERM');
  expect(await exited).toBe(0);
  expect(printed()).not.toContain(SECRET);
});
