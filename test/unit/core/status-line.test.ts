import { expect, test } from 'vitest';
import { statusLine } from '../../../src/core/status-line.ts';

const ari = { name: 'ari', state: 'ok', detail: 'connected' } as const;
const credits = { name: 'credits', state: 'warning', detail: '4 left' } as const;
const carrier = { name: 'gateway:carrier', state: 'failed', detail: 'refused\nby it' } as const;

test.each([
  ['all is well', [ari], [], 'Ready: ari'],
  ['something to look at', [ari, credits], [], 'Ready: ari. Look at credits: 4 left'],
  ['a carrier that is away', [ari, carrier], [], 'Not ready: gateway:carrier: refused by it'],
  ['a stuck daemon', [ari], ['timers have not run'], 'Stuck: timers have not run. Ready: ari'],
])('given %s, when told in a line, then it says so', (_given, checks, dead, line) => {
  expect(statusLine(checks, dead)).toBe(line);
});

test('given more than a line holds, when told, then it is cut', () => {
  expect(statusLine([{ ...carrier, detail: 'x'.repeat(1_000) }], [])).toHaveLength(400);
});
