import { expect, test } from 'vitest';
import { checkWeb, type LiveAnswer } from '../../../src/services/check-web.ts';

const URL = 'http://127.0.0.1:8480';

test.each<readonly [string, LiveAnswer | null, string, string]>([
  ['lives', { kind: 'alive' }, 'ok', URL],
  [
    'says what is wrong',
    { kind: 'ill', reasons: ['the outbox has not moved'] },
    'failed',
    'the outbox has not moved',
  ],
  ['hangs', { kind: 'silent' }, 'failed', 'it hangs'],
  ['has no port', { kind: 'refused' }, 'warning', 'calls and texts go on'],
  ['has another program at its port', { kind: 'foreign' }, 'warning', 'another program'],
  ['listens anywhere', null, 'skipped', 'any free port'],
])('given a daemon that %s, when that is judged, then it is %3$s', (_, answer, state, words) => {
  const found = checkWeb(URL, true, answer);
  expect(found).toMatchObject([{ state, detail: expect.stringContaining(words) }]);
  expect(found[0]?.remedy === null).toBe(state === 'ok' || state === 'skipped');
});

test('given no daemon, when its pages are judged, then that is left to the check of the daemon', () => {
  expect(checkWeb(URL, false, null)).toMatchObject([{ state: 'skipped' }]);
});
