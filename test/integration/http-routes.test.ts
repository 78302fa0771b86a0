import { expect, test } from 'vitest';
import { assetPath } from '../../src/http/assets.ts';
import { addWebhook } from '../../src/services/webhook-endpoints.ts';
import { replyFrom } from '../fakes/inbound-reply.ts';
import { CUSTOMER, LINE } from '../fakes/service-bench.ts';
import type { Browser, WebBench } from '../fakes/web-bench.ts';
import { openWebBench } from '../fakes/web-bench.ts';
import { versionIn } from '../fakes/web-forms.ts';

const VISITORS = ['anonymous', 'read-only', 'staff', 'owner'] as const;
type Visitor = (typeof VISITORS)[number];
/** What each visitor gets, in that order. */
type Row = readonly [anonymous: number, readOnly: number, staff: number, owner: number];

/** Every page of the product, and what becomes of everybody there: one without a row fails. The API: api-access.test.ts. */
const ROUTES: Readonly<Record<string, Row>> = {
  'GET /health/live': [200, 200, 200, 200],
  'GET /health/ready': [200, 200, 200, 200],
  'GET /metrics': [200, 200, 200, 200],
  'GET /sign-in': [200, 200, 200, 200],
  'POST /sign-in': [401, 401, 401, 401],
  // Under an address in numbers, where there are no passkeys.
  'POST /sign-in/passkey/begin': [403, 403, 403, 403],
  'POST /sign-in/passkey': [401, 401, 401, 401],
  // Somebody is known already, so that nobody can become the first owner.
  'GET /setup': [303, 303, 303, 303],
  'POST /setup': [410, 410, 410, 410],
  'GET /assets/:file': [200, 200, 200, 200],
  'GET /manifest.webmanifest': [200, 200, 200, 200],
  'GET /service-worker.js': [200, 200, 200, 200],
  'GET /offline': [200, 200, 200, 200],
  'GET /': [303, 303, 303, 303],
  'GET /events': [303, 200, 200, 200],
  'GET /inbox': [303, 200, 200, 200],
  'GET /inbox/list': [303, 200, 200, 200],
  'GET /inbox/:id{[0-9]{1,15}}': [303, 200, 200, 200],
  'GET /inbox/:id{[0-9]{1,15}}/timeline': [303, 200, 200, 200],
  'POST /inbox/:id{[0-9]{1,15}}/count': [401, 200, 200, 200],
  // To see a text, and to put it off until later, is not to change anything.
  'POST /inbox/:id{[0-9]{1,15}}/unread': [401, 303, 303, 303],
  'POST /inbox/:id{[0-9]{1,15}}/reply': [401, 403, 303, 303],
  'POST /inbox/:id{[0-9]{1,15}}/assign': [401, 403, 303, 303],
  'POST /inbox/:id{[0-9]{1,15}}/stage': [401, 403, 303, 303],
  'POST /inbox/:id{[0-9]{1,15}}/name': [401, 403, 303, 303],
  'POST /inbox/:id{[0-9]{1,15}}/note': [401, 403, 303, 303],
  'POST /inbox/:id{[0-9]{1,15}}/tag': [401, 403, 303, 303],
  'POST /inbox/:id{[0-9]{1,15}}/untag': [401, 403, 303, 303],
  'POST /inbox/:id{[0-9]{1,15}}/close': [401, 403, 303, 303],
  'POST /inbox/:id{[0-9]{1,15}}/reopen': [401, 403, 303, 303],
  'POST /inbox/:id{[0-9]{1,15}}/block': [401, 403, 303, 303],
  'POST /inbox/:id{[0-9]{1,15}}/unblock': [401, 403, 303, 303],
  'GET /leads': [303, 200, 200, 200],
  'GET /leads/list': [303, 200, 200, 200],
  'GET /leads/export.csv': [303, 200, 200, 200],
  'GET /leads/export.vcf': [303, 200, 200, 200],
  'GET /leads/board': [303, 200, 200, 200],
  'GET /leads/board/now': [303, 200, 200, 200],
  'POST /leads/board/move': [401, 403, 303, 303],
  'GET /leads/:id{[0-9]{1,15}}': [303, 200, 200, 200],
  'GET /leads/:id{[0-9]{1,15}}/timeline': [303, 200, 200, 200],
  'GET /leads/:id{[0-9]{1,15}}/contact.vcf': [303, 200, 200, 200],
  'POST /leads/:id{[0-9]{1,15}}/merge': [401, 403, 303, 303],
  'POST /leads/:id{[0-9]{1,15}}/unmerge': [401, 403, 303, 303],
  'GET /calls': [303, 200, 200, 200],
  'GET /calls/list': [303, 200, 200, 200],
  'GET /calls/outbound': [303, 200, 200, 200],
  'GET /calls/:call{[0-9]{1,15}}': [303, 200, 200, 200],
  'GET /calls/:call{[0-9]{1,15}}/now': [303, 200, 200, 200],
  'GET /dashboard': [303, 200, 200, 200],
  'GET /settings': [303, 200, 200, 200],
  'GET /settings/team': [303, 200, 200, 200],
  'GET /settings/team/add': [303, 200, 200, 200],
  'POST /settings/team/add': [401, 403, 403, 303],
  'GET /settings/team/:user{[0-9]{1,15}}': [303, 200, 200, 200],
  'POST /settings/team/:user{[0-9]{1,15}}': [401, 403, 403, 303],
  'POST /settings/team/:user{[0-9]{1,15}}/password': [401, 403, 403, 200],
  'POST /settings/team/:user{[0-9]{1,15}}/take-sign-in': [401, 403, 403, 303],
  'POST /settings/team/:user{[0-9]{1,15}}/sessions/end': [401, 403, 403, 303],
  'POST /settings/team/:user{[0-9]{1,15}}/sessions/:session{[0-9]{1,15}}/end': [401, 403, 403, 404],
  'POST /settings/team/:user{[0-9]{1,15}}/passkeys/:passkey{[0-9]{1,15}}/remove': [401, 403, 403, 404],
  'GET /settings/team/:user{[0-9]{1,15}}/alerts': [303, 403, 403, 200],
  'GET /settings/team/:user{[0-9]{1,15}}/alerts/latest': [303, 403, 403, 200],
  'POST /settings/team/:user{[0-9]{1,15}}/alerts/add': [401, 403, 403, 303],
  'POST /settings/team/:user{[0-9]{1,15}}/alerts/:channel{[0-9]{1,15}}/change': [401, 403, 403, 404],
  'POST /settings/team/:user{[0-9]{1,15}}/alerts/:channel{[0-9]{1,15}}/remove': [401, 403, 403, 404],
  'POST /settings/team/:user{[0-9]{1,15}}/alerts/test': [401, 403, 403, 303],
  'POST /settings/team/:user{[0-9]{1,15}}/remove': [401, 403, 403, 303],
  'GET /settings/credits': [303, 200, 200, 200],
  'GET /settings/holidays': [303, 200, 200, 200],
  'POST /settings/holidays/add': [401, 403, 403, 303],
  'POST /settings/holidays/federal': [401, 403, 403, 303],
  'POST /settings/holidays/change': [401, 403, 403, 303],
  // No file came with it.
  'POST /settings/holidays/import': [401, 403, 403, 422],
  'GET /settings/business': [303, 200, 200, 200],
  'POST /settings/business/:form': [401, 403, 403, 303],
  'GET /settings/blocked': [303, 200, 200, 200],
  'POST /settings/blocked/add': [401, 403, 303, 303],
  'POST /settings/blocked/remove': [401, 403, 303, 303],
  'GET /settings/consent': [303, 200, 200, 200],
  'POST /settings/consent/record': [401, 403, 303, 303],
  'POST /settings/consent/resolve': [401, 403, 404, 404],
  'POST /settings/credits': [401, 403, 403, 303],
  // Where events go is for owners alone, to see too.
  'GET /settings/webhooks': [303, 403, 403, 200],
  'POST /settings/webhooks/add': [401, 403, 403, 200],
  'GET /settings/webhooks/:webhook{[0-9]{1,15}}': [303, 403, 403, 200],
  'GET /settings/webhooks/:webhook{[0-9]{1,15}}/now': [303, 403, 403, 200],
  'POST /settings/webhooks/:webhook{[0-9]{1,15}}/test': [401, 403, 403, 303],
  'POST /settings/webhooks/:webhook{[0-9]{1,15}}/switch': [401, 403, 403, 303],
  'POST /settings/webhooks/:webhook{[0-9]{1,15}}/change': [401, 403, 403, 303],
  'POST /settings/webhooks/:webhook{[0-9]{1,15}}/secret': [401, 403, 403, 200],
  'POST /settings/webhooks/:webhook{[0-9]{1,15}}/replay': [401, 403, 403, 303],
  'POST /settings/webhooks/:webhook{[0-9]{1,15}}/remove': [401, 403, 403, 303],
  'POST /settings/lines/:line{[0-9]{3,15}}/line': [401, 403, 403, 303],
  'GET /settings/lines/:line{[0-9]{3,15}}/hunt': [303, 200, 200, 200],
  'POST /settings/lines/:line{[0-9]{3,15}}/hunt': [401, 403, 403, 303],
  'POST /settings/lines/:line{[0-9]{3,15}}/hunt/story': [401, 200, 200, 200],
  'POST /settings/lines/:line{[0-9]{3,15}}/forward': [401, 403, 403, 303],
  'POST /settings/lines/:line{[0-9]{3,15}}/more': [401, 403, 403, 303],
  'POST /settings/lines/:line{[0-9]{3,15}}/owners': [401, 403, 403, 303],
  'POST /settings/lines/:line{[0-9]{3,15}}/hours': [401, 403, 403, 303],
  'POST /settings/lines/:line{[0-9]{3,15}}/message': [401, 403, 403, 303],
  'POST /settings/lines/:line{[0-9]{3,15}}/words': [401, 403, 403, 303],
  'POST /settings/lines/:line{[0-9]{3,15}}/preview': [401, 200, 200, 200],
  'GET /settings/lines/:line{[0-9]{3,15}}/test': [303, 200, 200, 200],
  'POST /settings/lines/:line{[0-9]{3,15}}/test/start': [401, 403, 403, 303],
  'POST /settings/lines/:line{[0-9]{3,15}}/test/stop': [401, 303, 303, 303],
  'GET /settings/setup': [303, 303, 303, 303],
  'GET /settings/setup/:step{[a-z]+}': [303, 200, 200, 200],
  'GET /settings/setup/pbx/now': [303, 200, 200, 200],
  'GET /settings/setup/gateway/now': [303, 200, 200, 200],
  'POST /settings/setup/line': [401, 403, 403, 303],
  'POST /settings/setup/message': [401, 403, 403, 303],
  'POST /settings/setup/credits': [401, 403, 403, 303],
  'GET /account': [303, 200, 200, 200],
  'GET /account/password': [303, 303, 303, 303],
  'GET /settings/safety': [303, 403, 403, 200],
  'GET /settings/safety/changes': [303, 403, 403, 200],
  'GET /settings/safety/tokens': [303, 403, 403, 200],
  'POST /settings/safety/tokens': [401, 403, 403, 200],
  'POST /settings/safety/tokens/:token{[0-9]{1,15}}/revoke': [401, 403, 403, 404],
  'GET /account/sign-ins': [303, 200, 200, 200],
  'GET /account/alerts': [303, 200, 200, 200],
  'GET /account/alerts/latest': [303, 200, 200, 200],
  // Those who look only are told too.
  'POST /account/alerts/add': [401, 303, 303, 303],
  'POST /account/alerts/:channel{[0-9]{1,15}}/change': [401, 404, 404, 404],
  'POST /account/alerts/:channel{[0-9]{1,15}}/remove': [401, 404, 404, 404],
  'POST /account/alerts/test': [401, 303, 303, 303],
  'POST /account/language': [401, 303, 303, 303],
  'POST /account/password': [401, 422, 422, 422],
  'POST /account/sessions/:session{[0-9]{1,15}}/end': [401, 404, 404, 404],
  'POST /account/passkeys/begin': [401, 403, 403, 403],
  'POST /account/passkeys': [401, 403, 403, 403],
  'POST /account/passkeys/:passkey{[0-9]{1,15}}/rename': [401, 404, 404, 404],
  'POST /account/passkeys/:passkey{[0-9]{1,15}}/remove': [401, 404, 404, 404],
  'POST /account/devices': [401, 303, 303, 303],
  'POST /account/devices/:device{[0-9]{1,15}}/test': [401, 404, 404, 404],
  'POST /account/devices/:device{[0-9]{1,15}}/remove': [401, 404, 404, 404],
  'POST /sign-out': [401, 303, 303, 303],
};

const OTHER = '+12125550124';

/** What stands for a part of an address, and what is sent there. */
const PARTS: Readonly<Record<string, string>> = {
  file: assetPath('app.css').replace('/assets/', ''),
  id: '1',
  call: '1',
  line: LINE.replace('+', ''),
  session: '999',
  webhook: '1',
  form: 'alerts',
  device: '999',
  passkey: '999',
  step: 'line',
  user: '1',
  channel: '999',
  token: '999',
};
const FIELDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'POST /inbox/:id{[0-9]{1,15}}/reply': { text: 'We come at 2.' },
  'POST /inbox/:id{[0-9]{1,15}}/assign': { value: '' },
  'POST /inbox/:id{[0-9]{1,15}}/stage': { value: 'Contacted' },
  'POST /inbox/:id{[0-9]{1,15}}/name': { value: 'Jordan' },
  'POST /inbox/:id{[0-9]{1,15}}/note': { body: 'Carrier, 2014' },
  'POST /inbox/:id{[0-9]{1,15}}/tag': { value: 'repair' },
  'POST /inbox/:id{[0-9]{1,15}}/untag': { value: 'repair' },
  'POST /settings/holidays/add': { day: '2026-12-24', name: 'Eve' },
  'POST /settings/holidays/change': { rule: '2026-12-24', do: 'remove' },
  'POST /settings/team/:user{[0-9]{1,15}}/alerts/add': { channel: 'ntfy', address: 'robin', kind: 'reply' },
  'POST /settings/team/:user{[0-9]{1,15}}/alerts/:channel{[0-9]{1,15}}/change': { kind: 'reply' },
  'POST /account/alerts/add': { channel: 'ntfy', address: 'mine', kind: 'reply' },
  'POST /account/alerts/:channel{[0-9]{1,15}}/change': { kind: 'reply' },
  'POST /settings/safety/tokens': { name: 'CRM', user: 'owner', scope: 'read', expires: '90d' },
  'POST /settings/team/add': { name: 'Sam' },
  'POST /settings/team/:user{[0-9]{1,15}}': { extension: 'PJSIP/107' },
  'POST /settings/business/:form': { 'low-balance': '50' },
  'POST /settings/blocked/add': { number: '+12125550177' },
  'POST /settings/blocked/remove': { number: '+12125550177' },
  'POST /settings/consent/record': { number: '+12125550166', state: 'opted-out', note: 'Said so' },
  'POST /settings/consent/resolve': { number: '+12125550166', verdict: 'dismissed' },
  'POST /settings/webhooks/add': { name: 'n8n', url: 'https://n8n.acme.example/', events: 'lead.*' },
  'POST /settings/webhooks/:webhook{[0-9]{1,15}}/switch': { on: 'on' },
  'POST /settings/webhooks/:webhook{[0-9]{1,15}}/change': {
    url: 'https://crm.acme.example/',
    events: 'lead.created',
  },
  'POST /settings/webhooks/:webhook{[0-9]{1,15}}/replay': { since: '1d' },
  'POST /settings/credits': { amount: '100', key: 'INVOICE-7' },
  'POST /settings/lines/:line{[0-9]{3,15}}/line': { 'ring-timeout': '20' },
  'POST /settings/lines/:line{[0-9]{3,15}}/hunt': {
    ...{ 'ring-timeout': '30', steps: '2' },
    ...{ 'step-1-phones': '1', 'step-1-phone-1-to': '+12125550199', 'step-1-ring': '15' },
    ...{ 'step-2-phones': '1', 'step-2-phone-1-to': '+12125550198' },
  },
  'POST /settings/lines/:line{[0-9]{3,15}}/forward': { forward: '+12125550199' },
  'POST /settings/lines/:line{[0-9]{3,15}}/more': { 'min-ring': '4' },
  'POST /settings/lines/:line{[0-9]{3,15}}/owners': { rule: 'round-robin' },
  'POST /settings/lines/:line{[0-9]{3,15}}/hours': { hours: 'mon-fri 8-17' },
  'POST /settings/lines/:line{[0-9]{3,15}}/message': { template: 'This is {{business_name}}.' },
  'POST /settings/lines/:line{[0-9]{3,15}}/words': { trade: 'hvac' },
  'POST /account/passkeys/:passkey{[0-9]{1,15}}/rename': { name: 'Phone' },
  'POST /account/devices': {
    endpoint: 'https://push.example.net/1',
    p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
    auth: 'BTBZMqHH6r4Tts7J_aSIgg',
  },
  'POST /settings/setup/line': { number: '+12125550101', name: 'Acme', forward: '+12125550199' },
  'POST /settings/setup/message': { line: LINE, trade: 'plumbing' },
  'POST /settings/setup/credits': { amount: '100', key: 'INVOICE-8' },
  'POST /leads/board/move': { lead: '1', value: 'Booked' },
  'POST /leads/:id{[0-9]{1,15}}/merge': { value: OTHER },
  'POST /leads/:id{[0-9]{1,15}}/unmerge': { value: OTHER },
};

/** Where the forms stand that are only saved as long as what they show is true. */
const PAGES: readonly (readonly [where: string, page: string])[] = [
  [`/settings/lines/${LINE.replace('+', '')}/hunt`, `/settings/lines/${LINE.replace('+', '')}/hunt`],
  [`/settings/lines/${LINE.replace('+', '')}/forward`, `/settings/lines/${LINE.replace('+', '')}/hunt`],
  ['/settings/lines/', '/settings'],
  ['/settings/holidays', '/settings/holidays'],
  ['/settings/team/1', '/settings/team/1'],
  ['/settings/business', '/settings/business'],
];

const routesOf = ({ app }: WebBench) =>
  new Set(
    app.routes
      .filter(({ method, path }) => method !== 'ALL' && !path.startsWith('/api/'))
      .map(({ method, path }) => `${method} ${path}`),
  );

test('given every route of the product, when compared with the table, then each has a row, and each row a route', async () => {
  expect([...routesOf(await openWebBench())].toSorted()).toEqual(Object.keys(ROUTES).toSorted());
});

test.each(VISITORS.map((visitor, index) => [visitor, index] as const))(
  'given a visitor who is %s, when they ask for every route, then they get what the table says',
  async (visitor, index) => {
    const bench = await openWebBench();
    bench.addUser('somebody', 'owner');
    const webhook = { name: 'CRM', url: 'https://crm.acme.example/', kinds: null, secret: 'whsec_' };
    addWebhook(bench.store, { ...webhook, dryRun: false }, 'test', bench.clock.now());
    await bench.services.missCall();
    replyFrom(bench.store, CUSTOMER, LINE, 'Is anybody there?', bench.clock.now());
    replyFrom(bench.store, OTHER, LINE, 'It is me again.', bench.clock.now());
    const got: Record<string, number> = {};
    const expected: Record<string, number | undefined> = {};
    for (const [route, row] of Object.entries(ROUTES)) {
      expected[route] = row[index];
      got[route] = await visit(browserOf(bench, visitor), route, visitor === 'owner');
    }
    expect(got).toEqual(expected);
  },
);

function browserOf(bench: WebBench, visitor: Visitor): Browser {
  if (visitor === 'anonymous') return bench.anonymous;
  const user = bench.store.read((reader) => reader.users.byName(visitor)) ?? bench.addUser(visitor, visitor);
  return bench.signedIn(user);
}

async function visit(browser: Browser, route: string, isOwner: boolean): Promise<number> {
  const [method = '', pattern = ''] = route.split(' ');
  const path = pattern.replace(/:(\w+)(?:\{[^/]*\})?/g, (_, name: string) => PARTS[name] ?? '');
  // What goes on and on has said all that is asked for with its first line.
  if (method === 'GET') return (await browser.open(path, {}, 'head')).status;
  // Others have no such form to open: what they send is refused before it is compared with anything.
  const page = isOwner ? PAGES.find(([where]) => path.startsWith(where))?.[1] : undefined;
  const seen = page === undefined ? {} : { _seen: versionIn((await browser.open(page)).text, path) };
  return (await browser.post(path, { ...FIELDS[route], ...seen })).status;
}
