import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { freePort } from '../../src/demo/free-ports.ts';
import { type Installation, install, SOON } from './harness/installation.ts';
import { printLogsOnFailure } from './harness/logs-on-failure.ts';
import { type PbxUnderTest, startPbxUnderTest } from './harness/pbx-under-test.ts';
import { realAsterisks } from './harness/releases.ts';

const LINE = '+12125550110';

const report = z.object({
  ok: z.boolean(),
  checks: z.array(
    z.object({ name: z.string(), state: z.string(), detail: z.string(), remedy: z.string().nullable() }),
  ),
});

describe.each(await realAsterisks())('doctor on Asterisk $name', (real) => {
  let pbx: PbxUnderTest;
  let office: Installation;
  beforeAll(async () => {
    pbx = await startPbxUnderTest(real);
    office = await install(pbx);
    const { configPath } = office.workspace;
    const toml = await readFile(configPath, 'utf8');
    await office.workspace.writeConfig(toml.replace('127.0.0.1:0', `127.0.0.1:${await freePort()}`));
    await office.addLine(LINE, pbx.endpoint('busy', '+12125550199'));
    await office.textback('user', 'add', 'Maria', '--role', 'owner', '--phone', '+12125550150');
    await office.textback('alert', 'add', 'Maria', 'sms');
    await office.textback('backup', 'create');
    await office.start();
  });
  beforeEach(() => printLogsOnFailure(() => office?.logs() ?? { pbx }));
  afterAll(async () => {
    await office?.[Symbol.asyncDispose]();
    await pbx?.stop();
  });

  const doctor = async () => {
    const ran = await office.attempt('doctor', '--json');
    const { ok, checks } = report.parse(ran.json());
    const named = (state: string) => checks.filter((check) => check.state === state).map(({ name }) => name);
    const of = (name: string) => checks.find((check) => check.name === name);
    return { code: ran.code, ok, of, checks, failed: named('failed'), skipped: named('skipped') };
  };

  test('given everything runs, when it is asked, then all is well', async () => {
    // What the daemon writes to AstDB comes a moment after it is ready.
    await vi.waitFor(async () => expect((await doctor()).of('fallbacks')?.state).toBe('ok'), SOON);
    const ran = await doctor();
    expect(ran).toMatchObject({ code: 0, ok: true, failed: [] });
    // This Asterisk's files are in its own root, not on this machine.
    expect(ran.skipped).toEqual(['asterisk-files', 'sounds']);
    // Whether the network sets the clock is this machine's business.
    const warned = ran.checks.filter(({ name, state }) => state === 'warning' && name !== 'clock');
    expect(warned).toEqual([]);
    expect(ran.of('ari')?.detail).toContain(`Asterisk ${real.name.split(' ')[0]}.`);
    expect(ran.of('clock')?.detail).not.toContain('ahead');
    expect(ran.of('web')?.detail).toContain('the daemon lives');
  });

  test('given the daemon hangs, when it is asked, then it says so, though its lock and its links look well', async () => {
    process.kill(office.daemon.pid, 'SIGSTOP');
    try {
      const ran = await doctor();
      expect(ran).toMatchObject({ code: 1, failed: ['web'] });
      expect(ran.of('web')?.detail).toContain('it hangs');
    } finally {
      process.kill(office.daemon.pid, 'SIGCONT');
    }
  });

  test('given the carrier is gone, when it is asked, then only that has failed', async () => {
    await office.smpp.stop();
    await vi.waitFor(async () => expect((await doctor()).failed).toEqual(['gateways']), SOON);
    expect((await doctor()).of('gateways')?.detail).toContain(`127.0.0.1:${office.smpp.port}`);
    await office.restartCarrier();
  });

  test('given the daemon is stopped, when it is asked, then only that has failed, and the carrier is tried', async () => {
    await office.daemon.terminate();
    const ran = await doctor();
    expect(ran).toMatchObject({ code: 1, failed: ['daemon'] });
    expect(ran.of('daemon')?.remedy).toContain('systemctl start textback');
    expect(ran.of('gateways')).toMatchObject({ state: 'ok', detail: 'carrier lets textback in' });
  });

  test('given Asterisk is gone, when it is asked, then ARI and AMI have failed, and nothing of it is asked', async () => {
    await office.start();
    await pbx.asterisk.kill();
    await vi.waitFor(async () => expect((await doctor()).failed).toEqual(['ari', 'ami']), SOON);
    const ran = await doctor();
    for (const name of ['ari', 'ami']) expect(ran.of(name)?.detail).toContain('is Asterisk running');
    expect(ran.skipped).toEqual(
      expect.arrayContaining(['modules', 'dialplan', 'fallbacks', 'phones', 'trunks']),
    );
    expect(ran.of('daemon')?.state).toBe('ok');
  });
});
