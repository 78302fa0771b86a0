import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type AsteriskConfig, type AsteriskPorts, SOUNDS, writeAsteriskConfig } from './asterisk-config.ts';
import { freePort } from './free-ports.ts';
import { findExecutable, runCommand } from './run-command.ts';

export interface AsteriskOptions {
  /** A root from `provisionAsterisk`, or `null` for the Asterisk installed on this machine. */
  readonly root: string | null;
  /** Text appended to a sample (`extensions.conf`, `pjsip.conf`, …), or whole files of other names. */
  readonly extra?: Readonly<Record<string, string>>;
  /** Where the sample's `trunk` leads. Default: 127.0.0.1, discard port 9, where nobody answers. */
  readonly trunk?: { readonly host: string; readonly port: number };
}

/** A private Asterisk on loopback, made of the shipped samples. */
export interface AsteriskInstance extends AsyncDisposable {
  readonly ariUrl: string;
  readonly ariUser: string;
  readonly ariPassword: string;
  readonly amiHost: string;
  readonly amiPort: number;
  readonly amiUser: string;
  readonly amiPassword: string;
  /** The folder with the shipped sounds, as this Asterisk sees it. */
  readonly sounds: string;
  /** UDP, on 127.0.0.1. */
  readonly sipPort: number;
  readonly pid: number;
  /** What it has logged since it was ready (before that: since it started). */
  logText(): string;
  /** Runs one command of Asterisk's own console and gives what it printed. */
  cli(command: string): Promise<string>;
  /** Ends the process at once, as a crash would. */
  kill(): Promise<void>;
  /** Resolves once the process has ended, say because its console was told `core stop now`. */
  ended(): Promise<void>;
  /** Starts it again after it has ended: same folder, ports and AstDB. Resolves when it takes calls and commands. */
  restart(): Promise<void>;
  /** Ends the process, by force after 3 s, and removes its folder. Safe to call twice. */
  stop(): Promise<void>;
}

const READY_WITHIN_MS = 30_000;
const STOP_WITHIN_MS = 3_000;
const FOLDER = 'textback-pbx-';

/**
 * Starts Asterisk as a child of this process, with a configuration, ports and passwords of its own.
 * Resolves when it takes calls and commands; rejects with its log when it does not within 30 s.
 */
export async function startAsterisk(options: AsteriskOptions): Promise<AsteriskInstance> {
  // A port found free can be taken by another test's Asterisk before ours binds it: then try others.
  for (let attemptsLeft = 2; ; attemptsLeft -= 1) {
    const attempt = await launch(options);
    const failure = await whyNotReady(attempt);
    if (failure === null) {
      attempt.forgetStartup();
      return attempt.instance;
    }
    const log = attempt.instance.logText();
    await attempt.instance.stop();
    if (attemptsLeft === 0 || !/address already in use/i.test(log)) {
      throw new Error(`Asterisk did not become ready: ${failure}. Its log:\n${log}`);
    }
  }
}

interface Launch {
  /** The latest. */
  child(): ChildProcess;
  readonly instance: AsteriskInstance;
  /** Starting, Asterisk complains of a hundred optional files; a reader wants the calls. */
  forgetStartup(): void;
}

async function launch(options: AsteriskOptions): Promise<Launch> {
  const parent = options.root === null ? tmpdir() : join(options.root, 'tmp');
  await removeOrphanedFolders(parent);
  const folder = await mkdtemp(join(parent, `${FOLDER}${process.pid}-`));
  const config: AsteriskConfig = {
    folder,
    folderInside: options.root === null ? folder : folder.slice(options.root.length),
    ports: await choosePorts(),
    ariPassword: randomBytes(12).toString('hex'),
    amiPassword: randomBytes(12).toString('hex'),
    trunk: options.trunk ?? { host: '127.0.0.1', port: 9 },
    extra: options.extra ?? {},
  };
  await writeAsteriskConfig(config);
  const command = [...asteriskCommand(options.root), '-C', `${config.folderInside}/etc/asterisk.conf`];
  return instanceOf(config, command);
}

function spawnAsterisk(command: readonly string[], onOutput: (text: string) => void): ChildProcess {
  // pdeathsig: even a killed parent leaves no Asterisk behind.
  const child = spawn('setpriv', ['--pdeathsig', 'KILL', ...command, '-f'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    cwd: '/',
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => onOutput(chunk.toString('utf8')));
  }
  child.on('error', (error) => onOutput(`${error.message}\n`));
  return child;
}

function asteriskCommand(root: string | null): readonly string[] {
  if (root !== null) return ['chroot', root, '/usr/sbin/asterisk'];
  const installed = findExecutable('asterisk');
  if (installed === null) throw new Error('No asterisk is installed on this machine: provision one instead.');
  return [installed];
}

async function choosePorts(): Promise<AsteriskPorts> {
  // Asterisk passes over RTP ports that are taken, so overlapping ranges do no harm.
  const rtp = 10_000 + 1_000 * Math.floor(Math.random() * 9);
  return { http: await freePort(), ami: await freePort(), sip: await freePort(), rtp };
}

function instanceOf(config: AsteriskConfig, command: readonly string[]): Launch {
  let printed = '';
  const start = () =>
    spawnAsterisk(command, (text) => {
      printed += text;
    });
  let child = start();
  const readLog = () => {
    try {
      return readFileSync(join(config.folder, 'log', 'full'), 'utf8');
    } catch {
      return '';
    }
  };
  let startup = 0;
  let lastLog = '';
  let stopping: Promise<void> | null = null;
  const stop = () => {
    stopping ??= endProcess(child, 'SIGTERM').then(async () => {
      lastLog = readLog();
      await rm(config.folder, { recursive: true, force: true });
    });
    return stopping;
  };
  const [program = '', ...rest] = command;
  const instance: AsteriskInstance = {
    ariUrl: `http://127.0.0.1:${config.ports.http}`,
    ariUser: 'textback',
    ariPassword: config.ariPassword,
    amiHost: '127.0.0.1',
    amiPort: config.ports.ami,
    amiUser: 'textback',
    amiPassword: config.amiPassword,
    sounds: `${config.folderInside}/${SOUNDS}`,
    sipPort: config.ports.sip,
    get pid() {
      return child.pid ?? 0;
    },
    logText: () => `${printed}${(lastLog === '' ? readLog() : lastLog).slice(startup)}`,
    cli: async (line) => (await runCommand(program, [...rest, '-rx', line])).text,
    kill: () => endProcess(child, 'SIGKILL'),
    ended: () => exitOf(child),
    async restart() {
      child = start();
      const failure = await whyNotReady(launched);
      if (failure !== null)
        throw new Error(`Asterisk did not start again: ${failure}. Its log:\n${readLog()}`);
    },
    stop,
    [Symbol.asyncDispose]: stop,
  };
  const launched: Launch = {
    child: () => child,
    instance,
    forgetStartup: () => {
      startup = readLog().length;
      printed = '';
    },
  };
  return launched;
}

async function endProcess(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  child.kill(signal);
  const force = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
  await exitOf(child);
  clearTimeout(force);
}

async function exitOf(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  await once(child, 'exit');
}

/** `null` once the console, ARI, AMI and SIP all work; else what is missing. */
async function whyNotReady(launched: Launch): Promise<string | null> {
  const { instance } = launched;
  const child = launched.child();
  const deadline = Date.now() + READY_WITHIN_MS;
  let missing = 'it does not answer on ARI';
  while (Date.now() < deadline && child.exitCode === null && child.signalCode === null) {
    missing = (await whatIsMissing(instance)) ?? '';
    if (missing === '') return null;
    await delay(100);
  }
  return child.exitCode === null ? missing : `it ended with code ${child.exitCode}`;
}

async function whatIsMissing(instance: AsteriskInstance): Promise<string | null> {
  const credentials = Buffer.from(`${instance.ariUser}:${instance.ariPassword}`).toString('base64');
  const answer = await fetch(`${instance.ariUrl}/ari/asterisk/ping`, {
    headers: { authorization: `Basic ${credentials}` },
    signal: AbortSignal.timeout(2_000),
  }).catch(() => null);
  if (answer?.status !== 200) return 'it does not answer on ARI';
  const booted = await instance.cli('core waitfullybooted');
  if (!booted.includes('fully booted')) return 'it has not fully booted';
  const transports = await instance.cli('pjsip show transports');
  if (!transports.includes(`127.0.0.1:${instance.sipPort}`)) return 'its SIP port is not open';
  const manager = await instance.cli('manager show settings');
  return manager.includes(`127.0.0.1:${instance.amiPort}`) ? null : 'its AMI port is not open';
}

/** Folders of Asterisks whose parent was killed before it could remove them. */
async function removeOrphanedFolders(parent: string): Promise<void> {
  await mkdir(parent, { recursive: true });
  for (const name of await readdir(parent)) {
    const pid = name.startsWith(FOLDER) ? Number.parseInt(name.slice(FOLDER.length), 10) : Number.NaN;
    if (Number.isNaN(pid) || isAlive(pid)) continue;
    await rm(join(parent, name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
