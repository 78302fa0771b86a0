import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../src/demo/free-ports.ts';
import { findExecutable } from '../../src/demo/run-command.ts';
import { type DialogTimes, readDialogs } from './sip-times.ts';

/** What the phone does: 486 after 200 ms, 200 after 200 ms, or nothing until it is cancelled. */
export const PHONE_KINDS = ['busy', 'answer', 'silent'] as const;
export type PhoneKind = (typeof PHONE_KINDS)[number];

const SCENARIOS: Readonly<Record<PhoneKind | 'caller', string>> = {
  busy: scenario('./sipp/busy.xml'),
  answer: scenario('./sipp/answer.xml'),
  silent: scenario('../e2e/harness/sipp/phone-silent.xml'),
  caller: scenario('./sipp/caller.xml'),
};
const DECIDE_MS = 200;
const TALK_MS = 300;
const LISTENS_WITHIN_MS = 5_000;
/** SIPp takes what a scenario does not list for an error. */
const REFUSALS = [404, 408, 480, 484, 486, 487, 500, 503, 603];

interface Sipp extends AsyncDisposable {
  dialogs(): ReadonlyMap<string, DialogTimes>;
  /** Calls that went through its scenario to the end. */
  succeeded(): number;
  logText(): string;
  readonly exited: Promise<unknown>;
}

type SippPhone = Omit<Sipp, 'exited'>;

/** One SIPp that is the phone of every call; resolves once it listens. */
export async function startPhone(kind: PhoneKind, port: number, isTraced = true): Promise<SippPhone> {
  const values = { token: token(), mediaPort: port, decideMs: DECIDE_MS };
  const args = ['-i', '127.0.0.1', '-p', String(port)];
  const phone = startSipp({ path: SCENARIOS[kind], values, args, isTraced });
  for (const deadline = Date.now() + LISTENS_WITHIN_MS; !isUdpBound(port); await delay(20)) {
    if (Date.now() > deadline) throw new Error(`SIPp does not listen on ${port}:\n${phone.logText()}`);
  }
  return phone;
}

/** Local addresses are in /proc/net/udp as hexadecimal `ADDRESS:PORT` (proc_net_udp(5)). */
function isUdpBound(port: number): boolean {
  const hex = port.toString(16).toUpperCase().padStart(4, '0');
  return new RegExp(`^ *\\d+: [0-9A-F]{8}:${hex} `, 'm').test(readFileSync('/proc/net/udp', 'utf8'));
}

/** What became of calls that were not watched one by one. */
export interface CallCount {
  readonly good: number;
  /** Answered otherwise than the phone did, or not within the patience; also those that never ended. */
  readonly failed: number;
  /** What SIPp said of the first of them. */
  readonly why: string;
}

export interface Callers {
  /** Calls a second, evenly spaced. */
  readonly rate: number;
  /** One call from each, in this order; no two alike. */
  readonly numbers: readonly string[];
  readonly to: string;
  readonly sipPort: number;
  /** The address tells Asterisk whose call it is. */
  readonly fromAddress: string;
  /** How long the last call may take. */
  readonly patienceMs: number;
  /** How long all of them may take, where that does not follow from the rate. */
  readonly withinMs?: number;
}

/** One SIPp that makes every call; resolves with what the callers saw, once all calls are over. */
export async function placeCalls(callers: Callers): Promise<ReadonlyMap<string, DialogTimes>> {
  await using sipp = await startCallers(callers, { refusals: REFUSALS, isTraced: true });
  const dialogs = sipp.dialogs();
  if (dialogs.size === 0) throw new Error(`SIPp placed no call:\n${sipp.logText()}`);
  return dialogs;
}

/**
 * The same without a trace of every message, which costs SIPp more than the calls do: how many went as the phone has it.
 * @param atOnce calls under way at once, at most; SIPp waits with the next
 */
export async function countCalls(
  callers: Callers & { readonly kind: PhoneKind },
  atOnce = callers.numbers.length,
): Promise<CallCount> {
  const refusals = callers.kind === 'busy' ? [486] : [];
  await using sipp = await startCallers(callers, { refusals, isTraced: false, atOnce });
  const good = sipp.succeeded();
  const failed = callers.numbers.length - good;
  return { good, failed, why: failed === 0 ? '' : sipp.logText().trim().slice(0, 600) };
}

/** Resolves once all calls are over, or the patience is at its end. */
async function startCallers(
  callers: Callers,
  how: { readonly refusals: readonly number[]; readonly isTraced: boolean; readonly atOnce?: number },
): Promise<Sipp> {
  const port = String(await freePort());
  const numbers = `SEQUENTIAL\n${callers.numbers.map((number) => `${number};\n`).join('')}`;
  const count = callers.numbers.length;
  const refusals = how.refusals.map((code) => `<recv response="${code}" optional="true" next="refused" />`);
  const sipp = startSipp({
    path: SCENARIOS.caller,
    isTraced: how.isTraced,
    values: {
      to: callers.to,
      token: token(),
      mediaPort: port,
      talkMs: TALK_MS,
      refusals: refusals.join('\n  '),
    },
    files: { 'numbers.csv': numbers },
    args: [
      ...['-i', callers.fromAddress, '-p', port, '-inf', 'numbers.csv'],
      ...['-m', String(count), '-l', String(how.atOnce ?? count), '-r', String(callers.rate)],
      ...['-recv_timeout', String(callers.patienceMs)],
      // Else it lingers for seconds over calls that have ended.
      ...['-deadcall_wait', '0'],
      `127.0.0.1:${callers.sipPort}`,
    ],
  });
  const patience = new AbortController();
  const withinMs = callers.withinMs ?? (count / callers.rate) * 1000 + callers.patienceMs;
  const deadline = delay(withinMs, null, {
    signal: patience.signal,
  }).catch(() => null);
  await Promise.race([sipp.exited, deadline]);
  patience.abort();
  return sipp;
}

function startSipp(options: {
  readonly path: string;
  readonly values: Readonly<Record<string, string | number>>;
  readonly args: readonly string[];
  /** Whether every message is written down. */
  readonly isTraced: boolean;
  readonly files?: Readonly<Record<string, string>>;
}): Sipp {
  const folder = mkdtempSync(join(tmpdir(), 'textback-bench-sipp-'));
  const scenarioFile = join(folder, basename(options.path));
  writeFileSync(scenarioFile, fillIn(readFileSync(options.path, 'utf8'), options.values));
  for (const [name, text] of Object.entries(options.files ?? {})) writeFileSync(join(folder, name), text);
  const sipp = findExecutable('sipp');
  if (sipp === null) throw new Error('sipp is not installed (Debian package sip-tester).');
  const trace = join(folder, 'messages.log');
  const child = spawn(
    'setpriv',
    [
      ...['--pdeathsig', 'KILL', sipp, '-sf', scenarioFile, '-nostdin', '-nd'],
      ...(options.isTraced ? ['-trace_msg', '-message_file', trace] : []),
      ...['-trace_err', '-error_file', 'errors.log', '-trace_stat', '-stf', 'stat.csv', '-fd', '1'],
      ...options.args,
    ],
    { stdio: ['ignore', 'ignore', 'pipe'], cwd: folder, env: { ...process.env, TZ: 'UTC', TERM: 'dumb' } },
  );
  let printed = '';
  child.stderr.on('data', (chunk: Buffer) => {
    printed += chunk.toString('utf8');
  });
  const exited = once(child, 'exit');
  return {
    dialogs: () => readDialogs(readIfThere(trace)),
    succeeded: () => readSucceeded(readIfThere(join(folder, 'stat.csv'))),
    logText: () => printed + readIfThere(join(folder, 'errors.log')),
    exited,
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await exited;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Of SIPp's statistics: a line of names, then a line every second and one at the end. */
function readSucceeded(statistics: string): number {
  const [names = '', ...lines] = statistics.trim().split('\n');
  const at = names.split(';').indexOf('SuccessfulCall(C)');
  return Number(lines.at(-1)?.split(';')[at] ?? 0);
}

function scenario(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url));
}

function token(): string {
  return randomBytes(6).toString('hex');
}

function fillIn(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
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
