import { expect, test } from 'vitest';
import { publishGateways, recordGatewayLink } from '../../src/services/gateway-health.ts';
import { createCliBench } from '../fakes/cli-bench.ts';

const AT = Date.UTC(2026, 6, 1, 2);

test('given a daemon that has told of its gateways, then they are listed in order of preference', async () => {
  const { store, textback } = createCliBench();
  publishGateways(
    store,
    ['carrier', 'backup'].map((name) => ({ name, state: 'connecting' })),
    AT,
  );
  recordGatewayLink(store, 'carrier', 'down', 'connection refused', AT + 1_000);
  const { code, stdout, stderr } = await textback('gateway', 'list');
  expect(code).toBe(0);
  expect(stdout).toMatch(/carrier +down +2026-06-30/);
  expect(stdout.indexOf('carrier')).toBeLessThan(stdout.indexOf('backup'));
  expect(stderr).toContain('As the daemon last said');
  const listed = JSON.parse((await textback('gateway', 'list', '--json')).stdout);
  expect(listed).toEqual({
    gateways: [
      {
        name: 'carrier',
        state: 'down',
        since: '2026-07-01T02:00:01.000Z',
        why: 'connection refused',
        lastError: 'connection refused',
        lastErrorAt: '2026-07-01T02:00:01.000Z',
        queued: 0,
      },
      expect.objectContaining({ name: 'backup', state: 'connecting', lastError: null, lastErrorAt: null }),
    ],
    untried: 0,
  });
});

test('given no daemon has run yet, then that is said', async () => {
  const { textback } = createCliBench();
  const { code, stdout, stderr } = await textback('gateway', 'list');
  expect([code, stdout]).toEqual([0, '']);
  expect(stderr).toContain('textback serve');
});

test('given a line, when its gateways are set, then they are kept in that order; one that the daemon has not is refused', async () => {
  const { store, textback } = createCliBench();
  await textback('line', 'add', '+12125550100', '--forward', '+12125550199');
  publishGateways(
    store,
    ['carrier', 'backup'].map((name) => ({ name, state: 'connecting' })),
    AT,
  );
  expect(await textback('line', 'set', '+12125550100', 'gateways', 'backup,carrier')).toMatchObject({
    code: 0,
  });
  const gateways = () => store.read((reader) => reader.lines.byNumber('+12125550100')?.gateways);
  expect(gateways()).toEqual(['backup', 'carrier']);
  expect(await textback('line', 'set', '+12125550100', 'gateways', 'backup')).toMatchObject({ code: 0 });
  expect(await textback('line', 'set', '+12125550100', 'gateways', 'bakcup')).toMatchObject({
    code: 4,
    stderr: expect.stringContaining('It has carrier, backup'),
  });
  expect(gateways()).toEqual(['backup']);
  await textback('line', 'set', '+12125550100', 'gateways', 'default');
  expect(gateways()).toBeNull();
});
