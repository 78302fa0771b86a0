import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, onTestFailed, onTestFinished, vi } from 'vitest';
import { type SimulatedPbx, startSimulatedPbx } from '../../src/demo/simulated-pbx.ts';
import { type SmppServer, startSmppServer } from '../../src/demo/smpp-server.ts';
import { addLine } from '../../src/services/add-line.ts';
import { topUpCredits } from '../../src/services/top-up-credits.ts';
import type { Store } from '../../src/store/open-store.ts';
import { systemClock } from '../../src/system-clock.ts';
import { MAIN } from './cli-bench.ts';
import { FROM_SOURCES } from './from-sources.ts';
import { openTemporaryStore, temporaryDatabasePath } from './temporary-store.ts';

/** The daemon as a process of its own, between a simulated PBX and an SMPP server on real sockets. */
export interface LivingDaemon {
  readonly pbx: SimulatedPbx;
  readonly smpp: SmppServer;
  readonly store: Store;
  readonly configFile: string;
  readonly databasePath: string;
  /** Everything that it has printed. */
  printed(): string;
  /** Resolves once it has printed something that fits. */
  says(words: string | RegExp): Promise<void>;
  /** Where its pages, health and metrics are. */
  url(): Promise<string>;
  signal(signal: NodeJS.Signals): void;
  /** Its exit code; null where a signal ended it. */
  readonly exited: Promise<number | null>;
}

export interface LivingDaemonOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Lines of textback.toml beside the usual ones. */
  readonly more?: string;
  /** False: nothing listens where Asterisk and the carrier should be. */
  readonly isReachable?: boolean;
}

/** What nothing that it prints may hold. */
export const DAEMON_SECRETS = { ari: 'hush-ari-1', ami: 'hush-ami-2', smpp: 'hush-3x' } as const;
export const DAEMON_LINE = '+12125550100';

/** Ended, with all that belongs to it, when the test ends. It serves one line, which rings `PJSIP/100`. */
export async function startLivingDaemon(options: LivingDaemonOptions = {}): Promise<LivingDaemon> {
  const { isReachable = true } = options;
  const path = temporaryDatabasePath();
  const pbx = await startSimulatedPbx({
    clock: systemClock,
    ariPassword: DAEMON_SECRETS.ari,
    amiPassword: DAEMON_SECRETS.ami,
  });
  const smpp = await startSmppServer({ systemId: 'acme', password: DAEMON_SECRETS.smpp });
  onTestFinished(async () => {
    await Promise.all([pbx.stop(), smpp.close()]);
  });
  const ports = { ari: new URL(pbx.ariUrl).port, ami: pbx.amiPort, smpp: smpp.port };
  const configFile = join(dirname(path), 'textback.toml');
  writeFileSync(
    configFile,
    configuration(path, isReachable ? ports : { ari: 1, ami: 1, smpp: 1 }, options.more),
  );
  const store = openTemporaryStore(path);
  furnish(store);
  const child = spawn(process.execPath, [MAIN, 'serve', '--config', configFile], {
    env: { PATH: process.env['PATH'], ...FROM_SOURCES, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text) => {
      printed += text;
    });
  const exited = once(child, 'close').then(([code]) => (typeof code === 'number' ? code : null));
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await exited;
  });
  onTestFailed(() => console.error(printed));
  const says = async (words: string | RegExp) => {
    await vi.waitFor(() => expect(printed).toMatch(words), { timeout: 15_000, interval: 20 });
  };
  return {
    pbx,
    smpp,
    store,
    configFile,
    databasePath: path,
    printed: () => printed,
    says,
    async url() {
      await says('"url":');
      return /"url":"([^"]+)"/.exec(printed)?.[1] ?? '';
    },
    signal: (signal) => void child.kill(signal),
    exited,
  };
}

function furnish(store: Store): void {
  const business = { name: 'Acme HVAC', country: 'US' } as const;
  const settings = { name: 'Acme HVAC', forward: 'PJSIP/100', 'cool-down': '0' };
  expect(
    addLine(store, { number: DAEMON_LINE, settings, dryRun: false }, business, 'test', Date.now()).kind,
  ).toBe('added');
  topUpCredits(store, { amount: 100, key: 'test', note: '', dryRun: false }, 'test', Date.now());
}

function configuration(
  path: string,
  ports: { readonly ari: string | number; readonly ami: number; readonly smpp: number },
  more = '',
): string {
  return `
[business]
name = "Acme HVAC"
country = "US"
time_zone = "America/New_York"
[database]
path = ${JSON.stringify(path)}
[asterisk]
ari_url = "http://127.0.0.1:${ports.ari}"
ari_password = "${DAEMON_SECRETS.ari}"
ami_port = ${ports.ami}
ami_password = "${DAEMON_SECRETS.ami}"
dial_template = "PJSIP/{number}@trunk"
[[gateway]]
name = "carrier"
kind = "smpp"
host = "127.0.0.1"
port = ${ports.smpp}
system_id = "acme"
password = "${DAEMON_SECRETS.smpp}"
[http]
listen = "127.0.0.1:0"
${more}
`;
}
