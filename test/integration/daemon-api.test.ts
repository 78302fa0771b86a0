import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, onTestFinished, test, vi } from 'vitest';
import { addUser } from '../../src/services/add-user.ts';
import { addApiToken } from '../../src/services/api-tokens.ts';
import { type Program, programWith } from '../fakes/api-bench.ts';
import { MAIN } from '../fakes/cli-bench.ts';
import { FROM_SOURCES } from '../fakes/from-sources.ts';
import { DAEMON_LINE, type LivingDaemon, startLivingDaemon } from '../fakes/living-daemon.ts';

const REPLIES = '/api/v1/conversations/1/replies';
const KEY = { 'Idempotency-Key': '4711' };
const TOKEN = `textback_${'m'.repeat(43)}`;

/** As the CLI does it: another process, the same file. */
function giveMariaToken({ store }: LivingDaemon): void {
  addUser(store, { settings: { name: 'Maria', role: 'owner' }, dryRun: false }, 'US', 'test', Date.now());
  const request = { name: 'CRM', user: 'Maria', scope: 'write', expires: null, token: TOKEN } as const;
  addApiToken(store, { ...request, dryRun: false }, 'test', Date.now());
}

/** Another daemon on the same files. Resolves with its URL. */
async function startAgain(configFile: string): Promise<string> {
  const child = spawn(process.execPath, [MAIN, 'serve', '--config', configFile], {
    env: { PATH: process.env['PATH'], ...FROM_SOURCES },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const exited = once(child, 'close');
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await exited;
  });
  let printed = '';
  child.stderr.setEncoding('utf8').on('data', (text) => {
    printed += text;
  });
  await vi.waitFor(() => expect(printed).toMatch(/"url":/), { timeout: 15_000, interval: 20 });
  return /"url":"([^"]+)"/.exec(printed)?.[1] ?? '';
}

test('given a daemon that is killed after a reply, when the program asks again at the next one, then one text went out', async () => {
  const daemon = await startLivingDaemon();
  const { pbx, smpp } = daemon;
  await daemon.says('"msg":"ready"');
  giveMariaToken(daemon);
  pbx.setPhone('PJSIP/100', { kind: 'busy' });
  pbx.placeCall({ from: '+12125550147', to: DAEMON_LINE });
  await vi.waitFor(() => expect(smpp.submits()).toHaveLength(1), { timeout: 10_000 });
  const headers = { Authorization: `Bearer ${TOKEN}` };
  const first = programWith(await daemon.url(), headers);
  const sent = await first.send('POST', REPLIES, { text: 'We come at 2.' }, KEY);
  expect(sent.status).toBe(201);
  // Killed before the carrier's answer is kept, the outbox would try it once more, as it says.
  const state = async (program: Program) =>
    (await program.get(`/api/v1/messages/${sent.json.messageId}`)).json.message.state;
  await vi.waitFor(async () => expect(await state(first)).toMatch(/sent|delivered/), { timeout: 10_000 });
  daemon.signal('SIGKILL');
  await daemon.exited;

  const second = programWith(await startAgain(daemon.configFile), headers);
  const again = await second.send('POST', REPLIES, { text: 'We come at 2.' }, KEY);
  expect([again.status, again.text]).toEqual([201, sent.text]);
  expect(again.headers['idempotency-replayed']).toBe('true');
  // Whatever else there were to send would go out before this one.
  await second.send('POST', REPLIES, { text: 'See you.' });
  await vi.waitFor(() => expect(smpp.submits().length).toBeGreaterThan(2), { timeout: 15_000 });
  expect(smpp.submits()).toHaveLength(3);
}, 90_000);
