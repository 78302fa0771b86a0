import { fileURLToPath } from 'node:url';
import { expect, test, vi } from 'vitest';
import { addUser } from '../../src/services/add-user.ts';
import { addPushDevice } from '../../src/services/push-devices.ts';
import { DAEMON_LINE, startLivingDaemon } from '../fakes/living-daemon.ts';
import { startPushService } from '../fakes/push-service.ts';

const CALLER = '+12125550147';
const CERTIFICATE = fileURLToPath(new URL('../fixtures/tls/loopback-cert.pem', import.meta.url));
const SLOW = { timeout: 10_000 };

test('given a daemon and a phone with alerts, when a call is missed and the caller writes, then it shows both', async () => {
  const service = await startPushService();
  const daemon = await startLivingDaemon({
    more: '[push]\ncontact = "maria@acme.example"\nallow_private = true',
    // The push service's certificate is the test's own.
    env: { NODE_EXTRA_CA_CERTS: CERTIFICATE },
  });
  const { pbx, smpp, store } = daemon;
  await daemon.says('"msg":"ready"');
  const settings = { name: 'Maria', role: 'owner' };
  addUser(store, { settings, dryRun: false }, 'US', 'test', Date.now());
  const user = store.read((reader) => reader.users.byName('Maria'));
  if (user === undefined) throw new Error('Maria was not added');
  const session = {
    userId: user.id,
    tokenHash: 'aa',
    address: '',
    userAgent: '',
    passkeyId: null,
    createdAt: 1,
    lastSeenAt: 1,
  };
  const { id: sessionId } = store.transact('progress', (tx) => tx.signIn.open(session));
  const device = { user, sessionId, subscription: service.newBrowser(), userAgent: '', allowPrivate: true };
  const actor = { label: 'user:Maria', userId: user.id };
  expect(addPushDevice(store, device, actor, Date.now()).kind).toBe('added');
  store.transact('progress', (tx) => tx.settings.set('alert-quiet-hours', 'off', Date.now()));

  pbx.setPhone('PJSIP/100', { kind: 'busy' });
  pbx.placeCall({ from: CALLER, to: DAEMON_LINE });
  await vi.waitFor(() => expect(service.delivered).toHaveLength(1), SLOW);
  expect(service.delivered[0]).toMatchObject({
    payload: { title: expect.stringMatching(/^Missed call: .*\(212\) 555-0147$/), path: '/inbox/1' },
    claims: { aud: service.origin, sub: 'mailto:maria@acme.example' },
  });
  await smpp.sendInbound({ from: CALLER.slice(1), to: DAEMON_LINE.slice(1), text: 'Are you there?' });
  await vi.waitFor(() => expect(service.delivered).toHaveLength(2), SLOW);
  expect(service.delivered[1]).toMatchObject({
    payload: {
      title: expect.stringContaining('wrote to Acme HVAC'),
      body: 'Are you there? #1',
      path: '/inbox/1',
    },
    // The one that phones know.
    publicKey: store.read((reader) => reader.push.keys())?.publicKey,
  });
  expect(daemon.printed()).not.toContain(store.read((reader) => reader.push.keys())?.privateKey);
  expect(daemon.printed()).not.toContain('/push/1');
}, 60_000);
