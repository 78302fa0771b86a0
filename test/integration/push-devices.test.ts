import { beforeEach, describe, expect, test } from 'vitest';
import { createNotifiers } from '../../src/app/notifiers.ts';
import { deliverNotices } from '../../src/services/deliver-notices.ts';
import { addNoticeChannel, listNoticeChannels } from '../../src/services/notice-channels.ts';
import { receiveText } from '../../src/services/receive-text.ts';
import { removeUser } from '../../src/services/remove-user.ts';
import { endSessions } from '../../src/services/sessions.ts';
import { settleRestored } from '../../src/services/settle-restored.ts';
import { tidyUp } from '../../src/services/tidy-up.ts';
import type { UserRow } from '../../src/store/queries/users.ts';
import { type FakePushService, startPushService } from '../fakes/push-service.ts';
import { createRecordingLog } from '../fakes/recording-log.ts';
import { business, CUSTOMER, LINE } from '../fakes/service-bench.ts';
import { type Browser, openWebBench, PUSH, type WebBench } from '../fakes/web-bench.ts';

const ALERTS = { smtp: null, webhookSecret: null, ntfy: { url: 'https://ntfy.sh', token: null }, push: PUSH };
const DAY_MS = 86_400_000;
/** `Safari on iPhone`, as it says it. */
const IPHONE = { 'User-Agent': 'Mozilla/5.0 (iPhone; CPU iPhone OS 26_0) Version/26.0 Mobile Safari/604.1' };

let bench: WebBench;
let service: FakePushService;
let maria: UserRow;
let phone: Browser;

beforeEach(async () => {
  bench = await openWebBench();
  service = await startPushService();
  maria = bench.addUser('Maria', 'owner');
  phone = bench.signedIn(maria);
});

const switchOn = (browser: Browser, headers = IPHONE) =>
  browser.post('/account/devices', { ...service.newBrowser() }, headers);
const reply = (text: string) =>
  receiveText(bench.store, { from: CUSTOMER, to: LINE, text, part: null }, business, bench.clock.now());
const devices = (user = maria) => bench.store.read((reader) => reader.push.devicesOf(user.id));
const notices = () =>
  bench.store.read((reader) => reader.notices.newest(100).map(({ notice }) => notice)).toReversed();
const log = createRecordingLog();
const deliver = () => {
  const { store, clock } = bench;
  return deliverNotices({ store, notifiers: createNotifiers(ALERTS, store, clock), clock, log });
};
const audit = () =>
  bench.store.read((reader) => reader.audit.newest(5)).map(({ action, after }) => [action, after]);

describe('alerts on a phone', () => {
  test('given Maria, when she switches them on, then a reply shows there at once, and a tap leads to the conversation', async () => {
    const answer = await switchOn(phone);
    expect([answer.status, answer.headers['location']]).toEqual([303, '/account?done=alerts-on']);
    const page = (await phone.open('/account?done=alerts-on')).text;
    expect(page).toContain('Alerts show here from now on.');
    expect(page).toContain('<strong>Safari on iPhone</strong>');
    expect(page).toContain('this browser');
    expect(page).not.toContain('data-key');
    reply('Can you come today?');
    expect(await deliver()).toBe(1);
    expect(service.delivered).toMatchObject([
      {
        path: '/push/1',
        payload: {
          title: '(212) 555-0123 wrote to Acme HVAC',
          body: 'Can you come today? #1',
          path: '/inbox/1',
        },
      },
    ]);
    expect(notices()).toMatchObject([{ channel: 'push', address: '1', kind: 'reply', state: 'sent' }]);
    expect(listNoticeChannels(bench.store)).toMatchObject([
      { user: 'Maria', channel: 'push', address: 'Safari on iPhone', kinds: null, atNight: false },
    ]);
  });

  test('given a missed call of somebody whose lead Joe has, then his phone is told, and hers is not', async () => {
    const joe = bench.addUser('Joe', 'staff');
    await switchOn(phone);
    await switchOn(bench.signedIn(joe));
    bench.store.transact('promised', (tx) => tx.lineOwners.replace(1, [{ userId: joe.id, hours: null }]));
    await bench.services.missCall();
    await deliver();
    expect(service.delivered).toMatchObject([{ path: '/push/2', payload: { path: '/inbox/1' } }]);
  });

  test('given two phones, when one cannot be reached, then it is tried again, and the other is not told twice', async () => {
    await switchOn(phone);
    await switchOn(bench.signedIn(maria));
    reply('Hello?');
    service.answer({ status: 429, headers: { 'retry-after': '300' } });
    expect(await deliver()).toBe(2);
    expect(notices().map(({ state, notBefore }) => [state, (notBefore ?? 0) - bench.clock.now()])).toEqual([
      ['queued', 300_000],
      ['queued', 300_000],
    ]);
    bench.store.transact('promised', (tx) =>
      tx.notices.change(1, { state: 'sent', notBefore: null, settledAt: 1 }),
    );
    service.answer({ status: 201 });
    await bench.clock.advance(300_000);
    expect(await deliver()).toBe(1);
    expect(service.delivered.map(({ path }) => path).toSorted()).toEqual(['/push/1', '/push/2', '/push/2']);
    // The same topic: a phone that was off has it once.
    const topics = service.delivered
      .filter(({ path }) => path === '/push/2')
      .map(({ headers }) => headers['topic']);
    expect(new Set(topics).size).toBe(1);
  });

  test.each([404, 410])(
    'given a phone that is gone (%i), then it is forgotten, and is told of nothing more',
    async (status) => {
      await switchOn(phone);
      service.answer({ status });
      reply('Hello?');
      await deliver();
      expect(devices()).toEqual([]);
      expect(notices()).toMatchObject([{ state: 'failed', detail: `HTTP ${status} by the push service` }]);
      reply('Hello again?');
      expect(await deliver()).toBe(0);
      expect((await phone.open('/account')).text).toContain('data-key');
    },
  );

  test('given an owner of a lead without a phone any more, then everybody else is told in their place', async () => {
    const joe = bench.addUser('Joe', 'staff');
    await switchOn(phone);
    await switchOn(bench.signedIn(joe));
    bench.store.transact('promised', (tx) => tx.lineOwners.replace(1, [{ userId: joe.id, hours: null }]));
    await phone.post('/account/devices/1/remove');
    bench.store.transact('promised', (tx) => tx.push.removeDevice(2));
    await switchOn(phone);
    await bench.services.missCall();
    await deliver();
    expect(service.delivered.map(({ path }) => path)).toEqual(['/push/3']);
  });

  test('given the middle of the night, when a customer writes, then it shows in the morning', async () => {
    await switchOn(phone);
    await bench.clock.advance(DAY_MS - (bench.clock.now() % DAY_MS) + 6 * 3_600_000);
    reply('Are you up?');
    expect(await deliver()).toBe(0);
    await bench.clock.advance(6 * 3_600_000);
    expect(await deliver()).toBe(1);
    expect(service.delivered).toHaveLength(1);
  });
});

describe('on the account page', () => {
  test('given Test, when pressed, then that phone alone shows one', async () => {
    await switchOn(phone);
    await switchOn(bench.signedIn(maria));
    expect((await phone.post('/account/devices/2/test')).headers['location']).toBe(
      '/account?done=alerts-tested',
    );
    await deliver();
    expect(service.delivered).toMatchObject([
      { path: '/push/2', payload: { title: 'Test alert from textback', path: '/inbox', isUrgent: true } },
    ]);
  });

  test('given Remove, when pressed, then it is gone, and the audit says so, without the address', async () => {
    await switchOn(phone);
    expect((await phone.post('/account/devices/1/remove')).headers['location']).toBe(
      '/account?done=alerts-off',
    );
    expect(devices()).toEqual([]);
    expect(audit()).toEqual([
      ['remove alert device', null],
      ['add alert device', { id: 1, device: 'Safari on iPhone' }],
    ]);
  });

  test('given somebody else, when they remove or try it, then it is not there for them', async () => {
    await switchOn(phone);
    const joe = bench.signedIn(bench.addUser('Joe', 'owner'));
    for (const action of ['test', 'remove'])
      expect((await joe.post(`/account/devices/1/${action}`)).status).toBe(404);
    expect(devices()).toHaveLength(1);
  });

  test('given the same browser, when somebody else switches them on there, then they alone have them there', async () => {
    const subscription = { ...service.newBrowser() };
    await phone.post('/account/devices', subscription);
    const joe = bench.addUser('Joe', 'read-only');
    await bench.signedIn(joe).post('/account/devices', subscription);
    expect([devices().length, devices(joe).length]).toEqual([0, 1]);
  });

  test('given ten phones, when an eleventh comes, then it is refused with what to do', async () => {
    for (let n = 0; n < 10; n += 1) await switchOn(phone);
    const refused = await switchOn(phone);
    expect(refused.status).toBe(403);
    expect(refused.text).toContain('Remove one that is not used any more');
    expect(devices()).toHaveLength(10);
  });

  test('given a form without the token of the page, then nothing is kept', async () => {
    const answer = await phone.post('/account/devices', { ...service.newBrowser(), _token: 'x' });
    expect(answer.status).toBe(403);
    expect(devices()).toEqual([]);
  });

  test('given a form that says nothing of use, then it is refused', async () => {
    expect((await phone.post('/account/devices')).status).toBe(422);
    const http = { ...service.newBrowser(), endpoint: 'http://push.example.net/1' };
    expect((await phone.post('/account/devices', http)).status).toBe(422);
  });

  test('given pages that nobody reaches by https, then it says so in place of the button, and takes none', async () => {
    const plain = await openWebBench({ push: { subject: null, allowPrivate: false } });
    const joe = plain.signedIn(plain.addUser('Joe', 'owner'));
    const page = (await joe.open('/account')).text;
    expect(page).toContain('Browsers show alerts only of pages that they reach by https.');
    expect(page).not.toContain('data-key');
    expect((await joe.post('/account/devices', { ...service.newBrowser() })).status).toBe(403);
  });

  test('given an address in the own network, when it is not allowed, then it is refused', async () => {
    const strict = await openWebBench({ push: { ...PUSH, allowPrivate: false } });
    const joe = strict.signedIn(strict.addUser('Joe', 'owner'));
    const answer = await joe.post('/account/devices', { ...service.newBrowser() });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('127.0.0.1');
  });
});

describe('a phone that is lost', () => {
  test('given Maria, when she signs out elsewhere, then nothing shows there any more, and here it goes on', async () => {
    const desk = bench.signedIn(maria);
    await switchOn(phone);
    await switchOn(desk);
    const [lost] = bench.store.read((reader) => reader.signIn.sessionsOf(maria.id)).toReversed();
    await desk.post(`/account/sessions/${lost?.id}/end`);
    expect(devices().map(({ id }) => id)).toEqual([2]);
  });

  test('given a phone, when she signs out on it, then nothing shows there any more', async () => {
    await switchOn(phone);
    await phone.post('/sign-out');
    expect(devices()).toEqual([]);
  });

  test.each([
    [
      'signed out everywhere',
      () => endSessions(bench.store, { name: 'Maria', id: null, dryRun: false }, 'cli:root', 1),
    ],
    [
      'removed',
      () => removeUser(bench.store, { name: 'Maria', leadsTo: null, dryRun: false }, 'cli:root', 1),
    ],
    ['in a backup that is restored', () => settleRestored(bench.store, null, 'b.db', 'cli:root', 1)],
  ])('given Maria, when she is %s, then nothing shows anywhere any more', async (_, happens) => {
    await switchOn(phone);
    await switchOn(bench.signedIn(maria));
    // Whoever is the only owner stays.
    bench.addUser('Joe', 'owner');
    happens();
    expect(devices()).toEqual([]);
  });

  test('given a sign-in that is over by itself, because nobody opened a page for weeks, then alerts go on', async () => {
    await switchOn(phone);
    await bench.clock.advance(20 * DAY_MS);
    tidyUp(bench.store, business, bench.clock.now());
    expect(devices()).toMatchObject([{ sessionId: null }]);
    reply('Hello?');
    await deliver();
    expect(service.delivered).toHaveLength(1);
  });
});

describe('by the command line', () => {
  const add = (kinds?: readonly string[], address?: string) => {
    const request = { user: 'Maria', channel: 'push', address, kinds, atNight: true, dryRun: false };
    return addNoticeChannel(bench.store, request, business, 'cli:root', bench.clock.now());
  };

  test('given nobody who switched them on, when push is added, then it says who has to, and where', () => {
    expect(add()).toMatchObject({
      kind: 'refused',
      problem: 'Maria has no phone or browser with alerts.',
      remedy: expect.stringContaining('Alerts on this phone'),
    });
  });

  test('given a channel of replies only, when phones are switched on and off, then it stays one of replies', async () => {
    await switchOn(phone);
    bench.store.transact('promised', (tx) => tx.notices.removeChannel(1));
    expect(add(['reply'])).toMatchObject({
      kind: 'done',
      channel: { channel: 'push', address: 'Safari on iPhone', kinds: ['reply'], atNight: true },
    });
    await switchOn(bench.signedIn(maria));
    await bench.services.missCall();
    expect(notices()).toEqual([]);
    expect(listNoticeChannels(bench.store)).toMatchObject([
      { kinds: ['reply'], address: 'Safari on iPhone, Safari on iPhone' },
    ]);
  });

  test('given an address, when push is added, then it is refused', () => {
    expect(add(undefined, 'https://push.example.net/1')).toMatchObject({
      kind: 'invalid',
      problem: 'Push alerts take no address.',
    });
  });
});
