import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Millis } from '../core/clock.ts';
import { findExecutable } from './run-command.ts';

export interface DemoDaemonOptions {
  /** The file that node runs as `textback`. */
  readonly cliEntry: string;
  readonly configPath: string;
  /** Everything that the daemon prints goes here too, for the newcomer to read. */
  readonly logPath: string;
}

/** `textback serve` as a process of its own, as a user runs it. */
export interface DemoDaemon {
  readonly pid: number;
  /** When the daemon said that it reached Asterisk and the carrier. */
  readyAt(): Millis | undefined;
  /** Where its pages are; null until they are served. */
  pagesUrl(): string | null;
  /** How the process ended; null while it runs. */
  whyEnded(): string | null;
  logText(): string;
  /** Ends it cleanly, by force after 8 s. Safe to call twice. */
  stop(): Promise<void>;
}

const STOP_WITHIN_MS = 8_000;

export function startDemoDaemon(options: DemoDaemonOptions): DemoDaemon {
  const child = spawnTied([process.execPath, options.cliEntry, 'serve', '--config', options.configPath]);
  const file = createWriteStream(options.logPath, { mode: 0o600 });
  // The folder goes away at the end, perhaps before the last line: nobody will miss it.
  file.on('error', () => {});
  const lines: string[] = [];
  let readyAt: Millis | undefined;
  let pagesUrl: string | null = null;
  const keep = (line: string) => {
    lines.push(line);
    file.write(`${line}\n`);
    const entry = readEntry(line);
    if (entry.msg === 'ready') readyAt ??= Date.now();
    pagesUrl ??= entry.url;
  };
  for (const stream of [child.stdout, child.stderr]) {
    if (stream !== null) createInterface({ input: stream }).on('line', keep);
  }
  let ended: string | null = null;
  child.once('error', (error) => {
    ended = `the daemon could not be started (${error.message})`;
  });
  const closed = once(child, 'close').then(([code, signal]) => {
    ended ??= `the daemon ended (${code === null ? String(signal) : `exit code ${String(code)}`})`;
    file.end();
  });
  return {
    pid: child.pid ?? 0,
    readyAt: () => readyAt,
    pagesUrl: () => pagesUrl,
    whyEnded: () => ended,
    logText: () => lines.join('\n'),
    async stop() {
      if (ended === null) child.kill('SIGTERM');
      const force = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
      await closed.catch(() => {});
      clearTimeout(force);
    },
  };
}

/** A child that even a killed demo does not leave behind, where the system can see to that. */
function spawnTied(command: readonly string[]): ChildProcess {
  const tie = findExecutable('setpriv') === null ? [] : ['setpriv', '--pdeathsig', 'KILL'];
  const [program = '', ...args] = [...tie, ...command];
  return spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], env: environment() });
}

/** Without what would point the daemon at this machine's own database or carrier. */
function environment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('TEXTBACK_')));
}

/** What a line of the log says that the demo waits for. */
function readEntry(line: string): { readonly msg: string; readonly url: string | null } {
  try {
    const entry: unknown = JSON.parse(line);
    if (typeof entry !== 'object' || entry === null) return { msg: '', url: null };
    const url = 'url' in entry && typeof entry.url === 'string' ? entry.url : null;
    return { msg: 'msg' in entry ? String(entry.msg) : '', url };
  } catch {
    // A problem that is told before there is a log.
    return { msg: '', url: null };
  }
}
