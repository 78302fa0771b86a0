import { describe, expect, test } from 'vitest';
import { createCliBench } from '../fakes/cli-bench.ts';

async function openBench() {
  const bench = createCliBench();
  bench.store.transact('promised', (tx) => {
    const common = { role: 'owner', language: null, login: null, extension: null, createdAt: 1 } as const;
    tx.users.add({ ...common, name: 'Maria', phone: '+12125550150', email: 'maria@acme.example' });
    tx.users.add({ ...common, name: 'Joe', phone: null, email: null });
  });
  return bench;
}

test('given somebody with alerts on a phone, when push is added for some kinds, then it is a channel like the others', async () => {
  const { textback, store } = await openBench();
  const refused = await textback('alert', 'add', 'Maria', 'push');
  expect(refused).toMatchObject({ code: 4, stderr: expect.stringContaining('Alerts on this phone') });
  store.transact('promised', (tx) =>
    tx.push.addDevice({
      ...{ userId: 1, sessionId: null, endpoint: 'https://push.example/1', p256dh: '', auth: '' },
      ...{ userAgent: 'iPhone Safari/1', createdAt: 1 },
    }),
  );
  const added = await textback('alert', 'add', 'Maria', 'push', '--kinds', 'reply', '--json');
  expect(JSON.parse(added.stdout).channel).toEqual({
    ...{
      id: 1,
      user: 'Maria',
      channel: 'push',
      address: 'Safari on iPhone',
      kinds: ['reply'],
      atNight: false,
    },
  });
  expect(await textback('alert', 'test', 'Maria')).toMatchObject({ code: 0 });
  expect((await textback('alert', 'sent')).stdout).toMatch(/Maria +push +Test alert from textback +queued/);
  expect((await textback('alert', 'channels')).stdout).toMatch(/Maria +push +Safari on iPhone +reply/);
});

describe('textback alert', () => {
  test('given a person, when a channel is added, listed and removed, then each says so, and it is audited', async () => {
    const { textback, store } = await openBench();
    const added = await textback('alert', 'add', 'maria', 'sms', '--kinds', 'missed-call, reply', '--json');
    const channel = {
      id: 1,
      user: 'Maria',
      channel: 'sms',
      address: '+12125550150',
      kinds: ['missed-call', 'reply'],
      atNight: false,
    };
    expect(JSON.parse(added.stdout)).toEqual({ dryRun: false, channel });
    expect(JSON.parse((await textback('alert', 'channels', '--json')).stdout)).toEqual({
      channels: [channel],
    });
    expect((await textback('alert', 'channels')).stdout).toMatch(
      /Maria +sms +\(212\) 555-0150 +missed-call, reply/,
    );
    expect(await textback('alert', 'remove', '1')).toMatchObject({ code: 0 });
    expect(JSON.parse((await textback('alert', 'channels', '--json')).stdout)).toEqual({ channels: [] });
    const audit = store.read((reader) => reader.audit.of('user:Maria', 10));
    expect(audit.map(({ action, actor }) => [action, actor])).toEqual([
      ['remove alert channel', 'cli:maria'],
      ['add alert channel', 'cli:maria'],
    ]);
  });

  test('given a channel, when its address, kinds and night are set, then it keeps its id, and what was not named stays; each is audited', async () => {
    const { textback, store } = await openBench();
    await textback('alert', 'add', 'Maria', 'sms', '--kinds', 'reply');
    const set = async (...options: string[]) =>
      JSON.parse((await textback('alert', 'set', '1', ...options, '--json')).stdout).channel;
    const before = { id: 1, user: 'Maria', channel: 'sms', address: '+12125550150' };
    const there = { ...before, address: '+12125550151' };
    expect(await set('--address', '(212) 555-0151')).toEqual({ ...there, kinds: ['reply'], atNight: false });
    expect(await set('--at-night')).toEqual({ ...there, kinds: ['reply'], atNight: true });
    expect(await set('--all-kinds')).toEqual({ ...there, kinds: null, atNight: true });
    const last = { ...before, kinds: ['missed-call', 'reply'], atNight: false };
    expect(await set('--own-address', '--kinds', 'missed-call,reply', '--not-at-night')).toEqual(last);
    expect(JSON.parse((await textback('alert', 'channels', '--json')).stdout).channels).toEqual([last]);
    const audit = store.read((reader) => reader.audit.of('user:Maria', 10));
    expect(audit.map(({ action }) => action).slice(0, 4)).toEqual(Array(4).fill('change alert channel'));
    expect(audit[0]).toMatchObject({
      actor: 'cli:maria',
      before: { ...there, kinds: null, atNight: true },
      after: last,
    });
  });

  test('given alert set --dry-run, then it says what would be, and all stays', async () => {
    const { textback, store } = await openBench();
    await textback('alert', 'add', 'Maria', 'email');
    const tried = await textback('alert', 'set', '1', '--address', 'acme@acme.example', '--dry-run');
    expect(tried).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/Maria +email +acme@acme.example/),
    });
    expect(tried.stderr).toContain('Would change the alert channel. Nothing was changed (--dry-run).');
    expect((await textback('alert', 'channels')).stdout).toMatch(/Maria +email +maria@acme.example/);
    expect(store.read((reader) => reader.audit.of('user:Maria', 10))).toHaveLength(1);
  });

  test.each([
    [[], 2, 'Nothing is asked for.'],
    [['--kinds', ','], 2, 'Nothing is asked for.'],
    [['--address', ''], 2, 'Nothing is asked for.'],
    [['--at-night', '--not-at-night'], 2, 'the opposite of the other'],
    [['--address', 'joe@acme.example', '--own-address'], 2, 'the opposite of the other'],
    [['--kinds', 'reply', '--all-kinds'], 2, 'the opposite of the other'],
    [['--kinds', 'mised-call'], 2, 'Did you mean missed-call?'],
    [['--address', 'joe'], 2, 'no e-mail address'],
    [['--own-address'], 4, 'textback user set "Joe" email'],
    [['--address', 'office@acme.example'], 4, 'Joe is told there by email already'],
  ] as const)(
    'given alert set with %j, then it exits %i, stderr says %j, and all stays',
    async (options, code, words) => {
      const { textback } = await openBench();
      await textback('alert', 'add', 'Joe', 'email', 'joe@acme.example');
      await textback('alert', 'add', 'Joe', 'email', 'office@acme.example');
      const { stdout: before } = await textback('alert', 'channels');
      expect(await textback('alert', 'set', '1', ...options)).toMatchObject({
        ...{ code, stdout: '', stderr: expect.stringContaining(words) },
      });
      expect((await textback('alert', 'channels')).stdout).toBe(before);
    },
  );

  test('given a webhook, a topic and push, then they lead where they are told, and push takes no address', async () => {
    const { textback, store } = await openBench();
    const push = { channel: 'push', address: '', kinds: null, atNight: false, createdAt: 1 } as const;
    store.transact('promised', (tx) => tx.notices.addChannel({ ...push, userId: 1 }));
    await textback('alert', 'add', 'Joe', 'ntfy', 'acme');
    expect((await textback('alert', 'set', '2', '--address', 'acme-2')).stdout).toMatch(/Joe +ntfy +acme-2/);
    expect(await textback('alert', 'set', '2', '--own-address')).toMatchObject({ code: 4 });
    expect(await textback('alert', 'set', '1', '--address', 'x')).toMatchObject({
      ...{ code: 2, stderr: expect.stringContaining('Push alerts take no address.') },
    });
    expect(await textback('alert', 'set', '1', '--own-address', '--at-night')).toMatchObject({ code: 0 });
  });

  test('given --dry-run, then nothing is changed', async () => {
    const { textback } = await openBench();
    const tried = await textback('alert', 'add', 'Joe', 'ntfy', 'acme', '--dry-run', '--json');
    expect(JSON.parse(tried.stdout)).toMatchObject({ dryRun: true, channel: { address: 'acme' } });
    expect(JSON.parse((await textback('alert', 'channels', '--json')).stdout)).toEqual({ channels: [] });
  });

  test.each([
    [['add', 'Nobody', 'sms'], 3, 'nobody named "Nobody"'],
    [['add', 'Joe', 'sms'], 4, 'textback user set "Joe" phone'],
    [['add', 'Joe', 'webhook'], 4, 'Give it after the channel.'],
    [['add', 'Joe', 'emial', 'joe@acme.example'], 2, 'Did you mean email?'],
    [['add', 'Joe', 'email', 'joe'], 2, 'no e-mail address'],
    [['add', 'Maria', 'sms', '--kinds', 'mised-call'], 2, 'Did you mean missed-call?'],
    [['remove', '9'], 3, 'no alert channel 9'],
    [['set', '9', '--at-night'], 3, 'no alert channel 9'],
    [['remove', 'x'], 2, 'Give a whole number from 1.'],
    [['test', 'Joe'], 4, 'textback alert add "Joe" sms'],
  ] as const)('given %j, then it exits %i and stderr says %j', async (args, code, words) => {
    const { textback } = await openBench();
    const ran = await textback('alert', ...args);
    expect(ran).toMatchObject({ code, stdout: '', stderr: expect.stringContaining(words) });
  });

  test('given the same channel twice, then the second is refused', async () => {
    const { textback } = await openBench();
    await textback('alert', 'add', 'Maria', 'email');
    expect(await textback('alert', 'add', 'Maria', 'email')).toMatchObject({
      code: 4,
      stderr: expect.stringContaining('Maria is told there by email already'),
    });
  });

  test('given channels, when they are tested, then each has a notice on its way', async () => {
    const { textback } = await openBench();
    await textback('alert', 'add', 'Maria', 'email', '--kinds', 'reply');
    await textback('alert', 'add', 'Maria', 'ntfy', 'acme');
    expect(await textback('alert', 'test', 'Maria')).toMatchObject({ code: 0 });
    const { notices } = JSON.parse((await textback('alert', 'sent', '--json')).stdout);
    expect(notices).toHaveLength(2);
    expect(notices[0]).toMatchObject({
      user: 'Maria',
      kind: 'test',
      state: 'queued',
      attempts: 0,
      settledAt: null,
    });
    expect((await textback('alert', 'sent', '--limit', '1')).stdout).toContain('Test alert from textback');
  });

  test('given an alert that goes on and one that is over, when they are listed, then it says which', async () => {
    const { textback, store } = await openBench();
    expect((await textback('alert', 'list')).stderr).toContain('nothing to worry about');
    store.transact('promised', (tx) => {
      tx.alerts.raise({ kind: 'low-balance', subject: '', detail: '9 credits are left', raisedAt: 1 });
      tx.alerts.raise({ kind: 'pbx-down', subject: 'ARI', detail: 'refused', raisedAt: 2 });
      tx.alerts.resolve('pbx-down', 'ARI', 3);
    });
    const { stdout } = await textback('alert', 'list');
    expect(stdout).toMatch(/2 +\S+ \S+ +over +pbx-down +refused\n1 +\S+ \S+ +goes on +low-balance/);
    const { alerts } = JSON.parse((await textback('alert', 'list', '--before', '2', '--json')).stdout);
    expect(alerts).toEqual([
      {
        id: 1,
        kind: 'low-balance',
        subject: '',
        detail: '9 credits are left',
        raisedAt: '1970-01-01T00:00:00.001Z',
        announcedAt: null,
        resolvedAt: null,
      },
    ]);
  });
});
