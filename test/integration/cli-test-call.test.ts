import { describe, expect, test, vi } from 'vitest';
import { run } from '../../src/cli/run.ts';
import { createCliBench } from '../fakes/cli-bench.ts';
import { createFakeWorld } from '../fakes/fake-world.ts';
import { LINE, openInstalledBench } from '../fakes/installed-bench.ts';

const OWNER = '+12125550150';
const SOON = { timeout: 10_000, interval: 10 };

async function openBench(options: { readonly daemon?: boolean } = {}) {
  const bench = await openInstalledBench(options);
  const world = createFakeWorld({ env: { TEXTBACK_CONFIG: bench.configFile } });
  return {
    ...bench,
    world,
    testCall: (...options: string[]) => bench.textback('test-call', ...options),
    begin: (...options: string[]) => run(['test-call', ...options], world),
  };
}

const json = (ran: { readonly stdout: string }) => JSON.parse(ran.stdout);

describe('textback test-call', () => {
  test('given a phone that is busy, when it is run, then it tells every step, the words and the price, for people and programs', async () => {
    const { pbx, testCall, textback, store } = await openBench();
    pbx.setPhone('PJSIP/100', { kind: 'busy', afterMs: 50 });
    const ran = await testCall();
    expect(ran).toMatchObject({ code: 0 });
    expect(ran.stdout).toMatch(/phone +ok +PJSIP\/100: busy/);
    expect(ran.stdout).toMatch(/decision +ok +a customer would be texted/);
    expect(ran.stdout.replace(/\s+/g, ' ')).toContain('it would take 1 credit and say:');
    expect(ran.stderr).toContain('ok  dialplan: leads +12125550100 to textback');
    expect(ran.stderr).toContain('Everything works.');

    expect(json(await testCall('--json'))).toMatchObject({
      ok: true,
      interrupted: false,
      callId: 2,
      line: LINE,
      steps: expect.arrayContaining([{ name: 'outcome', ok: true, detail: 'busy', remedy: null }]),
      text: { from: LINE, credits: 1, isReal: false },
    });
    expect(store.read((reader) => reader.leadLists.newest(10))).toEqual([]);
    expect(store.read((reader) => reader.credits.balance())).toBe(10);
    expect((await textback('call', 'show', '2')).stdout).toContain('made by `textback test-call`');
    expect((await textback('call', 'list')).stdout).toContain('busy (test)');
  });

  test('given --dry, when it is run, then no phone is dialled', async () => {
    const { pbx, testCall } = await openBench();
    const ran = await testCall('--dry', '--json');
    expect(ran.code).toBe(0);
    const { steps } = json(ran);
    expect(steps.map(({ name }: { name: string }) => name)).not.toContain('phone');
    expect(pbx.ari.requests.filter(({ target }) => target.includes('PJSIP'))).toEqual([]);
  });

  test('given --text, when the call is missed, then the text is followed to its delivery', async () => {
    const { pbx, testCall, store } = await openBench();
    pbx.setPhone('PJSIP/100', { kind: 'busy', afterMs: 50 });
    const ran = await testCall('--text', '(212) 555-0150', '--json');
    expect(json(ran)).toMatchObject({ ok: true, text: { to: OWNER, isReal: true } });
    expect(json(ran).steps.at(-1)).toMatchObject({
      name: 'text',
      detail: expect.stringMatching(/delivered/),
    });
    expect(store.read((reader) => reader.leads.byNumber(OWNER))).toBeDefined();
    expect(store.read((reader) => reader.credits.balance())).toBe(9);
  });

  test('given a person answers, when it is run, then that is told, and they are let go', async () => {
    const { pbx, testCall } = await openBench();
    pbx.setPhone('PJSIP/100', { kind: 'answer', afterMs: 50 });
    const ran = await testCall();
    expect(ran.code).toBe(0);
    expect(ran.stderr).toContain('hanging up in 3 s');
    expect(ran.stdout).toMatch(/outcome +ok +answered/);
    expect(pbx.legs).toEqual([]);
  });

  test('given a customer would not be texted, when it is run, then it fails, with why and what to do', async () => {
    const { pbx, testCall, textback } = await openBench();
    pbx.setPhone('PJSIP/100', { kind: 'busy', afterMs: 50 });
    await textback('line', 'set', LINE, 'enabled', 'off');
    const ran = await testCall();
    expect(ran.code).toBe(1);
    expect(ran.stdout).toContain('What to do');
    expect(ran.stdout).toContain(`textback line set ${LINE} enabled on`);
    expect(ran.stderr).not.toContain('Everything works.');
  });

  test('given a line that texts another country only, when it is run, then a customer from there is reckoned with', async () => {
    const { pbx, testCall, textback } = await openBench();
    pbx.setPhone('PJSIP/100', { kind: 'busy', afterMs: 50 });
    await textback('line', 'set', LINE, 'countries', 'GB');
    const ran = await testCall('--json');
    expect(json(ran)).toMatchObject({ ok: true, text: { to: expect.stringMatching(/^\+44/) } });
  });

  test('given a phone that does not exist, when it is run, then phone and outcome fail', async () => {
    const { pbx, testCall } = await openBench();
    pbx.setPhone('PJSIP/100', { kind: 'no-endpoint' });
    const ran = await testCall('--json');
    const bad = json(ran).steps.filter(({ ok }: { ok: boolean }) => !ok);
    expect(bad.map(({ name }: { name: string }) => name)).toEqual(['phone', 'outcome']);
  });

  test('given a phone that rings, when Ctrl-C is pressed, then the call is hung up', async () => {
    const { begin, world, pbx } = await openBench();
    const running = begin();
    await vi.waitFor(() => expect(world.stderr).toContain('PJSIP/100: ringing'), SOON);
    world.interrupt();
    expect(await running).toBe(1);
    expect(world.stderr).toContain('Interrupted: the call was hung up.');
    await vi.waitFor(() => expect(pbx.legs).toEqual([]), SOON);
  });
});

describe('what a test call finds before it calls', () => {
  test('given no daemon, when it is run, then that fails, and nothing is dialled', async () => {
    const { pbx, testCall } = await openBench({ daemon: false });
    const ran = await testCall('--json');
    expect(ran.code).toBe(1);
    expect(json(ran).steps.at(-1)).toMatchObject({
      name: 'daemon',
      ok: false,
      remedy: expect.stringContaining('systemctl start textback'),
    });
    expect(pbx.ari.requests.filter(({ method }) => method === 'POST')).toEqual([]);
  });

  test('given a daemon that has lost Asterisk, or one of another database, when it is run, then it tells which', async () => {
    const { testCall, pbx, start } = await openBench({ daemon: false });
    const app = await start();
    pbx.ari.faults.onRequest(({ target }) =>
      target.includes('/applications/') ? { kind: 'status', status: 404 } : null,
    );
    expect(json(await testCall('--json')).steps.at(-1)).toMatchObject({
      name: 'daemon',
      detail: 'runs, and is not connected to this Asterisk',
    });
    await app.stop();
    pbx.ari.faults.onRequest(({ target }) =>
      target.includes('/applications/') ? { kind: 'status', status: 200 } : null,
    );
    expect(json(await testCall('--json')).steps.at(-1)).toMatchObject({
      name: 'daemon',
      remedy: expect.stringContaining('--config'),
    });
  });

  test('given wrong passwords for ARI and AMI, when it is run, then both are told, and nothing is dialled', async () => {
    const { testCall, pbx } = await openBench();
    pbx.ari.faults.setPassword('another');
    pbx.ami.faults.setPassword('another');
    const ran = await testCall('--json');
    expect(ran.code).toBe(1);
    const bad = json(ran).steps.filter(({ ok }: { ok: boolean }) => !ok);
    expect(bad).toEqual([
      expect.objectContaining({ name: 'ari', detail: expect.stringContaining('ari_password_file') }),
      expect.objectContaining({ name: 'ami', detail: expect.stringContaining('ami_password_file') }),
    ]);
    expect(JSON.stringify(json(ran))).not.toContain('hush');
  });

  test('given a context that does not lead to textback, when it is run, then it names the remedy', async () => {
    const { testCall } = await openBench();
    const ran = await testCall('--context', 'from-pstn', '--dial', '2125550100', '--json');
    expect(json(ran).steps.at(-1)).toMatchObject({
      name: 'dialplan',
      ok: false,
      detail: expect.stringContaining('from-pstn has no way to textback for 2125550100'),
      remedy: expect.stringContaining('textback asterisk install'),
    });
  });

  test.each([
    [['--line', '+12125550199'], 3, 'There is no line'],
    [['--from', 'nobody'], 2, 'is not a phone number'],
    [['--from', OWNER, '--text', OWNER], 2, 'cannot be used with'],
    [['--dial', 'abc'], 2, 'Give digits'],
    [['--context', 'a b'], 2, 'Give the name of a context'],
  ])('given %j, when it is run, then it exits %i', async (options, code, words) => {
    const { textback } = createCliBench();
    await textback('line', 'add', LINE, '--name', 'Acme', '--forward', 'PJSIP/100');
    const ran = await textback('test-call', ...options);
    expect(ran).toMatchObject({ code, stdout: '', stderr: expect.stringContaining(words) });
  });

  test('given no line, or two, or one that is only observed, when it is run, then it says what to do', async () => {
    const { textback, store } = createCliBench();
    expect(await textback('test-call')).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('line add'),
    });
    await textback('line', 'add', LINE, '--name', 'Acme', '--forward', 'PJSIP/100');
    await textback('line', 'add', '+12125550101', '--name', 'Acme', '--forward', 'PJSIP/100');
    expect(await textback('test-call')).toMatchObject({ code: 2, stderr: expect.stringContaining('--line') });
    store.transact('promised', (tx) => {
      const line = tx.lines.byNumber(LINE);
      tx.lines.change(line?.id ?? 0, { mode: 'observe' });
    });
    expect(await textback('test-call', '--line', LINE)).toMatchObject({
      code: 4,
      stderr: expect.stringContaining('only observes'),
    });
  });
});
