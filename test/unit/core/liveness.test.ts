import { expect, test } from 'vitest';
import { judgeLiveness, type Pulse } from '../../../src/core/liveness.ts';

const NOW = Date.UTC(2026, 10, 26, 12);
const alive: Pulse = {
  tickedAt: NOW - 900,
  databaseAt: NOW - 900,
  databaseTrouble: null,
  outboxAt: NOW - 250,
  textsHeldSince: null,
};

test.each<[string, Partial<Pulse>, readonly string[]]>([
  ['all goes on', {}, []],
  ['the clock was set back', { tickedAt: NOW + 3_600_000, outboxAt: NOW + 3_600_000 }, []],
  ['a tick is late by a little', { tickedAt: NOW - 10_000 }, []],
  ['timers do not run', { tickedAt: NOW - 10_001 }, ['timers have not run for 10 s']],
  ['the database says no once', { databaseTrouble: 'database is locked' }, []],
  [
    'the database says no on and on',
    { databaseAt: NOW - 12_000, databaseTrouble: 'disk I/O error' },
    ['the database has not answered for 12 s (disk I/O error)'],
  ],
  ['the database is silent', { databaseAt: NOW - 12_000 }, ['the database has not answered for 12 s']],
  ['the outbox is still', { outboxAt: NOW - 30_000 }, ['the outbox has not looked for texts for 30 s']],
  ['a carrier takes its time', { textsHeldSince: NOW - 15 * 60_000 }, []],
  [
    'no text gets anywhere',
    { textsHeldSince: NOW - 16 * 60_000 },
    ['texts have been on their way for 960 s, and none gets anywhere'],
  ],
])('given that %s, when judged, then it says why it is dead, if it is', (_given, change, reasons) => {
  expect(judgeLiveness({ ...alive, ...change }, NOW)).toEqual(reasons);
});
