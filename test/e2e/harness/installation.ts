import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'vitest';
import { type CliResult, runCli } from './cli.ts';
import { type DaemonProcess, startDaemon } from './daemon-process.ts';
import type { LogSource } from './logs-on-failure.ts';
import type { PbxUnderTest } from './pbx-under-test.ts';
import { type SmppProcess, startSmppProcess } from './smpp-process.ts';
import { createWorkspace, type Workspace } from './workspace.ts';

/** The wording of the tests' lines, and what a caller of unknown name reads. */
export const TEMPLATE = '{{business_name}} missed your call. How can we help?';
export const WORDING = 'Acme HVAC missed your call. How can we help?';

/** For `vi.waitFor` on what the command line says: it is a process that starts each time it is asked. */
export const SOON = { timeout: 15_000, interval: 100 };

/** textback as a business runs it: configuration, database, daemon, carrier and command line. */
export interface Installation extends AsyncDisposable {
  readonly workspace: Workspace;
  /** The carrier of now. */
  readonly smpp: SmppProcess;
  /** The daemon started last. */
  readonly daemon: DaemonProcess;
  /** Starts the daemon, again if need be, and waits until it is ready. */
  start(): Promise<DaemonProcess>;
  /** Starts the daemon without waiting. */
  launch(): DaemonProcess;
  /** The carrier comes back on its port, with an empty log; what it was before is ended first. */
  restartCarrier(behaviour?: Parameters<SmppProcess['behave']>[0]): Promise<SmppProcess>;
  /** Runs `textback ARGS` on this configuration; an exit code other than 0 fails the test. */
  textback(...args: string[]): Promise<CliResult>;
  /** Likewise, whatever the exit code. */
  attempt(...args: string[]): Promise<CliResult>;
  addLine(number: string, forward: string, ...options: string[]): Promise<void>;
  logs(): Readonly<Record<string, LogSource | undefined>>;
}

/** What an installation needs of a PBX. */
type InstalledPbx = Pick<PbxUnderTest, 'asterisk' | 'logText'>;

/** An installation beside a PBX, with the carrier up, credits to spend and no daemon yet. */
export async function install(pbx: InstalledPbx, credits = 100): Promise<Installation> {
  // Calls that an earlier test's daemon was not there for are none of this one's.
  for (const family of ['journal', 'voicemail'])
    await pbx.asterisk.cli(`database deltree textback/${family}`);
  let smpp = await startSmppProcess();
  const workspace = await createWorkspace({ asterisk: pbx.asterisk, smppPort: smpp.port });
  const daemons: DaemonProcess[] = [];
  const latest = () => {
    const daemon = daemons.at(-1);
    if (daemon === undefined) throw new Error('The daemon was not started.');
    return daemon;
  };
  const launch = () => {
    const daemon = startDaemon({ configPath: workspace.configPath });
    daemons.push(daemon);
    return daemon;
  };
  const attempt = (...args: string[]) => runCli(args, { TEXTBACK_CONFIG: workspace.configPath });
  const textback = async (...args: string[]) => {
    const result = await attempt(...args);
    expect(result.code, `textback ${args.join(' ')}\n${result.stderr}`).toBe(0);
    return result;
  };
  if (credits > 0) await textback('credits', 'topup', String(credits));
  return {
    workspace,
    get smpp() {
      return smpp;
    },
    get daemon() {
      return latest();
    },
    launch,
    async start() {
      const daemon = launch();
      await daemon.ready();
      return daemon;
    },
    async restartCarrier(behaviour) {
      const { port } = smpp;
      await smpp.stop();
      smpp = await startSmppProcess({ port, ...(behaviour === undefined ? {} : { behaviour }) });
      return smpp;
    },
    attempt,
    textback,
    async addLine(number, forward, ...options) {
      await textback('line', 'add', number, '--forward', forward, '--message', TEMPLATE, ...options);
    },
    logs: () => ({
      ...Object.fromEntries(daemons.map((daemon, index) => [`daemon ${index + 1}`, daemon])),
      pbx,
      smpp: { logText: () => smpp.log.join('\n') },
    }),
    async [Symbol.asyncDispose]() {
      for (const daemon of daemons) await daemon[Symbol.asyncDispose]();
      await smpp.stop();
      await workspace[Symbol.asyncDispose]();
    },
  };
}

const QUIET_WITHIN_MS = 10_000;

/** Waits until Asterisk holds no channel and no bridge any more: whatever happened, nothing was left behind. */
export async function expectNothingLeft(pbx: InstalledPbx): Promise<void> {
  const deadline = Date.now() + QUIET_WITHIN_MS;
  for (;;) {
    const channels = await pbx.asterisk.cli('core show channels');
    const bridges = await pbx.asterisk.cli('bridge show all');
    // The table of bridges has a heading, and a line for each.
    const bridgeCount = bridges.split('\n').filter((line) => /^[0-9a-z]{4,}/.test(line)).length;
    if (/^0 active channels/m.test(channels) && bridgeCount === 0) return;
    if (Date.now() > deadline) throw new Error(`Left behind in Asterisk:\n${channels}\n${bridges}`);
    await delay(50);
  }
}
