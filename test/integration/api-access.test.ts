import { expect, test } from 'vitest';
import { OPERATIONS } from '../../src/http/api/operations.ts';
import { revokeApiToken } from '../../src/services/api-tokens.ts';
import { removeUser } from '../../src/services/remove-user.ts';
import { addWebhook } from '../../src/services/webhook-endpoints.ts';
import { type Program, programOf, programWith } from '../fakes/api-bench.ts';
import { openWebBench, type WebBench } from '../fakes/web-bench.ts';

/** What each gets: nobody; a reading token of the owner's; writing tokens of read-only, staff and owner. */
type Row = readonly [nobody: number, reading: number, readOnly: number, staff: number, owner: number];
const VISITORS = ['nobody', 'reading', 'read-only', 'staff', 'owner'] as const;
type Visitor = (typeof VISITORS)[number];

const LOOKS: Row = [401, 200, 200, 200, 200];
const MISSES: Row = [401, 404, 404, 404, 404];
const CHANGES: Row = [401, 403, 403, 200, 200];
const ADDS: Row = [401, 403, 403, 201, 201];
/** Of owners alone. */
const SECRETS: Row = [401, 200, 403, 403, 200];
const GOVERNS: Row = [401, 403, 403, 403, 200];
const OWN: Row = [401, 403, 200, 200, 200];

/** Every operation, on the lead 1. One without a row fails the test. */
const ROWS: Readonly<Record<string, Row>> = {
  listCalls: LOOKS,
  showCall: LOOKS,
  showMessage: MISSES,
  listLeads: LOOKS,
  searchLeads: LOOKS,
  showLead: LOOKS,
  changeLead: CHANGES,
  addNote: ADDS,
  blockLead: CHANGES,
  unblockLead: CHANGES,
  listConversations: LOOKS,
  reply: ADDS,
  closeConversation: CHANGES,
  reopenConversation: CHANGES,
  markRead: OWN,
  markUnread: OWN,
  whoAmI: LOOKS,
  showCredits: LOOKS,
  listCreditEntries: LOOKS,
  showReport: LOOKS,
  listLines: LOOKS,
  showLine: LOOKS,
  showConsent: LOOKS,
  listEvents: LOOKS,
  listWebhooks: SECRETS,
  addWebhook: [401, 403, 403, 403, 201],
  showWebhook: SECRETS,
  changeWebhook: GOVERNS,
  listDeliveries: SECRETS,
  testWebhook: GOVERNS,
  replayWebhook: GOVERNS,
  removeWebhook: GOVERNS,
};

const PARTS: Readonly<Record<string, string>> = {
  call: '1',
  message: '9',
  lead: '1',
  number: '+12125550100',
  webhook: 'CRM',
};
const QUERIES: Readonly<Record<string, string>> = { searchLeads: '?q=555' };
const BODIES: Readonly<Record<string, (visitor: string) => unknown>> = {
  changeLead: (visitor) => ({ addTags: [visitor] }),
  addNote: () => ({ body: 'Call first' }),
  blockLead: (note) => ({ note }),
  reply: () => ({ text: 'On my way' }),
  addWebhook: (name) => ({ name, url: 'https://crm.acme.example/' }),
  changeWebhook: () => ({ events: ['lead.*'] }),
  replayWebhook: () => ({ since: '2026-01-01T00:00:00Z' }),
};

async function openBench(): Promise<WebBench> {
  const bench = await openWebBench();
  const webhook = {
    name: 'CRM',
    url: 'https://crm.acme.example/',
    kinds: null,
    secret: 'whsec_',
    dryRun: false,
  };
  addWebhook(bench.store, webhook, 'test', bench.clock.now());
  await bench.services.missCall();
  return bench;
}

function programFor(bench: WebBench, visitor: Visitor): Program {
  if (visitor === 'nobody') return programWith(bench.url, {});
  const role = visitor === 'reading' ? 'owner' : visitor;
  return programOf(bench, bench.addUser(visitor, role), visitor === 'reading' ? 'read' : 'write');
}

test('given every operation, when compared with the table, the document and the routes, then each is in all of them', async () => {
  const { app, url } = await openWebBench();
  const named = (list: Iterable<string>) => [...new Set(list)].toSorted();
  expect(OPERATIONS.map(({ id }) => id).toSorted()).toEqual(Object.keys(ROWS).toSorted());
  const routes = app.routes.filter(({ method, path }) => method !== 'ALL' && path.startsWith('/api/v1/'));
  const { json } = await programWith(url, {}).get('/api/openapi.json');
  const paths: Record<string, Record<string, unknown>> = json.paths;
  expect(named(routes.map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`))).toEqual(
    named(
      Object.entries(paths).flatMap(([path, methods]) =>
        Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
      ),
    ),
  );
});

test.each(VISITORS.map((visitor, index) => [visitor, index] as const))(
  'given a program of %s, when it asks for every operation, then it gets what the table says',
  async (visitor, index) => {
    const bench = await openBench();
    const program = programFor(bench, visitor);
    const got: Record<string, number> = {};
    const expected: Record<string, number | undefined> = {};
    for (const { id, method, path } of OPERATIONS) {
      const place = path.replace(/\{(\w+)\}/g, (_, name: string) => PARTS[name] ?? '') + (QUERIES[id] ?? '');
      expected[id] = ROWS[id]?.[index];
      got[id] = (await program.send(method, place, BODIES[id]?.(visitor))).status;
    }
    expect(got).toEqual(expected);
  },
);

test('given a token, when it is over, revoked, or its person gone, then it is good for nothing, and the audit knows', async () => {
  const bench = await openWebBench();
  const { store, clock } = bench;
  const [maria, pat] = [bench.addUser('Maria', 'owner'), bench.addUser('Pat', 'staff')];
  const [first, second] = [programOf(bench, maria), programOf(bench, pat)];
  expect((await first.get('/api/v1/me')).json).toEqual({
    me: { name: 'Maria', role: 'owner', scope: 'write' },
  });
  const name = store.read((reader) => reader.apiTokens.all()[0]?.name ?? '');
  revokeApiToken(store, { name, dryRun: false }, 'user:Maria', clock.now());
  const refused = await first.get('/api/v1/me');
  expect(refused).toMatchObject({ status: 401, headers: { 'www-authenticate': 'Bearer realm="textback"' } });
  expect(refused.json.detail).toContain('textback token add');
  await removeUser(store, { name: 'Pat', leadsTo: null, dryRun: false }, 'user:Maria', clock.now());
  expect((await second.get('/api/v1/me')).status).toBe(401);
  expect(store.read((reader) => reader.apiTokens.all())).toEqual([]);
  const audit = store.read((reader) => reader.audit.of('user:Maria', 10));
  expect(audit.map(({ action }) => action)).toEqual(['revoke token', 'add token']);
  expect(JSON.stringify(audit)).not.toContain('xxxx');
});

test('given many requests, when the token is looked at, then it was written when it was used to five minutes', async () => {
  const bench = await openWebBench();
  const program = programOf(bench, bench.addUser('Maria', 'owner'));
  const usedAt = () => bench.store.read((reader) => reader.apiTokens.all()[0]?.lastUsedAt);
  expect(usedAt()).toBeNull();
  await program.get('/api/v1/me');
  const first = bench.clock.now();
  await bench.clock.advance(299_000);
  await program.get('/api/v1/me');
  expect(usedAt()).toBe(first);
  await bench.clock.advance(1_000);
  await program.get('/api/v1/me');
  expect(usedAt()).toBe(first + 300_000);
});

test('given a page of ours, when it changes something, then it needs its form token, and another site never can', async () => {
  const bench = await openBench();
  const browser = bench.signedIn(bench.addUser('Maria', 'owner'));
  const cookie = { Cookie: 'textback=token-1' };
  const page = programWith(bench.url, { ...cookie, 'Sec-Fetch-Site': 'same-origin' });
  expect((await page.get('/api/v1/me')).json.me).toEqual({ name: 'Maria', role: 'owner', scope: 'write' });
  const note = { body: 'Gate code 1234' };
  const path = '/api/v1/leads/1/notes';
  expect((await page.send('POST', path, note)).status).toBe(403);
  const token = { 'X-Form-Token': browser.formToken };
  expect((await page.send('POST', path, note, token)).status).toBe(201);
  const other = programWith(bench.url, { ...cookie, ...token, 'Sec-Fetch-Site': 'cross-site' });
  expect((await other.send('POST', path, note)).status).toBe(403);
  // A bad token is not made good by a cookie.
  expect((await page.get('/api/v1/me', { Authorization: 'Bearer nothing' })).status).toBe(401);
  expect(bench.store.read((reader) => reader.timeline.notes(1, { at: 9e15, id: 9e9 }, 10))).toHaveLength(1);
});
