import { beforeEach, describe, expect, test } from 'vitest';
import { type CliBench, createCliBench } from '../fakes/cli-bench.ts';

const URL = 'https://crm.acme.example/textback';
let bench: CliBench;

beforeEach(() => {
  bench = createCliBench();
});

const webhook = (...args: string[]) => bench.textback('webhook', ...args);
const endpoints = () => bench.store.read((reader) => reader.webhooks.all());
const add = async () => JSON.parse((await webhook('add', 'CRM', URL, '--json')).stdout);

describe('webhook', () => {
  test('given one that is added, then its secret is shown this once, and it is in the list', async () => {
    const { secret, webhook: added } = await add();
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(added).toMatchObject({ name: 'CRM', url: URL, kinds: null, enabled: true });
    expect(endpoints()).toMatchObject([{ secret }]);
    const list = await webhook('list');
    expect(list.stdout).toMatch(/CRM +https:\/\/crm\.acme\.example\/textback +all +on/);
    for (const shown of [list, await webhook('show', 'crm'), await bench.textback('audit', 'list', '--json')])
      expect(shown.stdout).not.toContain('whsec_');
  });

  test('given --dry-run, then nothing is changed, and no secret is shown', async () => {
    const rehearsed = await webhook('add', 'CRM', URL, '--dry-run', '--json');
    expect(JSON.parse(rehearsed.stdout)).toMatchObject({ dryRun: true, secret: null });
    expect(endpoints()).toEqual([]);
    await add();
    for (const args of [
      ['set', 'CRM', '--new-secret', '--disable'],
      ['remove', 'CRM'],
      ['replay', 'CRM', '--since', '1h'],
    ]) {
      const before = endpoints();
      expect((await webhook(...args, '--dry-run')).stderr).toContain('Nothing was changed (--dry-run).');
      expect(endpoints()).toEqual(before);
    }
  });

  test('given one that is changed, then just what was asked for is changed', async () => {
    const { secret } = await add();
    await webhook('set', 'CRM', '--events', 'decision.*', 'call.ended');
    expect(endpoints()).toMatchObject([
      { kinds: ['call.ended', 'decision.made', 'decision.changed'], url: URL },
    ]);
    await webhook('set', 'CRM', '--all-events', '--url', `${URL}/2`, '--disable');
    expect(endpoints()).toMatchObject([{ kinds: null, url: `${URL}/2`, enabled: false, secret }]);
    const renewed = JSON.parse((await webhook('set', 'CRM', '--enable', '--new-secret', '--json')).stdout);
    expect(endpoints()).toMatchObject([{ enabled: true, secret: renewed.secret, formerSecret: secret }]);
  });

  test('given a test, then it waits to be sent; given nothing was sent, then the deliveries say so', async () => {
    await add();
    const tested = await webhook('test', 'CRM');
    expect(tested.stderr).toMatch(/^On its way as evt_[0-9a-f]{24}, if `textback serve` runs\./);
    expect((await webhook('deliveries', 'CRM')).stderr).toBe('Nothing was sent there yet.\n');
    expect((await webhook('replay', 'CRM', '--since', '1h')).stderr).toMatch(
      /^Telling "CRM" again .* from evt_/,
    );
    await webhook('remove', 'CRM');
    expect((await webhook('show', 'CRM')).code).toBe(3);
  });

  test.each([
    [['add', 'CRM', 'http://crm.acme.example/'], 2, 'in the clear'],
    [['add', 'CRM', URL, '--events', 'lead.creatd'], 2, 'Did you mean lead.created?'],
    [['add', ' ', URL], 2, 'cannot be called'],
    [['add', 'n8n', URL], 4, 'called "n8n" already'],
    [['set', 'n8n'], 2, 'Nothing is asked for.'],
    [['set', 'n8n', '--enable', '--disable'], 2, 'the opposite'],
    [['replay', 'n8n'], 2, 'not said from when on'],
    [['replay', 'n8n', '--since', 'tomorrow'], 2, 'no time in the past'],
    [['replay', 'n8n', '--event', 'evt_0'], 3, 'There is no event'],
    [['test', 'Other'], 3, 'There is no webhook'],
    [['deliveries', 'Other'], 3, 'There is no webhook'],
    [['remove', 'Other'], 3, 'There is no webhook'],
  ])('given %j, then the exit code is %i, and it says %s', async (args, code, words) => {
    await webhook('add', 'n8n', URL);
    const answer = await webhook(...args);
    expect([answer.code, answer.stderr]).toEqual([code, expect.stringContaining(words)]);
  });

  test('given somebody who is no owner, then they may neither see nor change it', async () => {
    await add();
    await bench.textback('user', 'add', 'Maria', '--role', 'owner');
    const user = ['user', 'add', 'Pat', '--role', 'staff', '--login', 'maria'];
    await bench.textback(...user);
    for (const args of [
      ['list'],
      ['show', 'CRM'],
      ['deliveries', 'CRM'],
      ['set', 'CRM', '--disable'],
      ['test', 'CRM'],
      ['replay', 'CRM', '--since', '1h'],
      ['remove', 'CRM'],
    ])
      expect((await webhook(...args)).code, args.join(' ')).toBe(4);
    expect(endpoints()).toMatchObject([{ enabled: true }]);
  });
});
