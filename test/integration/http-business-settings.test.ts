import { expect, test } from 'vitest';
import { addNoticeChannel } from '../../src/services/notice-channels.ts';
import { openWebBench } from '../fakes/web-bench.ts';

const EVIL = '<img src=x onerror=alert(1)>';

/** The key of the form: the same one twice is one top-up. */
const keyIn = (text: string) => /name="key" value="([^"]+)"/.exec(text)?.[1] ?? '';

test('given the form of an owner, when it is sent twice, then the credits are added once', async () => {
  const bench = await openWebBench();
  const maria = bench.signedIn(bench.addUser('Maria', 'owner'));
  const before = bench.services.balance();
  const key = keyIn((await maria.open('/settings/credits')).text);
  for (let times = 0; times < 2; times += 1) {
    const added = await maria.post('/settings/credits', { amount: '250', key });
    expect(added.headers['location']).toBe('/settings/credits?done=1');
  }
  expect(bench.services.balance()).toBe(before + 250);
  const { text } = await maria.open('/settings/credits?done=1');
  expect(text).toContain(`${before + 250} credits left`);
  expect(text).toContain('The credits were added.');
  expect(text).toContain('<span>+250</span>');
});

test.each([
  ['0', '0 credits cannot be added.'],
  ['1000001', 'Give a whole number from 1 to 1000000.'],
  ['ten', 'This is no number of credits.'],
  ['-5', 'This is no number of credits.'],
])('given %s credits, when added, then none are, and what was typed stays', async (amount, why) => {
  const bench = await openWebBench();
  const maria = bench.signedIn(bench.addUser('Maria', 'owner'));
  const before = bench.services.balance();
  const { status, text } = await maria.post('/settings/credits', { amount, key: 'INVOICE-7' });
  expect(status).toBe(422);
  expect(text).toContain(why);
  expect(text).toContain(`value="${amount}"`);
  expect(bench.services.balance()).toBe(before);
});

test('given staff, when they look at credits, then they see them and cannot add any', async () => {
  const bench = await openWebBench();
  const pat = bench.signedIn(bench.addUser('Pat', 'staff'));
  const before = bench.services.balance();
  expect((await pat.open('/settings/credits')).text).not.toContain('type="submit"');
  expect((await pat.post('/settings/credits', { amount: '5', key: 'INVOICE-7' })).status).toBe(403);
  expect(bench.services.balance()).toBe(before);
});

test('given people, when the team is looked at, then each has their role and how they are told, without secrets; markup is text', async () => {
  const bench = await openWebBench();
  const maria = bench.signedIn(bench.addUser('Maria', 'owner'));
  bench.addUser(EVIL, 'read-only');
  const tell = (channel: string, address: string, kinds?: string[]) => {
    const how = { user: 'Maria', channel, address, kinds, atNight: false, dryRun: false };
    return addNoticeChannel(bench.store, how, { country: 'US' }, 'user:Maria', bench.clock.now()).kind;
  };
  expect(tell('ntfy', 'acme-calls-7f3k', ['reply'])).toBe('done');
  expect(tell('webhook', 'https://crm.acme.example/hook/s3cret')).toBe('done');
  expect(tell('sms', '+12125550150')).toBe('done');
  const { text } = await maria.open('/settings/team');
  expect(text).toContain('Owner: may do everything');
  expect(text).toContain('By ntfy: reply<');
  expect(text).toContain('By webhook, crm.acme.example: everything<');
  expect(text).toContain('By text, (212) 555-0150: everything<');
  for (const secret of ['acme-calls-7f3k', 's3cret']) expect(text).not.toContain(secret);
  expect(text).toContain('May look, and change nothing');
  expect(text).toContain('Is told of nothing');
  expect(text).not.toContain(EVIL);
});
