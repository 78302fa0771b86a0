import { expect, test } from 'vitest';
import { checkSecrets, type SecretFileAccess } from '../../../src/services/check-secrets.ts';

const RUNS_AS = { uid: 990, name: 'textback', group: 'textback', groups: [990, 991] };
const file = (change: Partial<SecretFileAccess> = {}): SecretFileAccess => ({
  path: '/etc/textback/ari.secret',
  key: 'asterisk.ari_password_file',
  mode: 0o640,
  uid: 0,
  gid: 990,
  owner: 'root',
  group: 'textback',
  ...change,
});

test.each([
  ['closed to others', file(), []],
  ['of its own user', file({ mode: 0o600, uid: 990, owner: 'textback' }), []],
  ['of a second group of the user', file({ gid: 991 }), []],
  ['open to read', file({ mode: 0o644 }), ['failed Run: chmod 0640 /etc/textback/ari.secret']],
  ['open to write only', file({ mode: 0o642 }), ['failed Run: chmod 0640 /etc/textback/ari.secret']],
  [
    'of root alone',
    file({ mode: 0o600 }),
    ['failed Run: chgrp textback /etc/textback/ari.secret && chmod 0640 /etc/textback/ari.secret'],
  ],
  [
    'of its user, who may not read it',
    file({ mode: 0o040, uid: 990 }),
    ['failed Run: chgrp textback /etc/textback/ari.secret && chmod 0640 /etc/textback/ari.secret'],
  ],
  [
    'of an owner that nobody is',
    file({ uid: 4711, owner: null }),
    ['warning Run: chown root:textback /etc/textback/ari.secret'],
  ],
])('given a secret in a file %s, when it is judged, then what to type is %3$j', (_, given, expected) => {
  const found = checkSecrets([given], RUNS_AS);
  const wrong = found.filter(({ state }) => state !== 'ok');
  expect(wrong.map(({ state, remedy }) => `${state} ${remedy}`)).toEqual(expected);
  expect(found[0]?.detail).toContain(expected.length === 0 ? 'in 1 file' : 'asterisk.ari_password_file');
});

test('given one file that holds several, when it is judged, then it is named once, with all of them', () => {
  const found = checkSecrets([file({ mode: 0o644, key: 'a' }), file({ mode: 0o644, key: 'b' })], RUNS_AS);
  expect(found).toMatchObject([{ detail: expect.stringContaining('(a, b)') }]);
});

test('given secrets in variables only, or a database that nobody knows the user of, when they are judged, then nothing is wrong', () => {
  expect(checkSecrets([], RUNS_AS)).toMatchObject([{ state: 'ok', detail: 'none is in a file' }]);
  expect(checkSecrets([file({ mode: 0o600 })], null)).toMatchObject([{ state: 'ok' }]);
  const root = { uid: 0, name: 'root', group: 'root', groups: [0] };
  expect(checkSecrets([file({ mode: 0o600, uid: 5 })], root)).toMatchObject([{ state: 'ok' }]);
});
