import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { builtCli, cleanEnvironment } from './cli.ts';

export interface DaemonOptions {
  readonly configPath: string;
  readonly env?: Readonly<Record<string, string>>;
}

export interface DaemonProcess extends AsyncDisposable {
  readonly pid: number;
  /** Every line of stdout and stderr so far, as printed. */
  lines(): readonly string[];
  logText(): string;
  /** Waits for a line that fits, past ones included. Rejects, with the log, when the daemon ends or time is up. */
  waitForLine(fits: (line: string) => boolean, withinMs?: number): Promise<string>;
  /** Waits until the daemon says that Asterisk and the carrier are reached. */
  ready(withinMs?: number): Promise<void>;
  /** SIGTERM: the clean stop. Resolves with the exit code. */
  terminate(): Promise<number | null>;
  /** SIGKILL: the crash. */
  kill(): Promise<void>;
  /** Exit code once it ended by itself or otherwise; `null` when a signal ended it. */
  readonly exited: Promise<number | null>;
}

const READY_WITHIN_MS = 15_000;

/** Starts `textback serve` as its own process; it never outlives this one. */
export function startDaemon(options: DaemonOptions): DaemonProcess {
  const command = [process.execPath, builtCli(), 'serve', '--config', options.configPath];
  const child = spawn('setpriv', ['--pdeathsig', 'KILL', ...command], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: cleanEnvironment(options.env ?? {}),
  });
  const lines: string[] = [];
  const watchers = new Set<() => void>();
  const wake = () => {
    for (const watcher of watchers) watcher();
  };
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      lines.push(line);
      wake();
    });
  }
  let ended = false;
  const exited = once(child, 'close').then(([code]) => {
    ended = true;
    wake();
    return typeof code === 'number' ? code : null;
  });
  const waitForLine = (fits: (line: string) => boolean, withinMs = READY_WITHIN_MS) =>
    new Promise<string>((resolve, reject) => {
      const finish = (settle: () => void) => {
        clearTimeout(deadline);
        watchers.delete(look);
        settle();
      };
      const fail = (why: string) => finish(() => reject(new Error(`${why} Its log:\n${lines.join('\n')}`)));
      const look = () => {
        const line = lines.find(fits);
        if (line !== undefined) finish(() => resolve(line));
        else if (ended) fail('The daemon ended first.');
      };
      const deadline = setTimeout(() => fail(`The daemon did not say so within ${withinMs} ms.`), withinMs);
      watchers.add(look);
      look();
    });
  const end = async (signal: 'SIGTERM' | 'SIGKILL') => {
    if (!ended) child.kill(signal);
    return await exited;
  };
  return {
    pid: child.pid ?? 0,
    lines: () => [...lines],
    logText: () => lines.join('\n'),
    waitForLine,
    ready: async (withinMs) => {
      await waitForLine(saysReady, withinMs);
    },
    terminate: () => end('SIGTERM'),
    kill: async () => {
      await end('SIGKILL');
    },
    exited,
    async [Symbol.asyncDispose]() {
      await end('SIGKILL');
    },
  };
}

/** The one place that knows how the daemon says that it is ready. */
function saysReady(line: string): boolean {
  return messageOf(line) === 'ready';
}

/** `msg` of a JSON log line, or the line itself where it is none (a boot error is plain text). */
export function messageOf(line: string): string {
  try {
    const entry: unknown = JSON.parse(line);
    if (typeof entry === 'object' && entry !== null && 'msg' in entry) return String(entry.msg);
  } catch {
    // Not JSON.
  }
  return line;
}
