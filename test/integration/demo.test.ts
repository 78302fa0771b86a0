import { expect, onTestFailed, test, vi } from 'vitest';
import { findInstalledAsterisk } from '../../src/demo/provision-asterisk.ts';
import { ask } from '../fakes/ask.ts';
import { type DemoProcess, startDemoProcess } from '../fakes/demo-process.ts';

/** The line rings for 10 s, and a shared machine is slow to start processes. */
const STORY_MS = 40_000;

function watched(demo: DemoProcess): DemoProcess {
  onTestFailed(() => console.error(demo.printed()));
  return demo;
}

const saysStory = (demo: DemoProcess) =>
  vi.waitFor(() => expect(demo.printed()).toContain('It stays up'), { timeout: STORY_MS, interval: 100 });

/** Times of a day in their order, also where the story goes on past midnight. */
function inOrder(times: readonly string[]): readonly string[] {
  const sorted = times.toSorted();
  const first = sorted.indexOf(times[0] ?? '');
  return [...sorted.slice(first), ...sorted.slice(0, first)];
}

const daemonPid = (demo: DemoProcess) => Number(/serve, process (\d+)/.exec(demo.printed())?.[1]);

test('given --once on the simulated PBX, when nobody answers, then each step is told with its time and it exits 0', async () => {
  await using demo = watched(startDemoProcess(['--once', '--pbx', 'simulated']));
  expect(await demo.exitCode).toBe(0);
  const lines = demo.printed();
  const told = [...lines.matchAll(/^(\d\d:\d\d:\d\d\.\d{3}) {2}(.*)$/gm)];
  expect(told.map(([, , text = '']) => text.split(/[:,]/)[0])).toEqual([
    'PBX',
    'Daemon ready',
    'Line +12125550100 "Acme HVAC" set up',
    'Call 1 came in',
    'Forward rings',
    'Missed',
    'Lead 1 created',
    'Text submitted over SMPP',
    'One credit spent',
    'Delivered',
  ]);
  expect(told.map(([, at = '']) => at)).toEqual(inOrder(told.map(([, at = '']) => at)));
  expect(lines).toMatch(/Text submitted over SMPP, \d+ ms after the miss/);
  expect(lines).toContain('from (212) 555-0100 to (212) 555-0147; accepted as message');
  expect(lines).toContain('"Hi, this is Acme HVAC. Sorry we missed your call.');
  expect(lines).toContain('One credit spent: 100 → 99.');
  expect(lines).not.toContain('\u001b');
  expect(await demo.leftovers()).toEqual([]);
  await vi.waitFor(() => expect(demo.isAnyProcessLeft()).toBe(false));
}, 60_000);

test('given the demo stays up, when every command that it prints is typed, then each works; and Ctrl-C leaves nothing behind', async () => {
  await using demo = watched(
    startDemoProcess(['--pbx', 'simulated'], { TEXTBACK_DATABASE__PATH: '/nowhere/else.db' }),
  );
  await saysStory(demo);
  const config = /export TEXTBACK_CONFIG=(\S+)/.exec(demo.printed())?.[1] ?? '';
  const commands = [...demo.printed().matchAll(/^ {2}(?:npx --no-install )?textback (.*?) +#/gm)];
  expect(commands.map(([, line]) => line)).toEqual([
    'call list',
    'call explain 1',
    'lead list',
    'lead show 1',
    'credits history',
  ]);
  const env = { TEXTBACK_CONFIG: config };
  for (const [, line = ''] of commands) {
    expect(await demo.run(line, env)).toMatchObject({ code: 0, text: expect.stringMatching(/\S/) });
  }
  expect((await demo.run('lead show 1', env)).text).toContain('Jane Carpenter');
  const [, url = '', name = '', password = ''] =
    /(http:\/\/127\.0\.0\.1:\d+) {3}name (\w+), password (\S+)/.exec(demo.printed()) ?? [];
  const signedIn = await ask(`${url}/sign-in`, {
    method: 'POST',
    body: new URLSearchParams({ name, password }).toString(),
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
  });
  const Cookie = String(signedIn.headers['set-cookie']).replace(/;.*/s, '');
  expect((await ask(`${url}/inbox`, { headers: { Cookie } })).text).toContain('Jane Carpenter');
  demo.signalAll('SIGINT');
  expect(await demo.exitCode).toBe(0);
  expect(await demo.leftovers()).toEqual([]);
  await vi.waitFor(() => expect(demo.isAnyProcessLeft()).toBe(false));
}, 90_000);

test('given the phone is ringing, when Ctrl-C is pressed, then it exits 130 and leaves nothing behind', async () => {
  await using demo = watched(startDemoProcess(['--pbx', 'simulated']));
  await vi.waitFor(() => expect(demo.printed()).toContain('Forward rings'), {
    timeout: 30_000,
    interval: 50,
  });
  demo.signalAll('SIGINT');
  expect(await demo.exitCode).toBe(130);
  expect(demo.printed()).not.toContain('error:');
  expect(await demo.leftovers()).toEqual([]);
  await vi.waitFor(() => expect(demo.isAnyProcessLeft()).toBe(false));
}, 60_000);

test('given the phone is ringing, when the daemon dies, then the demo says so with its log and exits 1', async () => {
  await using demo = watched(startDemoProcess(['--once', '--pbx', 'simulated']));
  await vi.waitFor(() => expect(demo.printed()).toContain('Forward rings'), {
    timeout: 30_000,
    interval: 50,
  });
  process.kill(daemonPid(demo), 'SIGKILL');
  expect(await demo.exitCode).toBe(1);
  expect(demo.printed()).toContain('Waited for the call to be missed, but the daemon ended (SIGKILL).');
  expect(demo.printed()).toContain('the end of the log of the daemon');
  expect(demo.printed()).toContain('"msg":"a call came in"');
  expect(await demo.leftovers()).toEqual([]);
}, 60_000);

test.skipIf((await findInstalledAsterisk()) !== null)(
  'given no Asterisk and no way to get one, when the demo runs with --pbx real, then it exits 1 and says what to do',
  async () => {
    // Without apt-get on the PATH this is no Debian.
    await using demo = watched(startDemoProcess(['--once', '--pbx', 'real'], { PATH: '' }));
    expect(await demo.exitCode).toBe(1);
    expect(demo.printed()).toContain('There is no real Asterisk to play on.');
    expect(demo.printed()).toContain('--pbx simulated');
    expect(await demo.leftovers()).toEqual([]);
  },
  30_000,
);
