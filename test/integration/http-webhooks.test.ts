import { expect, test } from 'vitest';
import { createWebhookSender } from '../../src/notifiers/webhook-sender.ts';
import { deliverNext } from '../../src/services/deliver-webhooks.ts';
import { type Browser, openWebBench, type WebBench } from '../fakes/web-bench.ts';
import { isSignedWith, startWebhookReceiver, status } from '../fakes/webhook-receiver.ts';

const LIST = '/settings/webhooks';
const KINDS = { events: 'lead.*' };

async function openBench(): Promise<WebBench & { readonly maria: Browser }> {
  const bench = await openWebBench();
  return { ...bench, maria: bench.signedIn(bench.addUser('Maria', 'owner')) };
}

const endpoints = ({ store }: WebBench) => store.read((reader) => reader.webhooks.all());

/** Sends all that may be sent now. */
async function deliver({ store, clock }: WebBench): Promise<void> {
  const parts = { store, clock, sender: createWebhookSender(clock), random: () => 1 };
  while (await deliverNext(parts, 1, () => false));
}

test('given a form that is filled in, when it is sent, then the secret is shown this once, and signs what is sent', async () => {
  const bench = await openBench();
  const receiver = await startWebhookReceiver();
  const added = await bench.maria.post(`${LIST}/add`, { name: 'CRM', url: receiver.url, ...KINDS });
  const [secret = ''] = /whsec_[\w+/]{43}=/.exec(added.text) ?? [];
  expect(secret).not.toBe('');
  expect((await bench.maria.open(`${LIST}/1`)).text).not.toContain('whsec_');
  await bench.services.missCall();
  await deliver(bench);
  expect(receiver.kinds()).toEqual(['lead.created']);
  expect(receiver.posts.every((post) => isSignedWith(secret, post))).toBe(true);
  const page = await bench.maria.open(`${LIST}/1`);
  expect(page.text).toContain('HTTP 204');
  expect(page.text).toContain('lead.created');
});

test('given an address that cannot be, then the page says why, and keeps what was typed', async () => {
  const bench = await openBench();
  const refused = await bench.maria.post(`${LIST}/add`, {
    name: 'CRM',
    url: 'http://crm.acme.example/',
    ...KINDS,
  });
  expect(refused.status).toBe(422);
  expect(refused.text).toContain('in the clear');
  expect(refused.text).toContain('value="http://crm.acme.example/"');
  expect(endpoints(bench)).toEqual([]);
});

test('given a name with markup in it, then it is text on every page', async () => {
  const bench = await openBench();
  const name = '<img src=x onerror=alert(1)>';
  await bench.maria.post(`${LIST}/add`, { name, url: 'https://crm.acme.example/', ...KINDS });
  for (const path of [LIST, `${LIST}/1`]) {
    const { text } = await bench.maria.open(path);
    expect(text).toContain('&lt;img src=x');
    expect(text).not.toContain('<img src=x');
  }
});

test('given a program that fails, when its page is looked at, then it says since when and when it is tried; a test goes at once', async () => {
  const bench = await openBench();
  const receiver = await startWebhookReceiver(status(500));
  await bench.maria.post(`${LIST}/add`, { name: 'CRM', url: receiver.url, ...KINDS });
  await bench.services.missCall();
  await deliver(bench);
  const { text } = await bench.maria.open(`${LIST}/1`);
  expect(text).toContain('Has taken nothing since');
  expect(text).toContain('next try');
  expect(text).toContain('HTTP 500');
  const tested = await bench.maria.post(`${LIST}/1/test`);
  expect(tested.headers['location']).toBe(`${LIST}/1?done=tested`);
  await deliver(bench);
  expect(receiver.posts).toHaveLength(2);
  const live = await bench.maria.open(`${LIST}/1/now`);
  expect(live.text).toContain('2 tries');
});

test('given what can be done with one, when it is done, then it is, and the page says so', async () => {
  const bench = await openBench();
  const { maria } = bench;
  await maria.post(`${LIST}/add`, { name: 'CRM', url: 'https://crm.acme.example/', ...KINDS });
  await bench.services.missCall();
  const [before] = endpoints(bench);
  await maria.post(`${LIST}/1/switch`, { on: '' });
  expect(endpoints(bench)).toMatchObject([{ enabled: false }]);
  const off = await maria.post(`${LIST}/1/replay`, { since: '1d' });
  expect([off.status, off.text]).toEqual([422, expect.stringContaining('is switched off')]);
  await maria.post(`${LIST}/1/switch`, { on: 'on' });
  await maria.post(`${LIST}/1/change`, { url: 'https://crm.acme.example/2', events: 'call.ended' });
  expect(endpoints(bench)).toMatchObject([
    { enabled: true, url: 'https://crm.acme.example/2', kinds: ['call.ended'] },
  ]);
  const none = await maria.post(`${LIST}/1/change`, { url: 'https://crm.acme.example/2' });
  expect([none.status, none.text]).toEqual([422, expect.stringContaining('No events are chosen.')]);
  const renewed = await maria.post(`${LIST}/1/secret`);
  expect(renewed.text).toContain('whsec_');
  expect(endpoints(bench)[0]?.formerSecret).toBe(before?.secret);
  const replayed = await maria.post(`${LIST}/1/replay`, { since: '1h', event: '' });
  expect(replayed.headers['location']).toContain('done=nothing');
  expect((await maria.post(`${LIST}/1/replay`, { since: 'x' })).status).toBe(422);
  expect((await maria.post(`${LIST}/1/replay`, { event: 'evt_0' })).text).toContain('There is no event');
  const removed = await maria.post(`${LIST}/1/remove`);
  expect(removed.headers['location']).toBe(`${LIST}?done=removed`);
  expect(endpoints(bench)).toEqual([]);
  expect((await maria.open(`${LIST}/1`)).status).toBe(404);
});

test('given somebody who reads Spanish, then the pages and what is refused are Spanish', async () => {
  const bench = await openWebBench();
  const maria = bench.signedIn(bench.addUser('Maria', 'owner', 'es'));
  const refused = await maria.post(`${LIST}/add`, { name: 'CRM', url: 'http://crm.acme.example/', ...KINDS });
  expect(refused.text).toContain('Agregar un webhook');
  expect(refused.text).toContain('irían sin cifrar a otra máquina');
  const pat = bench.signedIn(bench.addUser('Pat', 'staff', 'es'));
  expect((await pat.open(LIST)).text).toContain('no puede ver adónde van los avisos');
  expect((await pat.open('/settings/team')).text).not.toContain(LIST);
});
