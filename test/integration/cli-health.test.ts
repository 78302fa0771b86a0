import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { createCliBench } from '../fakes/cli-bench.ts';
import { startLivingDaemon } from '../fakes/living-daemon.ts';

/** What listens where the daemon should be; the answer to everything is `body`. */
async function listening(status: number, body: string): Promise<string> {
  const server = createServer((_, response) => response.writeHead(status).end(body));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const health = (listen: string, ...args: readonly string[]) =>
  createCliBench().textbackIn({ env: { TEXTBACK_HTTP__LISTEN: listen } }, 'health', ...args);

test('given a living daemon that reaches neither Asterisk nor carrier, when asked, then it lives: 0', async () => {
  const daemon = await startLivingDaemon({ isReachable: false });
  const url = await daemon.url();
  const ran = await health(new URL(url).host);
  expect(ran).toMatchObject({ code: 0, stderr: '', stdout: `textback lives (${url}).\n` });
  const machine = await health(new URL(url).host, '--json');
  expect(JSON.parse(machine.stdout)).toEqual({ live: true, url, detail: `textback lives (${url})` });
});

test.each([
  [503, '{"live":false,"reasons":["the outbox stands still"]}', 'does not get on: the outbox stands still'],
  [200, 'Welcome to nginx!', 'another program answers'],
])('given an answer %i %s, when asked, then it says what to do: 1', async (status, body, said) => {
  const ran = await health(await listening(status, body));
  expect(ran.code).toBe(1);
  expect(ran.stdout).toContain(said);
});

test('given nobody who listens, when asked, then it says so: 1', async () => {
  const ran = await health('127.0.0.1:1');
  expect(ran).toMatchObject({ code: 1, stdout: expect.stringContaining('nobody listens at') });
});

test('given that any free port is taken, when asked, then nobody can know where: 1', async () => {
  const ran = await health('127.0.0.1:0', '--json');
  expect(ran.code).toBe(1);
  expect(JSON.parse(ran.stdout)).toMatchObject({ live: false, detail: expect.stringContaining(':0') });
});
