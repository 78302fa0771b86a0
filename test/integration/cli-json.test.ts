import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { keysOf } from '../../src/cli/json/keys.ts';
import { createCliBench } from '../fakes/cli-bench.ts';
import { commandLines } from '../fakes/command-lines.ts';
import { fillExtras } from '../fakes/full-house.ts';
import { COMMANDS, expectDescribedJson } from '../fakes/json-output.ts';
import { makeDatabase } from '../seed/make-database.ts';

const T0 = Date.UTC(2026, 10, 1, 5);
const AT_ONCE = 4;
const WITH_JSON = COMMANDS.filter(({ text }) => text?.json !== undefined);
/** Never ends by itself; its lines are held to its keys in cli-inbox.test.ts. */
const ENDLESS = ['inbox watch'];

test('given every command, when it takes --json, then its keys are described', () => {
  const ofItsOwn = COMMANDS.filter(
    ({ path, options }) => path.length > 0 && options.some(({ flags }) => flags === '--json'),
  );
  expect(ofItsOwn.map(({ path }) => path)).toEqual(WITH_JSON.map(({ path }) => path));
  // What writes no data of its own, or in a form that is asked for.
  const others = COMMANDS.filter(({ text }) => text !== null && text.json === undefined);
  expect(others.map(({ path }) => path.join(' '))).toEqual([
    'serve',
    'lead export',
    'consent export',
    'completion',
    'man',
  ]);
});

test('given what programs rely on, then no key is renamed, removed or of another kind; new ones are written down with `vitest -u`', async () => {
  const keys = WITH_JSON.map(({ path, text }) => {
    const lines =
      text?.json === undefined ? [] : keysOf(text.json).map((key) => `  ${key.path}: ${key.type}\n`);
    return `${path.join(' ')}\n${lines.join('')}`;
  });
  await expect(keys.join('')).toMatchFileSnapshot('../fixtures/json-keys.txt');
});

test('given a command, when its keys are asked for, then each is explained, and its JSON Schema is given', async () => {
  const { textback } = createCliBench();
  const shown = await textback('json', 'call', 'list');
  expect(shown.stdout).toMatch(/^calls\[\]\.bridgedAt +time or null +when they began to talk$/m);
  const { schema } = JSON.parse((await textback('json', 'line', 'hunt', 'show', '--json')).stdout);
  expect(schema.properties.hunt.properties.steps.items.required).toContain('destinations');
  expect(await textback('json', 'call', 'lits')).toMatchObject({
    code: 3,
    stderr: expect.stringContaining('Did you mean call list?'),
  });
  expect((await textback('call', 'list', '--help')).stdout).toContain('textback json call list');
});

test('given a business with a history, when every command is run with --json, then it writes what it says', {
  timeout: 600_000,
}, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'textback-json-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'textback.db');
  makeDatabase({ leads: 20, calls: 60, messages: 120, years: 1, seed: 3, until: T0, path }, () => {});
  fillExtras(path);
  const { spawnTextback, configFile } = createCliBench(path);
  const { first, rest } = commandLines(path, folder, configFile);
  const lines = [...first, ...rest];
  const written = new Map<string, string>();
  const problems: string[] = [];
  const runOne = async (args: readonly string[]) => {
    const { code, stdout, stderr } = await spawnTextback(...args, '--json');
    written.set(args.join(' '), stdout);
    // 1: it did its work, and what it found is bad; there is no Asterisk here.
    if (code !== 0 && code !== 1) return void problems.push(`${args.join(' ')}: ${code} ${stderr}`);
    try {
      expectDescribedJson(args, stdout);
    } catch (error) {
      problems.push(`${args.join(' ')}: ${stderr}${error instanceof Error ? error.message : String(error)}`);
    }
  };
  for (const args of first) await runOne(args);
  const waiting = [...rest];
  const worker = async () => {
    for (let args = waiting.shift(); args !== undefined; args = waiting.shift()) await runOne(args);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  expect(problems).toEqual([]);

  const names = WITH_JSON.map((command) => command.path.join(' ')).filter((name) => !ENDLESS.includes(name));
  expect(names.filter((name) => !lines.some((args) => args.join(' ').startsWith(name)))).toEqual([]);
  const lists = lines.filter(([, verb = '']) => ['list', 'history', 'sent', 'channels'].includes(verb));
  const empty = lists.filter((args) => {
    const [entries] = Object.values(JSON.parse(written.get(args.join(' ')) ?? '{}'));
    return !Array.isArray(entries) || entries.length === 0;
  });
  // No text is held, and no daemon has told of its gateways: else their keys are looked at too.
  expect(empty.map((args) => args.join(' '))).toEqual(['gateway list', 'caps list']);
});
