import { expect, test } from 'vitest';
import { parseMoment } from '../../../src/core/local-time.ts';

const NOW = 1_700_000_000_000;
const read = (text: string) => parseMoment(text, 'America/New_York', NOW);

test.each([
  ['2026-12-25 10:00', '2026-12-25T15:00:00.000Z'],
  ['2026-12-25T10:00', '2026-12-25T15:00:00.000Z'],
  [' 2026-07-04 00:00 ', '2026-07-04T04:00:00.000Z'],
  ['2026-12-25T10:00Z', '2026-12-25T10:00:00.000Z'],
  ['2026-12-25T10:00:30.5-08:00', '2026-12-25T18:00:30.500Z'],
  ['Now', new Date(NOW).toISOString()],
])('given %j, then it is %s', (text, iso) => {
  expect(new Date(read(text) ?? Number.NaN).toISOString()).toBe(iso);
});

test.each([
  '',
  'tomorrow',
  '2026-12-25',
  '2026-02-30 10:00',
  '2026-12-25 24:00',
  '2026-12-25 10:60',
  '2026-13-01T10:00Z',
  '12/25/2026 10:00',
])('given %j, then it is no time', (text) => {
  expect(read(text)).toBeNull();
});
