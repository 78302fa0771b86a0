import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { listAudit } from '../../src/services/list-audit.ts';
import { hashPassword, SALT_BYTES, verifyPassword } from '../../src/services/password-hash.ts';
import { removeUser } from '../../src/services/remove-user.ts';
import { endSessions, listSessions, resumeSession } from '../../src/services/sessions.ts';
import { setPassword } from '../../src/services/set-password.ts';
import { signIn } from '../../src/services/sign-in.ts';
import { tidyUp } from '../../src/services/tidy-up.ts';
import { type Answer, ask } from '../fakes/ask.ts';
import { business } from '../fakes/service-bench.ts';
import { openWebBench, type WebBench } from '../fakes/web-bench.ts';

const PASSWORD = 'ladder copper breeze anvil';
const DAY_MS = 86_400_000;
const PROXY = { Host: 't.acme.example', 'X-Forwarded-For': '203.0.113.9' };

async function benchWithMaria(behindProxy = false): Promise<WebBench> {
  const publicUrl = behindProxy ? 'https://t.acme.example' : null;
  const bench = await openWebBench({ web: { behindProxy, publicUrl } });
  bench.addUser('Maria', 'owner');
  await giveMaria(bench, PASSWORD);
  return bench;
}

const giveMaria = ({ store, clock }: WebBench, password: string) =>
  setPassword(
    store,
    { name: 'Maria', password, salt: randomBytes(SALT_BYTES), dryRun: false },
    business,
    'test',
    clock.now(),
  );

const cookieOf = ({ headers }: Answer): string => [headers['set-cookie'] ?? ''].flat()[0] ?? '';
const cookieFrom = (answer: Answer) => ({ Cookie: cookieOf(answer).replace(/;.*/, '') });
const tryPassword = ({ anonymous }: WebBench, password: string, fields = {}, headers = {}) =>
  anonymous.post('/sign-in', { name: 'maria', password, ...fields }, headers);

describe('a password', () => {
  test('given one, when hashed and asked, then it alone is right, whatever keyboard wrote its accents', async () => {
    const salt = randomBytes(SALT_BYTES);
    const stored = await hashPassword('ca\u00f1on ladder x', salt);
    expect(stored).toMatch(/^\$scrypt\$ln=15,r=8,p=3\$[\w+/]{22}\$[\w+/]{43}$/);
    expect(await verifyPassword('can\u0303on ladder x', stored)).toBe(true);
    expect(await verifyPassword('canon ladder x', stored)).toBe(false);
    expect(await verifyPassword('anything', undefined)).toBe(false);
    expect(await verifyPassword('', '$scrypt$broken')).toBe(false);
  });

  test('given a hash of a lower cost, when asked, then it still counts', async () => {
    // RFC 7914 §12: P="pleaseletmein", S="SodiumChloride", N=16384, r=8, p=1; the first 32 of 64 octets.
    const hash = Buffer.from('7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2', 'hex');
    const salt = Buffer.from('SodiumChloride').toString('base64').replace(/=+$/, '');
    const stored = `$scrypt$ln=14,r=8,p=1$${salt}$${hash.toString('base64').replace(/=+$/, '')}`;
    expect(await verifyPassword('pleaseletmein', stored)).toBe(true);
  });

  test('given somebody without one and somebody unknown, when tried, then it takes as long as a wrong one', async () => {
    const bench = await benchWithMaria();
    bench.addUser('Pat', 'staff');
    const took = async (name: string) => {
      const before = process.hrtime.bigint();
      const attempt = { name, password: 'x', token: 't', address: '', userAgent: '' };
      expect(await signIn(bench.store, attempt, bench.clock)).toEqual({ kind: 'wrong' });
      return Number(process.hrtime.bigint() - before);
    };
    const least = async (name: string) => Math.min(await took(name), await took(name), await took(name));
    const wrong = await least('Maria');
    for (const name of ['Pat', 'Nobody']) expect(await least(name)).toBeGreaterThan(wrong / 3);
  });
});

describe('signing in', () => {
  test('given nobody has a password, when a browser comes, then the page says which commands to type', async () => {
    const { anonymous, addUser } = await openWebBench();
    addUser('Maria', 'owner');
    const { status, headers } = await anonymous.open('/');
    expect({ status, to: headers['location'] }).toEqual({ status: 303, to: '/sign-in?next=%2F' });
    expect((await anonymous.open('/sign-in')).text).toContain('textback user password Maria');
  });

  test('given the right password, when sent, then a cookie is given that no script and no other site has, and the page', async () => {
    const bench = await benchWithMaria();
    const answer = await tryPassword(bench, PASSWORD, { next: '/account?x=1' }, { 'User-Agent': 'Firefox' });
    expect(answer).toMatchObject({ status: 303, headers: { location: '/account?x=1' } });
    expect(cookieOf(answer)).toMatch(
      /^textback=[\w-]{43}; Max-Age=7776000; Path=\/; HttpOnly; SameSite=Strict$/,
    );
    const page = await bench.anonymous.open('/account', cookieFrom(answer));
    expect(page.status).toBe(200);
    expect(page.text).toContain('<h1>Maria</h1>');
    expect(page.text).toContain('Firefox');
    expect(listAudit(bench.store, { subject: 'user:Maria', limit: 1 })).toMatchObject({
      entries: [
        { actor: 'user:Maria', action: 'sign in', after: { address: '127.0.0.1', userAgent: 'Firefox' } },
      ],
    });
  });

  test('given a proxy with TLS, when signed in through it, then the cookie is of this host alone, by TLS alone', async () => {
    const bench = await benchWithMaria(true);
    const answer = await tryPassword(bench, PASSWORD, {}, PROXY);
    expect(cookieOf(answer)).toMatch(
      /^__Host-textback=[\w-]{43}; .*Path=\/; HttpOnly; Secure; SameSite=Strict$/,
    );
    expect((await bench.anonymous.open('/account', { ...PROXY, ...cookieFrom(answer) })).status).toBe(200);
    // The plain one that another program of the domain may have set is not looked at.
    const plain = { Cookie: cookieFrom(answer).Cookie.replace('__Host-', '') };
    expect((await bench.anonymous.open('/account', { ...PROXY, ...plain })).status).toBe(303);
  });

  test.each([
    ['the proxy says http', { ...PROXY, 'X-Forwarded-Proto': 'http' }, 'This page came without TLS'],
    ['the form has an origin without TLS', { ...PROXY, Origin: 'http://t.acme.example' }, 'came without TLS'],
    ['the proxy says nothing', { Host: 't.acme.example' }, 'does not say who asks'],
  ])(
    'given a proxy and %s, when somebody comes to sign in, then the page says what to set, and gives no cookie',
    async (_, headers, why) => {
      const bench = await benchWithMaria(true);
      const page = await ask(`${bench.url}/sign-in`, { headers: { Accept: 'text/html', ...headers } });
      if (!('Origin' in headers)) expect(page.text).toContain(why);
      const tried = await ask(`${bench.url}/sign-in`, {
        method: 'POST',
        body: new URLSearchParams({ name: 'Maria', password: PASSWORD }).toString(),
        headers: { ...headers, Accept: 'text/html', 'Content-Type': 'application/x-www-form-urlencoded' },
      });
      expect(tried.status).toBe(403);
      expect(tried.text).toContain(why);
      expect(tried.text).toContain('proxy_set_header X-Forwarded-Proto $scheme;');
      expect(tried.text).toContain('href="https://t.acme.example"');
      expect(cookieOf(tried)).toBe('');
    },
  );

  test.each([
    ['says https', { ...PROXY, 'X-Forwarded-Proto': 'https' }],
    ['says http to the browser’s https', { ...PROXY, 'X-Forwarded-Proto': 'http', 'Sec-Fetch-Site': 'none' }],
    ['is the last of two, the first with TLS', { ...PROXY, 'X-Forwarded-Proto': 'https, http' }],
    ['says nothing of TLS', PROXY],
    ['is not between', { Host: '127.0.0.1' }],
  ])('given a proxy that %s, when somebody comes to sign in, then they can', async (_, headers) => {
    const bench = await benchWithMaria(true);
    const page = await ask(`${bench.url}/sign-in`, { headers: { Accept: 'text/html', ...headers } });
    expect([page.status, page.text]).toEqual([200, expect.stringContaining('name="password"')]);
  });

  test.each([
    'https://evil.example/',
    '//evil.example/',
    '/\\evil.example/',
    'javascript:alert(1)',
    'account',
    '',
  ])('given the address %s to go on to, when signed in, then it goes to the inbox', async (next) => {
    const bench = await benchWithMaria();
    expect((await tryPassword(bench, PASSWORD, { next })).headers['location']).toBe('/');
  });

  test('given wrong passwords, when there are more than four, then the next waits longer and longer, also the right one', async () => {
    const bench = await benchWithMaria();
    for (let n = 0; n < 5; n += 1) expect((await tryPassword(bench, 'wrong wrong')).status).toBe(401);
    const waiting = await tryPassword(bench, PASSWORD);
    expect(waiting).toMatchObject({ status: 429, headers: { 'retry-after': '1' } });
    expect(waiting.text).toContain('Too many wrong passwords. Try again in 1 s.');
    await bench.clock.advance(1_000);
    expect((await tryPassword(bench, 'wrong wrong')).status).toBe(401);
    expect((await tryPassword(bench, PASSWORD)).headers['retry-after']).toBe('2');
    await bench.clock.advance(2_000);
    expect((await tryPassword(bench, PASSWORD)).status).toBe(303);
    // And with that all is forgiven.
    for (let n = 0; n < 4; n += 1) expect((await tryPassword(bench, 'wrong wrong')).status).toBe(401);
    expect((await tryPassword(bench, PASSWORD)).status).toBe(303);
  });

  test('given guesses for many names from one address, when there are more than nine, then that address waits', async () => {
    const bench = await benchWithMaria();
    const guess = (n: number) => bench.anonymous.post('/sign-in', { name: `name-${n}`, password: 'x' });
    for (let n = 0; n < 10; n += 1) expect((await guess(n)).status).toBe(401);
    expect((await guess(10)).status).toBe(429);
    await bench.clock.advance(3_600_000);
    expect((await guess(11)).status).toBe(401);
  });

  test('given many guesses at once, when sent, then no more are tried than one after the other', async () => {
    const bench = await benchWithMaria();
    const guesses = Array.from({ length: 20 }, () => tryPassword(bench, 'wrong wrong'));
    const statuses = (await Promise.all(guesses)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 401)).toHaveLength(5);
  });
});

describe('a session', () => {
  test('given one, when not used for 14 days, or older than 90, then it is over, and tidied away', async () => {
    const bench = await openWebBench();
    const browser = bench.signedIn(bench.addUser('Maria', 'owner'));
    for (let day = 0; day < 89; day += 13) {
      expect((await browser.open('/account')).status).toBe(200);
      await bench.clock.advance(13 * DAY_MS);
    }
    expect((await browser.open('/account')).status).toBe(303);
    const idle = bench.signedIn(bench.addUser('Pat', 'staff'));
    await bench.clock.advance(14 * DAY_MS);
    expect((await idle.open('/account')).status).toBe(303);
    tidyUp(bench.store, business, bench.clock.now());
    expect(bench.store.read((reader) => reader.signIn.sessionsOf(2))).toEqual([]);
  });

  test('given a browser that asks again and again, when looked at, then it was seen to the minute, and where', async () => {
    const { store, clock, signedIn, addUser } = await openWebBench();
    const user = addUser('Maria', 'owner');
    const start = clock.now();
    signedIn(user);
    const seen = () => store.read((reader) => reader.signIn.sessionsOf(user.id))[0];
    await clock.advance(59_000);
    resumeSession(store, 'token-1', '203.0.113.9', clock.now());
    expect(seen()).toMatchObject({ lastSeenAt: start, address: '127.0.0.1' });
    await clock.advance(1_000);
    resumeSession(store, 'token-1', '203.0.113.9', clock.now());
    expect(seen()).toMatchObject({ lastSeenAt: start + 60_000, address: '203.0.113.9' });
  });

  test('given somebody signed in twice, when they sign out, then in this browser only; and elsewhere from here', async () => {
    const bench = await openWebBench();
    const maria = bench.addUser('Maria', 'read-only');
    const [one, two, three] = [bench.signedIn(maria), bench.signedIn(maria), bench.signedIn(maria)];
    const out = await one.post('/sign-out');
    expect(out).toMatchObject({ status: 303, headers: { location: '/sign-in' } });
    expect(cookieOf(out)).toContain('Max-Age=0');
    expect((await one.open('/account')).status).toBe(303);
    expect((await two.post('/account/sessions/3/end')).headers['location']).toBe('/account?done=session');
    expect((await three.open('/account')).status).toBe(303);
    expect((await two.open('/account')).status).toBe(200);
    expect((await two.post('/account/sessions/3/end')).status).toBe(404);
    expect(listAudit(bench.store, { subject: 'user:Maria', limit: 9 })).toMatchObject({
      entries: [
        { action: 'sign out', before: [{ id: 3 }] },
        { action: 'sign out', before: [{ id: 1 }] },
      ],
    });
  });

  test("given somebody else's session, when they try to end it, then they cannot", async () => {
    const bench = await openWebBench();
    const maria = bench.signedIn(bench.addUser('Maria', 'owner'));
    const pat = bench.signedIn(bench.addUser('Pat', 'owner'));
    expect((await pat.post('/account/sessions/1/end')).status).toBe(404);
    expect((await maria.open('/account')).status).toBe(200);
  });

  test('given a person who is removed or gets another password, when their browser asks, then it is signed out', async () => {
    const bench = await benchWithMaria();
    const pat = bench.addUser('Pat', 'staff');
    const [mariasBrowser, patsBrowser] = [bench.signedIn({ ...pat, id: 1 }), bench.signedIn(pat)];
    expect(await giveMaria(bench, 'four other plain words')).toMatchObject({ kind: 'set', sessionsEnded: 1 });
    expect((await mariasBrowser.open('/account')).status).toBe(303);
    await removeUser(bench.store, { name: 'Pat', leadsTo: null, dryRun: false }, 'test', bench.clock.now());
    expect((await patsBrowser.open('/account')).status).toBe(303);
  });

  test('given one, when its role changes, then the next request is of the new role', async () => {
    const bench = await openWebBench();
    const maria = bench.addUser('Maria', 'staff');
    const browser = bench.signedIn(maria);
    expect((await browser.open('/account')).text).toContain('Staff: may do everything with customers');
    bench.store.transact('progress', (tx) => tx.users.change(maria.id, { role: 'read-only' }));
    expect((await browser.open('/account')).text).toContain('May look, and change nothing');
  });

  test('given a name of one session, when listed or ended by command, then as dry run nothing changes', async () => {
    const { store, clock, signedIn, addUser } = await openWebBench();
    signedIn(addUser('Maria', 'owner'));
    const end = (dryRun: boolean) =>
      endSessions(store, { name: 'maria', id: null, dryRun }, 'cli', clock.now());
    expect(end(true)).toMatchObject({ kind: 'ended', count: 1 });
    expect(listSessions(store, 'maria', clock.now())).toMatchObject({ sessions: [{ id: 1 }] });
    expect(end(false)).toMatchObject({ kind: 'ended', count: 1 });
    expect(listSessions(store, 'maria', clock.now())).toMatchObject({ sessions: [] });
  });
});

describe('a form', () => {
  test.each([
    ['of another site', { 'Sec-Fetch-Site': 'cross-site' }],
    ['of another name of the same domain', { 'Sec-Fetch-Site': 'same-site' }],
    ['of another site, in an older browser', { Origin: 'https://evil.example' }],
    ['of a page without an origin', { Origin: 'null' }],
  ])('given one %s, when sent with cookie and token, then nothing is done', async (_, headers) => {
    const bench = await openWebBench();
    const browser = bench.signedIn(bench.addUser('Maria', 'owner'));
    const answer = await ask(`${bench.url}/sign-out`, {
      method: 'POST',
      body: `_token=${browser.formToken}`,
      headers: {
        ...{ Cookie: 'textback=token-1', 'Content-Type': 'application/x-www-form-urlencoded' },
        ...headers,
      },
    });
    expect(answer.status).toBe(403);
    expect((await browser.open('/account')).status).toBe(200);
  });

  test.each([
    ['no token', {}],
    ['the token of another session', { _token: 'x'.repeat(43) }],
  ])(
    'given one with %s, when sent, then nothing is done, and the page says to load again',
    async (_, fields) => {
      const bench = await openWebBench();
      const browser = bench.signedIn(bench.addUser('Maria', 'owner'));
      const refused = await browser.post('/sign-out', { _token: '', ...fields });
      expect(refused.status).toBe(403);
      expect(refused.text).toContain('This page was too old');
      expect((await browser.open('/account')).status).toBe(200);
    },
  );

  test.each(['PUT', 'PATCH', 'DELETE'])(
    'given a %s without the token, when sent, then nothing is done',
    async (method) => {
      const bench = await openWebBench();
      bench.signedIn(bench.addUser('Maria', 'owner'));
      const headers = { Cookie: 'textback=token-1', 'Sec-Fetch-Site': 'same-origin' };
      expect((await ask(`${bench.url}/account`, { method, headers })).status).toBe(403);
    },
  );

  test('given the token in a header, as htmx sends it, then it counts', async () => {
    const bench = await openWebBench();
    const browser = bench.signedIn(bench.addUser('Maria', 'owner'));
    const sent = await browser.post('/sign-out', { _token: '' }, { 'X-Form-Token': browser.formToken });
    expect(sent.status).toBe(303);
  });
});

describe('a link to a page', () => {
  test('given one in a mail, when followed without the cookie, then the page loads itself again, and only once', async () => {
    const { anonymous } = await openWebBench();
    const first = await anonymous.open('/account', { 'Sec-Fetch-Site': 'cross-site' });
    expect(first.text).toContain('<meta http-equiv="refresh" content="0"/>');
    const again = await anonymous.open('/account', { 'Sec-Fetch-Site': 'same-origin' });
    expect(again.headers['location']).toBe('/sign-in?next=%2Faccount');
  });

  test('given a part of a page, when asked for after the session is over, then the browser is sent to sign in', async () => {
    const { anonymous } = await openWebBench();
    const answer = await anonymous.open('/account', { 'HX-Request': 'true' });
    expect(answer).toMatchObject({ status: 401, headers: { 'hx-redirect': '/sign-in' } });
  });
});

describe('changing one’s own password', () => {
  const change = (bench: WebBench, headers: { Cookie: string }, current: string, password: string) =>
    bench.anonymous.open('/account', headers).then(({ text }) => {
      const token = /name="_token" value="([\w-]+)"/.exec(text)?.[1] ?? '';
      return bench.anonymous.post('/account/password', { _token: token, current, password }, headers);
    });

  test('given the one until now, when changed, then this browser stays signed in and all others are out', async () => {
    const bench = await benchWithMaria();
    const here = cookieFrom(await tryPassword(bench, PASSWORD));
    const there = cookieFrom(await tryPassword(bench, PASSWORD));
    const done = await change(bench, here, PASSWORD, 'four other plain words');
    expect(done).toMatchObject({ status: 303, headers: { location: '/account?done=password' } });
    expect((await bench.anonymous.open('/account?done=password', cookieFrom(done))).text).toContain(
      'Your password was changed.',
    );
    expect((await bench.anonymous.open('/account', there)).status).toBe(303);
    expect((await tryPassword(bench, PASSWORD)).status).toBe(401);
    expect((await tryPassword(bench, 'four other plain words')).status).toBe(303);
  });

  test.each([
    [
      'another one than until now',
      'guess guess guess',
      'four other plain words',
      'The password until now is another one.',
    ],
    ['a new one that is too short', PASSWORD, 'short', 'shorter than 10 characters'],
    ['a new one that everybody tries', PASSWORD, 'Acme HVAC 2026', 'one of those that are tried first'],
  ])('given %s, when sent, then it stays as it was', async (_, current, password, words) => {
    const bench = await benchWithMaria();
    const here = cookieFrom(await tryPassword(bench, PASSWORD));
    const refused = await change(bench, here, current, password);
    expect(refused.status).toBe(422);
    expect(refused.text).toContain(words);
    expect((await tryPassword(bench, PASSWORD)).status).toBe(303);
  });
});
