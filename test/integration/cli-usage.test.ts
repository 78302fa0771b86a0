import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { createCliBench, MAIN } from '../fakes/cli-bench.ts';

const VERBS = [
  ['line', 'add'],
  ['line', 'list'],
  ['line', 'show'],
  ['line', 'set'],
  ['line', 'remove'],
  ['message', 'preview'],
  ['message', 'set'],
  ['call', 'list'],
  ['call', 'show'],
  ['call', 'explain'],
  ['lead', 'list'],
  ['lead', 'show'],
  ['credits', 'balance'],
  ['credits', 'topup'],
  ['credits', 'history'],
  ['config', 'check'],
  ['config', 'dump'],
] as const;

test.each(VERBS)(
  'given %s %s, when its help is asked for, then it has JSON keys and an example',
  async (noun, verb) => {
    const { code, stdout } = await createCliBench().textback(noun, verb, '--help');
    expect(code).toBe(0);
    expect(stdout).toContain('--config <file>');
    expect(stdout).toMatch(/With --json: \{ .+/);
    expect(stdout).toMatch(new RegExp(`Examples:\\n {2}\\$ textback ${noun} ${verb}`));
  },
);

test.each([
  [['lien', 'list'], 'Did you mean line?'],
  [['line', 'lst'], 'Did you mean list?'],
  [['line', 'list', '--jsn'], 'Did you mean --json?'],
  [['inbox', 'lst'], 'Did you mean list?'],
  [['inbox', 'rply', '1', 'Hello'], 'Did you mean reply?'],
  [['inbox', 'frobnicate'], "unknown command 'frobnicate'"],
  [['inbox', 'list', 'all'], "too many arguments for 'list': 'all'"],
  [['call', 'outbound', 'shwo', '1'], 'Did you mean show?'],
  [['message', 'templates', 'sohw', 'hvac'], 'Did you mean show?'],
  [['line', 'show'], "missing required argument 'number'"],
  [['line', 'show', '1', '2'], 'too many arguments'],
  [['line'], 'Usage: textback line'],
  [[], 'Usage: textback'],
] as const)('given %j, when it is run, then it exits 2 and stderr says %j', async (args, words) => {
  expect(await createCliBench().textback(...args)).toMatchObject({
    code: 2,
    stdout: '',
    stderr: expect.stringContaining(words),
  });
});

test('given a sound configuration, when it is checked and dumped, then it exits 0 and shows no secret', async () => {
  const { textback } = createCliBench();
  expect(await textback('config', 'check')).toMatchObject({ code: 0 });
  for (const more of [[], ['--json']]) {
    const dumped = await textback('config', 'dump', ...more);
    expect(dumped).toMatchObject({ code: 0, stdout: expect.stringContaining('asterisk.ari_url') });
    expect(dumped.stdout).not.toContain('hush');
  }
});

test('given several mistakes, when the configuration is checked, then each is named with its remedy and it exits 2', async () => {
  const { configFile, textback } = createCliBench();
  const broken = readFileSync(configFile, 'utf8').replace('ari_url', 'ari_ulr').replace('5038', '"five"');
  writeFileSync(configFile, broken);
  const checked = await textback('config', 'check');
  expect(checked).toMatchObject({ code: 2, stdout: '' });
  expect(checked.stderr).toContain('ari_ulr');
  expect(checked.stderr).toContain('Did you mean ari_url?');
  expect(checked.stderr).toContain('ami_port');
  const { ok, problems } = JSON.parse((await textback('config', 'check', '--json')).stdout);
  expect(ok).toBe(false);
  expect(problems.length).toBeGreaterThanOrEqual(2);
  expect(await textback('line', 'list')).toMatchObject({ code: 2, stdout: '' });
});

test('given no configuration file, when a command is run, then it says how to create one', async () => {
  const { configFile, textback } = createCliBench();
  const missing = join(dirname(configFile), 'nowhere.toml');
  for (const args of [
    ['line', 'list', '--config', missing],
    ['--config', missing, 'line', 'list'],
  ]) {
    const ran = await textback(...args);
    expect(ran).toMatchObject({ code: 2, stderr: expect.stringContaining(missing) });
    expect(ran.stderr).toContain('textback.example.toml');
  }
});

test('given a database that is none, when a command is run, then it exits 1 and names it', async () => {
  const { configFile, textback } = createCliBench();
  const other = join(dirname(configFile), 'not-a-database.db');
  writeFileSync(other, 'this is no database '.repeat(100));
  writeFileSync(configFile, readFileSync(configFile, 'utf8').replace(/path = .*/, `path = "${other}"`));
  expect(await textback('line', 'list')).toMatchObject({ code: 1, stderr: expect.stringContaining(other) });
});

test('given a terminal, when a list is shown, then its head is bold, and not so with NO_COLOR', async () => {
  const { textback, textbackIn } = createCliBench();
  await textback('line', 'add', '+12125550100', '--forward', '+12125550199');
  const list = async (env: Record<string, string>, isTerminal = true) =>
    (await textbackIn({ env, isTerminal }, 'line', 'list')).stdout.includes('\u001b[');
  expect(await list({})).toBe(true);
  expect(await list({ NO_COLOR: '1' })).toBe(false);
  expect(await list({ TERM: 'dumb' })).toBe(false);
  expect(await list({}, false)).toBe(false);
});

test('given the process itself, when it fails and when it succeeds, then the shell sees exit code, stdout and stderr', async () => {
  const { spawnTextback } = createCliBench();
  expect(await spawnTextback('credits', 'topup', '5')).toMatchObject({ code: 0, stdout: '5\n' });
  expect(await spawnTextback('line', 'remove', '+12125550100')).toMatchObject({ code: 3, stdout: '' });
});

test('given a reader that goes away, when a long list is written, then the process ends without a word', async () => {
  const { configFile, store } = createCliBench();
  store.transact('promised', (tx) => {
    for (let index = 0; index < 1000; index += 1) {
      const note = 'x'.repeat(150);
      tx.credits.add({
        kind: 'top-up',
        delta: 1,
        key: `k${index}`,
        messageId: null,
        note,
        actor: 'test',
        at: 1,
      });
    }
  });
  const { PATH = '' } = process.env;
  const child = spawn(process.execPath, [MAIN, 'credits', 'history', '--limit', '1000', '--json'], {
    env: { PATH, TEXTBACK_CONFIG: configFile },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text) => {
    stderr += text;
  });
  child.stdout.once('data', () => child.stdout.destroy());
  const code = await new Promise((resolve) => child.on('close', resolve));
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
});
