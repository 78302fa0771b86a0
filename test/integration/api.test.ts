import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, test } from 'vitest';
import { receiveText } from '../../src/services/receive-text.ts';
import { type Program, programOf, programWith } from '../fakes/api-bench.ts';
import { business, CUSTOMER, LINE } from '../fakes/service-bench.ts';
import { openWebBench, type WebBench } from '../fakes/web-bench.ts';

const number = (n: number) => `+1212555${String(1000 + n)}`;

async function openBench(): Promise<WebBench & { readonly program: Program }> {
  const bench = await openWebBench();
  return { ...bench, program: programOf(bench, bench.addUser('Maria', 'owner')) };
}

async function write(bench: WebBench, from: string, body: string): Promise<void> {
  await bench.clock.advance(1_000);
  receiveText(bench.store, { from, to: LINE, text: body, part: null }, business, bench.clock.now());
}

/** All pages of a list; `between` happens after each. */
async function allPages(program: Program, path: string, key: string, between = async () => {}) {
  const rows: unknown[] = [];
  let cursor: string | null = '';
  for (let pages = 0; cursor !== null && pages < 20; pages += 1) {
    const { json } = await program.get(`${path}${cursor === '' ? '' : `&cursor=${cursor}`}`);
    rows.push(...json[key]);
    cursor = json.next;
    await between();
  }
  return rows;
}

describe('the document', () => {
  test('given /api/openapi.json, when a validator of OpenAPI 3.1 reads it, then it is valid, for everybody', async () => {
    const { url } = await openWebBench();
    const { json } = await programWith(url, {}).get('/api/openapi.json');
    const validator = new Validator();
    expect(await validator.validate(structuredClone(json))).toMatchObject({ valid: true });
    expect(validator.version).toBe('3.1');
  });

  test('given all that it refers to, then each is there, and each name is used', async () => {
    const { url } = await openWebBench();
    const { json, text: written } = await programWith(url, {}).get('/api/openapi.json');
    const meant = [...written.matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name);
    expect([...new Set(meant)].toSorted()).toEqual(Object.keys(json.components.schemas).toSorted());
    const ids = [...written.matchAll(/"operationId":"(\w+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const reply = json.paths['/api/v1/conversations/{lead}/replies'].post;
    expect(reply.requestBody.content['application/json'].schema.$ref).toBe('#/components/schemas/ReplyBody');
    expect(json.components.schemas.ReplyBody).toMatchObject({
      required: ['text'],
      additionalProperties: false,
    });
    expect(json.components.schemas.Call.required).toContain('decision');
  });
});

describe('calls, texts, credits, lines, the report', () => {
  test('given a missed call, when it is looked at, then it has legs, decision and text, and the text a state', async () => {
    const { program, services } = await openBench();
    await services.missCall();
    await services.sendDue();
    const { call } = (await program.get('/api/v1/calls/1')).json;
    expect(call).toMatchObject({ outcome: 'no-answer', leadId: 1, legs: [{ end: 'no-answer' }] });
    expect(call.decision).toMatchObject({ verdict: 'send', message: { state: 'sent', to: CUSTOMER } });
    const { message } = (await program.get(`/api/v1/messages/${call.decision.message.id}`)).json;
    expect(message).toEqual({ ...call.decision.message, direction: 'out', leadId: 1 });
    expect((await program.get('/api/v1/credits')).json.credits).toMatchObject({ balance: 9 });
    expect((await program.get('/api/v1/credits/entries?limit=1')).json.entries).toMatchObject([
      { kind: 'settle' },
    ]);
    expect((await program.get('/api/v1/lines')).json.lines).toMatchObject([
      { number: LINE, afterMiss: 'hang-up' },
    ]);
    expect((await program.get('/api/v1/lines/+12125550100')).json.line.hunt).toHaveLength(1);
    const { report } = (await program.get('/api/v1/report?by=week')).json;
    expect(report).toMatchObject({ name: 'January 2026', figures: { missed: 1, textBacks: 1 } });
    expect((await program.get('/api/v1/report?month=soon')).json.title).toBe(
      'soon is no month. Write it as 2026-11.',
    );
  });

  test('given a text to one of our own people, when it is asked for, then there is none', async () => {
    const { program, store, clock } = await openBench();
    store.transact('promised', (tx) =>
      tx.messages.add({
        ...{ direction: 'out', kind: 'alert', userId: 1, fromNumber: LINE, toNumber: number(1), body: 'x' },
        ...{ state: 'queued', createdAt: clock.now(), expiresAt: clock.now() },
      }),
    );
    expect((await program.get('/api/v1/messages/1')).status).toBe(404);
  });

  test('given an opt-out, when consent is asked, then it says so with the words', async () => {
    const bench = await openBench();
    await write(bench, CUSTOMER, 'STOP');
    expect((await bench.program.get(`/api/v1/consents/${CUSTOMER}`)).json.consent).toMatchObject({
      ...{ number: CUSTOMER, state: 'opted-out', isUnderReview: false },
      history: [{ source: 'text', wording: 'STOP' }],
    });
    const refused = await bench.program.send('POST', '/api/v1/conversations/1/replies', { text: 'Hi' });
    expect(refused).toMatchObject({ status: 403, json: { detail: 'Nothing was sent. You may still call.' } });
  });
});

describe('a lead', () => {
  test('given one, when all of it is changed at once, then it is, and the timeline says who did', async () => {
    const { program, services } = await openBench();
    await services.missCall();
    const change = {
      name: 'Pat',
      stage: 'contacted',
      owner: 'Maria',
      addTags: ['vip', 'Spam'],
      removeTags: ['vip'],
    };
    const changed = await program.send('PATCH', '/api/v1/leads/1', change);
    expect(changed.json).toMatchObject({
      changed: true,
      lead: { name: 'Pat', stage: 'Contacted', owner: 'Maria', tags: ['spam'] },
    });
    expect((await program.send('PATCH', '/api/v1/leads/1', { name: 'Pat' })).json.changed).toBe(false);
    await program.send('POST', '/api/v1/leads/+12125550123/notes', { body: 'Two units' });
    const { lead } = (await program.get('/api/v1/leads/1?limit=100')).json;
    expect(lead.timeline.map(({ kind }: { kind: string }) => kind)).toEqual([
      ...['call', 'stage', 'stage', 'assignment', 'text', 'note'],
    ]);
    expect(lead.timeline.at(-1)).toMatchObject({ body: 'Two units', actor: 'user:Maria' });
  });

  test('given a change of which one part is refused, then nothing of it stands', async () => {
    const { program, services, store } = await openBench();
    await services.missCall();
    const before = (await program.get('/api/v1/leads/1')).json;
    const refused = await program.send('PATCH', '/api/v1/leads/1', { name: 'Pat', stage: 'No such stage' });
    expect(refused).toMatchObject({ status: 404, json: { title: expect.stringContaining('No such stage') } });
    expect((await program.get('/api/v1/leads/1')).json).toEqual(before);
    expect(store.read((reader) => reader.audit.of('lead:1', 10))).toEqual([]);
  });

  test('given a block and its end, then the lead says so', async () => {
    const { program, services } = await openBench();
    await services.missCall();
    const blocked = await program.send('PUT', '/api/v1/leads/1/block', { note: 'Sells solar' });
    expect(blocked.json).toMatchObject({ changed: true, calledOff: 1, block: { note: 'Sells solar' } });
    expect((await program.get('/api/v1/leads/1')).json.lead.blocked).toEqual(blocked.json.block);
    expect((await program.send('DELETE', '/api/v1/leads/1/block')).json).toEqual({
      changed: true,
      number: CUSTOMER,
    });
    expect((await program.send('DELETE', '/api/v1/leads/1/block')).json.changed).toBe(false);
  });

  test('given words and filters, when leads are looked for, then each finds its own', async () => {
    const { program, services } = await openBench();
    await services.missCall();
    await services.missCall(number(1));
    await program.send('PATCH', '/api/v1/leads/2', { name: 'Quentin', owner: 'Maria', addTags: ['vip'] });
    const found = async (query: string) =>
      (await program.get(`/api/v1/leads?${query}`)).json.leads?.map(({ id }: { id: number }) => id);
    expect(await found('owner=maria')).toEqual([2]);
    expect(await found('tag=VIP')).toEqual([2]);
    expect(await found('order=unassigned-only')).toEqual([1]);
    expect(await found('order=latest')).toEqual([2, 1]);
    expect(await found('stage=new')).toEqual([2, 1]);
    expect(await found('stage=new&source=missed-call&owner=Maria&tag=vip')).toEqual([2]);
    expect(await found('owner=Maria&source=text')).toEqual([]);
    expect(await found('stage=new&source=missed-call&order=unassigned-only')).toEqual([1]);
    expect((await program.get('/api/v1/leads?owner=Maria&order=unassigned-only')).status).toBe(422);
    expect((await program.get('/api/v1/leads/search?q=quent')).json.leads).toMatchObject([
      { lead: { id: 2 }, where: 'name' },
    ]);
  });
});

describe('conversations', () => {
  test('given a text, when it is read, answered and closed, then it is, and the outbox is woken once', async () => {
    const bench = await openBench();
    const { program } = bench;
    await write(bench, CUSTOMER, 'Do you do <b>furnaces</b>?');
    const unread = async () => (await program.get('/api/v1/conversations?unread=true')).json.conversations;
    expect(await unread()).toMatchObject([
      { id: 1, unread: 1, newest: { text: 'Do you do <b>furnaces</b>?' } },
    ]);
    expect((await program.send('POST', '/api/v1/conversations/1/read')).json).toEqual({
      leadId: 1,
      unread: false,
    });
    expect(await unread()).toEqual([]);
    await program.send('POST', '/api/v1/conversations/1/unread');
    expect(await unread()).toHaveLength(1);
    const sent = await program.send('POST', '/api/v1/conversations/1/replies', { text: 'We do.' });
    expect(sent.json).toEqual({ messageId: 2, leadId: 1, from: LINE, credits: 1 });
    expect(bench.queued()).toBe(1);
    expect(await unread()).toEqual([]);
    expect((await program.send('POST', '/api/v1/conversations/1/close')).json).toMatchObject({
      changed: true,
    });
    expect((await program.send('POST', '/api/v1/conversations/1/reopen')).json.lead.closedAt).toBeNull();
  });
});

describe('a list in pages', () => {
  test.each([
    ['/api/v1/calls?limit=2', 'calls'],
    ['/api/v1/leads?limit=2', 'leads'],
    ['/api/v1/leads?limit=2&order=latest', 'leads'],
    ['/api/v1/credits/entries?limit=2', 'entries'],
  ])(
    'given %s, when calls come in between, also of leads that were shown, then nothing stands twice and nothing old is missed',
    async (path, key) => {
      const { program, services } = await openBench();
      for (let n = 0; n < 6; n += 1) await services.missCall(number(n));
      const ids = (rows: readonly unknown[]) => rows.map((row) => (row as { readonly id: number }).id);
      const before = ids(await allPages(program, path, key));
      expect(new Set(before).size).toBe(before.length);
      // The lead at the end of the first page calls again, and a new one does.
      const first = (await program.get(path)).json[key].at(-1);
      const during = ids(
        await allPages(program, path, key, async () => {
          await services.missCall(typeof first.number === 'string' ? first.number : number(5));
          await services.missCall(number(50 + Math.floor(services.clock.now() % 40)));
        }),
      );
      expect(during).toEqual(before);
    },
  );

  test('given more unread conversations than a page, and newer ones that were read, then each is listed once', async () => {
    const bench = await openBench();
    const { program } = bench;
    for (let n = 0; n < 7; n += 1) await write(bench, number(n), 'hello');
    for (const id of [7, 6]) await program.send('POST', `/api/v1/conversations/${id}/read`);
    const rows = await allPages(program, '/api/v1/conversations?limit=2', 'conversations');
    expect(rows.map((row) => (row as { readonly id: number }).id)).toEqual([5, 4, 3, 2, 1, 7, 6]);
  });

  test('given the timeline of a lead, when it is read in pages, then all of it is there, once', async () => {
    const bench = await openBench();
    for (let n = 0; n < 5; n += 1) await write(bench, CUSTOMER, `text ${n}`);
    const whole = (await bench.program.get('/api/v1/leads/1?limit=100')).json.lead.timeline;
    const pages: unknown[] = [];
    let cursor = '';
    do {
      const { json } = await bench.program.get(`/api/v1/leads/1?limit=2${cursor}`);
      pages.unshift(...json.lead.timeline);
      cursor = json.next === null ? '' : `&cursor=${json.next}`;
    } while (cursor !== '');
    expect(pages).toEqual(whole);
  });

  test.each(['x', 'bnVsbA', 'eyJpZCI6MX0', 'LTE', 'a'.repeat(301), Buffer.from('"x"').toString('base64url')])(
    'given the cursor %j, then it is refused',
    async (cursor) => {
      const { program } = await openBench();
      expect((await program.get(`/api/v1/calls?cursor=${cursor}`)).status).toBe(422);
      expect((await program.get(`/api/v1/leads?cursor=${cursor}`)).status).toBe(422);
    },
  );
});

describe('what cannot be', () => {
  test.each([
    ['GET', '/api/v1/nothing', undefined, 404, undefined],
    ['GET', '/api/', undefined, 404, undefined],
    ['GET', '/api/v1/calls/7', undefined, 404, undefined],
    ['GET', '/api/v1/calls/seven', undefined, 404, undefined],
    ['GET', '/api/v1/leads/%00', undefined, 404, undefined],
    ['GET', '/api/v1/leads/..%2f1', undefined, 404, undefined],
    ['DELETE', '/api/v1/calls', undefined, 405, 'GET'],
    ['PUT', '/api/v1/leads/1', {}, 405, 'GET, PATCH'],
    ['POST', '/api/openapi.json', {}, 405, 'GET'],
    ['GET', '/api/v1/calls?limit=0', undefined, 422, undefined],
    ['GET', '/api/v1/calls?limit=201', undefined, 422, undefined],
    ['GET', '/api/v1/calls?limit=many', undefined, 422, undefined],
    ['GET', '/api/v1/calls?limt=5', undefined, 422, undefined],
  ])('given %s %s, then it is said in problem+json', async (method, path, body, status, allow) => {
    const { program } = await openBench();
    const answer = await program.send(method, path, body);
    expect([answer.status, answer.headers['allow']]).toEqual([status, allow]);
    expect(answer.json.detail).not.toBe('');
  });

  test.each([
    ['', 400],
    ['{', 400],
    ['[]', 422],
    ['null', 422],
    ['"text"', 422],
    ['{}', 422],
    ['{"text":7}', 422],
    ['{"text":null}', 422],
    ['{"text":""}', 422],
    ['{"text":"hi","to":"+12125550199"}', 422],
    ['{"text":"hi","__proto__":{"line":"x"}}', 422],
    ['{"text":"hi","line":"x"}', 422],
    [`{"text":"${'x'.repeat(1_531)}"}`, 422],
    ['['.repeat(30_000), 400],
    [`${'['.repeat(30_000)}${']'.repeat(30_000)}`, 422],
    [`{"text":"${'x'.repeat(70_000)}"}`, 413],
  ])('given the body %.60j, when it is sent as a reply, then nothing goes out', async (body, status) => {
    const { program, store, services } = await openBench();
    await services.missCall();
    const answer = await program.send('POST', '/api/v1/conversations/1/replies', body);
    expect(answer.status).toBe(status);
    expect(store.read((reader) => reader.messages.ofLead(1, 10))).toHaveLength(1);
  });

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'application/jsonp', ''])(
    'given a body of the type %j, then it is refused',
    async (type) => {
      const { program, services } = await openBench();
      await services.missCall();
      const headers = { 'Content-Type': type };
      const sent = await program.send('POST', '/api/v1/leads/1/notes', { body: 'x' }, headers);
      expect(sent.status).toBe(415);
    },
  );

  test('given too many requests, then the program is told to wait', async () => {
    const { program } = await openBench();
    const answers = await Promise.all(Array.from({ length: 301 }, () => program.get('/api/v1/me')));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(1);
    expect(refused[0]?.headers['retry-after']).toBe('1');
  });

  test('given a body of unknown length, then the program is asked for it, and nothing is done', async () => {
    const { program, services } = await openBench();
    await services.missCall();
    const chunked = { 'Transfer-Encoding': 'chunked' };
    const sent = await program.send('POST', '/api/v1/leads/1/notes', { body: 'x' }, chunked);
    expect(sent.status).toBe(411);
  });

  test('given two bodies in one message, then only one request is taken', async () => {
    const { url } = await openBench();
    const { port } = new URL(url);
    const socket = connect(Number(port), '127.0.0.1');
    socket.write(
      'POST /api/v1/conversations/1/replies HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    );
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 400 /);
  });
});
