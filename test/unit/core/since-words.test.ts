import { expect, test } from 'vitest';
import { parseSince } from '../../../src/core/since-words.ts';

const NOW = Date.UTC(2026, 10, 26, 17);
const ZONE = 'America/New_York';

test.each([
  ['90m', NOW - 90 * 60_000],
  [' 2h ', NOW - 2 * 3_600_000],
  ['3d', NOW - 3 * 86_400_000],
  ['0m', NOW],
  ['2026-11-03', Date.UTC(2026, 10, 3, 5)],
  ['2026-11-03 10:00', Date.UTC(2026, 10, 3, 15)],
  ['2026-11-03T10:00:00Z', Date.UTC(2026, 10, 3, 10)],
])('given %s, then it is that point in time', (text, at) => {
  expect(parseSince(text, NOW, ZONE)).toBe(at);
});

test.each([[''], ['2'], ['2w'], ['-2h'], ['yesterday'], ['2026-11-27'], ['2026-13-01'], ['1234567d']])(
  'given %s, then it is no time in the past',
  (text) => {
    expect(parseSince(text, NOW, ZONE)).toBeNull();
  },
);
