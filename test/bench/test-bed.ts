import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { CAPS } from '../../src/core/caps.ts';
import { type AsteriskInstance, startAsterisk } from '../../src/demo/asterisk-instance.ts';
import { freePort } from '../../src/demo/free-ports.ts';
import { addLine } from '../../src/services/add-line.ts';
import { changeSetting } from '../../src/services/change-settings.ts';
import { topUpCredits } from '../../src/services/top-up-credits.ts';
import { openStore } from '../../src/store/open-store.ts';
import { type DaemonProcess, startDaemon } from '../e2e/harness/daemon-process.ts';
import { NATIVE_ADDRESS, NATIVE_TRUNK, phoneEndpoint } from '../e2e/harness/pjsip-endpoints.ts';
import { type SmppProcess, startSmppProcess } from '../e2e/harness/smpp-process.ts';
import { configFor, createWorkspace } from '../e2e/harness/workspace.ts';
import { PHONE_KINDS, type PhoneKind } from './sipp-load.ts';

/**
 * `ours`: the daemon handles the call. `native`: Asterisk's own `Dial()` does, in the same Asterisk. `ariClient`: a bare
 * script does, over ARI as we do.
 */
export type Handler = 'ours' | 'native' | 'ariClient';

/** Of the line and of the native `Dial()` that ring the silent phone. */
export const RING_TIMEOUT_SECONDS = 10;

/** Asterisk and the carrier, each a process of its own, and the daemon's settings; the daemon comes and goes. */
export interface TestBed extends AsyncDisposable {
  readonly asterisk: AsteriskInstance;
  readonly carrier: SmppProcess;
  phonePort(kind: PhoneKind): number;
  /** Not yet ready when it returns. */
  startDaemon(env?: Readonly<Record<string, string>>): DaemonProcess;
  /** The bare ari-client script, which takes the calls of `ariClient`. Resolves when it is connected. */
  startBareAri(): Promise<AsyncDisposable>;
  /** Resolves when Asterisk has no channel left, or after 10 s. */
  quiet(): Promise<void>;
}

/** The number to dial for a phone: a line of ours, and the same extension of the native dialplan. */
export function numberOf(kind: PhoneKind): string {
  return `+1212555010${PHONE_KINDS.indexOf(kind)}`;
}

/** Where calls come from decides who handles them: the shipped `trunk` or the endpoint `native`. */
export const CALLER_ADDRESS: Readonly<Record<Handler, string>> = {
  ours: '127.0.0.1',
  native: NATIVE_ADDRESS,
  ariClient: '127.0.0.3',
};

const QUIET_WITHIN_MS = 10_000;
const BARE_APP = 'bench-bare';
const BARE_SCRIPT = fileURLToPath(new URL('./bare-ari.ts', import.meta.url));
/** Room for more calls than any machine here takes; a sample's thousand ports are 250 calls. */
const RTP_CONF = `[general]
rtpstart=40000
rtpend=59999
icesupport=no
`;

export async function createTestBed(root: string): Promise<TestBed> {
  const ports: Readonly<Record<PhoneKind, number>> = {
    busy: await freePort(),
    answer: await freePort(),
    silent: await freePort(),
  };
  const asterisk = await startAsterisk({
    root,
    extra: {
      'pjsip.conf':
        PHONE_KINDS.map((kind) => phoneEndpoint(`phone-${kind}`, ports[kind])).join('') +
        NATIVE_TRUNK +
        bareTrunk(),
      'extensions.conf': `\n[native]\n${PHONE_KINDS.map(nativeExtension).join('')}\n[bare]\n${PHONE_KINDS.map(bareExtension).join('')}`,
      'rtp.conf': RTP_CONF,
    },
  });
  const carrier = await startSmppProcess();
  const workspace = await createWorkspace({ asterisk, smppPort: carrier.port });
  // Debug lines would be measured too, and nobody runs with them.
  const config = configFor({ asterisk, smppPort: carrier.port }, workspace.databasePath);
  await workspace.writeConfig(config.replace('level = "debug"', 'level = "info"'));
  setUpLines(workspace.databasePath);
  return {
    asterisk,
    carrier,
    phonePort: (kind) => ports[kind],
    startDaemon: (env = {}) => startDaemon({ configPath: workspace.configPath, env }),
    startBareAri: () => startBareAri(asterisk),
    async quiet() {
      for (const deadline = Date.now() + QUIET_WITHIN_MS; Date.now() < deadline; await delay(250)) {
        if (/^0 active channels/m.test(await asterisk.cli('core show channels count'))) return;
      }
    },
    async [Symbol.asyncDispose]() {
      await carrier.stop();
      await asterisk.stop();
      await workspace[Symbol.asyncDispose]();
    },
  };
}

async function startBareAri({ ariUrl, ariUser, ariPassword }: AsteriskInstance): Promise<AsyncDisposable> {
  const command = [BARE_SCRIPT, ariUrl, ariUser, ariPassword, BARE_APP];
  const child = spawn('setpriv', ['--pdeathsig', 'KILL', process.execPath, ...command], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const isReady = once(child.stdout, 'data').then(() => true);
  if (!(await Promise.race([isReady, exited.then(() => false)])))
    throw new Error('The bare ari-client script ended before it was connected.');
  return {
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

function setUpLines(databasePath: string): void {
  const store = openStore(databasePath);
  const business = { name: 'Acme HVAC', country: 'US', timeZone: 'America/New_York' } as const;
  for (const kind of PHONE_KINDS) {
    const settings = { forward: endpoint(kind), 'ring-timeout': String(RING_TIMEOUT_SECONDS) };
    const line = { number: numberOf(kind), settings, dryRun: false };
    const added = addLine(store, line, business, 'bench', Date.now());
    if (added.kind !== 'added') throw new Error(`The line for the ${kind} phone: ${added.problem}`);
  }
  // Hundreds of misses from one prefix are what the caps are there to hold.
  for (const cap of CAPS)
    changeSetting(store, { name: `cap-${cap}`, value: 'off', dryRun: false }, 'bench', Date.now());
  const topUp = { amount: 1_000_000, key: 'bench', note: '', dryRun: false };
  topUpCredits(store, topUp, 'bench', Date.now());
  store.close();
}

function endpoint(kind: PhoneKind): string {
  return `PJSIP/+12125550199@phone-${kind}`;
}

/** As the native trunk, but for its address and context. */
function bareTrunk(): string {
  return NATIVE_TRUNK.replaceAll('native', 'bare').replace(NATIVE_ADDRESS, CALLER_ADDRESS.ariClient);
}

/** No more than a dialplan must do to ring a phone and pass on what it said. */
function nativeExtension(kind: PhoneKind): string {
  return `exten => ${numberOf(kind)},1,Dial(${endpoint(kind)},${RING_TIMEOUT_SECONDS})
 same => n,Hangup(\${HANGUPCAUSE})
`;
}

function bareExtension(kind: PhoneKind): string {
  return `exten => ${numberOf(kind)},1,Stasis(${BARE_APP},call,${endpoint(kind)})\n`;
}
