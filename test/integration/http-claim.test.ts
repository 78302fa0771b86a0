import { expect, test } from 'vitest';
import { SETUP_CODE_LIFE_MS } from '../../src/core/setup-code.ts';
import { openWebBench, type WebBench } from '../fakes/web-bench.ts';

const OWNER = { name: 'Maria', phone: '(212) 555-0150', password: 'ladder copper breeze anvil' };

const codeOf = (bench: WebBench) => bench.setupCode() ?? '';
const claim = (bench: WebBench, fields: Readonly<Record<string, string>> = {}) =>
  bench.anonymous.post('/setup', { ...OWNER, code: codeOf(bench), ...fields });
const people = ({ store }: WebBench) => store.read((reader) => reader.users.all());

/** Somebody has opened the page, so that there is a code. */
async function openFresh() {
  const bench = await openWebBench();
  const page = await bench.anonymous.open('/setup');
  return { bench, page };
}

test('given nobody is known, when anybody comes, then they are led to the setup, which says where the code is and not what it is', async () => {
  const { bench, page } = await openFresh();
  const home = await bench.anonymous.open('/');
  const signIn = await bench.anonymous.open(String(home.headers['location']));
  expect(signIn).toMatchObject({ status: 303, headers: { location: '/setup' } });
  expect(page.status).toBe(200);
  expect(page.text).toContain('sudo cat /var/lib/textback/setup-code');
  expect(codeOf(bench)).not.toBe('');
  expect(page.text).not.toContain(codeOf(bench));
  expect(JSON.stringify(bench.log.lines)).not.toContain(codeOf(bench));
});

test('given the code, when somebody claims textback, then they are its owner, signed in, and led on', async () => {
  const { bench } = await openFresh();
  const code = codeOf(bench).toLowerCase().replaceAll('-', ' ');
  const answer = await claim(bench, { code });
  expect(answer).toMatchObject({ status: 303, headers: { location: '/settings/setup/pbx' } });
  const cookie = String(answer.headers['set-cookie']).replace(/;.*/s, '');
  expect((await bench.anonymous.open('/settings/setup/pbx', { Cookie: cookie })).text).toContain(
    'Is your phone system found?',
  );
  expect(people(bench)).toMatchObject([{ name: 'Maria', role: 'owner', phone: '+12125550150' }]);
  const signedIn = await bench.anonymous.post('/sign-in', { name: 'Maria', password: OWNER.password });
  expect(signedIn.status).toBe(303);
  const audit = bench.store
    .read((reader) => reader.audit.newest(10))
    .map(({ actor, action }) => [actor, action]);
  expect(audit).toEqual([
    ['user:Maria', 'sign in'],
    ['user:Maria', 'sign in'],
    ['setup', 'set password'],
    ['setup', 'add'],
  ]);
});

test('given textback has its owner, when the setup is asked for, then it is gone, and so is the code', async () => {
  const { bench } = await openFresh();
  const code = codeOf(bench);
  await claim(bench);
  expect(await bench.anonymous.open('/setup')).toMatchObject({
    status: 303,
    headers: { location: '/settings/setup' },
  });
  expect((await claim(bench, { code, name: 'Mallory' })).status).toBe(410);
  expect(people(bench)).toHaveLength(1);
  expect(bench.setupCode()).toBeNull();
});

test('given a wrong code, when it is typed, then nobody is made, what else was typed stays, and the password does not', async () => {
  const { bench } = await openFresh();
  const answer = await claim(bench, { code: '0000-0000-0000' });
  expect(answer.status).toBe(422);
  expect(answer.text).toContain('This is not the code');
  expect(answer.text).toContain('value="(212) 555-0150"');
  expect(answer.text).not.toContain(OWNER.password);
  expect(people(bench)).toEqual([]);
});

test('given wrong codes one after the other, when there were five, then even the right one must wait', async () => {
  const { bench } = await openFresh();
  for (const _ of [1, 2, 3, 4, 5]) expect((await claim(bench, { code: 'guess' })).status).toBe(422);
  const answer = await claim(bench);
  expect(answer).toMatchObject({ status: 429, headers: { 'retry-after': '1' } });
  expect(answer.text).toContain('Too many wrong codes');
  expect(people(bench)).toEqual([]);
  await bench.clock.advance(2_000);
  expect((await claim(bench)).status).toBe(303);
});

test('given a code of an hour ago, when it is typed, then it is over, and the file has another', async () => {
  const { bench } = await openFresh();
  const old = codeOf(bench);
  await bench.clock.advance(SETUP_CODE_LIFE_MS);
  expect((await claim(bench, { code: old })).status).toBe(422);
  expect(codeOf(bench)).not.toBe(old);
  expect((await claim(bench)).status).toBe(303);
});

test('given two who have the code, when both claim at once, then one is the owner, and the other is told', async () => {
  const { bench } = await openFresh();
  const answers = await Promise.all([claim(bench), claim(bench, { name: 'Pat', phone: '' })]);
  expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 410]);
  expect(people(bench)).toHaveLength(1);
  expect(bench.store.read((reader) => reader.signIn.sessionsOf(people(bench)[0]?.id ?? 0))).toHaveLength(1);
});

test.each([
  ['name', { name: '42' }, 'The name cannot be'],
  ['phone', { phone: '12' }, 'The phone cannot be'],
  ['password', { password: 'acmehvac12' }, 'one of those that are tried first'],
])(
  'given a bad %s, when it is typed with the code, then it is said, and nobody is made',
  async (_, fields, said) => {
    const { bench } = await openFresh();
    const answer = await claim(bench, fields);
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(said);
    expect(people(bench)).toEqual([]);
    expect((await claim(bench)).status).toBe(303);
  },
);

test('given another site, when it posts the form, then it is refused before the code is looked at', async () => {
  const { bench } = await openFresh();
  const answer = await bench.anonymous.post(
    '/setup',
    { ...OWNER, code: codeOf(bench) },
    { 'Sec-Fetch-Site': 'cross-site' },
  );
  expect(answer.status).toBe(403);
  expect(people(bench)).toEqual([]);
});

test('given somebody added on the command line meanwhile, when the code is typed, then it is of no use', async () => {
  const { bench } = await openFresh();
  const code = codeOf(bench);
  bench.addUser('Maria', 'owner');
  expect((await claim(bench, { code })).status).toBe(410);
  expect(people(bench)).toHaveLength(1);
});
