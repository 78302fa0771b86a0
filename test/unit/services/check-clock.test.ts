import { expect, test } from 'vitest';
import { type Clocks, checkClock } from '../../../src/services/check-clock.ts';

const NOW = Date.UTC(2026, 6, 1, 12);
const MINUTE = 60_000;
const GOOD: Clocks = {
  now: NOW,
  madeAt: NOW - 1,
  asterisk: NOW + 4_000,
  newestCall: NOW - 1,
  isSynchronized: true,
  local: '2026-07-01 08:00:00 in America/New_York',
};

test.each<readonly [string, Partial<Clocks>, string, string]>([
  ['right', {}, 'ok', 'as Asterisk has it'],
  [
    'that nobody can compare',
    { asterisk: null, newestCall: null, isSynchronized: null },
    'ok',
    '08:00:00 in',
  ],
  ['before textback was made', { madeAt: NOW + 1 }, 'failed', 'was not made yet'],
  ['set back under the newest call', { newestCall: NOW + 180 * MINUTE }, 'failed', 'from 3 h later'],
  ['behind the newest call by a breath', { newestCall: NOW + 1_000 }, 'ok', 'as Asterisk'],
  ['ten seconds after Asterisk’s', { asterisk: NOW - 10_000 }, 'warning', '10 s behind'],
  ['two minutes before Asterisk’s', { asterisk: NOW + 2 * MINUTE }, 'failed', '2 min ahead'],
  ['that is set by hand', { isSynchronized: false }, 'warning', 'does not synchronize'],
])('given a clock %s, when it is judged, then it is %3$s', (_, change, state, words) => {
  const found = checkClock({ ...GOOD, ...change });
  expect(found).toMatchObject([{ state, detail: expect.stringContaining(words) }]);
  if (state !== 'ok') expect(found[0]?.remedy).toContain('timedatectl');
});
