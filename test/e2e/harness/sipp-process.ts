import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findExecutable } from '../../../src/demo/run-command.ts';
import { readSipTrace, type SipMessage } from './sip-trace.ts';

const SCENARIOS = fileURLToPath(new URL('./sipp/', import.meta.url));

export interface SippOptions {
  /** File name under `sipp/`. */
  readonly scenario: string;
  /** What replaces each `{{name}}` of the scenario; a name without a value is an error. */
  readonly values: Readonly<Record<string, string | number>>;
  readonly localAddress: string;
  readonly localPort: number;
  /** From `freeMediaPort`: SIPp takes it and the two above, for audio, remote control and video, wanted or not. */
  readonly sippMediaPort: number;
  /** Further arguments, e.g. `-m 1` and the remote address. */
  readonly args: readonly string[];
}

export interface SippProcess {
  messages(): readonly SipMessage[];
  /** SIPp's own error log and the message trace, for a failed test. */
  logText(): string;
  /** Resolves with the exit code once the scenario has run (`null` when killed). */
  readonly exited: Promise<number | null>;
  stop(): Promise<void>;
}

/** Starts SIPp as a child; it ends with this process, whatever happens to it. */
export function startSipp(options: SippOptions): SippProcess {
  const folder = mkdtempSync(join(tmpdir(), 'textback-sipp-'));
  const scenario = join(folder, options.scenario);
  writeFileSync(scenario, fillIn(readFileSync(join(SCENARIOS, options.scenario), 'utf8'), options.values));
  const trace = join(folder, 'messages.log');
  const errors = join(folder, 'errors.log');
  const sipp = findExecutable('sipp');
  if (sipp === null)
    throw new Error('sipp is not installed (Debian package sip-tester): run the provisioning.');
  const child = spawn(
    'setpriv',
    [
      ...['--pdeathsig', 'KILL', sipp, '-sf', scenario, '-nostdin', '-nd'],
      ...['-i', options.localAddress, '-p', String(options.localPort)],
      // Its remote control, which nobody uses, otherwise takes the first port from 8888 on: maybe another SIPp's media.
      ...['-mp', String(options.sippMediaPort), '-cp', String(options.sippMediaPort + 1)],
      ...['-trace_msg', '-message_file', trace, '-trace_err', '-error_file', errors],
      ...options.args,
    ],
    { stdio: ['ignore', 'ignore', 'pipe'], cwd: folder, env: { ...process.env, TZ: 'UTC', TERM: 'dumb' } },
  );
  let printed = '';
  child.stderr.on('data', (chunk: Buffer) => {
    printed += chunk.toString('utf8');
  });
  const exited = once(child, 'exit').then(([code]) => (typeof code === 'number' ? code : null));
  let kept: { messages: readonly SipMessage[]; log: string } | null = null;
  const readLog = () => `${printed}${readIfThere(errors)}${readIfThere(trace)}`;
  return {
    messages: () => kept?.messages ?? readSipTrace(trace),
    logText: () => kept?.log ?? readLog(),
    exited,
    async stop() {
      child.kill('SIGKILL');
      await exited;
      kept ??= { messages: readSipTrace(trace), log: readLog() };
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function fillIn(scenario: string, values: Readonly<Record<string, string | number>>): string {
  return scenario.replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`The SIPp scenario needs a value for {{${name}}}.`);
    return String(value);
  });
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
