import { randomBytes } from 'node:crypto';
import { expect, test, vi } from 'vitest';
import { addUser } from '../../src/services/add-user.ts';
import { SALT_BYTES } from '../../src/services/password-hash.ts';
import { setPassword } from '../../src/services/set-password.ts';
import { ask } from '../fakes/ask.ts';
import { openEvents } from '../fakes/event-source.ts';
import { DAEMON_LINE, type LivingDaemon, startLivingDaemon } from '../fakes/living-daemon.ts';
import { business } from '../fakes/service-bench.ts';

const PASSWORD = 'ladder copper breeze anvil';
const CALLER = '+12125550147';
const FORM = { 'Content-Type': 'application/x-www-form-urlencoded', 'Sec-Fetch-Site': 'same-origin' };

/** As the CLI does it: another process, the same file. Returns Maria's cookie. */
async function signInMaria({ store }: LivingDaemon, url: string): Promise<string> {
  const settings = { name: 'Maria', role: 'owner' };
  addUser(store, { settings, dryRun: false }, 'US', 'test', Date.now());
  const request = { name: 'Maria', password: PASSWORD, salt: randomBytes(SALT_BYTES), dryRun: false };
  await setPassword(store, request, business, 'test', Date.now());
  const body = new URLSearchParams({ name: 'Maria', password: PASSWORD }).toString();
  const { headers } = await ask(`${url}/sign-in`, { method: 'POST', body, headers: FORM });
  return String(headers['set-cookie']).replace(/;.*/s, '');
}

test('given a daemon, when a call is missed, then an open page is told within a second, and an answer from it goes out', async () => {
  const daemon = await startLivingDaemon();
  const { pbx, smpp } = daemon;
  await daemon.says('"msg":"ready"');
  const url = await daemon.url();
  const cookie = await signInMaria(daemon, url);
  const page = async (path: string) =>
    (await ask(url + path, { headers: { Cookie: cookie, Accept: 'text/html' } })).text;
  const events = await openEvents(url, cookie);
  pbx.setPhone('PJSIP/100', { kind: 'busy' });
  pbx.placeCall({ from: CALLER, to: DAEMON_LINE });
  await vi.waitFor(() => expect(smpp.submits()).toHaveLength(1), { timeout: 10_000 });
  await vi.waitFor(() => expect(events.changes()).toBeGreaterThan(0));
  const thread = await page('/inbox/1');
  expect(thread).toContain('Missed call: all phones were busy');

  const took: number[] = [];
  for (const text of ['Are you there?', 'Hello?', 'It is hot in here.', 'Please call.', 'Anybody?']) {
    const before = events.changes();
    await smpp.sendInbound({ from: CALLER.slice(1), to: DAEMON_LINE.slice(1), text });
    const stored = Date.now();
    await vi.waitFor(() => expect(events.changes()).toBeGreaterThan(before), { interval: 10 });
    took.push(Date.now() - stored);
    expect(await page('/inbox/1/timeline')).toContain(text);
  }
  // A single one may fall into an instant in which the machine does something else.
  const [, , median] = took.toSorted((a, b) => a - b);
  expect(median, took.join(', ')).toBeLessThan(1_000);

  const token = /name="_token" value="([\w-]+)"/.exec(thread)?.[1] ?? '';
  const body = new URLSearchParams({ _token: token, text: 'We come at 2.' }).toString();
  const sent = await ask(`${url}/inbox/1/reply`, {
    method: 'POST',
    body,
    headers: { ...FORM, Cookie: cookie },
  });
  expect(sent.status).toBe(303);
  await vi.waitFor(() => expect(smpp.submits()).toHaveLength(2), { timeout: 10_000 });
  await vi.waitFor(async () =>
    expect(await page('/inbox/1')).toMatch(/We come at 2\.<\/p>.*? · (sent|delivered)/s),
  );
  events.close();
}, 60_000);

test('given a page that listens, when the daemon is told to stop, then it stops at once, and is gone from its port', async () => {
  const daemon = await startLivingDaemon();
  await daemon.says('"msg":"ready"');
  const url = await daemon.url();
  const events = await openEvents(url, await signInMaria(daemon, url));
  expect(events.status).toBe(200);
  const told = Date.now();
  daemon.signal('SIGTERM');
  await events.ended;
  expect(await daemon.exited).toBe(0);
  expect(Date.now() - told).toBeLessThan(5_000);
  await expect(ask(url)).rejects.toThrow('ECONNREFUSED');
}, 60_000);
