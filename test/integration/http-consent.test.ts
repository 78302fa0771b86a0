import { describe, expect, test } from 'vitest';
import { writeConsent } from '../../src/services/record-consent.ts';
import { replyFrom } from '../fakes/inbound-reply.ts';
import { CUSTOMER, LINE } from '../fakes/service-bench.ts';
import { openWebBench, type WebBench } from '../fakes/web-bench.ts';

const EVIL = '<script>alert(1)</script>';
const PAGE = `/settings/consent?number=${encodeURIComponent(CUSTOMER)}`;

async function record() {
  const bench = await openWebBench();
  return {
    bench,
    owner: bench.signedIn(bench.addUser('Maria', 'owner')),
    staff: bench.signedIn(bench.addUser('Pat', 'staff')),
    reader: bench.signedIn(bench.addUser('Robin', 'read-only')),
  };
}

const said = (
  { store, clock }: WebBench,
  number: string,
  state: 'opted-out' | 'opted-in',
  note = 'Said so',
) =>
  store.transact('progress', (tx) =>
    writeConsent(tx, { number, state, source: 'phone', note }, 'user:Maria', clock.now()),
  );
const current = ({ store }: WebBench, number = CUSTOMER) =>
  store.read((reader) => reader.consents.current(number)?.state);
const shown = (html: string) =>
  [...html.matchAll(/consent\?number=%2B1212555(\d{4})/g)].map(([, last]) => last);

describe('the record of consent', () => {
  test('given a STOP and what staff wrote down, when looked at, then each shows how, when and in what words; markup is text', async () => {
    const { bench, reader } = await record();
    replyFrom(bench.store, CUSTOMER, LINE, 'STOP', bench.clock.now());
    said(bench, '+12125550124', 'opted-in', EVIL);
    const { text } = await reader.open('/settings/consent');
    expect(text).toMatch(/<q>STOP<\/q>[\s\S]*by text to \(212\) 555-0100 · recorded by the customer/);
    expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(text).toMatch(/by phone · recorded by Maria/);
    expect(text).not.toContain('type="submit">Record');
  });

  test('given numbers that changed their minds, when narrowed down, then only those count who say so now', async () => {
    const { bench, staff } = await record();
    said(bench, '+12125550123', 'opted-out');
    said(bench, '+12125550124', 'opted-out');
    said(bench, '+12125550124', 'opted-in');
    said(bench, '+12125550125', 'opted-in');
    expect(shown((await staff.open('/settings/consent')).text)).toEqual(['0125', '0124', '0124', '0123']);
    expect((await staff.open('/settings/consent')).text).toContain('Wants no texts (no longer counts)');
    expect(shown((await staff.open('/settings/consent?show=opted-out')).text)).toEqual(['0123']);
    expect(shown((await staff.open('/settings/consent?show=opted-in')).text)).toEqual(['0125', '0124']);
    expect(shown((await staff.open('/settings/consent?show=nonsense')).text)).toHaveLength(4);
  });

  test('given more than a page, when gone through, then each is there once', async () => {
    const { bench, owner } = await record();
    for (let n = 0; n < 120; n += 1) said(bench, `+1212555${String(n).padStart(4, '0')}`, 'opted-out');
    for (const filter of ['all', 'opted-out']) {
      let next: string | undefined = `/settings/consent?show=${filter}`;
      const found: (string | undefined)[] = [];
      while (next !== undefined) {
        const { text } = await owner.open(next);
        found.push(...shown(text));
        next = /class="more" href="([^"]+)"/.exec(text)?.[1]?.replaceAll('&amp;', '&');
      }
      expect([found.length, new Set(found).size]).toEqual([120, 120]);
    }
  });
});

describe('one number', () => {
  test('given any spelling, when searched, then its history is shown, with the way to its lead', async () => {
    const { bench, staff } = await record();
    replyFrom(bench.store, CUSTOMER, LINE, 'Hello', bench.clock.now());
    said(bench, CUSTOMER, 'opted-in', 'Signed the form');
    said(bench, CUSTOMER, 'opted-out', 'Called in');
    const { text } = await staff.open('/settings/consent?number=(212)%20555-0123');
    expect(text).toContain('They want no texts. None is sent to them, from any line.');
    expect(text).toMatch(/Called in[\s\S]*Signed the form/);
    expect(text).toContain('href="/leads/1"');
    for (const page of ['/leads/1', '/inbox/1'])
      expect((await staff.open(page)).text).toContain(`href="${PAGE}"`);
  });

  test('given a number that never said anything, and none at all, when searched, then it is said', async () => {
    const { reader } = await record();
    expect((await reader.open(PAGE)).text).toContain('They never asked for anything');
    expect((await reader.open('/settings/consent?number=12')).status).toBe(422);
  });

  test('given staff, when they record an opt-out, then it counts at once, and waiting texts are called off', async () => {
    const { bench, staff } = await record();
    bench.services.topUp(5);
    const waiting = bench.services.queueText(CUSTOMER);
    const fields = {
      number: '212 555 0123',
      state: 'opted-out',
      source: 'voicemail',
      note: 'Left a message',
    };
    const recorded = await staff.post('/settings/consent/record', fields);
    expect(recorded.headers['location']).toBe(`${PAGE}&done=recorded`);
    expect(current(bench)).toBe('opted-out');
    await bench.services.sendDue();
    expect(bench.store.read((reader) => reader.messages.byId(waiting)?.state)).not.toBe('sent');
    const again = await staff.post('/settings/consent/record', fields);
    expect(again.headers['location']).toBe(`${PAGE}&done=known`);
    expect((await staff.open(`${PAGE}&done=known`)).text).toContain('Recorded. It was so already.');
  });

  test.each([
    [{ number: '12', note: 'x' }, 'is not a phone number'],
    [{ number: CUSTOMER, note: '   ' }, 'There is no note.'],
    [{ number: CUSTOMER, note: 'x'.repeat(1_100) }, 'The note has 1100 characters.'],
  ])('given %o, when recorded, then nothing is, and what was typed stays', async (fields, why) => {
    const { bench, owner } = await record();
    const refused = await owner.post('/settings/consent/record', { state: 'opted-out', ...fields });
    expect([refused.status, refused.text]).toEqual([422, expect.stringContaining(why)]);
    expect(refused.text).toContain(`value="${fields.number}"`);
    expect(current(bench)).toBeUndefined();
  });

  test('given somebody who wants no texts, when an owner lifts it, then only with proof; staff cannot at all', async () => {
    const { bench, owner, staff } = await record();
    said(bench, CUSTOMER, 'opted-out');
    const lift = { number: CUSTOMER, state: 'opted-in', source: 'in-person' };
    expect((await staff.open(PAGE)).text).toContain('Only an owner may record that they agree');
    expect((await staff.post('/settings/consent/record', { ...lift, note: 'Fine again' })).status).toBe(403);
    expect((await owner.post('/settings/consent/record', { ...lift, note: '' })).status).toBe(422);
    expect(current(bench)).toBe('opted-out');
    expect((await owner.open(PAGE)).text).toContain('Only with proof');
    const lifted = await owner.post('/settings/consent/record', {
      ...lift,
      note: 'Signed the form of today',
    });
    expect(lifted.status).toBe(303);
    expect(current(bench)).toBe('opted-in');
    expect(bench.store.read((reader) => reader.audit.newest(1))).toMatchObject([
      { actor: 'user:Maria', action: 'record consent', before: 'opted-out', after: 'opted-in' },
    ]);
  });

  test('given words that seem to ask to stop, when staff decide, then it is so, and waits no longer', async () => {
    const { bench, staff, reader } = await record();
    replyFrom(bench.store, CUSTOMER, LINE, 'please stop texting me', bench.clock.now());
    replyFrom(bench.store, '+12125550124', LINE, 'no more texts', bench.clock.now());
    expect(shown((await staff.open('/settings/consent?show=review')).text)).toEqual(['0123', '0124']);
    expect((await reader.open(PAGE)).text).not.toContain('They want no texts</button>');
    await staff.post('/settings/consent/resolve', { number: CUSTOMER, verdict: 'opted-out', note: '' });
    expect(current(bench)).toBe('opted-out');
    const other = { number: '+12125550124', verdict: 'dismissed', note: 'Meant another firm' };
    expect((await staff.post('/settings/consent/resolve', other)).status).toBe(303);
    expect((await staff.open('/settings/consent?show=review')).text).toContain(
      'Nothing waits for a decision.',
    );
    expect(current(bench, '+12125550124')).toBeUndefined();
  });

  test('given a form without its token, when sent, then nothing is recorded', async () => {
    const { bench, owner } = await record();
    const fields = { _token: '', number: CUSTOMER, state: 'opted-out', note: 'x' };
    expect((await owner.post('/settings/consent/record', fields)).status).toBe(403);
    expect(current(bench)).toBeUndefined();
  });
});
