import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { createCliBench, MAIN } from '../fakes/cli-bench.ts';
import { commandLines } from '../fakes/command-lines.ts';
import { FROM_SOURCES } from '../fakes/from-sources.ts';
import { fillExtras } from '../fakes/full-house.ts';
import { makeDatabase } from '../seed/make-database.ts';

const T0 = Date.UTC(2026, 10, 1, 5);
/** What steers a terminal: C0 and C1 but for the line break, and the marks that turn the reading direction. */
const STEERING = /[^\P{Cc}\n]|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;
const ESC = '\u001b';
/** All that we write ourselves: bold and its end, and the colours of the heat map. */
const STYLES = new RegExp(`${ESC}\\[(?:1|22|0|48;5;\\d{1,3}|38;5;\\d{1,3}|39|49)m`, 'g');
/** A window title, a cleared screen (C1 too), an erased line, text that runs backwards, colour that hides. */
const HOSTILE = 'Eve\u001b]0;owned\u0007\u009b2J\r\u001b[2K\u202etxet\u001b[8m';
/** What callers, customers and other programs word. */
const WORDED: Readonly<Record<string, readonly string[]>> = {
  calls: ['from_name'],
  leads: ['name'],
  messages: ['body', 'detail'],
  notes: ['body'],
  alerts: ['subject', 'detail'],
  notices: ['title', 'body', 'detail'],
  blocked_numbers: ['note'],
  consents: ['wording'],
  holidays: ['name'],
  users: ['name'],
  passkeys: ['name'],
  lines: ['name'],
  lead_tags: ['tag'],
  outbound_calls: ['dialled_raw'],
  call_legs: ['label'],
};

/** A business with a history, in a folder of its own. */
function openHistory(change: (db: Database.Database) => void = () => {}) {
  const folder = mkdtempSync(join(tmpdir(), 'textback-terminal-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'textback.db');
  makeDatabase({ leads: 20, calls: 60, messages: 120, years: 1, seed: 3, until: T0, path }, () => {});
  fillExtras(path);
  const db = new Database(path);
  change(db);
  db.close();
  const bench = createCliBench(path);
  const { first, rest } = commandLines(path, folder, bench.configFile);
  return { bench, lines: [...first, ...rest] };
}

function wordHostilely(db: Database.Database): void {
  for (const [table, columns] of Object.entries(WORDED)) {
    for (const column of columns) {
      db.prepare(`UPDATE ${table} SET ${column} = ${column} || ' ' || ? || rowid`).run(HOSTILE);
    }
  }
}

test('given names and texts that would steer a terminal, when any command shows them, then they do not', {
  timeout: 300_000,
}, async () => {
  const { bench, lines } = openHistory(wordHostilely);
  const steered: string[] = [];
  let shown = 0;
  for (const args of lines) {
    const { stdout, stderr } = await bench.textbackIn({ isTerminal: true, columns: 100 }, ...args);
    if (stdout.includes('Eve')) shown += 1;
    for (const written of [stdout, stderr]) {
      const found = STEERING.exec(written.replace(STYLES, ''));
      if (found !== null) {
        const around = written.replace(STYLES, '').slice(Math.max(0, found.index - 60), found.index + 30);
        steered.push(`${args.join(' ')}: ${JSON.stringify(around)}`);
      }
    }
  }
  expect(steered).toEqual([]);
  // Else nothing was tried.
  expect(shown).toBeGreaterThan(10);
});

test.each([40, 60])(
  'given a terminal of %i columns, when any list is shown, then it fits',
  {
    timeout: 300_000,
  },
  async (columns) => {
    const { bench, lines } = openHistory();
    const lists = lines.filter((args) =>
      args.some((word) => ['list', 'history', 'sent', 'channels', 'review'].includes(word)),
    );
    const wide: string[] = [];
    for (const args of lists) {
      const { stdout } = await bench.textbackIn({ isTerminal: true, columns }, ...args);
      for (const line of stdout.replace(STYLES, '').split('\n')) {
        if (line.length > columns) wide.push(`${args.join(' ')}: ${line}`);
      }
    }
    expect(wide).toEqual([]);
  },
);

interface AtTerminal {
  readonly columns?: number;
  readonly noColor?: boolean;
  /** What the person types where they are asked. */
  readonly answer?: string;
}

/** The command itself at a terminal of its own, by util-linux's script(1). */
function atTerminal(
  { columns = 80, noColor, answer }: AtTerminal,
  configFile: string,
  args: readonly string[],
) {
  const { PATH = '' } = process.env;
  const words = [process.execPath, MAIN, ...args].map((word) => `'${word}'`).join(' ');
  const command = `stty cols ${columns}; exec ${words}`;
  const child = spawn('script', ['--quiet', '--return', '--command', command, '/dev/null'], {
    env: {
      ...{ PATH, TERM: 'xterm', TEXTBACK_CONFIG: configFile, ...FROM_SOURCES },
      ...(noColor === true ? { NO_COLOR: '1' } : {}),
    },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let shown = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    const wasAsked = shown.includes('[y/N]');
    shown += text;
    if (answer !== undefined && !wasAsked && shown.includes('[y/N]')) child.stdin.write(`${answer}\n`);
  });
  return new Promise<{ readonly code: number | null; readonly shown: string }>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, shown: shown.replaceAll('\r\n', '\n') }));
  });
}

test('given a real terminal of 40, 60 and 100 columns, when calls are listed there, then they fit, in bold but for NO_COLOR', {
  timeout: 60_000,
}, async () => {
  const { bench } = openHistory();
  const list = (how: AtTerminal) => atTerminal(how, bench.configFile, ['call', 'list', '--limit', '5']);
  for (const columns of [40, 60, 100]) {
    const { code, shown } = await list({ columns });
    expect(code, shown).toBe(0);
    const lines = shown.replace(STYLES, '').split('\n');
    expect(lines.filter((line) => line.length > columns)).toEqual([]);
    expect(lines.some((line) => line.length > columns / 2)).toBe(true);
    expect(shown.includes(ESC)).toBe(columns > 40);
  }
  expect((await list({ columns: 100, noColor: true })).shown).not.toContain(ESC);
});

test('given a question, then it is asked at a terminal only, and only yes is a yes', {
  timeout: 60_000,
}, async () => {
  const { bench } = openHistory();
  const remove = ['line', 'remove', '+12125550101'];
  expect(await bench.spawnTextback(...remove)).toMatchObject({
    code: 4,
    stdout: '',
    stderr: expect.stringContaining('Give --yes'),
  });
  const refused = await atTerminal({ answer: 'never' }, bench.configFile, remove);
  expect(refused).toMatchObject({ code: 4, shown: expect.stringContaining('The answer was not yes.') });
  expect(await atTerminal({ answer: 'y' }, bench.configFile, remove)).toMatchObject({ code: 0 });
  expect((await bench.textback('line', 'show', '+12125550101')).code).toBe(3);
});
