import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FROM_SOURCES } from './from-sources.ts';

/** Straight from the sources: node 24 reads them, so nothing needs to be built first. */
const CLI_ENTRY = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));

/** `textback …` as a process of its own, in a temporary folder that is its alone. */
export interface DemoProcess extends AsyncDisposable {
  /** All that it has printed, stdout and stderr in one. */
  printed(): string;
  /** What it has left in its temporary folder. */
  leftovers(): Promise<string[]>;
  /** Runs another command beside it, to the end. */
  run(line: string, env?: Readonly<Record<string, string>>): Promise<{ code: number | null; text: string }>;
  /** To it and to all that it started, as the terminal does at Ctrl-C. */
  signalAll(signal: NodeJS.Signals): void;
  /** Whether it, or anything that it started, still runs. What was ended is gone a moment later. */
  isAnyProcessLeft(): boolean;
  readonly exitCode: Promise<number | null>;
}

export function startDemoProcess(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): DemoProcess {
  const folder = mkdtempSync(join(tmpdir(), 'textback-demo-test-'));
  const start = (more: readonly string[], variables: Readonly<Record<string, string>>) =>
    spawn(process.execPath, [CLI_ENTRY, ...more], {
      // A process group of its own, so that whatever it leaves running can be told from the tests.
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        ...FROM_SOURCES,
        TMPDIR: folder,
        NO_COLOR: '1',
        ...variables,
      },
    });
  const child = start(['demo', ...args], env);
  const { pid: group } = child;
  if (group === undefined) throw new Error('the demo could not be started');
  const printed = collect(child);
  const exitCode = exitOf(child);
  return {
    printed,
    isAnyProcessLeft: () => isGroupAlive(group),
    leftovers: () => readdir(folder),
    async run(line, variables = {}) {
      const other = start(line.split(' '), variables);
      const text = collect(other);
      return { code: await exitOf(other), text: text() };
    },
    signalAll: (signal) => void process.kill(-group, signal),
    exitCode,
    async [Symbol.asyncDispose]() {
      child.kill('SIGTERM');
      await exitCode;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function isGroupAlive(group: number): boolean {
  try {
    process.kill(-group, 0);
    return true;
  } catch {
    return false;
  }
}

function collect(child: ChildProcess): () => string {
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      text += chunk.toString('utf8');
    });
  }
  return () => text;
}

async function exitOf(child: ChildProcess): Promise<number | null> {
  const [code] = await once(child, 'close');
  return typeof code === 'number' ? code : null;
}
