import { expect, test, vi } from 'vitest';
import { publishGateways, recordGatewayLink } from '../../src/services/gateway-health.ts';
import { receiveCall } from '../../src/services/receive-call.ts';
import { removeLine } from '../../src/services/remove-line.ts';
import { business, CUSTOMER, LINE } from '../fakes/service-bench.ts';
import { openWebBench, type WebBench } from '../fakes/web-bench.ts';

const TEST = `/settings/lines/${LINE.slice(1)}/test`;
const SOON = { timeout: 10_000, interval: 20 };

async function openOffice() {
  const bench = await openWebBench();
  return { bench, maria: bench.signedIn(bench.addUser('Maria', 'owner')) };
}

/** As Asterisk does: the dialplan hands the call that is dialled to the daemon. */
function connect({ caller, store, clock }: WebBench): void {
  caller.ari = null;
  caller.onDial = ({ channelId, number, callerId }) => {
    const call = { channelId, dialled: number, callerNumber: callerId.number, callerName: callerId.name };
    const wiring = { business, dialTemplate: 'PJSIP/{number}@trunk', sounds: '/sounds' };
    receiveCall(store, call, wiring, clock.now());
  };
}

test('given a new installation, when each step is done, then the next is shown, and setup goes on where it was left', async () => {
  const { bench, maria } = await openOffice();
  removeLine(bench.store, { number: LINE, dryRun: false }, 'US', 'user:Maria', bench.clock.now());
  expect((await maria.open('/settings/setup/message')).text).toContain('A line comes first');
  expect((await maria.open('/settings/setup/test')).text).toContain('A line comes first');

  const line = {
    number: '212-555-0101',
    name: 'Acme <Heating>',
    forward: '212-555-0199',
    'ring-timeout': '20',
  };
  const added = await maria.post('/settings/setup/line', line);
  expect(added.headers['location']).toBe('/settings/setup/message');
  const listed = await maria.open('/settings/setup/line');
  expect(listed.text).toContain('Acme &lt;Heating&gt;');
  expect(bench.store.read((reader) => reader.lines.byNumber('+12125550101'))).toMatchObject({
    ringTimeoutSeconds: 20,
  });

  const words = await maria.open('/settings/setup/message');
  expect(words.text).toContain('Acme &lt;Heating&gt;. Sorry we missed you. Is water running right now?');
  const used = await maria.post('/settings/setup/message', { line: '+12125550101', trade: 'plumbing' });
  expect(used.headers['location']).toBe('/settings/setup/credits');
  expect(bench.store.read((reader) => reader.lines.byNumber('+12125550101'))?.message).toContain('water');

  await maria.post('/settings/setup/message', { line: '+12125550101', trade: 'es:plumbing' });
  expect((await maria.open('/settings/setup/message')).text).toMatch(/value="es:plumbing"[^>]* checked/);

  // Ten are there from the start, and this bench has no phone system.
  expect((await maria.open('/settings/setup/credits')).text).toContain('There are some.');
  expect((await maria.open('/settings/setup')).headers['location']).toBe('/settings/setup/pbx');
});

test('given a line that cannot be, when it is typed, then it is said, and what was typed stays', async () => {
  const { maria } = await openOffice();
  const answer = await maria.post('/settings/setup/line', {
    number: '12',
    name: 'Acme',
    forward: '212-555-0199',
  });
  expect(answer.status).toBe(422);
  expect(answer.text).toContain('is not a phone number');
  expect(answer.text).toContain('value="212-555-0199"');
});

test('given the credits form, when it comes twice, or with no number, then credits are added once, or nothing is', async () => {
  const { bench, maria } = await openOffice();
  for (const _ of [1, 2]) await maria.post('/settings/setup/credits', { amount: '50', key: 'K' });
  expect(bench.services.balance()).toBe(60);
  expect(await maria.post('/settings/setup/credits', { amount: 'many', key: 'L' })).toMatchObject({
    status: 422,
  });
});

test('given no gateway that is up, when looked at, then what is missing and what to put where is said', async () => {
  const { maria } = await openOffice();
  const { text } = await maria.open('/settings/setup/gateway');
  expect(text).toContain('textback knows no gateway yet.');
  expect(text).toContain('kind = &quot;smpp&quot;');
});

test('given a step that looks by itself, when it is as it was, then nothing is sent, and never a page within the page', async () => {
  const { maria } = await openOffice();
  for (const step of ['pbx', 'gateway']) {
    const part = await maria.open(`/settings/setup/${step}/now`);
    expect(part.text).not.toContain('<html');
    const again = /hx-get="([^"]+)"/.exec(part.text)?.[1] ?? '';
    expect((await maria.open(again)).status).toBe(204);
  }
  expect((await maria.open('/settings/setup/nothing')).status).toBe(404);
});

test('given a carrier that is reached while its step is looked at, when the step looks again, then the page is loaded anew, once', async () => {
  const { bench, maria } = await openOffice();
  const before = await maria.open('/settings/setup/gateway/now');
  expect(before.headers['hx-refresh']).toBeUndefined();
  publishGateways(bench.store, [{ name: 'carrier', state: 'connecting' }], bench.clock.now());
  recordGatewayLink(bench.store, 'carrier', 'up', 'bound to smpp.example', bench.clock.now());
  const url = (text: string) => /hx-get="([^"]+)"/.exec(text)?.[1] ?? '';
  const after = await maria.open(url(before.text));
  expect(after.headers['hx-refresh']).toBe('true');
  expect(after.text).toContain('Texts can go out.');
  const again = await maria.open(url(after.text));
  expect([again.status, again.headers['hx-refresh']]).toEqual([204, undefined]);
});

test('given Asterisk that does not answer, when the line is tested, then the step that fails says what to do', async () => {
  const { bench, maria } = await openOffice();
  const begun = await maria.post(`${TEST}/start`, { rings: 'on', texts: 'nobody', page: 'setup' });
  expect(begun.headers['location']).toBe('/settings/setup/test?line=%2B12125550100#test-call');
  await vi.waitFor(async () => expect((await maria.open(TEST)).text).toContain('does not work'), SOON);
  const { text } = await maria.open(TEST);
  expect(text).toContain('nothing listens at');
  expect(text).toContain('<code>textback asterisk install</code>');
  expect(text).toContain('Call the line again');
  await vi.waitFor(() => expect(bench.caller.closed()).toBe(1), SOON);
  const [entry] = bench.store.read((reader) => reader.audit.newest(1));
  expect(entry).toMatchObject({ actor: 'user:Maria', action: 'test call', subject: `line:${LINE}` });
});

test('given a test call that goes on, when another is begun, then it is refused; when stopped, then it is hung up', async () => {
  const { bench, maria } = await openOffice();
  connect(bench);
  await maria.post(`${TEST}/start`, { rings: 'on', texts: 'nobody' });
  await vi.waitFor(async () => expect((await maria.open(TEST)).text).toContain('Dialplan'), SOON);
  const page = await maria.open('/settings');
  expect(page.text).toContain('<noscript><meta http-equiv="refresh"');
  expect(page.text).toContain(`${TEST}/stop`);
  const second = await maria.post(`${TEST}/start`, { rings: 'on', texts: 'nobody' });
  expect(second.status).toBe(422);
  expect(second.text).toContain('A test call goes on already.');
  expect(bench.caller.dialled).toHaveLength(1);

  await maria.post(`${TEST}/stop`);
  await vi.waitFor(async () => expect((await maria.open(TEST)).text).toContain('was stopped'), SOON);
  expect(bench.caller.hungUp()).toBeGreaterThan(0);
});

test('given nothing else was asked for, when tested, then nobody is texted and no phone is dialled; a number is checked', async () => {
  const { bench, maria } = await openOffice();
  connect(bench);
  await maria.post(`${TEST}/start`, { texts: 'nobody', phone: CUSTOMER });
  await vi.waitFor(() => expect(bench.caller.dialled).toHaveLength(1), SOON);
  expect(bench.caller.dialled[0]).toMatchObject({
    number: LINE,
    context: 'textback-inbound',
    callerId: { number: LINE },
    channelId: expect.stringContaining('textback-test-dry-mute-'),
  });
  await maria.post(`${TEST}/stop`);
  await vi.waitFor(async () => expect((await maria.open(TEST)).text).toContain('was stopped'), SOON);

  const refused = await maria.post(`${TEST}/start`, { texts: 'really', phone: '<b>12</b>', page: 'setup' });
  expect(refused.status).toBe(422);
  expect(refused.text).toContain('&lt;b&gt;12&lt;/b&gt;');
  expect(refused.text).not.toContain('<b>12');
});

test('given a line that the PBX rings, when looked at, then no test is offered, and none is made', async () => {
  const { bench, maria } = await openOffice();
  bench.services.setLine({ mode: 'observe' });
  expect((await maria.open('/settings')).text).toContain('Call it from a phone of yours');
  expect((await maria.post(`${TEST}/start`, { texts: 'nobody' })).status).toBe(422);
  expect(bench.caller.dialled).toEqual([]);
});

test('given staff, when they look, then they see the steps and can begin none', async () => {
  const { bench } = await openOffice();
  const pat = bench.signedIn(bench.addUser('Pat', 'staff'));
  const { text } = await pat.open('/settings/setup/test');
  expect(text).not.toContain('Call the line');
  expect((await pat.post(`${TEST}/start`, { texts: 'nobody' })).status).toBe(403);
  expect(bench.caller.dialled).toEqual([]);
});
