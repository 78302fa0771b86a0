import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  onTestFinished,
  test,
  vi,
} from 'vitest';
import { freePort } from '../../src/demo/free-ports.ts';
import { expectNothingLeft, type Installation, install, SOON } from './harness/installation.ts';
import { printLogsOnFailure } from './harness/logs-on-failure.ts';
import { type PbxUnderTest, startPbxUnderTest } from './harness/pbx-under-test.ts';
import { realAsterisks } from './harness/releases.ts';
import { createTcpRelay } from './harness/tcp-relay.ts';

/** Long enough for several attempts to connect. */
const PATIENCE = { timeout: 15_000, interval: 50 };

describe.each(await realAsterisks())('wrong surroundings on Asterisk $name', (real) => {
  let pbx: PbxUnderTest;
  let office: Installation;
  beforeAll(async () => {
    pbx = await startPbxUnderTest(real);
  });
  beforeEach(async () => {
    printLogsOnFailure(() => office?.logs() ?? { pbx });
    office = await install(pbx, 0);
  });
  afterEach(async () => {
    await expectNothingLeft(pbx).finally(() => office[Symbol.asyncDispose]());
  });
  afterAll(() => pbx?.stop());

  const edit = async (...changes: readonly (readonly [from: string | RegExp, to: string])[]) => {
    let toml = await readFile(office.workspace.configPath, 'utf8');
    for (const [from, to] of changes) {
      const edited = toml.replace(from, to);
      expect(edited, `nothing matched ${from}`).not.toBe(toml);
      toml = edited;
    }
    await office.workspace.writeConfig(toml);
  };
  const warnings = () => office.daemon.lines().filter((line) => /"level":"(warn|error)"/.test(line));
  const isReady = () => office.daemon.lines().some((line) => line.includes('"msg":"ready"'));

  test('given a configuration full of mistakes, when it is checked or served, then every one is named with its key and remedy, and the exit code is 2', async () => {
    await edit(
      ['country = "US"', 'countri = "US"'],
      [/ari_url = .*/, 'ari_url = "nonsense"'],
      [/^ami_password = .*\n/m, ''],
      [/^port = .*/m, 'port = 99999'],
      [/^level = .*/m, 'level = "loud"'],
    );
    const daemon = office.launch();
    expect(await daemon.exited).toBe(2);
    const check = await office.attempt('config', 'check');
    expect(check.code).toBe(2);
    for (const said of [daemon.logText(), check.stderr]) {
      expect(said).toMatch(/business\.countri does not exist\. Did you mean country\?/);
      expect(said).toMatch(/asterisk\.ari_url .*\. Write .*ari_url = "http/);
      expect(said).toMatch(/asterisk\.ami_password is not set\. .*ami_password_file/);
      expect(said).toMatch(/gateway\.carrier\.port must be .* 65535\. Write/);
      expect(said).toMatch(/log\.level .*\. Write/);
      expect(said.split('\n').filter((line) => line.includes('textback.toml'))).toHaveLength(5);
    }
    // What is right is not complained of.
    expect(check.stdout + check.stderr).not.toContain('ami_host');
  });

  test('given a wrong ARI password, when the daemon runs, then it says so and tries again; with the right one it starts', async () => {
    const port = await freePort();
    await using relay = createTcpRelay(port, Number(new URL(pbx.asterisk.ariUrl).port));
    await relay.open();
    const right = await readFile(office.workspace.configPath, 'utf8');
    await edit(
      [/^ari_url = .*/m, `ari_url = "http://127.0.0.1:${port}"`],
      [/^ari_password = .*/m, 'ari_password = "wrongwrongwrong"'],
    );
    const daemon = office.launch();
    await daemon.waitForLine((line) =>
      /ARI refused user 'textback'.*check ari_user and ari_password/.test(line),
    );
    const attempts = () => relay.heard().match(/GET \/ari\/asterisk\/info/g)?.length ?? 0;
    await vi.waitFor(() => expect(attempts()).toBeGreaterThanOrEqual(3), PATIENCE);
    expect(isReady()).toBe(false);
    // Said once, not at each attempt; and never with the password.
    expect(warnings().filter((line) => line.includes('"link":"ARI"'))).toHaveLength(1);
    expect(daemon.logText()).not.toContain('wrongwrongwrong');
    expect(await daemon.terminate()).toBe(0);
    await office.workspace.writeConfig(right);
    await office.start();
  });

  test('given a closed AMI port, when the daemon runs, then it says so; once the port opens it becomes ready by itself', async () => {
    const port = await freePort();
    await using relay = createTcpRelay(port, pbx.asterisk.amiPort);
    await edit([/^ami_port = .*/m, `ami_port = ${port}`]);
    const daemon = office.launch();
    await daemon.waitForLine((line) => line.includes('"link":"AMI"') && /nothing listens|refused/.test(line));
    expect(warnings().join('\n')).toMatch(/manager\.conf|ami_port/);
    expect(isReady()).toBe(false);
    await relay.open();
    await daemon.ready();
    await relay.close();
    await daemon.waitForLine((line) => /"level":"warn".*"link":"AMI".*(lost|closed|failed)/.test(line));
  });

  test('given a carrier that refuses the bind, when the daemon runs, then it says why; once the carrier agrees it becomes ready by itself', async () => {
    await office.smpp.behave({ bindStatus: 0x0e });
    const daemon = office.launch();
    await daemon.waitForLine((line) => /"gateway":"carrier".*password/.test(line));
    const refusals = () => office.smpp.log.filter((line) => line.includes('bind-refused')).length;
    await vi.waitFor(() => expect(refusals()).toBeGreaterThanOrEqual(2), PATIENCE);
    expect(warnings().filter((line) => line.includes('"gateway":"carrier"'))).toHaveLength(1);
    expect(isReady()).toBe(false);
    await office.smpp.behave({ bindStatus: 0 });
    await daemon.ready();
  });

  test('given the ports of other services, when the daemon runs, then it says of each that it is another, and lives', async () => {
    const web = createServer((_, response) => response.end('<html>Welcome to nginx!</html>'));
    web.listen(0, '127.0.0.1');
    await once(web, 'listening');
    onTestFinished(() => void web.close());
    const address = web.address();
    if (address === null || typeof address === 'string') throw new Error('The web server has no port.');
    await edit(
      [/^ari_url = .*/m, `ari_url = "http://127.0.0.1:${pbx.asterisk.amiPort}"`],
      [/^ami_port = .*/m, `ami_port = ${address.port}`],
      [/^port = .*/m, `port = ${address.port}`],
    );
    const daemon = office.launch();
    await daemon.waitForLine((line) => line.includes('"link":"ARI"') && line.includes('check ari_url'));
    await daemon.waitForLine((line) => line.includes('"gateway":"carrier"') && line.includes('not SMPP'));
    await daemon.waitForLine((line) => line.includes('"link":"AMI"') && line.includes('"level":"warn"'));
    // Still there, and still well-behaved.
    expect(await daemon.terminate()).toBe(0);
    expect(daemon.logText()).not.toMatch(/uncaught|unhandled|TypeError|\bat .*\.js:\d+/i);
  });

  test('given a carrier that crashes, when it is back, then the daemon is bound again', async () => {
    await office.start();
    await office.restartCarrier();
    await vi.waitFor(() => expect(office.smpp.bound()).toBe(1), SOON);
  });
});
