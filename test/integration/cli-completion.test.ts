import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { createCliBench } from '../fakes/cli-bench.ts';

function textback(...args: readonly string[]) {
  return createCliBench().textback(...args);
}

async function script(shell: string): Promise<string> {
  const { code, stdout } = await textback('completion', shell);
  expect(code).toBe(0);
  return stdout;
}

/** What bash offers after `line`, whose last word is being typed. */
function offered(completion: string, ...line: readonly string[]): readonly string[] {
  const words = ['textback', ...line];
  const { stdout, stderr } = spawnSync(
    'bash',
    [
      '--norc',
      '-c',
      `eval "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _textback; printf '%s\\n' "\${COMPREPLY[@]}"`,
      'bash',
      completion,
      ...words,
    ],
    { encoding: 'utf8', cwd: 'config' },
  );
  expect(stderr).toBe('');
  return stdout.split('\n').filter((word) => word !== '');
}

describe('the completion script, run by bash', () => {
  test.each([
    { typed: ['li'], words: ['line'] },
    { typed: ['line', 's'], words: ['show', 'set'] },
    { typed: ['--config', 'line', 'line', 're'], words: ['remove'] },
    { typed: ['line', 'add', '+12125550100', '--ring'], words: ['--ring-timeout'] },
    { typed: ['line', 'add', '--name', 'line', '--min'], words: ['--min-ring'] },
    { typed: ['line', 'nonsense', 'rem'], words: ['remove'] },
    { typed: ['line', 'list', '--config', 'textback.ex'], words: ['textback.example.toml'] },
    { typed: ['zzz'], words: [] },
  ])('given $typed, when TAB is pressed, then $words is offered', async ({ typed, words }) => {
    expect(offered(await script('bash'), ...typed)).toEqual(words);
  });

  test('given every command, when its options are asked for, then the help names the same', async () => {
    const completion = await script('bash');
    for (const verb of ['add', 'list', 'show', 'set', 'remove']) {
      const { stdout } = await textback('line', verb, '--help');
      const options = stdout.slice(stdout.indexOf('Options:'), stdout.indexOf('With --json'));
      const named = [...options.matchAll(/^ {2}(?:-\w, )?(--[a-z-]+)/gm)].map(([, option]) => option);
      expect(named.length).toBeGreaterThan(2);
      expect(offered(completion, 'line', verb, '--')).toEqual(named);
    }
  });
});

test('given zsh, when its script is made, then each noun is described and nothing ends a quote early', async () => {
  const completion = await script('zsh');
  expect(completion).toMatch(/^#compdef textback\n/);
  expect(completion).toContain("'line:Business numbers, and what happens when they are called'");
  // Quotes of this shell read alike: bash can tell whether each is closed. zsh's own syntax differs elsewhere.
  const offers = completion.split('\n').filter((line) => /^ {4}'.*\) verbs=/.test(line));
  expect(offers.length).toBeGreaterThan(30);
  const arrays = offers.map((line) => line.slice(line.indexOf(')') + 1).replace(/;;$/, '')).join('\n');
  expect(spawnSync('bash', ['-n', '-c', arrays], { encoding: 'utf8' })).toMatchObject({
    status: 0,
    stderr: '',
  });
});

test('given another shell, when a script is asked for, then it exits 2 and names those there are', async () => {
  expect(await textback('completion', 'fish')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('bash, zsh'),
  });
});

describe('the manual', () => {
  test('given every command, then it stands there with its summary, JSON keys and examples, and no line is taken for a request', async () => {
    const { stdout } = await textback('man');
    expect(stdout).toMatch(/^\.TH TEXTBACK 1 "2026-07-01" /);
    const { stdout: help } = await textback('credits', 'topup', '--help');
    const summary = help.split('\n')[2]?.trim() ?? '';
    expect(stdout).toContain('.SS textback credits topup');
    expect(summary.length).toBeGreaterThan(10);
    expect(stdout).toContain(summary.replaceAll('-', '\\-').slice(0, 30));
    expect(stdout).toContain('$ textback credits topup');
    expect(stdout).toMatch(/^\p{ASCII}*$/u);
    const requests = new Set([...stdout.matchAll(/^\.(\S+)/gm)].map(([, name]) => name));
    expect([...requests].sort()).toEqual(['B', 'BR', 'I', 'PP', 'RI', 'SH', 'SS', 'TH', 'TP', 'fi', 'nf']);
  });
});
