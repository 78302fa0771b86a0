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

/** `ours`: the daemon handles the call. `native`: Asterisk's own `Dial()` does, in the same Asterisk. */
export const MODES = ['ours', 'native'] as const;
export type Mode = (typeof MODES)[number];

/** Of the line and of the native `Dial()` that ring the silent phone. */
export const RING_TIMEOUT_SECONDS = 10;

/** Asterisk and the carrier, each a process of its own, and the daemon's settings; the daemon comes and goes. */
export interface TestBed extends AsyncDisposable {
  readonly asterisk: AsteriskInstance;
  readonly carrier: SmppProcess;
  phonePort(kind: PhoneKind): number;
  /** Not yet ready when it returns. */
  startDaemon(env?: Readonly<Record<string, string>>): DaemonProcess;
}

/** The number to dial for a phone: a line of ours, and the same extension of the native dialplan. */
export function numberOf(kind: PhoneKind): string {
  return `+1212555010${PHONE_KINDS.indexOf(kind)}`;
}

/** Where calls come from decides who handles them: the shipped `trunk` or the endpoint `native`. */
export const CALLER_ADDRESS: Readonly<Record<Mode, string>> = { ours: '127.0.0.1', native: NATIVE_ADDRESS };

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
        PHONE_KINDS.map((kind) => phoneEndpoint(`phone-${kind}`, ports[kind])).join('') + NATIVE_TRUNK,
      'extensions.conf': `\n[native]\n${PHONE_KINDS.map(nativeExtension).join('')}`,
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
    async [Symbol.asyncDispose]() {
      await carrier.stop();
      await asterisk.stop();
      await workspace[Symbol.asyncDispose]();
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

/** No more than a dialplan must do to ring a phone and pass on what it said. */
function nativeExtension(kind: PhoneKind): string {
  return `exten => ${numberOf(kind)},1,Dial(${endpoint(kind)},${RING_TIMEOUT_SECONDS})
 same => n,Hangup(\${HANGUPCAUSE})
`;
}
