import { describe, expect, test } from 'vitest';
import {
  checkRunningGateways,
  checkTexts,
  probeGateways,
  type TextEnding,
} from '../../../src/services/check-gateways.ts';
import type { GatewayView } from '../../../src/services/gateway-health.ts';

const NOW = 1_000_000;
const gateway = (name: string, change: Partial<GatewayView> = {}): GatewayView => ({
  ...{ name, position: 0, state: 'up', why: 'bound', since: NOW - 60_000 },
  ...{ lastError: null, lastErrorAt: null, queued: 0, ...change },
});

describe('gateways of a running daemon', () => {
  test('given both are up, when they are judged, then nothing is wrong', () => {
    const found = checkRunningGateways(['a', 'b'], [gateway('a'), gateway('b', { queued: 2 })], NOW);
    expect(found.map(({ state, detail }) => `${state} ${detail}`)).toEqual([
      'ok a is up: bound',
      'ok b is up: bound; 2 texts wait for it',
    ]);
  });

  test.each([
    ['the only one', [gateway('a', { state: 'down', why: 'refused', queued: 1 })], ['failed']],
    ['one of two', [gateway('a', { state: 'down', why: 'refused' }), gateway('b')], ['warning', 'ok']],
    ['one that connects', [gateway('a', { state: 'connecting' })], ['failed']],
  ])('given %s is down, when they are judged, then they are %3$j', (_, known, states) => {
    const found = checkRunningGateways(
      known.map(({ name }) => name),
      known,
      NOW,
    );
    expect(found.map(({ state }) => state)).toEqual(states);
    expect(found[0]?.detail).toContain('a is not up, for 1 min');
  });

  test('given others than are configured now, when they are judged, then a restart is the remedy', () => {
    expect(checkRunningGateways(['b'], [gateway('a')], NOW)[1]).toMatchObject({
      state: 'warning',
      remedy: expect.stringContaining('systemctl restart textback'),
    });
  });
});

test.each([
  [[null], ['ok']],
  [['refused'], ['failed']],
  [
    ['refused', null],
    ['warning', 'ok'],
  ],
])('given gateways that say %j when they are tried, then they are %j', async (answers, states) => {
  const found = await probeGateways(
    answers.map((why, index) => ({ name: `g${index}`, kind: 'smpp', probe: async () => why })),
  );
  expect(found.map(({ state }) => state)).toEqual(states);
});

describe('what carriers said', () => {
  const texts = (state: string, count: number, detail = ''): TextEnding[] =>
    Array.from({ length: count }, () => ({ state, detail }));

  test.each<readonly [string, readonly TextEnding[], string, string]>([
    ['no texts', [], 'ok', 'none was sent'],
    ['texts that wait', texts('queued', 3), 'ok', 'none was sent'],
    ['texts that arrived', [...texts('delivered', 8), ...texts('sent', 2)], 'ok', '10 of the latest 10'],
    [
      'a few that did not',
      [...texts('undelivered', 5), ...texts('delivered', 5)],
      'ok',
      '5 of the latest 10',
    ],
    [
      'most that did not',
      [...texts('failed', 6, 'err:770'), ...texts('delivered', 4)],
      'warning',
      '(the latest: err:770)',
    ],
    ['two, both refused', texts('failed', 2), 'ok', '0 of the latest 2'],
    ['most refused without a word', texts('failed', 10), 'warning', 'no reason given'],
    [
      'one that names 10DLC',
      [...texts('failed', 1, '10DLC: unregistered'), ...texts('sent', 40)],
      'failed',
      'not registered',
    ],
  ])('given %s, when they are judged, then that is %3$s', (_, latest, state, words) => {
    const found = checkTexts(latest);
    expect(found).toMatchObject([{ state, detail: expect.stringContaining(words) }]);
    if (state !== 'ok') expect(found[0]?.remedy).toContain('10DLC');
  });
});
