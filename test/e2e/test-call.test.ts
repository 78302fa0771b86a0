import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { builtCli, cleanEnvironment } from './harness/cli.ts';
import { expectNothingLeft, type Installation, install, SOON, WORDING } from './harness/installation.ts';
import { ledgerOf } from './harness/ledger.ts';
import { printLogsOnFailure } from './harness/logs-on-failure.ts';
import { type PbxUnderTest, startPbxUnderTest } from './harness/pbx-under-test.ts';
import { realAsterisks } from './harness/releases.ts';

const BUSY = '+12125550111';
const SILENT = '+12125550112';
const ANSWER = '+12125550113';
const DEAD = '+12125550114';
const OWNER = '+12125550150';

const report = z.object({
  ok: z.boolean(),
  callId: z.number().nullable(),
  steps: z.array(
    z.object({ name: z.string(), ok: z.boolean(), detail: z.string(), remedy: z.string().nullable() }),
  ),
  text: z
    .object({ from: z.string(), to: z.string(), text: z.string(), credits: z.number(), isReal: z.boolean() })
    .nullable(),
});

describe.each(await realAsterisks())('a test call on Asterisk $name', (real) => {
  let pbx: PbxUnderTest;
  let office: Installation;
  beforeAll(async () => {
    pbx = await startPbxUnderTest(real);
  });
  beforeEach(async () => {
    printLogsOnFailure(() => office?.logs() ?? { pbx });
    office = await install(pbx);
    const lines = { [BUSY]: 'busy', [SILENT]: 'silent', [ANSWER]: 'answer', [DEAD]: 'dead' } as const;
    for (const [line, phone] of Object.entries(lines))
      await office.addLine(line, pbx.endpoint(phone, '+12125550199'), '--ring-timeout', '10');
    await office.start();
  });
  afterEach(async () => {
    await expectNothingLeft(pbx).finally(() => office[Symbol.asyncDispose]());
  });
  afterAll(() => pbx?.stop());

  const testCall = async (line: string, ...options: string[]) => {
    const ran = await office.attempt('test-call', '--line', line, ...options, '--json');
    const read = report.parse(ran.json());
    const step = (name: string) => read.steps.filter((each) => each.name === name);
    return { ...ran, ...read, step, names: [...new Set(read.steps.map(({ name }) => name))] };
  };
  const expectNoTrace = async () => {
    const ledger = ledgerOf(office);
    expect(office.smpp.submits()).toEqual([]);
    expect(await ledger.leads()).toEqual([]);
    expect(await ledger.balance()).toBe(100);
  };

  test('given everything works, when a busy phone is called, then every step passes, and the words are shown and not sent', async () => {
    const ran = await testCall(BUSY);
    expect(ran).toMatchObject({ code: 0, ok: true });
    expect(ran.names).toEqual([
      'configuration',
      'database',
      'line',
      'ari',
      'ami',
      'daemon',
      'gateway',
      'dialplan',
      'phone',
      'outcome',
      'decision',
      'text',
    ]);
    expect(ran.step('outcome')).toMatchObject([{ detail: 'busy' }]);
    expect(ran.text).toMatchObject({ from: BUSY, text: WORDING, credits: 1, isReal: false });
    expect(ran.stderr).toMatch(/phone-busy: busy/);
    const call = await ledgerOf(office).call(ran.callId ?? 0);
    expect(call).toMatchObject({
      line: BUSY,
      from: BUSY,
      outcome: 'busy',
      reason: 'test-call',
      leadId: null,
    });
    expect(pbx.phone('busy').calls().at(-1)).toMatchObject({
      shownName: 'textback test',
      shownNumber: BUSY,
    });
    await expectNoTrace();
  });

  test('given --dry, when it is called, then no phone rings, and what a customer would get is shown', async () => {
    const rung = pbx.phone('silent').calls().length;
    const ran = await testCall(SILENT, '--dry');
    expect(ran).toMatchObject({ code: 0, text: { text: WORDING } });
    expect(ran.step('phone')).toEqual([]);
    expect(pbx.phone('silent').calls()).toHaveLength(rung);
    await expectNoTrace();
  });

  test('given a phone that answers, when it is called, then it is told so, and the phone is let go', async () => {
    const ran = await testCall(ANSWER);
    expect(ran).toMatchObject({ code: 0 });
    expect(ran.step('outcome')).toMatchObject([{ detail: 'answered' }]);
    expect(ran.step('phone')).toMatchObject([{ detail: expect.stringMatching(/talked [34] s$/) }]);
    await expectNoTrace();
  });

  test('given a line with an announcement, or with voicemail, when it is called, then the one is heard out and nothing is left in the other', async () => {
    await office.textback('line', 'set', BUSY, 'after-miss', 'announcement');
    expect(await testCall(BUSY)).toMatchObject({ code: 0 });
    expect(pbx.asterisk.logText()).toMatch(/Playing '[^']*not-available/);

    await office.textback('line', 'set', BUSY, 'voicemail', 'textback-mailbox,100,1');
    await office.textback('line', 'set', BUSY, 'after-miss', 'voicemail');
    const ran = await testCall(BUSY);
    expect(ran).toMatchObject({ code: 0, text: { text: WORDING } });
    expect(ran.step('outcome')).toMatchObject([{ detail: 'voicemail' }]);
    expect((await ledgerOf(office).call(ran.callId ?? 0)).voicemail).not.toBe('left');
  });

  test('given a phone that is not there, when it is called, then that step fails, with what to do', async () => {
    const ran = await testCall(DEAD);
    expect(ran).toMatchObject({ code: 1, ok: false });
    expect(ran.step('phone')).toMatchObject([{ ok: false, remedy: expect.stringContaining('pjsip') }]);
    expect(ran.step('decision')).toMatchObject([{ ok: true }]);
  });

  test('given --text, when the phone is busy, then the text is sent and followed to its delivery, as often as one likes', async () => {
    await office.smpp.behave({
      receipt: { state: 'delivered', afterMs: 100, form: 'both', ids: 'as-answered' },
    });
    for (const times of [1, 2]) {
      const ran = await testCall(BUSY, '--text', OWNER);
      expect(ran).toMatchObject({ code: 0, text: { to: OWNER, text: WORDING, isReal: true } });
      expect(ran.step('text')).toMatchObject([{ detail: expect.stringContaining('delivered') }]);
      expect(office.smpp.submits()).toHaveLength(times);
    }
    expect(await ledgerOf(office).lead(OWNER)).not.toBeNull();
    expect(await ledgerOf(office).balance()).toBe(98);
  });

  test('given a context without a way to textback, when it is called, then the dialplan step fails', async () => {
    const ran = await testCall(BUSY, '--context', 'native');
    expect(ran).toMatchObject({ code: 1, callId: null });
    expect(ran.step('dialplan')).toMatchObject([
      { ok: false, remedy: expect.stringContaining('textback asterisk install') },
    ]);
    await expectNoTrace();
  });

  test('given the daemon is stopped, when it is called, then nothing rings', async () => {
    await office.daemon.terminate();
    const rung = pbx.phone('busy').calls().length;
    const ran = await testCall(BUSY);
    expect(ran).toMatchObject({ code: 1, callId: null });
    expect(ran.step('daemon')).toMatchObject([{ ok: false, remedy: expect.stringContaining('systemctl') }]);
    expect(ran.step('dialplan')).toEqual([]);
    expect(pbx.phone('busy').calls()).toHaveLength(rung);
  });

  test('given a phone that rings, when Ctrl-C is pressed, then it stops ringing', async () => {
    const before = pbx.phone('silent').calls().length;
    const args = [builtCli(), 'test-call', '--line', SILENT];
    const env = cleanEnvironment({ TEXTBACK_CONFIG: office.workspace.configPath });
    const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8');
    });
    await vi.waitFor(() => expect(said).toContain('ringing'), SOON);
    child.kill('SIGINT');
    const [code] = await once(child, 'close');
    expect(code).toBe(1);
    expect(said).toContain('the call was hung up');
    await vi.waitFor(() => expect(pbx.phone('silent').calls()[before]?.cancelledAt).not.toBeNull(), SOON);
    await expectNoTrace();
  });
});
