import { describe, expect, test } from 'vitest';
import { listNoticeChannels } from '../../src/services/notice-channels.ts';
import { openWebBench } from '../fakes/web-bench.ts';

async function team() {
  const bench = await openWebBench();
  const [maria, pat] = [bench.addUser('Maria', 'owner'), bench.addUser('Pat', 'staff')];
  bench.store.transact('progress', (tx) => {
    tx.users.change(maria.id, { email: 'maria@acme.example' });
    tx.users.change(pat.id, { phone: '+12125550151' });
  });
  return { bench, maria, pat, owner: bench.signedIn(maria), staff: bench.signedIn(pat) };
}

const ALL = { channel: 'email', address: '', kind: 'reply' };

describe('the alerts of somebody else', () => {
  test('given an owner, when a way is added, changed and removed, then it is so, and audited', async () => {
    const { bench, owner } = await team();
    const base = '/settings/team/2/alerts';
    expect((await owner.open(base)).text).toContain('Told of nothing so far.');
    const added = await owner.post(`${base}/add`, { channel: 'sms', kind: 'missed-call', 'at-night': 'on' });
    expect(added.headers['location']).toBe(`${base}?done=saved`);
    expect(listNoticeChannels(bench.store)).toEqual([
      {
        ...{ id: 1, user: 'Pat', channel: 'sms', address: '+12125550151' },
        ...{ kinds: ['missed-call'], atNight: true },
      },
    ]);
    const { text } = await owner.open(base);
    expect(text).toContain('By text: (212) 555-0151');
    expect(text).toContain('From 10:00 PM to 7:00 AM only what is urgent goes out');
    await owner.post(`${base}/1/change`, { kind: 'reply' });
    expect(listNoticeChannels(bench.store)).toMatchObject([{ kinds: ['reply'], atNight: false }]);
    await owner.post(`${base}/1/remove`);
    expect(listNoticeChannels(bench.store)).toEqual([]);
    const audited = bench.store.read((reader) => reader.audit.of('user:Pat', 9));
    expect(audited.map(({ actor, action }) => [actor, action])).toEqual([
      ['user:Maria', 'remove alert channel'],
      ['user:Maria', 'change alert channel'],
      ['user:Maria', 'add alert channel'],
    ]);
  });

  test('given every box ticked, when saved, then they are told of everything, also of what is new some day', async () => {
    const { bench, owner } = await team();
    const { text } = await owner.open('/settings/team/2/alerts');
    const kinds = [...text.matchAll(/name="kind" value="([^"]+)" checked/g)].map(([, kind]) => kind ?? '');
    expect(kinds).toContain('pbx-down');
    const fields = [['channel', 'sms'], ...kinds.map((kind) => ['kind', kind])];
    expect((await owner.post('/settings/team/2/alerts/add', fields)).status).toBe(303);
    expect(listNoticeChannels(bench.store)).toMatchObject([{ kinds: null }]);
  });

  test.each([
    [{ channel: 'email', kind: 'reply' }, 'It is not known where Pat is reached by email.'],
    [{ channel: 'email', address: 'nowhere', kind: 'reply' }, 'is no e-mail address'],
    [{ channel: 'webhook', address: 'ftp://x', kind: 'reply' }, 'is no web address'],
    [{ channel: 'pigeon', kind: 'reply' }, 'There is no channel'],
    [{ channel: 'sms', kind: 'weather' }, 'There is no kind of alert'],
    [{ channel: 'sms' }, 'Nothing is chosen.'],
    [{ channel: 'ntfy', address: '<b>', kind: 'reply' }, 'is no ntfy topic'],
  ])('given %o, when added, then nothing is, and it is said why', async (fields, why) => {
    const { bench, owner } = await team();
    const refused = await owner.post('/settings/team/2/alerts/add', fields);
    expect([refused.status, refused.text]).toEqual([422, expect.stringContaining(why)]);
    expect(refused.text).not.toContain('<b>');
    expect(listNoticeChannels(bench.store)).toEqual([]);
  });

  test('given a way of somebody else, when reached under another name, then it is not there', async () => {
    const { bench, owner } = await team();
    await owner.post('/settings/team/2/alerts/add', { channel: 'sms', kind: 'reply' });
    for (const action of ['change', 'remove'])
      expect((await owner.post(`/settings/team/1/alerts/1/${action}`, { kind: 'reply' })).status).toBe(404);
    expect(listNoticeChannels(bench.store)).toHaveLength(1);
  });
});

describe('alerts of their own', () => {
  test('given staff, when they add texts to their own phone, then they are told there, and may change and end it', async () => {
    const { bench, staff } = await team();
    await staff.post('/account/alerts/add', { channel: 'sms', kind: 'reply' });
    expect(listNoticeChannels(bench.store)).toMatchObject([{ user: 'Pat', address: '+12125550151' }]);
    // Where it leads is not theirs to say, whatever is sent.
    const sent = { kind: 'reply', 'at-night': 'on', address: '+12125550177' };
    await staff.post('/account/alerts/1/change', sent);
    expect(listNoticeChannels(bench.store)).toMatchObject([{ atNight: true, address: '+12125550151' }]);
    await staff.post('/account/alerts/1/remove');
    expect(listNoticeChannels(bench.store)).toEqual([]);
  });

  test.each([
    [
      { channel: 'webhook', address: 'http://127.0.0.1:8088/ari', kind: 'reply' },
      'Only an owner may add a webhook.',
    ],
    [
      { channel: 'sms', address: '+12125550177', kind: 'reply' },
      'Only an owner may have alerts sent to another',
    ],
    [
      { channel: 'email', address: 'x@evil.example', kind: 'reply' },
      'Only an owner may have alerts sent to another',
    ],
  ])('given staff, when they would be told by %o, then it is refused', async (fields, why) => {
    const { bench, staff, owner } = await team();
    const refused = await staff.post('/account/alerts/add', fields);
    expect([refused.status, refused.text]).toEqual([422, expect.stringContaining(why)]);
    expect(refused.text).not.toContain('value="webhook"');
    expect(listNoticeChannels(bench.store)).toEqual([]);
    expect((await owner.post('/account/alerts/add', fields)).status).toBe(303);
  });

  test("given somebody else's, when reached from one's own page, then it is not there", async () => {
    const { bench, owner, staff } = await team();
    await owner.post('/account/alerts/add', ALL);
    for (const action of ['change', 'remove'])
      expect((await staff.post(`/account/alerts/1/${action}`, { kind: 'reply' })).status).toBe(404);
    expect(listNoticeChannels(bench.store)).toHaveLength(1);
  });

  test('given a way, when a test alert is asked for, then it is on its way, and the page shows what becomes of it', async () => {
    const { bench, owner } = await team();
    expect((await owner.post('/account/alerts/test')).status).toBe(403);
    await owner.post('/account/alerts/add', ALL);
    expect((await owner.post('/account/alerts/test')).headers['location']).toBe(
      '/account/alerts?done=tested',
    );
    const [due] = bench.store.read((reader) => reader.notices.due(bench.clock.now(), 10));
    expect(due).toMatchObject({ userId: 1, channel: 'email', address: 'maria@acme.example', kind: 'test' });
    expect((await owner.open('/account/alerts')).text).toMatch(/Test alert from textback[\s\S]*waits/);
    const settled = { state: 'failed', detail: 'no <mail> server', notBefore: null } as const;
    bench.store.transact('progress', (tx) => tx.notices.change(due?.id ?? 0, settled));
    const { text } = await owner.open('/account/alerts/latest');
    expect(text).toMatch(/no &lt;mail&gt; server[\s\S]*failed/);
  });
});
