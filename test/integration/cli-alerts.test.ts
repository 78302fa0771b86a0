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
