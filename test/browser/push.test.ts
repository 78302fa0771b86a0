import type { BrowserContext, CDPSession, Page } from 'playwright-core';
import { describe, expect, test, vi } from 'vitest';
import { createNotifiers } from '../../src/app/notifiers.ts';
import { deliverNotices } from '../../src/services/deliver-notices.ts';
import { systemClock } from '../../src/system-clock.ts';
import { type FakePushService, startPushService } from '../fakes/push-service.ts';
import { createRecordingLog } from '../fakes/recording-log.ts';
import { PUSH } from '../fakes/web-bench.ts';
import { inspect, type Office, openOffice, SCREENS } from './office.ts';

const ALERTS = { smtp: null, webhookSecret: null, ntfy: { url: 'https://ntfy.sh', token: null }, push: PUSH };
const SLOW_MS = 20_000;

interface Shown {
  readonly title: string;
  readonly body: string;
  readonly tag: string;
  readonly path: string;
}

/** What stands on the screen beside the pages. */
const shown = (page: Page) =>
  page.evaluate<readonly Shown[]>(`navigator.serviceWorker.ready
    .then((registration) => registration.getNotifications())
    .then((all) => all.map(({ title, body, tag, data }) => ({ title, body, tag, path: data.path })))`);

/** This Chromium has no push service of its maker: it says of itself what a browser of the test's service would. */
async function giveBrowser(context: BrowserContext, service: FakePushService): Promise<void> {
  const { endpoint, p256dh, auth } = service.newBrowser();
  const said = JSON.stringify({ endpoint, keys: { p256dh, auth } });
  await context.addInitScript(`PushManager.prototype.getSubscription = async () => null;
    PushManager.prototype.subscribe = async (options) => {
      window.subscribedWith = options;
      return { toJSON: () => (${said}) };
    }`);
}

/** What the daemon's own loop does. */
const deliver = ({ bench: { store } }: Office) =>
  deliverNotices({
    ...{ store, notifiers: createNotifiers(ALERTS, store, systemClock) },
    ...{ clock: systemClock, log: createRecordingLog() },
  });

/** Hands the browser what the push service has for it, decrypted, as its maker's would. */
async function openPostman(page: Page, origin: string): Promise<(data: string) => Promise<void>> {
  const devTools: CDPSession = await page.context().newCDPSession(page);
  const registered = new Promise<string>((resolve) => {
    devTools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const [first] = registrations;
      if (first !== undefined) resolve(first.registrationId);
    });
  });
  await devTools.send('ServiceWorker.enable');
  const registrationId = await registered;
  return async (data) => {
    await devTools.send('ServiceWorker.deliverPushMessage', { origin, registrationId, data });
  };
}

async function switchedOn(screen: (typeof SCREENS)[number] = SCREENS[0]) {
  const office = await openOffice();
  // It is night somewhere whenever this runs, and by night only what is urgent is told.
  office.bench.store.transact('progress', (tx) => tx.settings.set('alert-quiet-hours', 'off', Date.now()));
  const service = await startPushService();
  const { page, complaints } = await office.sit('Maria', screen);
  const { url } = office.bench;
  await page.context().grantPermissions(['notifications'], { origin: url });
  await giveBrowser(page.context(), service);
  await page.goto(`${url}/account`);
  await page.click('text=Alerts on this phone or browser');
  await page.waitForSelector('text=Alerts show here from now on.');
  return { office, service, page, complaints, url };
}

describe('alerts on this phone', () => {
  test('given the button, when pressed, then the browser is asked with our key, and is on the list with Test and Remove', async () => {
    const { office, page, complaints, url } = await switchedOn();
    const key = office.bench.store.read((reader) => reader.push.keys())?.publicKey;
    await page.click('text=Remove');
    await page.waitForSelector('text=Alerts no longer show there.');
    await page.goto(`${url}/account`);
    await page.click('text=Alerts on this phone or browser');
    await page.waitForSelector('text=Alerts show here from now on.');
    expect(await page.evaluate('window.subscribedWith')).toEqual({
      userVisibleOnly: true,
      applicationServerKey: key,
    });
    expect(complaints).toEqual([]);
  });

  test('given a customer who writes, when it was pushed, then it stands on the screen once, and its tap opens the conversation', async () => {
    const { office, service, page, url } = await switchedOn();
    const post = await openPostman(page, url);
    office.write('My AC stopped.');
    await deliver(office);
    const [delivered] = service.delivered;
    await post(JSON.stringify(delivered?.payload));
    await vi.waitFor(async () => expect(await shown(page)).toHaveLength(1), { timeout: SLOW_MS });
    const alert = {
      title: '(212) 555-0123 wrote to Acme HVAC',
      body: 'My AC stopped. #1',
      tag: 'alert-1',
      path: '/inbox/1',
    };
    expect(await shown(page)).toEqual([alert]);
    // An attempt whose answer was lost is made again.
    await post(JSON.stringify(delivered?.payload));
    await post(JSON.stringify({ ...alert, tag: 'alert-2', isUrgent: false }));
    await vi.waitFor(async () => expect(await shown(page)).toHaveLength(2), { timeout: SLOW_MS });
    expect((await shown(page)).map(({ tag }) => tag).toSorted()).toEqual(['alert-1', 'alert-2']);
  });

  test('given an alert, when tapped, then the page that shows the conversation is looked at, else one is opened', async () => {
    const { office, page, url } = await switchedOn();
    const post = await openPostman(page, url);
    office.write('My AC stopped.');
    await page.goto(`${url}/inbox/1`);
    const [worker] = page.context().serviceWorkers();
    // No program may press a notification for a person, nor open a window without: what the worker asks for is kept.
    await worker?.evaluate(`
      self.asked = [];
      clients.openWindow = async (path) => { self.asked.push('open ' + path); };
      WindowClient.prototype.focus = async function () { self.asked.push('focus ' + new URL(this.url).pathname); };
      self.tap = async (tag) => {
        const [notification] = (await registration.getNotifications()).filter((each) => each.tag === tag);
        const event = new NotificationEvent('notificationclick', { notification });
        self.dispatchEvent(event);
      };
    `);
    for (const [id, path] of ['/inbox/1', '/inbox/2', 'https://evil.example/x', '//evil.example'].entries())
      await post(JSON.stringify({ title: 'x', body: '', tag: `alert-${id}`, path, isUrgent: false }));
    await vi.waitFor(async () => expect(await shown(page)).toHaveLength(4), { timeout: SLOW_MS });
    for (const id of [0, 1, 2, 3]) await worker?.evaluate(`tap('alert-${id}')`);
    await vi.waitFor(async () => expect(await worker?.evaluate('asked.length')).toBe(4), {
      timeout: SLOW_MS,
    });
    expect(await worker?.evaluate('asked')).toEqual([
      'focus /inbox/1',
      'open /inbox/2',
      'open /inbox',
      'open /inbox',
    ]);
    expect(await shown(page)).toEqual([]);
  });

  test('given a push that nobody can read, then something is shown all the same: browsers insist', async () => {
    const { page, url } = await switchedOn();
    const post = await openPostman(page, url);
    await post('not for us');
    await vi.waitFor(async () => expect(await shown(page)).toMatchObject([{ title: 'textback' }]), {
      timeout: SLOW_MS,
    });
  });

  test('given a browser that gives up its address, then it says that alerts have stopped, and where to go', async () => {
    const { page } = await switchedOn();
    const [worker] = page.context().serviceWorkers();
    await worker?.evaluate(`self.dispatchEvent(new ExtendableEvent('pushsubscriptionchange'))`);
    await vi.waitFor(
      async () =>
        expect(await shown(page)).toMatchObject([{ title: 'Alerts have stopped here', path: '/account' }]),
      { timeout: SLOW_MS },
    );
  });

  test('given a browser that was told to show no alerts, then the page says where to allow them', async () => {
    const { bench, sit } = await openOffice();
    const { page } = await sit('Maria', SCREENS[0]);
    await page.addInitScript(`Object.defineProperty(Notification, 'permission', { get: () => 'denied' })`);
    await page.goto(`${bench.url}/account`);
    await page.waitForSelector('text=This browser was told to show no alerts of textback.');
    for (const other of ['Alerts on this phone or browser', 'The browser could not', 'press Share'])
      expect(await page.isVisible(`text=${other}`), other).toBe(false);
  });

  test('given a browser that knows no alerts, then the page says what to do on an iPhone', async () => {
    const { bench, sit } = await openOffice();
    const { page } = await sit('Maria', SCREENS[0]);
    await page.addInitScript('delete window.PushManager');
    await page.goto(`${bench.url}/account`);
    await page.waitForSelector('text=press Share, Add to Home Screen');
  });

  test('given a push service that cannot be reached, when the button is pressed, then the page says why', async () => {
    const { bench, sit } = await openOffice();
    const { page } = await sit('Maria', SCREENS[0]);
    await page.context().grantPermissions(['notifications'], { origin: bench.url });
    await page.addInitScript(
      `PushManager.prototype.subscribe = async () => { throw new Error('no push service'); }`,
    );
    await page.goto(`${bench.url}/account`);
    await page.click('text=Alerts on this phone or browser');
    await page.waitForSelector('text=The browser could not switch them on: no push service');
  });
});

test.each(SCREENS)('given $name, then the account page with alerts looks as it should', async (screen) => {
  const { page, url, complaints } = await switchedOn(screen);
  await inspect(page, `account-alerts-${screen.name}`);
  await page.click('text=Remove');
  await page.waitForSelector('text=Alerts no longer show there.');
  await page.goto(`${url}/account`);
  await page.waitForSelector('text=Alerts on this phone or browser');
  await inspect(page, `account-no-alerts-${screen.name}`);
  expect(complaints).toEqual([]);
});
