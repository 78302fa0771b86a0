import { randomBytes } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { beforeEach, describe, expect, test } from 'vitest';
import { passkeyHandle } from '../../src/services/add-passkey.ts';
import { announceAlerts } from '../../src/services/announce-alerts.ts';
import { changeUser } from '../../src/services/change-user.ts';
import { noticesTo } from '../../src/services/list-alerts.ts';
import { listAudit } from '../../src/services/list-audit.ts';
import { listOwnSignIns } from '../../src/services/list-sign-ins.ts';
import { createPasskeyChallenges } from '../../src/services/passkey-challenges.ts';
import { removePasskeyOf } from '../../src/services/passkeys.ts';
import { SALT_BYTES } from '../../src/services/password-hash.ts';
import { removeUser } from '../../src/services/remove-user.ts';
import { setPassword } from '../../src/services/set-password.ts';
import type { UserRow } from '../../src/store/queries/users.ts';
import type { Answer } from '../fakes/ask.ts';
import { createFakeClock } from '../fakes/fake-clock.ts';
import { business } from '../fakes/service-bench.ts';
import {
  createSoftAuthenticator,
  type Signing,
  type SoftAuthenticator,
} from '../fakes/soft-authenticator.ts';
import { type Browser, openWebBench, type WebBench } from '../fakes/web-bench.ts';

const PASSWORD = 'ladder copper breeze anvil';
const FIVE_MINUTES_MS = 300_000;

let bench: WebBench;
let maria: UserRow;
let browser: Browser;
let device: SoftAuthenticator;
let host: { readonly Host: string };
let origin: string;

beforeEach(async () => {
  bench = await openWebBench();
  host = { Host: `localhost:${new URL(bench.url).port}` };
  origin = `http://${host.Host}`;
  maria = bench.addUser('Maria', 'read-only');
  await givePassword('Maria', PASSWORD);
  browser = bench.signedIn(maria);
  device = createSoftAuthenticator();
});

const givePassword = (name: string, password: string | null) =>
  setPassword(
    bench.store,
    { name, password, salt: randomBytes(SALT_BYTES), dryRun: false },
    ...([business, 'test', bench.clock.now()] as const),
  );
const passkeys = (user = maria) => bench.store.read((reader) => reader.passkeys.of(user.id));
const begin = (by = browser, password = PASSWORD) => by.post('/account/passkeys/begin', { password }, host);
const challengeOf = ({ text }: Answer) => String(Object(JSON.parse(text)).challenge);
const send = (reply: string, fields = {}, by = browser) =>
  by.post('/account/passkeys', { reply, ...fields }, host);

/** A browser that the passkey has signed in. */
async function signedInWithIt(): Promise<(path: string) => Promise<Answer>> {
  const { headers } = await signIn();
  const Cookie = String([headers['set-cookie'] ?? ''].flat()[0]).replace(/;.*/, '');
  return (path) => bench.anonymous.open(path, { ...host, Cookie });
}

/** Has the device make one, as the test wants it, and sends it. */
async function add(how: Partial<Signing> = {}, fields = {}): Promise<Answer> {
  const challenge = challengeOf(await begin());
  return send(device.make({ origin, challenge, ...how }), fields);
}

const askSignIn = async () => challengeOf(await bench.anonymous.post('/sign-in/passkey/begin', {}, host));
const sendSignIn = (reply: string, fields = {}) =>
  bench.anonymous.post('/sign-in/passkey', { reply, ...fields }, host);

async function signIn(how: Partial<Signing> = {}, fields = {}): Promise<Answer> {
  const challenge = await askSignIn();
  return sendSignIn(device.use({ origin, challenge, userHandle: passkeyHandle(maria), ...how }), fields);
}

const OWNER = { name: 'Maria', setting: 'role', value: 'owner', dryRun: false };
const tellByNtfy = (userId: number) =>
  bench.store.transact('progress', (tx) =>
    tx.notices.addChannel({
      ...{ userId, channel: 'ntfy', address: `topic-${userId}`, kinds: null },
      ...{ atNight: false, createdAt: 1 },
    }),
  );

const actions = () =>
  listOwnSignIns(bench.store, maria, { limit: 50 }).map(({ action, name }) => [action, name]);

describe('adding a passkey', () => {
  test('given the password, when begun, then the browser is asked for one that finds its person and looks who it is', async () => {
    const begun = await begin();
    expect(begun.status).toBe(200);
    expect(JSON.parse(begun.text)).toMatchObject({
      rp: { id: 'localhost', name: business.name },
      user: { id: passkeyHandle(maria), name: 'Maria' },
      challenge: expect.stringMatching(/^[\w-]{43}$/),
      ...{ attestation: 'none', excludeCredentials: [] },
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    });
  });

  test('given another password, when begun, then nothing is, and who guesses on has to wait', async () => {
    const refused = await begin(browser, 'guess guess guess');
    expect(refused.status).toBe(403);
    expect(refused.text).toContain('The password is another one.');
    for (let guess = 0; guess < 12; guess += 1) await begin(browser, 'guess guess guess');
    expect((await begin()).text).not.toContain('challenge');
    expect(actions()).toContainEqual(['too many attempts', null]);
  });

  test('given what a device has made, when sent, then it stands on the page, in the sign-in log, and can be renamed and removed', async () => {
    expect((await add({}, { name: ' My\u0007 phone ' })).headers['location']).toBe(
      '/account?done=passkey-added',
    );
    expect(passkeys()).toMatchObject([
      { userId: maria.id, credentialId: device.id, signCount: 1, transports: 'internal', name: 'My phone' },
    ]);
    const page = await browser.open('/account?done=passkey-added', host);
    expect(page.text).toContain('You can sign in with this passkey from now on.');
    expect(page.text).toContain('<strong>My phone</strong>');
    expect(JSON.parse((await begin()).text).excludeCredentials).toEqual([
      { type: 'public-key', id: device.id, transports: ['internal'] },
    ]);
    const path = `/account/passkeys/${passkeys()[0]?.id}`;
    expect((await browser.post(`${path}/rename`, { name: ' ' }, host)).status).toBe(422);
    expect((await browser.post(`${path}/rename`, { name: 'Desk' }, host)).status).toBe(303);
    expect(passkeys()).toMatchObject([{ name: 'Desk' }]);
    expect((await browser.post(`${path}/remove`, {}, host)).status).toBe(303);
    expect(passkeys()).toEqual([]);
    expect(actions()).toEqual([
      ['remove passkey', 'Desk'],
      ['add passkey', 'My phone'],
      ['set password', null],
    ]);
    expect(listAudit(bench.store, { subject: 'user:Maria', limit: 2 })).toMatchObject({
      entries: [{ action: 'remove passkey' }, { action: 'rename passkey', actor: 'user:Maria' }],
    });
  });

  test.each<readonly [string, Partial<Signing>]>([
    ['for another site', { origin: 'https://evil.example' }],
    ['for another name', { rpId: 'evil.example' }],
    ['for a challenge that nobody gave', { challenge: 'x'.repeat(43) }],
    ['without looking who it is', { isVerified: false }],
  ])('given one made %s, when sent, then it is not taken', async (_, how) => {
    const refused = await add(how);
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('The passkey that the browser made was not accepted.');
    expect(passkeys()).toEqual([]);
  });

  test('given a challenge that is used, another session’s, or five minutes old, when answered, then it is not taken', async () => {
    const challenge = challengeOf(await begin());
    expect((await send(device.make({ origin, challenge }), {}, bench.signedIn(maria))).status).toBe(422);
    expect((await send(device.make({ origin, challenge }))).status).toBe(422);
    const late = challengeOf(await begin());
    await bench.clock.advance(FIVE_MINUTES_MS);
    expect((await send(device.make({ origin, challenge: late }))).status).toBe(422);
    for (const nothing of ['', '{', '{"id":"aa"}', 'null']) expect((await send(nothing)).status).toBe(422);
    expect(passkeys()).toEqual([]);
  });

  test('given somebody else’s passkey, when sent as one’s own, then it stays theirs', async () => {
    await add();
    const pat = bench.addUser('Pat', 'owner');
    await givePassword('Pat', PASSWORD);
    const pats = bench.signedIn(pat);
    const challenge = challengeOf(await begin(pats));
    const stolen = createSoftAuthenticator().make({ origin, challenge, id: device.id });
    expect((await send(stolen, {}, pats)).status).toBe(422);
    const path = `/account/passkeys/${passkeys()[0]?.id}`;
    expect((await pats.post(`${path}/remove`, {}, host)).status).toBe(404);
    expect((await pats.post(`${path}/rename`, { name: 'Mine' }, host)).status).toBe(404);
    expect(passkeys()).toMatchObject([{ credentialId: device.id }]);
    expect(passkeys(pat)).toEqual([]);
  });

  test('given ten, when another is wanted, then one has to go first', async () => {
    // Each one that is added takes a password to be hashed: nine of them are there already.
    bench.store.transact('progress', (tx) => {
      for (let n = 1; n < 10; n += 1)
        tx.passkeys.add({
          ...{ userId: maria.id, credentialId: `id-${n}`, publicKey: 'cGs', signCount: 0, transports: '' },
          ...{ name: `Phone ${n}`, createdAt: n, lastUsedAt: null },
        });
    });
    expect((await add()).status).toBe(303);
    const refused = await begin();
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('Maria has 10 passkeys already.');
  });

  test('given an address in numbers, when looked at, then the page says what to set, and nothing is made', async () => {
    expect((await browser.open('/account')).text).toContain('set public_url and behind_proxy under [http]');
    expect((await browser.post('/account/passkeys/begin', { password: PASSWORD })).status).toBe(403);
    expect((await bench.anonymous.open('/sign-in')).text).not.toContain('/sign-in/passkey');
    expect((await bench.anonymous.open('/sign-in', host)).text).toContain('action="/sign-in/passkey"');
  });
});

describe('signing in with a passkey', () => {
  beforeEach(async () => {
    await add({}, { name: 'Phone' });
  });

  test('given one, when used, then its person is signed in, with a session like any other', async () => {
    const done = await signIn({}, { next: '/calls' });
    expect(done).toMatchObject({ status: 303, headers: { location: '/calls' } });
    const cookie = String([done.headers['set-cookie'] ?? ''].flat()[0]).replace(/;.*/, '');
    expect((await bench.anonymous.open('/account', { ...host, Cookie: cookie })).text).toContain(
      '<h1>Maria</h1>',
    );
    expect(passkeys()).toMatchObject([{ signCount: 2, lastUsedAt: bench.clock.now() }]);
    expect(actions()[0]).toEqual(['sign in with passkey', 'Phone']);
  });

  test('given a device that does not count, when used twice, then both times', async () => {
    device = createSoftAuthenticator();
    await add({ count: 0 });
    expect((await signIn({ count: 0 })).status).toBe(303);
    expect((await signIn({ count: 0 })).status).toBe(303);
  });

  test('given another site to go on to, when used, then it goes to a page of ours', async () => {
    expect((await signIn({}, { next: '//evil.example' })).headers['location']).toBe('/');
  });

  test.each<readonly [string, Partial<Signing>]>([
    ['for another site', { origin: 'https://evil.example' }],
    ['for another name', { rpId: 'evil.example' }],
    ['for a challenge that nobody gave', { challenge: 'x'.repeat(43) }],
    ['without looking who it is', { isVerified: false }],
    ['as somebody else’s', { userHandle: passkeyHandle({ id: 99, createdAt: 1 }) }],
    ['as nobody’s', { userHandle: '' }],
  ])('given one used %s, when sent, then nobody is signed in, and the log tells of it', async (_, how) => {
    const refused = await signIn(how);
    expect(refused.status).toBe(401);
    expect(refused.headers['set-cookie']).toBeUndefined();
    expect(refused.text).toContain('This passkey was not accepted. Try it once more');
    expect(actions()[0]).toEqual(['wrong passkey', 'Phone']);
    expect(passkeys()).toMatchObject([{ signCount: 1, lastUsedAt: null }]);
  });

  test('given a signature of another key, when sent, then nobody is signed in', async () => {
    const how = { origin, challenge: await askSignIn(), userHandle: passkeyHandle(maria), id: device.id };
    expect((await sendSignIn(createSoftAuthenticator().use({ ...how, count: 9 }))).status).toBe(401);
  });

  test('given an answer that is sent again, or late, then nobody is signed in', async () => {
    const userHandle = passkeyHandle(maria);
    const reply = device.use({ origin, challenge: await askSignIn(), userHandle });
    expect((await sendSignIn(reply)).status).toBe(303);
    expect((await sendSignIn(reply)).status).toBe(401);
    const challenge = await askSignIn();
    await bench.clock.advance(FIVE_MINUTES_MS);
    expect((await sendSignIn(device.use({ origin, challenge, userHandle }))).status).toBe(401);
    for (const nothing of ['', '{', 'null']) expect((await sendSignIn(nothing)).status).toBe(401);
  });

  test('given a challenge for adding one, when used for signing in, then nobody is signed in', async () => {
    expect((await signIn({ challenge: challengeOf(await begin()) })).status).toBe(401);
  });

  test('given a count that went back, when used, then it is refused, and told as a copy', async () => {
    expect((await signIn({ count: 7 })).status).toBe(303);
    const refused = await signIn({ count: 7 });
    expect(refused.status).toBe(401);
    expect(refused.text).toContain('there may be a copy of it');
    expect(passkeys()).toMatchObject([{ signCount: 7 }]);
    expect(listAudit(bench.store, { subject: 'user:Maria', limit: 1 })).toMatchObject({
      entries: [{ action: 'wrong passkey', after: { name: 'Phone', why: 'its count went back' } }],
    });
  });

  test('given a count that went back, when used twice, then its person and the owners are told once, until it is removed', async () => {
    const olga = bench.addUser('Olga', 'owner');
    const pat = bench.addUser('Pat', 'staff');
    for (const { id } of [maria, olga, pat]) tellByNtfy(id);
    const subject = `user:${maria.id} passkey:${passkeys()[0]?.id}`;
    const open = () => bench.store.read((reader) => reader.alerts.open('passkey-copied', subject));
    expect((await signIn({ count: 7 })).status).toBe(303);
    for (const count of [7, 6]) expect((await signIn({ count })).status).toBe(401);
    announceAlerts(bench.store, business, bench.clock.now());
    announceAlerts(bench.store, business, bench.clock.now());
    const told = [maria, olga, pat].map(({ id }) => noticesTo(bench.store, id, 5));
    expect(told.map((notices) => notices.map(({ kind, isUrgent }) => [kind, isUrgent]))).toEqual([
      [['passkey-copied', true]],
      [['passkey-copied', true]],
      [],
    ]);
    expect(told[0]?.[0]?.body).toContain('textback user passkey remove "Maria" 1');
    expect(open()).toBeDefined();
    const request = { name: 'Maria', id: passkeys()[0]?.id ?? 0, dryRun: false };
    removePasskeyOf(bench.store, request, 'user:Olga', bench.clock.now());
    expect(open()).toBeUndefined();
  });

  test('given an owner’s own passkey whose count went back, then they are told once', async () => {
    changeUser(bench.store, OWNER, business.country, 'test', bench.clock.now());
    tellByNtfy(maria.id);
    expect((await signIn({ count: 7 })).status).toBe(303);
    expect((await signIn({ count: 7 })).status).toBe(401);
    announceAlerts(bench.store, business, bench.clock.now());
    expect(noticesTo(bench.store, maria.id, 5)).toHaveLength(1);
  });

  test.each([
    ['their password is taken away', () => givePassword('Maria', null)],
    [
      'they are removed',
      () =>
        removeUser(
          bench.store,
          { name: 'Maria', leadsTo: null, dryRun: false },
          ...(['test', bench.clock.now()] as const),
        ),
    ],
  ])('given a count that went back, when %s, then the alert is over', async (_, take) => {
    expect((await signIn({ count: 7 })).status).toBe(303);
    expect((await signIn({ count: 7 })).status).toBe(401);
    const open = () => bench.store.read((reader) => reader.alerts.openOf('passkey-copied', 5));
    expect(open()).toHaveLength(1);
    await take();
    expect([open(), passkeys()]).toEqual([[], []]);
  });

  test('given one that was removed, when used, then nobody is signed in', async () => {
    await browser.post(`/account/passkeys/${passkeys()[0]?.id}/remove`, {}, host);
    expect((await signIn()).status).toBe(401);
    expect(listAudit(bench.store, { subject: 'sign-in', limit: 1 })).toMatchObject({
      entries: [{ action: 'wrong passkey' }],
    });
  });

  test('given somebody who is removed, or whose password is taken away, when used, then nobody is signed in', async () => {
    bench.addUser('Pat', 'owner');
    await givePassword('Maria', null);
    expect(passkeys()).toEqual([]);
    expect((await signIn()).status).toBe(401);
    await givePassword('Maria', PASSWORD);
    browser = bench.signedIn(maria);
    expect((await add()).status).toBe(303);
    await removeUser(bench.store, { name: 'Maria', leadsTo: null, dryRun: false }, 'test', bench.clock.now());
    expect(passkeys()).toEqual([]);
    expect((await signIn()).status).toBe(401);
  });

  test('given browsers signed in with it and with a password, when their person removes it, then only the former are signed out', async () => {
    const [phone, tablet] = [await signedInWithIt(), await signedInWithIt()];
    const opened = bench.store.read((reader) => reader.signIn.sessionsOf(maria.id));
    bench.store.transact('progress', (tx) => {
      for (const { id: sessionId } of opened)
        tx.push.addDevice({
          ...{ userId: maria.id, sessionId, endpoint: `https://push.example/${sessionId}`, p256dh: '' },
          ...{ auth: '', userAgent: 'Firefox', createdAt: 1 },
        });
    });
    expect((await browser.open('/account', host)).text).toContain('signed in with the passkey Phone');
    expect((await phone('/account')).status).toBe(200);
    await browser.post(`/account/passkeys/${passkeys()[0]?.id}/remove`, {}, host);
    for (const gone of [phone, tablet])
      expect(await gone('/account')).toMatchObject({
        status: 303,
        headers: { location: '/sign-in?next=%2Faccount' },
      });
    expect((await browser.open('/account', host)).status).toBe(200);
    const kept = opened.filter(({ passkeyId }) => passkeyId === null).map(({ id }) => id);
    const { devices, sessions } = bench.store.read((reader) => ({
      devices: reader.push.devicesOf(maria.id),
      sessions: reader.signIn.sessionsOf(maria.id),
    }));
    expect(sessions.map(({ id }) => id)).toEqual(kept);
    expect(devices.map(({ sessionId }) => sessionId)).toEqual(kept);
    expect(listAudit(bench.store, { subject: 'user:Maria', limit: 1 })).toMatchObject({
      entries: [{ action: 'remove passkey', after: { sessionsEnded: 2 } }],
    });
  });

  test('given another passkey too, when one is removed, then browsers of the other stay signed in', async () => {
    const phone = await signedInWithIt();
    const [first] = passkeys();
    device = createSoftAuthenticator();
    await add({}, { name: 'Desk' });
    const desk = await signedInWithIt();
    const request = { name: 'Maria', id: first?.id ?? 0, dryRun: false };
    const removed = removePasskeyOf(bench.store, request, 'user:Olga', bench.clock.now());
    expect(removed).toMatchObject({ kind: 'removed', sessionsEnded: 1 });
    expect([(await phone('/account')).status, (await desk('/account')).status]).toEqual([303, 200]);
  });

  test('given browsers signed in with it, when their password is taken away, then all of theirs are counted', async () => {
    await signedInWithIt();
    expect(await givePassword('Maria', null)).toMatchObject({ kind: 'set', sessionsEnded: 2 });
  });

  test('given a temporary password that is over, when used, then nobody is signed in', async () => {
    bench.store.transact('progress', (tx) =>
      tx.signIn.setPassword({ userId: maria.id, hash: '$scrypt$', changedAt: 1, temporaryUntil: 1 }),
    );
    expect((await signIn()).status).toBe(401);
  });

  test('given many that are wrong, when used, then one waits, as with passwords', async () => {
    for (let count = 0; count < 12; count += 1) await signIn({ isVerified: false });
    const waits = await signIn();
    expect(waits.status).toBe(429);
    expect(Number(waits.headers['retry-after'])).toBeGreaterThan(0);
    expect(actions()).toContainEqual(['too many attempts', null]);
  });
});

test('given a public name, when somebody signs in there, then passkeys of that name are asked for', async () => {
  const publicUrl = 'https://t.acme.example';
  bench = await openWebBench({ web: { behindProxy: true, publicUrl } });
  const through = { Host: 't.acme.example', 'X-Forwarded-For': '203.0.113.9', 'X-Forwarded-Proto': 'https' };
  const asked = await bench.anonymous.post('/sign-in/passkey/begin', {}, through);
  expect(JSON.parse(asked.text)).toMatchObject({ rpId: 't.acme.example', userVerification: 'required' });
});

test('given more challenges than are kept, when another is given, then the oldest counts no more', () => {
  let given = 0;
  const challenges = createPasskeyChallenges(createFakeClock(), () => {
    given += 1;
    return `c${given}`;
  });
  for (let count = 0; count < 1_001; count += 1) challenges.give('sign in');
  expect(challenges.take('c1', 'sign in')).toBe(false);
  expect(challenges.take('c2', 'add 1')).toBe(false);
  expect(challenges.take('c2', 'sign in')).toBe(false);
  expect(challenges.take('c3', 'sign in')).toBe(true);
});

test('given the library of passkeys, which takes 28 MB, then nothing loads it before somebody uses one', () => {
  const importing = globSync('src/**/*.{ts,tsx}').filter((path) =>
    /^(?:import|export)(?! type)[^;]*?'@simplewebauthn/m.test(readFileSync(path, 'utf8')),
  );
  expect(importing).toEqual([]);
  const later = globSync('src/**/*.ts').filter((path) =>
    readFileSync(path, 'utf8').includes("() => import('@simplewebauthn/server')"),
  );
  expect(later).toEqual(['src/services/verify-passkey.ts']);
});
