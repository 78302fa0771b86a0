import { expect, test } from 'vitest';
import { createCliBench } from '../fakes/cli-bench.ts';

const json = (ran: { readonly stdout: string }) => JSON.parse(ran.stdout);

test('given a setting, when it is set and reset, then it is in force, listed and audited', async () => {
  const { textback, store } = createCliBench();
  const value = async () =>
    json(await textback('settings', 'list', '--json')).settings.find(
      ({ name }: { name: string }) => name === 'low-balance',
    );
  expect(await value()).toMatchObject({ value: '20', isDefault: true });
  expect(await textback('settings', 'set', 'low-balance', '50')).toMatchObject({ code: 0, stdout: '50\n' });
  expect(json(await textback('settings', 'set', 'low-balance', '50', '--json'))).toMatchObject({
    changed: false,
  });
  expect(await value()).toMatchObject({ value: '50', isDefault: false });
  await textback('settings', 'set', 'low-balance', '70', '--dry-run');
  expect(store.read((reader) => reader.settings.business())['low-balance']).toBe(50);
  expect(await textback('settings', 'reset', 'low-balance')).toMatchObject({ code: 0, stdout: '20\n' });
  const audited = store.read((reader) => reader.audit.of('setting:low-balance', 10));
  expect(audited.map(({ before, after }) => [before, after])).toEqual([
    ['50', null],
    [null, '50'],
  ]);
  expect((await textback('settings', 'list')).stdout).toContain('(default)');
});

test.each([
  ['low-balance', 'many', 'whole number'],
  ['low-balanse', '5', 'Did you mean low-balance'],
  ['zzzzzz', '5', 'settings list'],
])('given %s %s, when it is set, then it exits 2 and says %j', async (name, value, words) => {
  const { textback } = createCliBench();
  const ran = await textback('settings', 'set', name, value);
  expect(ran).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(words) });
});
