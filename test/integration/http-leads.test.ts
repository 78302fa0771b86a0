import { describe, expect, test } from 'vitest';
import { listAudit } from '../../src/services/list-audit.ts';
import { nameLead } from '../../src/services/name-lead.ts';
import { noteLead } from '../../src/services/note-lead.ts';
import { showLead } from '../../src/services/show-lead.ts';
import { stageLead } from '../../src/services/stage-lead.ts';
import { replyFrom } from '../fakes/inbound-reply.ts';
import { CUSTOMER, LINE } from '../fakes/service-bench.ts';
import { type Browser, openWebBench, type WebBench } from '../fakes/web-bench.ts';

const OTHER = '+12125550124';
const EVIL = '<script>alert(1)</script>"\'><img src=x onerror=alert(2)>';
const nobody = { label: 'cli:test', userId: null };

interface Office {
  readonly bench: WebBench;
  readonly maria: Browser;
  readonly kim: Browser;
}

/** Maria, an owner; Kim, who may only look; a lead who called and was missed, and a later one who wrote. */
async function openOffice(): Promise<Office> {
  const bench = await openWebBench();
  const maria = bench.signedIn(bench.addUser('Maria', 'owner'));
  const kim = bench.signedIn(bench.addUser('Kim', 'read-only'));
  await bench.services.missCall();
  await bench.clock.advance(60_000);
  replyFrom(bench.store, OTHER, LINE, 'How much is a tune-up?', bench.clock.now());
  return { bench, maria, kim };
}

const order = (text: string) => [...text.matchAll(/href="\/leads\/(\d+)"/g)].map(([, id]) => Number(id));
const unescaped = (text: string) => text.replaceAll('&amp;', '&');
const lead = ({ store }: WebBench, id = 1) => {
  const shown = showLead(store, { who: `#${id}`, limit: 50 }, 'US');
  if (shown.kind !== 'lead') throw new Error(shown.problem);
  return shown.lead;
};

describe('the list', () => {
  test.each([
    ['nothing', '', [2, 1]],
    ['who was missed', 'source=missed-call', [1]],
    ['who wrote', 'source=text', [2]],
    ['who came from a file', 'source=import', []],
    ['whom nobody looks after', 'owner=nobody', [2]],
    ['what a person looks after', 'owner=Maria', [1]],
    ['a stage', 'stage=Booked', [1]],
    ['a tag', 'tag=vip', [2]],
    ['what is no choice', 'source=everything', [2, 1]],
    ['the latest activity', 'order=latest', [2, 1]],
    ['one who has all of it', 'source=missed-call&owner=Maria&stage=Booked', [1]],
    ['nobody’s with a tag', 'owner=nobody&tag=vip&source=text', [2]],
    ['what nobody has all of', 'owner=nobody&stage=Booked', []],
    ['a word of a text of one whom nobody looks after', 'q=tune-up&owner=nobody&source=text', [2]],
    ['a word of a text of one with a tag', 'q=tune-up&tag=vip', [2]],
    ['a word of a text in another stage', 'q=tune-up&stage=Booked', []],
    ['part of a number', 'q=0124', [2]],
    ['a word of a text', 'q=tune-up', [2]],
    ['a word of a note', 'q=furnace', [1]],
    ['what nobody wrote', 'q=zebra', []],
  ] as const)('given two leads, when asked for %s, then those are shown', async (_, query, ids) => {
    const { bench, maria } = await openOffice();
    await maria.post('/inbox/1/assign', { value: 'Maria' });
    await maria.post('/inbox/1/stage', { value: 'Booked' });
    await maria.post('/inbox/2/tag', { value: 'vip' });
    noteLead(bench.store, { who: '#1', body: 'Old furnace', dryRun: false }, 'US', nobody, bench.clock.now());
    expect(order((await maria.open(`/leads?${query}`)).text)).toEqual(ids);
  });

  test('given what cannot be asked for, when opened, then it says so', async () => {
    const { maria } = await openOffice();
    expect((await maria.open('/leads?owner=Zoe')).status).toBe(404);
    expect((await maria.open('/leads?place=99')).status).toBe(404);
    expect((await maria.open('/leads?q=%20.%20')).status).toBe(422);
  });

  test('given more than a page, when the next is asked for, then it goes on with the same filter', async () => {
    const { bench, maria } = await openOffice();
    for (let n = 0; n < 41; n += 1) {
      replyFrom(bench.store, `+1212555${1000 + n}`, LINE, `${n}`, bench.clock.now());
      await bench.clock.advance(1_000);
    }
    const { text } = await maria.open('/leads?source=text&stage=New+Lead');
    expect(order(text)).toHaveLength(40);
    const next = unescaped(/class="more" href="([^"]*)"/.exec(text)?.[1] ?? '');
    expect(order((await maria.open(next)).text)).toEqual([3, 2]);
  });

  test('given several filters and a search, when looked at, then each is a chip that takes away itself alone', async () => {
    const { maria } = await openOffice();
    const { text } = await maria.open('/leads?q=tune-up&source=text&owner=nobody&stage=New+Lead');
    const chips = /<ul class="set".*?<\/ul>/s.exec(text)?.[0] ?? '';
    const links = [...chips.matchAll(/href="([^"]*)"/g)].map(([, href]) => unescaped(href ?? ''));
    expect(links).toEqual([
      '/leads?owner=nobody&stage=New+Lead&source=text',
      '/leads?q=tune-up&owner=nobody&stage=New+Lead',
      '/leads?q=tune-up&stage=New+Lead&source=text',
      '/leads?q=tune-up&owner=nobody&source=text',
      '/leads',
    ]);
    expect((await maria.open('/leads?order=latest')).text).not.toContain('class="set"');
  });

  test('given thousands in a stage of whom one is Maria’s, when hers are asked for, then a page says how far it looked, and the next has it', async () => {
    const { bench, maria } = await openOffice();
    await maria.post('/inbox/1/assign', { value: 'Maria' });
    bench.store.transact('progress', (tx) => {
      for (let n = 0; n < 5_000; n += 1)
        tx.leads.findOrAdd(
          { number: `+1213${5_550_000 + n}`, name: '', source: 'text' },
          1,
          bench.clock.now(),
        );
    });
    const { text } = await maria.open('/leads?stage=New+Lead&owner=Maria');
    expect([order(text), text.includes('looked through so far')]).toEqual([[], true]);
    const next = unescaped(/class="more" href="([^"]*)"/.exec(text)?.[1] ?? '');
    expect(next).toMatch(/^\/leads\?owner=Maria&stage=New\+Lead&place=\d+$/);
    const last = await maria.open(next);
    expect([order(last.text), last.text.includes('class="more"')]).toEqual([[1], false]);
  });

  test('given an open list, when its part is asked for, then there is nothing new until something happens', async () => {
    const { bench, maria } = await openOffice();
    const { text } = await maria.open('/leads');
    const url = unescaped(/hx-get="(\/leads\/list[^"]*)"/.exec(text)?.[1] ?? '');
    expect((await maria.open(url)).status).toBe(204);
    replyFrom(bench.store, CUSTOMER, LINE, 'Hello?', bench.clock.now() + 1);
    expect(order((await maria.open(url)).text)).toEqual([1, 2]);
  });
});

describe('the board', () => {
  test('given leads in stages, when opened, then each stands in its column, and a reader cannot move them', async () => {
    const { maria, kim } = await openOffice();
    await maria.post('/leads/board/move', { lead: '1', value: 'Booked' });
    const { text } = await maria.open('/leads/board');
    const column = (stage: string) =>
      order(text.split(`data-stage="${stage}"`)[1]?.split('</section>')[0] ?? '');
    expect([column('New Lead'), column('Booked')]).toEqual([[2], [1]]);
    expect(text).toContain('draggable="true"');
    expect((await kim.open('/leads/board')).text).not.toMatch(/draggable="true"|data-move|<dialog id="move"/);
  });

  test('given a stage with more than fits, when opened, then the rest is a link to the list', async () => {
    const { bench, maria } = await openOffice();
    for (let n = 0; n < 30; n += 1)
      replyFrom(bench.store, `+1212555${1000 + n}`, LINE, `${n}`, bench.clock.now() + n);
    const { text } = await maria.open('/leads/board');
    expect(order(text)).toHaveLength(25);
    const more = unescaped(/class="more" href="([^"]*)"/.exec(text)?.[1] ?? '');
    expect(order((await maria.open(more)).text)).toHaveLength(7);
    const counts = [...text.matchAll(/<h2 id="stage-\d+">(.+?) <small>(.+?)<\/small>/g)];
    expect(counts.slice(0, 2).map(([, stage, count]) => [stage, count])).toEqual([
      ['New Lead', '32'],
      ['Contacted', '0'],
    ]);
  });

  test('given a card, when moved, then the lead is in that stage, and the audit knows who did it', async () => {
    const { bench, maria } = await openOffice();
    const moved = await maria.post('/leads/board/move', { lead: '2', value: 'Contacted' });
    expect(moved).toMatchObject({ status: 303, headers: { location: '/leads/board' } });
    expect(lead(bench, 2).stage).toBe('Contacted');
    expect(listAudit(bench.store, { subject: 'lead:2', limit: 1 })).toMatchObject({
      entries: [{ actor: 'user:Maria', action: 'stage' }],
    });
  });

  test('given a stage that somebody has removed meanwhile, when moved there, then the board says why not', async () => {
    const { bench, maria } = await openOffice();
    const { status, text } = await maria.post('/leads/board/move', { lead: '1', value: 'Gone' });
    expect([status, text.includes('role="alert"'), order(text)]).toEqual([422, true, [2, 1]]);
    expect(lead(bench).stage).toBe('New Lead');
  });
});

describe('a lead', () => {
  test('given one, when opened, then what is known, what happened and whom to call stand there, and it is read', async () => {
    const { maria } = await openOffice();
    const { text } = await maria.open('/leads/2');
    const said = [
      'href="tel:+12125550124"',
      'How much is a tune-up?',
      'New Lead',
      'Nobody',
      'href="/inbox/2"',
    ];
    expect(said.filter((words) => !text.includes(words))).toEqual([]);
    expect((await maria.open('/inbox?unread=1')).text).not.toContain('href="/inbox/2"');
    expect((await maria.open('/leads/1')).text).toContain('href="/calls/1"');
  });

  test('given a change on its page, when done, then the same page follows, and when refused, says why', async () => {
    const { bench, maria } = await openOffice();
    const done = await maria.post('/inbox/1/stage', { value: 'Booked', back: 'leads' });
    expect(done).toMatchObject({ status: 303, headers: { location: '/leads/1' } });
    const refused = await maria.post('/inbox/1/stage', { value: 'Gone', back: 'leads' });
    expect([refused.status, refused.text.includes('action="/leads/1/merge"')]).toEqual([422, true]);
    const elsewhere = await maria.post('/inbox/1/note', { body: 'x', back: '//evil.example' });
    expect(elsewhere.headers['location']).toBe('/inbox/1');
    expect(lead(bench).stage).toBe('Booked');
  });

  test('given two that are one person, when merged and parted again, then each has its own', async () => {
    const { bench, maria } = await openOffice();
    const merged = await maria.post('/leads/1/merge', { value: '(212) 555-0124' });
    expect(merged).toMatchObject({ status: 303, headers: { location: '/leads/1' } });
    expect(lead(bench).numbers).toEqual([CUSTOMER, OTHER]);
    const { text } = await maria.open('/leads/1');
    expect(text).toContain('Part (212) 555-0124 again');
    expect(text).toContain('How much is a tune-up?');
    const parted = await maria.post('/leads/1/unmerge', { value: OTHER });
    expect(parted).toMatchObject({ status: 303, headers: { location: '/leads/1' } });
    expect([lead(bench).numbers, lead(bench, 2).numbers]).toEqual([[CUSTOMER], [OTHER]]);
  });

  test('given what cannot be merged or parted, when tried, then the page says why, and nothing is changed', async () => {
    const { bench, maria } = await openOffice();
    const itself = await maria.post('/leads/1/merge', { value: CUSTOMER });
    expect([itself.status, itself.text.includes('Both are lead 1.')]).toEqual([422, true]);
    const apart = await maria.post('/leads/1/unmerge', { value: OTHER });
    expect([apart.status, apart.text.includes('Lead 2 is not merged into another.')]).toEqual([422, true]);
    expect(lead(bench, 2).numbers).toEqual([OTHER]);
  });

  test('given an open page, when its timeline is asked for, then it stays on this page, and is there when somebody writes', async () => {
    const { bench, maria } = await openOffice();
    const { text } = await maria.open('/leads/2');
    const url = unescaped(/hx-get="(\/leads\/2\/timeline[^"]*)"/.exec(text)?.[1] ?? '');
    expect((await maria.open(url)).status).toBe(204);
    replyFrom(bench.store, OTHER, LINE, 'Hello?', bench.clock.now());
    expect((await maria.open(url)).text).toContain('Hello?');
    expect((await maria.open('/inbox?unread=1')).text).not.toContain('href="/inbox/2"');
  });

  test('given markup in a name, a note, a tag and a text, when shown, then all of it is text', async () => {
    const { bench, maria } = await openOffice();
    const at = bench.clock.now();
    replyFrom(bench.store, CUSTOMER, LINE, EVIL, at);
    noteLead(bench.store, { who: '#1', body: EVIL, dryRun: false }, 'US', nobody, at);
    nameLead(bench.store, { who: '#1', name: EVIL, dryRun: false }, 'US', nobody, at);
    const pages = [
      await maria.open('/leads'),
      await maria.open('/leads?q=alert'),
      await maria.open('/leads/board'),
      await maria.open('/leads/1'),
      await maria.post('/leads/2/merge', { value: EVIL.slice(0, 60) }),
      await maria.post('/leads/board/move', { lead: '1', value: EVIL }),
    ];
    for (const { text } of pages) {
      expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
      expect(text).not.toMatch(/<script>|<img src=x/);
    }
  });
});

describe('files', () => {
  test('given leads, when taken as a table, then all are in it, and no cell is a formula', async () => {
    const { bench, maria } = await openOffice();
    nameLead(bench.store, { who: '#1', name: '=Pat', dryRun: false }, 'US', nobody, bench.clock.now());
    stageLead(bench.store, { who: '#2', stage: 'Lost', dryRun: false }, 'US', nobody, bench.clock.now());
    const { headers, text } = await maria.open('/leads/export.csv');
    expect(headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="leads.csv"',
    });
    const [columns, first, second] = text.split('\r\n');
    expect(columns).toBe('number,also,name,stage,owner,tags,source,created,lastActivity,closed');
    expect(first).toContain("+12125550123,,'=Pat,New Lead,,,missed-call,");
    expect(second).toContain('+12125550124,,,Lost,,,text,');
  });

  test('given more leads than are read at once, when taken as contacts, then all are in it', async () => {
    const { bench, maria } = await openOffice();
    bench.store.transact('progress', (tx) => {
      for (let n = 0; n < 450; n += 1)
        tx.leads.findOrAdd({ number: `+1212556${1000 + n}`, name: '', source: 'import' }, 1, 1);
    });
    const { headers, text } = await maria.open('/leads/export.vcf');
    expect(headers['content-type']).toBe('text/vcard; charset=utf-8');
    expect(text.match(/BEGIN:VCARD/g)).toHaveLength(452);
    expect(text).toContain('tel:+12125561449');
  });

  test('given one lead, when taken as a contact, then it is just that', async () => {
    const { maria } = await openOffice();
    await maria.post('/inbox/2/name', { value: 'Jo Lee' });
    const { headers, text } = await maria.open('/leads/2/contact.vcf');
    expect(headers['content-disposition']).toBe('attachment; filename="lead-2.vcf"');
    expect(text.match(/BEGIN:VCARD/g)).toHaveLength(1);
    expect(text).toContain('FN:Jo Lee');
  });
});
