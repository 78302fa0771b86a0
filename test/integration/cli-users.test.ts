import { beforeEach, describe, expect, test } from 'vitest';
import { signIn } from '../../src/services/sign-in.ts';
import { type CliBench, createCliBench } from '../fakes/cli-bench.ts';
import { missCall } from '../fakes/missed-call.ts';

let bench: CliBench;
beforeEach(() => {
  bench = createCliBench();
});

const json = ({ stdout }: { readonly stdout: string }) => JSON.parse(stdout);
const LINE = '+12125550100';

/** Leads that Pat owns. */
function giveLeads(count: number): void {
  bench.store.transact('promised', (tx) => {
    const { id: userId } = tx.users.byName('pat') ?? { id: 0 };
    for (let n = 0; n < count; n += 1) {
      const number = `+1212555${String(n).padStart(4, '0')}`;
      const { lead } = tx.leads.findOrAdd({ number, name: '', source: 'text' }, 1, 1);
      tx.assignments.add({ leadId: lead.id, userId, reason: 'by-hand', actor: 'test', at: 1 });
    }
  });
}

test('given nobody is known, when a person is added, shown, changed and removed, then it is so, and audited', async () => {
  expect((await bench.textback('user', 'list')).stderr).toBe(
    'Nobody yet. Add the first with `textback user add NAME`.\n',
  );
  const added = await bench.textback('user', 'add', 'Maria', '--role', 'owner', '--phone', '(212) 555-0123');
  expect(added).toMatchObject({ code: 0, stderr: 'Added Maria.\n' });
  const shown = json(await bench.textback('user', 'show', 'MARIA', '--json'));
  expect(shown).toEqual({
    user: {
      ...{ name: 'Maria', role: 'owner', phone: '+12125550123', email: null, language: null },
      ...{ login: null, extension: null, lines: [], createdAt: '2026-07-01T03:00:00.000Z' },
    },
  });
  expect((await bench.textback('user', 'list')).stdout).toMatch(/Maria\s+owner\s+\(212\) 555-0123/);
  const set = json(await bench.textback('user', 'set', 'Maria', 'email', 'm@acme.example', '--json'));
  expect(set).toMatchObject({ dryRun: false, changed: true, user: { email: 'm@acme.example' } });
  expect((await bench.textback('user', 'set', 'Maria', 'email', 'm@acme.example')).stderr).toBe(
    'Already so: Maria.\n',
  );
  const alone = await bench.textback('user', 'remove', 'Maria', '--yes');
  expect(alone).toMatchObject({ code: 4, stderr: expect.stringContaining('Maria is the only owner.') });
  await bench.textback('user', 'add', 'Joe', '--role', 'owner');
  const removed = await bench.textback('user', 'remove', 'Maria', '--yes');
  expect(removed).toMatchObject({ code: 0, stderr: 'Removed Maria.\nLeads moved: 0, to nobody.\n' });
  expect(json(await bench.textback('user', 'list', '--json'))).toMatchObject({ users: [{ name: 'Joe' }] });

  const { changes } = json(await bench.textback('audit', 'list', '--subject', 'user:Maria', '--json'));
  expect(changes).toMatchObject([
    { actor: 'cli:maria', action: 'remove', before: { name: 'Maria' }, after: { leadsMoved: 0 } },
    { action: 'set email', before: null, after: 'm@acme.example' },
    { action: 'add', before: null, after: { name: 'Maria', role: 'owner' } },
  ]);
});

test.each([
  [['user', 'add', 'Pat'], 4, 'Pat has this name already.'],
  [['user', 'add', 'Kim', '--phone', '+1 212 555 0199'], 4, 'Pat has this phone already.'],
  [['user', 'add', 'Kim', '--login', 'pat'], 4, 'Pat has this login already.'],
  [['user', 'add', 'Kim', '--extension', 'PJSIP/100'], 4, 'Pat has this extension already.'],
  [['user', 'add', 'Kim', '--role', 'boss'], 2, 'The role cannot be "boss".'],
  [['user', 'set', 'Pat', 'rolle', 'owner'], 2, 'Did you mean role?'],
  [['user', 'set', 'Pat', 'hat', 'red'], 2, 'Set one of name, role, phone'],
  [['user', 'show', 'Patt'], 3, 'Did you mean Pat?'],
  [['user', 'show', 'Zoe'], 3, 'There is nobody called "Zoe".'],
  [['user', 'remove', 'Pat', '--leads-to', 'Zoe', '--yes'], 3, 'There is nobody called "Zoe".'],
  [['user', 'remove', 'Pat', '--leads-to', 'pat', '--yes'], 2, 'cannot take over their own leads'],
  [['user', 'remove', 'Pat'], 4, 'nobody at a terminal to ask'],
  [['audit', 'list', '--subject', 'user:Pat', '--before', '99'], 3, 'There is no change 99.'],
])('given Pat is known, when somebody types %j, then exit code %i and %j', async (args, code, words) => {
  await bench.textback(
    ...['user', 'add', 'Pat', '--phone', '+12125550199', '--login', 'pat', '--extension', 'PJSIP/100'],
  );
  const ran = await bench.textback(...args);
  expect(ran.code).toBe(code);
  expect(ran.stderr).toContain(words);
  expect(ran.stdout).toBe('');
});

test('given a person owns more leads than move at once, when they are removed, then all go to somebody else', async () => {
  await bench.textback('user', 'add', 'Pat', '--role', 'staff');
  await bench.textback('user', 'add', 'Maria');
  giveLeads(450);
  const rehearsed = json(
    await bench.textback('user', 'remove', 'Pat', '--leads-to', 'maria', '--dry-run', '--json'),
  );
  expect(rehearsed).toMatchObject({ dryRun: true, leadsMoved: 450 });
  expect(bench.store.read((reader) => reader.users.byName('Pat'))).toBeDefined();
  const removed = json(
    await bench.textback('user', 'remove', 'Pat', '--leads-to', 'maria', '--yes', '--json'),
  );
  expect(removed).toMatchObject({ dryRun: false, leadsMoved: 450, user: { name: 'Pat' } });
  bench.store.read((reader) => {
    const maria = reader.users.byName('Maria')?.id ?? 0;
    expect(reader.assignments.countOwnedBy(maria)).toBe(450);
    const [newest] = reader.timeline.assignments(1, { at: Number.MAX_SAFE_INTEGER, id: 0 }, 1);
    expect(newest).toMatchObject({ to: 'Maria', reason: 'user-removed' });
  });
});

describe('who may change what', () => {
  beforeEach(async () => {
    await bench.textback('line', 'add', LINE, '--forward', '+12125550199');
    await bench.textback('credits', 'topup', '10');
    await bench.textback('user', 'add', 'Reader', '--role', 'read-only', '--login', 'reader');
    await bench.textback('user', 'add', 'Staffer', '--role', 'staff', '--login', 'staffer');
    await bench.textback('user', 'add', 'Boss', '--role', 'owner', '--login', 'boss');
    missCall(bench.store, { from: '+12125550123', line: LINE, at: Date.UTC(2026, 6, 1, 2) });
  });

  const OWNERS_ONLY = [
    ['line', 'set', LINE, 'ring-timeout', '20'],
    ['line', 'remove', LINE, '--yes'],
    ['settings', 'set', 'low-balance', '50'],
    ['message', 'set', LINE, '{{business_name}} calls back.'],
    ['hours', 'set', LINE, 'mon-fri 8-17'],
    ['holiday', 'add', '2026-12-24', 'Closed', '--hours', 'closed'],
    ['credits', 'topup', '100'],
    ['credits', 'refund', '5', '--reason', 'outage'],
    ['user', 'set', 'Staffer', 'role', 'owner'],
    ['user', 'add', 'Another'],
  ];
  const STAFF_TOO = [
    ['consent', 'record', '+12125550123', '--opt-out', '--source', 'phone', '--note', 'asked'],
  ];

  test.each([...OWNERS_ONLY, ...STAFF_TOO].map((args) => [args]))(
    'given somebody who may only read, when they type %j, then it is refused, and nothing changes',
    async (args) => {
      const before = JSON.stringify(
        bench.store.read((reader) => [reader.audit.newestId(), reader.credits.balance()]),
      );
      const ran = await bench.textbackIn({ user: 'reader' }, ...args);
      expect(ran).toMatchObject({ code: 4, stdout: '' });
      expect(ran.stderr).toContain('Reader may not change this: the role is read-only.');
      const after = JSON.stringify(
        bench.store.read((reader) => [reader.audit.newestId(), reader.credits.balance()]),
      );
      expect(after).toBe(before);
    },
  );

  test.each(OWNERS_ONLY.map((args) => [args]))(
    'given staff, when they type %j, then it is refused; an owner may',
    async (args) => {
      const refused = await bench.textbackIn({ user: 'staffer' }, ...args);
      expect(refused.code).toBe(4);
      expect(refused.stderr).toContain('Staffer may not change this: the role is staff.');
      expect(await bench.textbackIn({ user: 'boss' }, ...args)).toMatchObject({ code: 0 });
    },
  );

  test.each(STAFF_TOO.map((args) => [args]))(
    'given staff, when they type %j, then it is done',
    async (args) => {
      expect(await bench.textbackIn({ user: 'staffer' }, ...args)).toMatchObject({ code: 0 });
      const [newest] = bench.store.read((reader) => reader.audit.newest(1));
      expect(newest).toMatchObject({ actor: 'user:Staffer' });
    },
  );

  test('given somebody who may only read, when they look and simulate, then they see everything', async () => {
    for (const args of [
      ['lead', 'list'],
      ['line', 'list'],
      ['audit', 'list'],
      ['simulate', '--line', LINE, '--from', '+12125550124', '--outcome', 'busy'],
    ]) {
      expect(await bench.textbackIn({ user: 'reader' }, ...args), args.join(' ')).toMatchObject({ code: 0 });
    }
    const dry = await bench.textbackIn(
      { user: 'reader' },
      'settings',
      'set',
      'low-balance',
      '5',
      '--dry-run',
    );
    expect(dry.code).toBe(4);
  });

  test('given a refusal, when it is asked for as JSON, then it is JSON', async () => {
    const ran = await bench.textbackIn({ user: 'reader' }, 'settings', 'set', 'low-balance', '5', '--json');
    expect(JSON.parse(ran.stderr)).toMatchObject({ error: { kind: 'refused' } });
  });

  test('given somebody whom nobody mapped to a person, when they change something, then they may', async () => {
    const ran = await bench.textbackIn({ user: 'root' }, 'settings', 'set', 'low-balance', '5');
    expect(ran.code).toBe(0);
    const [newest] = bench.store.read((reader) => reader.audit.newest(1));
    expect(newest).toMatchObject({
      actor: 'cli:root',
      before: null,
      after: '5',
      subject: 'setting:low-balance',
    });
  });
});

test('given more changes than a page, when they are listed, then each is on one page', async () => {
  for (let n = 1; n <= 5; n += 1) await bench.textback('settings', 'set', 'low-balance', String(n));
  const ids: number[] = [];
  for (const subject of [[], ['--subject', 'setting:low-balance']]) {
    let before: string[] = [];
    for (let page = 0; page < 3; page += 1) {
      const { changes } = json(
        await bench.textback('audit', 'list', ...subject, '--limit', '2', ...before, '--json'),
      );
      ids.push(...changes.map(({ id }: { id: number }) => id));
      before = ['--before', String(ids.at(-1))];
    }
  }
  expect(ids).toEqual([5, 4, 3, 2, 1, 5, 4, 3, 2, 1]);
  const { stdout } = await bench.textback('audit', 'list', '--limit', '1');
  expect(stdout).toMatch(/5\s+2026-06-30 23:00:00\s+cli:maria\s+set/);
});

test('given nobody is known, when the first person is added without a role, then they are an owner; the next is staff', async () => {
  const role = async (name: string) => json(await bench.textback('user', 'add', name, '--json')).user.role;
  expect([await role('Maria'), await role('Pat')]).toEqual(['owner', 'staff']);
  const [newest] = bench.store.read((reader) => reader.audit.of('user:Maria', 1));
  expect(newest?.after).toMatchObject({ role: 'owner' });
});

describe('what people sign in with', () => {
  const PASSWORD = 'ladder copper breeze anvil';
  const signInAsMaria = (password: string) =>
    signIn(
      bench.store,
      { name: 'Maria', password, token: 'token', address: '127.0.0.1', userAgent: 'Firefox' },
      { now: () => Date.UTC(2026, 6, 1, 3), setTimer: () => () => {} },
    );
  beforeEach(async () => {
    await bench.textback('user', 'add', 'Maria', '--role', 'owner', '--login', 'maria');
  });

  test('given a person at a terminal, when they type a password twice, then it is right from then on, and shown nowhere', async () => {
    const set = await bench.textbackIn(
      { env: {}, secrets: [PASSWORD, PASSWORD] },
      ...['user', 'password', 'maria'],
    );
    expect(set).toMatchObject({ code: 0, stdout: '', stderr: 'Maria can sign in.\n' });
    expect(set.world.questions).toEqual(['New password for maria: ', 'The same again: ']);
    expect(await signInAsMaria(PASSWORD)).toMatchObject({ kind: 'signed-in' });
    const audit = await bench.textback('audit', 'list', '--subject', 'user:Maria', '--json');
    expect(audit.stdout).not.toContain('scrypt');
    expect(json(audit).changes).toMatchObject([{ action: 'sign in' }, { action: 'set password' }, {}]);
  });

  test('given one that is piped in, when set, shown and taken away, then it is so, and sessions end', async () => {
    const piped = (...args: string[]) => bench.textbackIn({ env: {}, input: `${PASSWORD}\n` }, ...args);
    expect(json(await piped('user', 'password', 'Maria', '--dry-run', '--json'))).toEqual({
      ...{ dryRun: true, name: 'Maria', removed: false, temporary: null, sessionsEnded: 0 },
    });
    expect(await signInAsMaria(PASSWORD)).toEqual({ kind: 'wrong' });
    await piped('user', 'password', 'Maria');
    await signInAsMaria(PASSWORD);
    const { sessions } = json(await bench.textback('user', 'sessions', 'Maria', '--json'));
    expect(sessions).toEqual([
      {
        ...{ id: 1, address: '127.0.0.1', userAgent: 'Firefox', passkey: null },
        ...{ createdAt: '2026-07-01T03:00:00.000Z', lastSeenAt: '2026-07-01T03:00:00.000Z' },
      },
    ]);
    expect((await bench.textback('user', 'sessions', 'Maria')).stdout).toMatch(/#1 .*127\.0\.0\.1\s+Firefox/);
    const gone = await bench.textback('user', 'password', 'Maria', '--remove');
    expect(gone.stderr).toBe('Maria has no password any more. Signed out in 1 browser(s).\n');
    expect(await signInAsMaria(PASSWORD)).toEqual({ kind: 'wrong' });
    expect((await bench.textback('user', 'sessions', 'Maria')).stderr).toBe('Maria is signed in nowhere.\n');
  });

  test('given a person, when a temporary password is made, then it is shown once, and good for a week', async () => {
    const made = await bench.textback('user', 'password', 'Maria', '--temporary');
    expect(made.stdout).toMatch(/^\w{4}(-\w{4}){3}\n$/);
    expect(made.stderr).toBe('Maria can sign in with it for a week, and then chooses their own.\n');
    expect(await signInAsMaria(made.stdout.trim())).toMatchObject({ kind: 'signed-in' });
    const hash = () => bench.store.read((reader) => reader.signIn.passwordHash(1));
    const before = hash();
    const rehearsed = await bench.textback('user', 'password', 'Maria', '--temporary', '--dry-run', '--json');
    expect(json(rehearsed)).toMatchObject({ dryRun: true, temporary: null });
    expect(hash()).toBe(before);
    const both = await bench.textback('user', 'password', 'Maria', '--temporary', '--remove');
    expect(both.code).toBe(2);
  });

  test('given two sessions, when one is revoked, and then all, then they are gone', async () => {
    await bench.textbackIn({ env: {}, input: PASSWORD }, 'user', 'password', 'Maria');
    await signInAsMaria(PASSWORD);
    const rehearsed = await bench.textback('user', 'sessions', 'Maria', '--revoke', '1', '--dry-run');
    expect(rehearsed.stderr).toBe('Would sign Maria out in 1 browser(s). Nothing was changed (--dry-run).\n');
    expect(await bench.textback('user', 'sessions', 'Maria', '--revoke', '7')).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('Maria has no session 7.'),
    });
    const ended = json(await bench.textback('user', 'sessions', 'Maria', '--revoke', '1', '--json'));
    expect(ended).toEqual({ dryRun: false, name: 'Maria', ended: 1 });
    expect((await bench.textback('user', 'sessions', 'Maria', '--revoke')).stderr).toBe(
      'Signed Maria out in 0 browser(s).\n',
    );
  });

  test.each([
    [{ secrets: [PASSWORD, 'something else'] }, 2, 'What you typed the second time was something else.'],
    [{ input: 'short' }, 2, 'The password is shorter than 10 characters.'],
    [{ input: 'maria2026!!' }, 2, 'The password is one of those that are tried first.'],
    [{ input: PASSWORD, user: 'pat' }, 4, 'Pat may not change this: the role is staff.'],
  ])('given %o, when set, then it is refused and nothing changes', async (how, code, words) => {
    await bench.textback('user', 'add', 'Pat', '--login', 'pat');
    const refused = await bench.textbackIn({ env: {}, ...how }, 'user', 'password', 'Maria');
    expect(refused).toMatchObject({ code, stderr: expect.stringContaining(words) });
    expect(bench.store.read((reader) => reader.signIn.hasAnyPassword())).toBe(false);
  });
});

describe('passkeys', () => {
  const CREATED = Date.UTC(2026, 5, 1);
  const addPasskey = (userId: number, name: string, lastUsedAt: number | null) =>
    bench.store.transact('progress', (tx) =>
      tx.passkeys.add({
        ...{ userId, name, credentialId: name, publicKey: 'cGs', signCount: 0, transports: '' },
        ...{ createdAt: CREATED, lastUsedAt },
      }),
    );
  beforeEach(async () => {
    await bench.textback('user', 'add', 'Maria', '--role', 'owner');
    await bench.textback('user', 'add', 'Joe', '--role', 'owner');
  });

  test('given passkeys of two people, when listed, then everybody’s are shown by name, or one person’s', async () => {
    expect((await bench.textback('user', 'passkey', 'list')).stderr).toBe(
      'No passkeys. People add their own in the browser, under Account.\n',
    );
    addPasskey(1, 'Blue phone', CREATED + 60_000);
    addPasskey(2, 'Desk', null);
    const { passkeys } = json(await bench.textback('user', 'passkey', 'list', '--json'));
    const times = { createdAt: '2026-06-01T00:00:00.000Z', lastUsedAt: '2026-06-01T00:01:00.000Z' };
    expect(passkeys).toEqual([
      { ...times, id: 2, user: 'Joe', name: 'Desk', lastUsedAt: null },
      { ...times, id: 1, user: 'Maria', name: 'Blue phone' },
    ]);
    const one = await bench.textback('user', 'passkey', 'list', 'joe');
    expect(one.stdout).toMatch(/#2 +Joe +Desk .* never/);
    expect(one.stdout).not.toContain('Maria');
    expect(await bench.textback('user', 'passkey', 'list', 'Mariah')).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('Did you mean Maria?'),
    });
  });

  test('given a passkey, when its removal is rehearsed and then done, then it is gone, and in the audit', async () => {
    addPasskey(1, 'Blue phone', null);
    const remove = (...more: string[]) => bench.textback('user', 'passkey', 'remove', 'maria', ...more);
    expect((await remove('1', '--dry-run')).stderr).toBe(
      'Would remove the passkey "Blue phone" of Maria. Nothing was changed (--dry-run).\n',
    );
    expect(await bench.textback('user', 'passkey', 'remove', 'Joe', '1')).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('Joe has no passkey 1.'),
    });
    expect(json(await remove('1', '--json'))).toMatchObject({
      dryRun: false,
      passkey: { id: 1, user: 'Maria', name: 'Blue phone', lastUsedAt: null },
      sessionsEnded: 0,
    });
    expect(await remove('1')).toMatchObject({ code: 3 });
    expect(await remove('first')).toMatchObject({ code: 2 });
    const { changes } = json(await bench.textback('audit', 'list', '--subject', 'user:Maria', '--json'));
    expect(changes).toMatchObject([
      { action: 'remove passkey', before: { id: 1, name: 'Blue phone' }, after: { sessionsEnded: 0 } },
      { action: 'add' },
    ]);
  });

  test('given browsers signed in with a passkey and a password, when it is removed, then only the former is signed out', async () => {
    addPasskey(1, 'Blue phone', null);
    const at = Date.UTC(2026, 6, 1, 3);
    bench.store.transact('progress', (tx) => {
      for (const [tokenHash, passkeyId] of [['aa', 1] as const, ['bb', null] as const])
        tx.signIn.open({
          ...{ userId: 1, tokenHash, passkeyId, address: '', userAgent: 'Firefox' },
          ...{ createdAt: at, lastSeenAt: at },
        });
    });
    const openedBy = async () => {
      const { sessions } = json(await bench.textback('user', 'sessions', 'maria', '--json'));
      return Object(sessions).map((session: { readonly passkey: string | null }) => session.passkey);
    };
    expect((await openedBy()).toSorted()).toEqual(['Blue phone', null]);
    expect((await bench.textback('user', 'sessions', 'maria')).stdout).toMatch(
      /Blue phone[\s\S]*password|password[\s\S]*Blue phone/,
    );
    const remove = (...more: string[]) => bench.textback('user', 'passkey', 'remove', 'maria', '1', ...more);
    expect((await remove('--dry-run')).stderr).toContain(', and sign out in 1 browser(s).');
    expect((await remove()).stderr).toContain('any more. Signed out in 1 browser(s).');
    expect(await openedBy()).toEqual([null]);
  });

  test('given staff, when they remove a passkey, then it stays', async () => {
    await bench.textback('user', 'add', 'Pat', '--login', 'pat');
    addPasskey(1, 'Blue phone', null);
    const refused = await bench.textbackIn(
      { env: {}, user: 'pat' },
      ...['user', 'passkey', 'remove', 'Maria', '1'],
    );
    expect(refused).toMatchObject({ code: 4, stderr: expect.stringContaining('the role is staff') });
    expect(bench.store.read((reader) => reader.passkeys.of(1))).toHaveLength(1);
  });
});
