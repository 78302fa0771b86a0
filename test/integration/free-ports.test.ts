import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { freePort, reservePort } from '../../src/demo/free-ports.ts';

const run = promisify(execFile);
const FREE_PORTS = new URL('../../src/demo/free-ports.ts', import.meta.url).href;

/** What another process is told that asks for `port`. */
async function elsewhere(port: number): Promise<string> {
  const ask = `import { reservePort } from '${FREE_PORTS}'; console.log(await reservePort(${port}));`;
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', ask]);
  return stdout.trim();
}

test('given a port that nobody has bound yet, when another process asks for it, then it goes to one of them', async () => {
  const port = await freePort();
  expect(await elsewhere(port)).toBe('false');
  expect(await reservePort(port)).toBe(false);
});

test('given a port that a process reserved which is over, when it is asked for, then it is to be had', async () => {
  const port = 1 + (await freePort());
  expect(await elsewhere(port)).toBe('true');
  expect(await reservePort(port)).toBe(true);
});

test('given many asks at once, when ports are given, then each is given once', async () => {
  const ports = await Promise.all(Array.from({ length: 300 }, freePort));
  expect(new Set(ports).size).toBe(300);
});
