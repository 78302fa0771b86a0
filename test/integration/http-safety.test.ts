import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { changeUser } from '../../src/services/change-user.ts';
import { SALT_BYTES } from '../../src/services/password-hash.ts';
import { setHours } from '../../src/services/set-hours.ts';
import { setPassword } from '../../src/services/set-password.ts';
import { business, LINE } from '../fakes/service-bench.ts';
import { openWebBench } from '../fakes/web-bench.ts';

const PASSWORD = 'ladder copper breeze anvil';
const EVIL = '<img src=x onerror=alert(1)>';

async function office() {
  const bench = await openWebBench();
  const [maria, pat] = [bench.addUser('Maria', 'owner'), bench.addUser('Pat', 'staff')];
  return { bench, maria, pat, owner: bench.signedIn(maria), staff: bench.signedIn(pat) };
}

describe('the log of sign-ins', () => {
  test('given sign-ins that went well and others, when an owner looks, then each stands there, and a typed name does not', async () => {
    const { bench, owner } = await office();
    const salt = randomBytes(SALT_BYTES);
    await setPassword(
      bench.store,
      { name: 'Pat', password: PASSWORD, salt, dryRun: false },
      business,
      'user:Maria',
      bench.clock.now(),
    );
    const attempt = (name: string, password: string) =>
      bench.anonymous.post('/sign-in', { name, password }, { 'User-Agent': 'Firefox/130 Linux' });
    await attempt('my secret typed by mistake', 'x');
    for (let n = 0; n < 5; n += 1) await attempt('Pat', 'wrong wrong');
    for (let n = 0; n < 3; n += 1) expect((await attempt('Pat', PASSWORD)).status).toBe(429);
    await bench.clock.advance(2_000);
    await attempt('Pat', PASSWORD);
    const { text } = await owner.open('/settings/safety');
    const found = [...text.matchAll(/<strong[^>]*>([^<]+)<\/strong> · (\w+)/g)].map(([, what, who]) => [
      what,
      who,
    ]);
    expect(found).toEqual([
      ['Signed in', 'Pat'],
      ['Too many attempts: had to wait', 'Pat'],
      ...Array.from({ length: 5 }, () => ['Wrong password', 'Pat']),
      ['A name that nobody has', 'somebody'],
      ['Password changed', 'Pat'],
    ]);
    expect(text).toContain('Firefox on Linux, 127.0.0.1');
    expect(JSON.stringify(bench.store.read((reader) => reader.audit.newest(50)))).not.toContain('my secret');
  });

  test('given more than a page, when gone through, then each is there once; others see only their own', async () => {
    const { bench, owner, staff } = await office();
    bench.store.transact('progress', (tx) => {
      for (let n = 0; n < 120; n += 1) {
        const subject = n % 2 === 0 ? 'user:Pat' : 'user:Maria';
        const entry = { actor: subject, action: 'sign in', subject, before: null };
        tx.audit.record({
          ...entry,
          at: bench.clock.now(),
          after: { address: `n${n}.example`, userAgent: '' },
        });
      }
    });
    const pages = async (browser: typeof owner, first: string) => {
      const found: string[] = [];
      for (let next: string | undefined = first; next !== undefined; ) {
        const { text } = await browser.open(next);
        found.push(...[...text.matchAll(/n(\d+)\.example/g)].map(([, n]) => n ?? ''));
        next = /class="more" href="([^"]+)"/.exec(text)?.[1]?.replaceAll('&amp;', '&');
      }
      return found;
    };
    const all = await pages(owner, '/settings/safety');
    expect([all.length, new Set(all).size]).toEqual([120, 120]);
    const own = await pages(staff, '/account/sign-ins');
    expect(own).toHaveLength(60);
    expect(own.every((n) => Number(n) % 2 === 0)).toBe(true);
  });

  test('given somebody who bears the name of one who left, when they look, then what was before them is not theirs', async () => {
    const { bench } = await office();
    const visit = { actor: 'user:Sam', action: 'sign in', subject: 'user:Sam', before: null };
    bench.store.transact('progress', (tx) =>
      tx.audit.record({ ...visit, at: bench.clock.now(), after: { address: '203.0.113.9', userAgent: '' } }),
    );
    await bench.clock.advance(1_000);
    const sam = bench.signedIn(bench.addUser('Sam', 'staff'));
    expect((await sam.open('/account/sign-ins')).text).not.toContain('203.0.113.9');
  });

  test('given browsers of everybody, when an owner signs one out from there, then it is out, and the page comes again', async () => {
    const { owner, staff } = await office();
    const { text } = await owner.open('/settings/safety');
    expect(text).toContain('Pat · Firefox');
    expect(text).toContain('action="/settings/team/2/sessions/2/end?back=safety"');
    const ended = await owner.post('/settings/team/2/sessions/2/end?back=safety');
    expect(ended.headers['location']).toBe('/settings/safety?done=signedOut');
    expect((await staff.open('/inbox')).status).toBe(303);
    expect((await owner.open('/settings/safety')).text).toMatch(/Signed out[\s\S]*by Maria/);
  });
});

describe('who changed what', () => {
  test('given changes, when an owner looks, then who, before and after stand there, as text; or of one thing only', async () => {
    const { bench, owner } = await office();
    const set = (setting: string, value: string) =>
      changeUser(
        bench.store,
        { name: 'Pat', setting, value, dryRun: false },
        'US',
        'cli:root',
        bench.clock.now(),
      );
    set('email', 'pat@acme.example');
    set('email', 'p@acme.example');
    bench.store.transact('progress', (tx) => {
      const entry = { at: bench.clock.now(), actor: 'user:Maria', action: 'set name', subject: 'lead:1' };
      tx.audit.record({ ...entry, before: { name: EVIL, tags: ['a', 'b'] }, after: 12 });
    });
    const { text } = await owner.open('/settings/safety/changes');
    expect(text).toMatch(/set email[\s\S]*by cli:root[\s\S]*pat@acme\.example[\s\S]*p@acme\.example/);
    expect(text).toContain('name: &lt;img src=x onerror=alert(1)&gt;, tags: a; b');
    const one = await owner.open('/settings/safety/changes?subject=lead%3A1');
    expect(one.text).not.toContain('set email');
    expect((await owner.open('/settings/safety/changes?subject=lead%3A1&before=99')).status).toBe(404);
    expect((await owner.open('/settings/safety/changes?subject=nothing')).text).toContain('Nothing yet.');
  });

  test('given somebody with another name since, when an owner looks, then they are named as now, but where they got it', async () => {
    const { bench, owner } = await office();
    const set = (name: string, setting: string, value: string) =>
      changeUser(
        bench.store,
        { name, setting, value, dryRun: false },
        'US',
        `user:${name}`,
        bench.clock.now(),
      );
    set('Pat', 'email', 'pat@acme.example');
    set('Pat', 'name', 'Patricia');
    set('Patricia', 'phone', '+12125550151');
    const { text } = await owner.open('/settings/safety/changes');
    const rows = text.split('<li>').filter((row) => row.includes('>user:Patricia</a>'));
    expect(rows).toHaveLength(3);
    for (const row of rows) expect(row).toContain('by user:Patricia');
    expect(rows.map((row) => row.includes('<dd dir="auto">Pat</dd>'))).toEqual([false, true, false]);
    // A row leads to all that the audit keeps under the name of then.
    expect(rows[2]).toContain('subject=user%3APat"');
    expect((await owner.open('/settings/safety/changes?subject=user%3APat')).text).toContain('set email');
  });

  test('given a reader of Spanish, when they look, then what was done is said in Spanish, and hours too', async () => {
    const { bench } = await office();
    const luz = bench.signedIn(bench.addUser('Luz', 'owner', 'es'));
    const hours = { number: LINE, words: 'mon-fri 8-17', dryRun: false };
    setHours(bench.store, hours, business, 'user:Luz', bench.clock.now());
    const { text } = await luz.open('/settings/safety/changes');
    expect(text).toContain('<strong>Cambio en la línea: horario</strong>');
    expect(text).toContain('lun-vie 8 a.m.-5 p.m.');
  });

  test('given staff, when they ask for any of it, then they may not, and have no tab for it', async () => {
    const { staff } = await office();
    for (const path of ['', '/changes', '/tokens']) {
      const refused = await staff.open(`/settings/safety${path}`);
      expect([refused.status, refused.text]).toEqual([403, expect.stringContaining('Pat may not see this')]);
    }
    expect((await staff.open('/settings/team')).text).not.toContain('/settings/safety');
  });
});

describe('tokens of the API', () => {
  const CRM = { name: 'CRM', user: 'Pat', scope: 'write', expires: '30d' };
  const secretIn = (text: string) => /<code class="secret">([^<]+)</.exec(text)?.[1] ?? '';

  test('given the form, when an owner makes one, then it is shown once, works as that person, and is gone when revoked', async () => {
    const { bench, owner } = await office();
    const made = await owner.post('/settings/safety/tokens', CRM);
    expect(made.status).toBe(200);
    const secret = secretIn(made.text);
    expect(secret).toMatch(/^textback_[\w-]{43}$/);
    const me = () => bench.anonymous.open('/api/v1/me', { Authorization: `Bearer ${secret}` });
    const first = await me();
    expect([first.status, first.text]).toEqual([200, expect.stringContaining('Pat')]);
    const listed = await owner.open('/settings/safety/tokens');
    expect(listed.text).not.toContain(secret);
    expect(listed.text).toMatch(/look, and change things · acts as Pat · since .* · until .* · last used/);
    const revoked = await owner.post('/settings/safety/tokens/1/revoke');
    expect(revoked.headers['location']).toBe('/settings/safety/tokens?done=1');
    expect((await me()).status).toBe(401);
    const log = (await owner.open('/settings/safety')).text;
    expect(log).toMatch(/API token revoked[\s\S]*CRM · by Maria[\s\S]*API token made/);
  });

  test.each([
    [{ ...CRM, name: '' }, 'A token cannot be called'],
    [{ ...CRM, user: 'Nobody' }, 'There is nobody called'],
    [{ ...CRM, expires: '9999d' }, 'is no time that a token could be good for'],
  ])('given %o, when sent, then no token is made, and it is said why', async (fields, why) => {
    const { bench, owner } = await office();
    const refused = await owner.post('/settings/safety/tokens', fields);
    expect([refused.status, refused.text]).toEqual([422, expect.stringContaining(why)]);
    expect(secretIn(refused.text)).toBe('');
    expect(bench.store.read((reader) => reader.apiTokens.all())).toEqual([]);
  });

  test('given a form without its token, when sent, then nothing is made or revoked', async () => {
    const { bench, owner } = await office();
    expect((await owner.post('/settings/safety/tokens', { ...CRM, _token: '' })).status).toBe(403);
    expect(bench.store.read((reader) => reader.apiTokens.all())).toEqual([]);
  });
});
