import { expect, test } from 'vitest';
import { createWebhookSender } from '../../src/notifiers/webhook-sender.ts';
import { deliverNext } from '../../src/services/deliver-webhooks.ts';
import { systemClock } from '../../src/system-clock.ts';
import { startWebhookReceiver, status } from '../fakes/webhook-receiver.ts';
import { EVIL, inspect, openOffice, SCREENS } from './office.ts';

test('given an owner without a terminal, when they add a webhook and send a test, then the open page shows that it was taken', async () => {
  const { bench, sit } = await openOffice();
  const receiver = await startWebhookReceiver();
  const { page, complaints } = await sit('Maria', SCREENS[0]);
  await page.goto(`${bench.url}/settings`);
  await page.click('a[href="/settings/webhooks"]');
  await page.fill('input[name=name]', 'CRM');
  await page.fill('input[name=url]', receiver.url);
  await page.click('form[action$="/add"] button');
  await page.waitForSelector('code >> text=whsec_');
  // All are ticked: it is told of everything, of kinds of later versions too.
  expect(bench.store.read((reader) => reader.webhooks.all())).toMatchObject([{ name: 'CRM', kinds: null }]);
  await page.click('form[action$="/test"] button');
  await page.waitForSelector('text=A test is on its way.');
  const parts = { store: bench.store, clock: systemClock, random: Math.random };
  await deliverNext({ ...parts, sender: createWebhookSender(systemClock) }, 1, () => false);
  await page.waitForSelector('#webhook >> text=HTTP 204');
  expect(receiver.kinds()).toEqual(['webhook.test']);
  expect(complaints).toEqual([]);
});

test.each(SCREENS)(
  'given $name, when webhooks are looked at, then nothing is cut off or out of reach',
  async (screen) => {
    const { bench, sit } = await openOffice();
    const receiver = await startWebhookReceiver((response, posted, nth) =>
      status(nth > 2 ? 503 : 204)(response, posted, nth),
    );
    const { page, complaints } = await sit('Maria', screen);
    await page.goto(`${bench.url}/settings/webhooks`);
    await inspect(page, `webhooks-none-${screen.name}`);
    await page.fill('input[name=name]', `CRM ${EVIL}`.slice(0, 60));
    await page.fill('input[name=url]', receiver.url);
    await page.click('form[action$="/add"] button');
    await page.waitForSelector('code >> text=whsec_');
    await inspect(page, `webhook-secret-${screen.name}`);
    await bench.services.missCall();
    const parts = { store: bench.store, clock: systemClock, random: Math.random };
    while (await deliverNext({ ...parts, sender: createWebhookSender(systemClock) }, 1, () => false));
    await page.goto(`${bench.url}/settings/webhooks/1`);
    await page.click('summary');
    await inspect(page, `webhook-${screen.name}`);
    await page.goto(`${bench.url}/settings/webhooks`);
    await inspect(page, `webhooks-${screen.name}`);
    expect(complaints).toEqual([]);
  },
);
