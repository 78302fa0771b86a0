import { describe, expect, test } from 'vitest';
import { NotAllowed, storeFor } from '../../src/services/act-as.ts';
import { changeUser } from '../../src/services/change-user.ts';
import { listAudit } from '../../src/services/list-audit.ts';
import { removePasskeyOf } from '../../src/services/passkeys.ts';
import { removeUser } from '../../src/services/remove-user.ts';
import type { Answer } from '../fakes/ask.ts';
import { CUSTOMER } from '../fakes/service-bench.ts';
import { openWebBench, type WebBench } from '../fakes/web-bench.ts';
import { filled, submit } from '../fakes/web-forms.ts';

const EVIL = '<img src=x onerror=alert(1)>';
const DAY_MS = 86_400_000;
const OWN_WORDS = 'ladder copper breeze anvil';

async function team() {
  const bench = await openWebBench();
  const [maria, pat] = [bench.addUser('Maria', 'owner'), bench.addUser('Pat', 'staff')];
  return { bench, maria, pat, owner: bench.signedIn(maria), staff: bench.signedIn(pat) };
}

const addPasskey = ({ store, clock }: WebBench, userId: number, name: string) =>
  store.transact('progress', (tx) =>
    tx.passkeys.add({
      ...{ userId, name, credentialId: 'Y3I', publicKey: 'cGs', signCount: 0, transports: 'internal' },
      ...{ createdAt: clock.now(), lastUsedAt: clock.now() },
    }),
  );
const audited = ({ store }: WebBench, name: string) => {
  const listed = listAudit(store, { subject: `user:${name}`, limit: 20 });
  return listed.kind === 'entries' ? listed.entries.map(({ action }) => action) : [];
};
const passwordIn = ({ text }: Answer): string => /<code class="secret">([^<]+)</.exec(text)?.[1] ?? '';
const cookieFrom = ({ headers }: Answer) => ({
  Cookie: ([headers['set-cookie'] ?? ''].flat()[0] ?? '').replace(/;.*/, ''),
});
const typed = (name: string, password: string) => ({ name, password });

describe('adding a person', () => {
  test('given the form, when an owner fills it in, then the person is there as typed, and who added them is audited', async () => {
    const { bench, owner } = await team();
    const fields = {
      ...{ name: 'Robin Lee', role: 'read-only', phone: '(212) 555-0150', email: 'robin@acme.example' },
      ...{ language: 'es', login: '', extension: 'PJSIP/104' },
    };
    const added = await owner.post('/settings/team/add', fields);
    expect(added).toMatchObject({ status: 303, headers: { location: '/settings/team/3?done=added' } });
    expect(bench.store.read((reader) => reader.users.byId(3))).toMatchObject({
      ...{ name: 'Robin Lee', role: 'read-only', phone: '+12125550150', email: 'robin@acme.example' },
      ...{ language: 'es', login: null, extension: 'PJSIP/104' },
    });
    expect(listAudit(bench.store, { subject: 'user:Robin Lee', limit: 1 })).toMatchObject({
      entries: [{ actor: 'user:Maria', action: 'add' }],
    });
    const { text } = await owner.open('/settings/team/3?done=added');
    expect(text).toContain('Robin Lee was added.');
    expect(text).toContain('Has no password, and cannot sign in.');
    expect((await owner.open('/settings/team')).text).toContain('href="/settings/team/3"');
  });

  test.each([
    [{ name: '' }, 'The name cannot be'],
    [{ name: 'pat' }, 'Pat has this name already.'],
    [{ name: 'Sam', role: 'king' }, 'The role cannot be'],
    [{ name: 'Sam', phone: '12' }, 'The phone cannot be'],
    [{ name: 'Sam', email: 'sam' }, 'The email cannot be'],
    [{ name: EVIL.repeat(3) }, 'The name cannot be'],
  ])('given %o, when sent, then nobody is added, and what was typed stays, as text', async (fields, why) => {
    const { bench, owner } = await team();
    const { status, text } = await owner.post('/settings/team/add', fields);
    expect(status).toBe(422);
    expect(text).toContain(why);
    expect(text).not.toContain('<img src=x');
    expect(bench.store.read((reader) => reader.users.all())).toHaveLength(2);
  });
});

describe('changing a person', () => {
  test('given the form, when several things change, then all are kept and audited, and an empty field takes away', async () => {
    const { bench, owner, pat } = await team();
    const path = `/settings/team/${pat.id}`;
    const first = { name: 'Pat Smith', phone: '+12125550151', email: 'pat@acme.example', role: 'staff' };
    const saved = await submit(owner, path, { action: path, typed: first });
    expect(saved.headers['location']).toBe(`${path}?done=saved`);
    expect(bench.store.read((reader) => reader.users.byId(pat.id))).toMatchObject({
      ...{ name: 'Pat Smith', phone: '+12125550151', email: 'pat@acme.example' },
    });
    await submit(owner, path, { action: path, typed: { ...first, phone: '' } });
    expect(bench.store.read((reader) => reader.users.byId(pat.id))?.phone).toBeNull();
    expect(audited(bench, 'Pat')).toEqual(['set name', 'set phone', 'set email']);
    expect(audited(bench, 'Pat Smith')).toEqual(['set phone']);
  });

  test('given two fields of which one is wrong, when saved, then neither is, and it is said at the wrong one', async () => {
    const { bench, owner, pat } = await team();
    const path = `/settings/team/${pat.id}`;
    const { status, text } = await submit(owner, path, {
      ...{ action: path, typed: { name: 'Pat Smith', phone: '12' } },
    });
    expect(status).toBe(422);
    expect(text).toContain('The phone cannot be');
    expect(text).toContain('value="Pat Smith"');
    expect(bench.store.read((reader) => reader.users.byId(pat.id)?.name)).toBe('Pat');
  });

  test('given a form that was opened before somebody else changed the person, when saved, then nothing is, and it is said', async () => {
    const { bench, owner, pat } = await team();
    const path = `/settings/team/${pat.id}`;
    const opened = filled((await owner.open(path)).text, { action: path, typed: { name: 'Patricia' } });
    const request = { name: 'Pat', setting: 'phone', value: '+12125550152', dryRun: false };
    changeUser(bench.store, request, 'US', 'user:Robin', bench.clock.now());
    const late = await owner.post(path, opened);
    expect(late.status).toBe(409);
    expect(late.text).toContain('Robin');
    expect(bench.store.read((reader) => reader.users.byId(pat.id))).toMatchObject({
      ...{ name: 'Pat', phone: '+12125550152' },
    });
  });

  test('given somebody signed in, when their role changes, then they have to sign in again', async () => {
    const { owner, staff, pat } = await team();
    const path = `/settings/team/${pat.id}`;
    await submit(owner, path, { action: path, typed: { role: 'read-only' } });
    expect((await staff.open('/inbox')).status).toBe(303);
    expect((await owner.open('/inbox')).status).toBe(200);
  });

  test('given somebody who is gone, or never was, when looked at or changed, then there is nothing', async () => {
    const { bench, owner, pat } = await team();
    await removeUser(bench.store, { name: 'Pat', leadsTo: null, dryRun: false }, 'test', bench.clock.now());
    for (const id of [pat.id, 77]) {
      expect((await owner.open(`/settings/team/${id}`)).status).toBe(404);
      for (const action of ['', '/password', '/take-sign-in', '/sessions/end', '/remove'])
        expect((await owner.post(`/settings/team/${id}${action}`)).status).toBe(404);
    }
  });

  test('given staff, when they look at a person, then all is shown, and nothing to press', async () => {
    const { staff, maria } = await team();
    const { text } = await staff.open(`/settings/team/${maria.id}`);
    expect(text).toContain('Only an owner may change this.');
    expect(text).not.toContain('type="submit"');
    expect(text).not.toContain('Where they are signed in');
  });
});

describe('a temporary password', () => {
  test('given one that an owner made, when the person signs in, then they choose their own before anything else', async () => {
    const { bench, owner, staff, pat } = await team();
    const made = await owner.post(`/settings/team/${pat.id}/password`);
    expect(made).toMatchObject({ status: 200, headers: { 'hx-push-url': '/settings/team/2' } });
    const password = passwordIn(made);
    expect(password).toMatch(/^\w{4}(-\w{4}){3}$/);
    expect((await staff.open('/inbox')).status).toBe(303);
    // Shown once: not on the page that comes after, and not in the audit.
    expect((await owner.open(`/settings/team/${pat.id}`)).text).not.toContain(password);
    expect(JSON.stringify(bench.store.read((reader) => reader.audit.newest(50)))).not.toContain(password);

    const signedIn = await bench.anonymous.post('/sign-in', typed('Pat', password));
    const browser = cookieFrom(signedIn);
    const elsewhere = await bench.anonymous.open('/leads', browser);
    expect(elsewhere).toMatchObject({ status: 303, headers: { location: '/account/password' } });
    const page = await bench.anonymous.open('/account/password', browser);
    expect(page.text).toContain('Choose a password of your own');
    const _token = /name="_token" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
    expect((await bench.anonymous.post('/leads/board/move', { _token }, browser)).status).toBe(403);
    const choose = (current: string, own: string) =>
      bench.anonymous.post('/account/password', { _token, current, password: own }, browser);
    const refused = await choose(password, 'short');
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('shorter than 10 characters');
    expect(refused.text).not.toContain('href="/inbox"');
    const chosen = await choose(password, OWN_WORDS);
    expect(chosen.headers['location']).toBe('/account?done=password');
    expect((await bench.anonymous.open('/leads', cookieFrom(chosen))).status).toBe(200);
    expect((await bench.anonymous.post('/sign-in', typed('Pat', password))).status).toBe(401);
    expect(audited(bench, 'Pat')).toEqual([
      ...['wrong password', 'sign in', 'set password', 'sign in', 'set temporary password'],
    ]);
  });

  test('given one, when a week has gone by, then it opens nothing, and the page says so', async () => {
    const { bench, owner, pat } = await team();
    const password = passwordIn(await owner.post(`/settings/team/${pat.id}/password`));
    await bench.clock.advance(7 * DAY_MS - 1);
    expect((await bench.anonymous.post('/sign-in', typed('Pat', password))).status).toBe(303);
    await bench.clock.advance(1);
    expect((await bench.anonymous.post('/sign-in', typed('Pat', password))).status).toBe(401);
    expect((await owner.open(`/settings/team/${pat.id}`)).text).toContain('which is over now');
    expect(audited(bench, 'Pat')[0]).toBe('temporary password over');
  });

  test('given somebody who chose their own, when they open the page to choose, then it leads to their account', async () => {
    const { staff } = await team();
    expect((await staff.open('/account/password')).headers['location']).toBe('/account');
  });
});

describe('taking away', () => {
  test('given a person with a password, when sign-in is taken away, then they are out everywhere; not from yourself', async () => {
    const { bench, owner, staff, maria, pat } = await team();
    const password = passwordIn(await owner.post(`/settings/team/${pat.id}/password`));
    expect((await owner.post(`/settings/team/${pat.id}/take-sign-in`)).headers['location']).toBe(
      '/settings/team/2?done=taken',
    );
    expect((await staff.open('/inbox')).status).toBe(303);
    expect((await bench.anonymous.post('/sign-in', typed('Pat', password))).status).toBe(401);
    const own = await owner.post(`/settings/team/${maria.id}/take-sign-in`);
    expect(own.status).toBe(403);
    expect(own.text).toContain('You cannot take sign-in away from yourself.');
  });

  test('given two browsers, when an owner signs one out, and then all, then they are out', async () => {
    const { bench, owner, staff, pat } = await team();
    const other = bench.signedIn(pat);
    const path = `/settings/team/${pat.id}`;
    expect((await owner.open(path)).text).toContain(`action="${path}/sessions/2/end"`);
    await owner.post(`${path}/sessions/2/end`);
    expect([(await staff.open('/inbox')).status, (await other.open('/inbox')).status]).toEqual([303, 200]);
    // The session of somebody else is none of theirs.
    expect((await owner.post(`${path}/sessions/1/end`)).status).toBe(404);
    await owner.post(`${path}/sessions/end`);
    expect((await other.open('/inbox')).status).toBe(303);
  });

  test('given a passkey, when an owner looks and removes it, then it is gone, audited, and the person stays signed in by their password', async () => {
    const { bench, owner, staff, maria, pat } = await team();
    const at = bench.clock.now();
    const { id } = addPasskey(bench, pat.id, 'Blue phone');
    const path = `/settings/team/${pat.id}`;
    const action = `${path}/passkeys/${id}/remove`;
    const { text } = await owner.open(path);
    expect(text).toContain('<strong>Blue phone</strong>');
    expect(text).toContain('last used');
    expect(text).toContain(`action="${action}"`);
    // It is none of anybody else's.
    expect((await owner.post(`/settings/team/${maria.id}/passkeys/${id}/remove`)).status).toBe(404);
    const removed = await owner.post(action);
    expect(removed.headers['location']).toBe(`${path}?done=passkeyRemoved`);
    const after = (await owner.open(`${path}?done=passkeyRemoved`)).text;
    expect(after).toContain('Nobody can sign in with that passkey any more.');
    expect(after).not.toContain('Blue phone');
    expect(bench.store.read((reader) => reader.passkeys.of(pat.id))).toEqual([]);
    expect(listAudit(bench.store, { subject: 'user:Pat', limit: 1 })).toMatchObject({
      entries: [{ at, actor: 'user:Maria', action: 'remove passkey', before: { id, name: 'Blue phone' } }],
    });
    expect((await staff.open('/inbox')).status).toBe(200);
    expect((await owner.post(action)).text).toContain(`Pat has no passkey ${id}.`);
  });

  test('given a passkey, when somebody who is no owner looks or removes it, then they neither see it nor may', async () => {
    const { bench, staff, maria, pat } = await team();
    const { id } = addPasskey(bench, maria.id, 'Blue phone');
    expect((await staff.open(`/settings/team/${maria.id}`)).text).not.toContain('Blue phone');
    expect((await staff.post(`/settings/team/${maria.id}/passkeys/${id}/remove`)).status).toBe(403);
    const request = { name: 'Maria', id, dryRun: false };
    const store = storeFor(bench.store, pat);
    expect(() => removePasskeyOf(store, request, 'user:Pat', bench.clock.now())).toThrow(NotAllowed);
    expect(bench.store.read((reader) => reader.passkeys.of(maria.id))).toHaveLength(1);
  });

  test('given a person with leads, when removed, then somebody else has them, and the team says so', async () => {
    const { bench, owner, maria, pat } = await team();
    await bench.services.missCall();
    const at = bench.clock.now();
    const assignment = { userId: pat.id, reason: 'by-hand', actor: 'test', at } as const;
    bench.store.transact('progress', (tx) => tx.assignments.add({ leadId: 1, ...assignment }));
    const page = await owner.open(`/settings/team/${pat.id}`);
    expect(page.text).toContain('They look after 1 lead.');
    const removed = await owner.post(`/settings/team/${pat.id}/remove`, { 'leads-to': 'Maria' });
    expect(removed.headers['location']).toBe('/settings/team?removed=Pat');
    expect((await owner.open('/settings/team?removed=Pat')).text).toContain('Pat was removed.');
    expect(bench.store.read((reader) => reader.leads.byNumber(CUSTOMER)?.ownerId)).toBe(maria.id);
  });

  test('given the only owner, when removed or given another role, then it is refused, on the page and by command', async () => {
    const { bench, owner, maria } = await team();
    const path = `/settings/team/${maria.id}`;
    const removed = await owner.post(`${path}/remove`);
    expect([removed.status, removed.text]).toEqual([
      403,
      expect.stringContaining('Maria is the only owner.'),
    ]);
    const changed = await submit(owner, path, { action: path, typed: { role: 'staff' } });
    expect([changed.status, changed.text]).toEqual([
      422,
      expect.stringContaining('Maria is the only owner.'),
    ]);
    const request = { name: 'Maria', setting: 'role', value: 'read-only', dryRun: false };
    expect(changeUser(bench.store, request, 'US', 'cli:root', bench.clock.now())).toMatchObject({
      ...{ kind: 'refused', problem: 'Maria is the only owner.' },
    });
    bench.addUser('Robin', 'owner');
    expect((await owner.post(`${path}/remove`)).status).toBe(303);
    expect((await owner.open('/inbox')).status).toBe(303);
  });
});

test('given a form without its token, when sent, then nothing is done', async () => {
  const { bench, owner, pat } = await team();
  for (const action of ['', '/password', '/take-sign-in', '/sessions/end', '/remove'])
    expect((await owner.post(`/settings/team/${pat.id}${action}`, { _token: '' })).status).toBe(403);
  expect(audited(bench, 'Pat')).toEqual([]);
});
