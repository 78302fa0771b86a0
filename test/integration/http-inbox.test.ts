import { describe, expect, test } from 'vitest';
import { assetPath } from '../../src/http/assets.ts';
import { listAudit } from '../../src/services/list-audit.ts';
import { nameLead } from '../../src/services/name-lead.ts';
import { noteLead } from '../../src/services/note-lead.ts';
import { showLead } from '../../src/services/show-lead.ts';
import { ask } from '../fakes/ask.ts';
import { replyFrom } from '../fakes/inbound-reply.ts';
import { CUSTOMER, LINE } from '../fakes/service-bench.ts';
import { type Browser, openWebBench, type WebBench } from '../fakes/web-bench.ts';

const OTHER = '+12125550124';

interface Office {
  readonly bench: WebBench;
  readonly maria: Browser;
  readonly pat: Browser;
  readonly kim: Browser;
}

/** Maria, an owner; Pat, staff; Kim, who may only look; and two customers who wrote, the second one later. */
async function openOffice(): Promise<Office> {
  const bench = await openWebBench();
  const [maria, pat, kim] = [
    bench.signedIn(bench.addUser('Maria', 'owner')),
    bench.signedIn(bench.addUser('Pat', 'staff')),
    bench.signedIn(bench.addUser('Kim', 'read-only')),
  ];
  replyFrom(bench.store, CUSTOMER, LINE, 'My AC stopped.', bench.clock.now());
  await bench.clock.advance(60_000);
  replyFrom(bench.store, OTHER, LINE, 'How much is a tune-up?', bench.clock.now());
  return { bench, maria, pat, kim };
}

const lead = ({ store }: WebBench, id = 1) => {
  const shown = showLead(store, { who: `#${id}`, limit: 50 }, 'US');
  if (shown.kind !== 'lead') throw new Error(shown.problem);
  return shown.lead;
};
const order = (text: string) => [...text.matchAll(/href="\/inbox\/(\d+)"/g)].map(([, id]) => Number(id));

describe('the list', () => {
  test('given two who wrote, when one is read, then the unread one comes first, and alone where asked for', async () => {
    const { maria } = await openOffice();
    expect(order((await maria.open('/inbox')).text)).toEqual([2, 1]);
    await maria.open('/inbox/2');
    const { text } = await maria.open('/inbox');
    expect(order(text)).toEqual([1, 2]);
    expect(text).toContain('class="row unread"');
    expect(order((await maria.open('/inbox?unread=1')).text)).toEqual([1]);
  });

  test('given what one person has read, when another looks, then it is unread to them', async () => {
    const { maria, kim } = await openOffice();
    await kim.open('/inbox/1');
    await kim.open('/inbox/2');
    expect((await kim.open('/inbox?unread=1')).text).toContain('You have read everything.');
    expect(order((await maria.open('/inbox?unread=1')).text)).toEqual([2, 1]);
    await kim.post('/inbox/1/unread');
    expect(order((await kim.open('/inbox?unread=1')).text)).toEqual([1]);
  });

  test('given more than a page, when the next is asked for, then it goes on', async () => {
    const { bench, maria } = await openOffice();
    for (let n = 0; n < 45; n += 1) {
      replyFrom(bench.store, `+1212555${1000 + n}`, LINE, `${n}`, bench.clock.now());
      await bench.clock.advance(1_000);
    }
    for (let id = 1; id <= 47; id += 1) await maria.post(`/inbox/${id}/close`);
    const { text } = await maria.open('/inbox');
    expect(order(text)).toHaveLength(40);
    const next = /href="(\/inbox\?before=\d+)"/.exec(text)?.[1] ?? '';
    expect(order((await maria.open(next)).text)).toHaveLength(7);
  });

  test('given a page that has the list already, when it asks again, then there is nothing new until somebody writes', async () => {
    const { bench, maria } = await openOffice();
    const { text } = await maria.open('/inbox');
    const url = /hx-get="(\/inbox\/list[^"]*)"/.exec(text)?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect((await maria.open(url)).status).toBe(204);
    replyFrom(bench.store, CUSTOMER, LINE, 'Hello?', bench.clock.now() + 1);
    const again = await maria.open(url);
    expect(again.status).toBe(200);
    expect(again.text).toContain('Hello?');
    expect(order(again.text)).toEqual([1, 2]);
  });
});

describe('a conversation', () => {
  const EVIL = '<script>alert(1)</script>"\'><img src=x onerror=alert(2)>';

  test('given markup in a name, a text, a note and a tag that is none, when shown, then all of it is text', async () => {
    const { bench, maria } = await openOffice();
    const actor = { label: 'user:<b>Eve</b>', userId: null };
    const at = bench.clock.now();
    replyFrom(bench.store, CUSTOMER, LINE, EVIL, at);
    noteLead(bench.store, { who: '#1', body: EVIL, dryRun: false }, 'US', actor, at);
    nameLead(bench.store, { who: '#1', name: EVIL, dryRun: false }, 'US', actor, at);
    const pages = [
      await maria.open('/inbox'),
      await maria.open('/inbox/1'),
      await maria.open('/inbox/1/timeline'),
      await maria.post('/inbox/1/tag', { value: EVIL }),
      await maria.post('/inbox/2/reply', { text: EVIL.repeat(40) }),
    ];
    for (const { text } of pages) {
      expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
      expect(text).not.toMatch(/<script>|<img src=x|<b>Eve/);
    }
  });

  test('given one, when opened, then calls, texts and moves stand in order, and it is read', async () => {
    const { bench, maria } = await openOffice();
    await bench.services.missCall();
    await bench.clock.advance(60_000);
    await maria.post('/inbox/1/stage', { value: 'Contacted' });
    const { text } = await maria.open('/inbox/1');
    const places = ['My AC stopped.', 'Missed call: nobody picked up', 'Stage Contacted, by Maria'].map(
      (words) => text.indexOf(words),
    );
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(Math.min(...places)).toBeGreaterThan(0);
    expect(text).toContain('href="tel:+12125550123"');
  });

  test('given an answer, when sent, then it waits in the outbox, the other one sees it, and the outbox is woken', async () => {
    const { bench, maria, pat } = await openOffice();
    const sent = await maria.post('/inbox/1/reply', { text: 'Pat comes at 2.' });
    expect(sent).toMatchObject({ status: 303, headers: { location: '/inbox/1' } });
    expect(bench.queued()).toBe(1);
    expect(bench.services.balance()).toBe(9);
    const { text } = await pat.open('/inbox/1');
    expect(text).toContain('Pat comes at 2.');
    expect(text).toMatch(/Maria · <time>[^<]*<\/time> · waiting to be sent/);
    expect(listAudit(bench.store, { subject: 'lead:1', limit: 1 })).toMatchObject({
      entries: [{ actor: 'user:Maria', action: 'reply' }],
    });
  });

  test('given an answer that is open on another page, when its part is asked for, then it is there, and read', async () => {
    const { bench, maria } = await openOffice();
    const { text } = await maria.open('/inbox/1');
    const url = /hx-get="(\/inbox\/1\/timeline[^"]*)"/.exec(text)?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect((await maria.open(url)).status).toBe(204);
    replyFrom(bench.store, CUSTOMER, LINE, 'Thanks!', bench.clock.now());
    expect((await maria.open(url)).text).toContain('Thanks!');
    expect(order((await maria.open('/inbox?unread=1')).text)).toEqual([2]);
  });

  test('given a customer who opted out, when opened, then that is plain, and a text is refused with what was typed', async () => {
    const { bench, maria } = await openOffice();
    replyFrom(bench.store, CUSTOMER, LINE, 'STOP', bench.clock.now());
    const { text } = await maria.open('/inbox/1');
    expect(text).toContain('They asked for no more texts (STOP).');
    expect(text).not.toContain('<textarea id="reply"');
    const refused = await maria.post('/inbox/1/reply', { text: 'Just one more' });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('+12125550123 is not texted');
    expect(bench.queued()).toBe(0);
  });

  test('given no credit, when an answer is sent, then it is refused, and what was typed is still there', async () => {
    const { bench, maria } = await openOffice();
    for (let n = 0; n < 10; n += 1) await maria.post('/inbox/1/reply', { text: `${n}` });
    const refused = await maria.post('/inbox/1/reply', { text: 'A long answer, typed with one thumb' });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('There is no credit left.');
    expect(refused.text).toMatch(/<textarea[^>]*>A long answer, typed with one thumb<\/textarea>/);
    expect(bench.services.balance()).toBe(0);
  });

  test.each([
    ['', '10 credits left'],
    ['Hello', '5 characters, 1 segment, 155 left · 1 credit of 10'],
    ['x'.repeat(161), '161 characters, 2 segments, 145 left · 1 credit of 10'],
    ['Привет', '6 characters, 1 segment (special characters), 64 left · 1 credit of 10'],
  ])('given "%s", when counted while it is written, then: %s', async (text, words) => {
    const { kim } = await openOffice();
    expect((await kim.post('/inbox/1/count', { text })).text).toBe(words);
  });

  test('given what is answered often, when the owner words it, then it is a press away', async () => {
    const { bench, maria } = await openOffice();
    expect((await maria.open('/inbox/1')).text).toContain('data-insert="We are on our way."');
    const set = (value: string) =>
      bench.store.transact('progress', (tx) => tx.settings.set('quick-replies', value, bench.clock.now()));
    set('"Yes" & no | Later');
    const { text } = await maria.open('/inbox/1');
    expect(text.match(/data-insert="[^"]*"/g)).toEqual([
      'data-insert="&quot;Yes&quot; &amp; no"',
      'data-insert="Later"',
    ]);
    set('|');
    expect((await maria.open('/inbox/1')).text).not.toContain('data-insert');
  });

  test('given every button, when pressed by staff, then it is done as their doing', async () => {
    const { bench, pat } = await openOffice();
    await pat.post('/inbox/1/assign', { value: 'Maria' });
    await pat.post('/inbox/1/stage', { value: 'Booked' });
    await pat.post('/inbox/1/name', { value: 'Jordan Alvarez' });
    await pat.post('/inbox/1/tag', { value: 'Repair' });
    await pat.post('/inbox/1/note', { body: 'Gate code 4411' });
    expect(lead(bench)).toMatchObject({
      ...{ owner: 'Maria', stage: 'Booked', name: 'Jordan Alvarez', tags: ['repair'] },
    });
    expect(lead(bench).timeline.at(-1)).toMatchObject({
      kind: 'note',
      body: 'Gate code 4411',
      actor: 'user:Pat',
    });
    await pat.post('/inbox/1/untag', { value: 'repair' });
    await pat.post('/inbox/1/assign', { value: '' });
    await pat.post('/inbox/1/close');
    expect(lead(bench)).toMatchObject({ owner: null, tags: [], closedAt: bench.clock.now() });
    await pat.post('/inbox/1/reopen');
    await pat.post('/inbox/1/block');
    expect(lead(bench)).toMatchObject({ closedAt: null, block: { number: CUSTOMER, actor: 'user:Pat' } });
    expect((await pat.open('/inbox/1')).text).toContain('They are blocked');
    await pat.post('/inbox/1/unblock');
    expect(lead(bench).block).toBeNull();
  });

  test.each([
    ['assign', { value: 'Nobody known' }, 'There is nobody called'],
    ['stage', { value: 'Nowhere' }, 'Nowhere'],
    ['note', { body: '' }, 'The note is empty.'],
    ['tag', { value: '!!!' }, 'cannot be a tag'],
  ])('given %s with what cannot be, when sent, then the page says why', async (action, fields, words) => {
    const { maria } = await openOffice();
    const refused = await maria.post(`/inbox/1/${action}`, fields);
    expect(refused.status).toBe(422);
    expect(refused.text).toContain(words);
  });

  test('given somebody who may only look, when they open it, then there is nothing to press, and nothing is done', async () => {
    const { bench, kim } = await openOffice();
    const { text } = await kim.open('/inbox/1');
    expect(text).toContain('You may look, and write nothing.');
    expect(text).not.toContain('action="/inbox/1/');
    const refused = await kim.post('/inbox/1/assign', { value: 'Kim' });
    expect(refused.status).toBe(403);
    expect(refused.text).toContain('Kim may not change this: the role is read-only.');
    expect(lead(bench).owner).toBeNull();
  });

  test('given a lead that is not there, when opened, then the page says so', async () => {
    const { maria } = await openOffice();
    expect((await maria.open('/inbox/99')).status).toBe(404);
    expect((await maria.open('/inbox/1/timeline?before=nonsense')).status).toBe(422);
  });
});

describe('what pages load', () => {
  test('given each file that a page names, when loaded, then it is kept for good, and small', async () => {
    const { bench, maria } = await openOffice();
    const { text } = await maria.open('/inbox/1');
    const named = [...text.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, path]) => path ?? '');
    expect(named).toEqual(
      (
        ['icon.svg', 'icon-180.png', 'app.css', 'htmx.min.js', 'app.js', 'board.js', 'keyboard.js'] as const
      ).map(assetPath),
    );
    let octets = Buffer.byteLength(text);
    for (const path of named) {
      const { status, headers } = await ask(bench.url + path, { headers: { 'Accept-Encoding': 'gzip' } });
      expect(status).toBe(200);
      expect(headers).toMatchObject({
        ...{ 'cache-control': 'public, max-age=31536000, immutable', 'x-content-type-options': 'nosniff' },
      });
      // A picture is compressed as it is.
      if (!path.endsWith('.png'))
        expect(headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'Accept-Encoding' });
      octets += Number(headers['content-length']);
    }
    expect(octets).toBeLessThan(60_000);
  });

  test('given a browser that takes gzip, when a page is asked for, then it comes compressed', async () => {
    const { maria } = await openOffice();
    const { headers } = await maria.open('/inbox', { 'Accept-Encoding': 'gzip, br' });
    expect(headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'Accept-Encoding' });
  });

  test('given a name that is none of them, when asked for, then it is not there', async () => {
    const { bench } = await openOffice();
    for (const path of ['/assets/app.css', '/assets/..%2F..%2Fpackage.json', '/assets/']) {
      expect((await ask(bench.url + path)).status).not.toBe(200);
    }
  });

  test('given any page, when read, then nothing in it runs or styles inline, or comes from elsewhere', async () => {
    const { maria } = await openOffice();
    for (const path of ['/inbox', '/inbox/1', '/account', '/sign-in', '/nothing']) {
      const { text } = await maria.open(path);
      expect(text).not.toMatch(
        /<script(?![^>]* src="\/assets\/)|<style|\sstyle="|\son\w+="|(?:src|href)="(?:https?:)?\/\//,
      );
    }
  });
});
