import { expect, test } from 'vitest';
import { EVENT_KINDS } from '../../src/core/webhook-event.ts';
import { type Program, programOf, programWith } from '../fakes/api-bench.ts';
import { replyFrom } from '../fakes/inbound-reply.ts';
import { CUSTOMER, LINE } from '../fakes/service-bench.ts';
import { openWebBench, type WebBench } from '../fakes/web-bench.ts';

const URL = 'https://crm.acme.example/textback';

async function openBench(): Promise<WebBench & { readonly program: Program }> {
  const bench = await openWebBench();
  return { ...bench, program: programOf(bench, bench.addUser('Maria', 'owner')) };
}

test('given the document, when its webhooks are looked up, then each kind of event has one, with its headers and its shape', async () => {
  const { url } = await openWebBench();
  const { json } = await programWith(url, {}).get('/api/openapi.json');
  expect(Object.keys(json.webhooks).toSorted()).toEqual([...EVENT_KINDS].toSorted());
  for (const kind of EVENT_KINDS) {
    const { parameters, requestBody, responses } = json.webhooks[kind].post;
    expect(parameters.map(({ name }: { name: string }) => name)).toEqual([
      ...['webhook-id', 'webhook-timestamp', 'webhook-signature'],
    ]);
    const { $ref } = requestBody.content['application/json'].schema;
    const shape = json.components.schemas[$ref.replace('#/components/schemas/', '')];
    expect([shape.properties.type.enum ?? shape.properties.type.const].flat()).toContain(kind);
    expect(Object.keys(responses)).toEqual(['410', '2XX', 'default']);
  }
});

test('given a webhook that is added, when it is listed, then its secret is not in it, and was shown once', async () => {
  const { program, store } = await openBench();
  const body = { name: 'CRM  sync', url: URL, events: ['lead.*'] };
  const { json } = await program.send('POST', '/api/v1/webhooks', body);
  expect(json).toMatchObject({
    secret: expect.stringMatching(/^whsec_[A-Za-z0-9+/]{43}=$/),
    webhook: { name: 'CRM sync', url: URL, enabled: true, failingSince: null },
  });
  expect(json.webhook.kinds).toContain('lead.created');
  const listed = await program.get('/api/v1/webhooks');
  expect(listed.json.webhooks).toEqual([json.webhook]);
  expect(listed.text).not.toContain('whsec_');
  const audit = store.read((reader) => reader.audit.of('webhook:CRM sync', 10));
  expect(audit).toMatchObject([{ action: 'add webhook', after: { url: 'https://crm.acme.example' } }]);
  expect(JSON.stringify(audit)).not.toContain('whsec_');
  expect((await program.get('/api/v1/webhooks/CRM%20sync')).json.webhook.name).toBe('CRM sync');
});

test('given a key, when the same webhook is asked for twice, then there is one, with the same secret', async () => {
  const { program } = await openBench();
  const add = () =>
    program.send('POST', '/api/v1/webhooks', { name: 'CRM', url: URL }, { 'Idempotency-Key': 'a' });
  const [first, second] = [await add(), await add()];
  expect(second.json).toEqual(first.json);
  expect((await program.get('/api/v1/webhooks')).json.webhooks).toHaveLength(1);
});

test.each([
  [{ name: 'CRM', url: 'http://crm.acme.example/' }, 422, 'in the clear'],
  [{ name: 'CRM', url: 'https://169.254.169.254/' }, 422, 'this link'],
  [{ name: '  ', url: URL }, 422, 'cannot be called'],
  [{ name: 'CRM', url: URL, events: ['leads.*'] }, 422, 'no events'],
  [{ name: 'CRM', url: URL, events: [] }, 422, 'events'],
  [{ name: 'crm', url: URL, kinds: [] }, 422, 'kinds'],
])('given %j, then it is refused, with why', async (body, status, why) => {
  const { program } = await openBench();
  const answer = await program.send('POST', '/api/v1/webhooks', body);
  expect([answer.status, answer.json.title]).toEqual([status, expect.stringContaining(why)]);
  expect((await program.get('/api/v1/webhooks')).json.webhooks).toEqual([]);
});

test('given 20 webhooks, or one of that name, then there is no other', async () => {
  const { program } = await openBench();
  const add = (name: string) => program.send('POST', '/api/v1/webhooks', { name, url: URL });
  for (let n = 1; n <= 20; n += 1) expect((await add(`CRM ${n}`)).status).toBe(201);
  expect((await add('Other')).json.title).toContain('There are 20 webhooks');
  expect((await add('crm 7')).json.title).toContain('already');
});

test('given one that is changed, switched off, tested, replayed and removed, then each does what it says', async () => {
  const { program, services, store, clock } = await openBench();
  await program.send('POST', '/api/v1/webhooks', { name: 'CRM', url: URL });
  await services.missCall();
  const place = '/api/v1/webhooks/CRM';
  const changed = await program.send('PATCH', place, { events: ['call.ended'], url: `${URL}/2` });
  expect(changed.json.webhook).toMatchObject({ url: `${URL}/2`, kinds: ['call.ended'] });
  expect((await program.send('PATCH', place, { events: null })).json.webhook.kinds).toBeNull();
  expect((await program.send('PATCH', place, {})).status).toBe(422);
  expect((await program.send('PATCH', place, { enabled: false })).json.webhook.enabled).toBe(false);
  expect((await program.send('POST', `${place}/test`)).json.title).toContain('is switched off');
  expect((await program.send('POST', `${place}/replay`, { event: 'evt_0' })).status).toBe(403);
  await program.send('PATCH', place, { enabled: true });
  expect((await program.send('POST', `${place}/test`)).json.event).toMatch(/^evt_[0-9a-f]{24}$/);
  const { events } = (await program.get('/api/v1/events')).json;
  const again = await program.send('POST', `${place}/replay`, { event: events[1].id });
  // What comes before waits still, and keeps its place.
  expect(again.json.event).toBe(events[0].id);
  const since = new Date(clock.now() + 1).toISOString();
  store.transact('promised', (tx) => tx.webhooks.settleAllThrough(tx.events.newestId()));
  expect((await program.send('POST', `${place}/replay`, { since })).json.event).toBeNull();
  expect((await program.send('POST', `${place}/replay`, {})).status).toBe(422);
  expect((await program.get(`${place}/deliveries`)).json.deliveries).toEqual([]);
  expect((await program.send('DELETE', place)).status).toBe(200);
  expect((await program.get(place)).status).toBe(404);
});

test('given events, when a program reads them in pages and then asks for what is new, then it has each once, in order', async () => {
  const { program, services, store, clock } = await openBench();
  await program.send('POST', '/api/v1/webhooks', { name: 'CRM', url: URL });
  await services.missCall();
  const types: string[] = [];
  let last = '';
  let cursor: string | null = '';
  while (cursor !== null) {
    const { json } = await program.get(`/api/v1/events?limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`);
    types.push(...json.events.map(({ type }: { type: string }) => type));
    last = json.events.at(-1).id;
    cursor = json.next;
  }
  expect(types).toEqual(['call.arrived', 'lead.created', 'message.queued', 'decision.made']);
  expect((await program.get(`/api/v1/events?after=${last}`)).json).toEqual({ events: [], next: null });
  replyFrom(store, CUSTOMER, LINE, 'At 5?', clock.now());
  const { json } = await program.get(`/api/v1/events?after=${last}`);
  expect(json.events).toMatchObject([{ type: 'message.received', data: { message: { text: 'At 5?' } } }]);
});
