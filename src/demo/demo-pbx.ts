import { SHIPPED_SOUNDS } from '../config/shipped-sounds.ts';
import { systemClock } from '../system-clock.ts';
import { type AsteriskInstance, startAsterisk } from './asterisk-instance.ts';
import { DEMO_CAST } from './demo-cast.ts';
import { DemoFailure } from './demo-failure.ts';
import { findInstalledAsterisk, provisionAsterisk } from './provision-asterisk.ts';
import { type SimulatedCall, startSimulatedPbx } from './simulated-pbx.ts';

export type PbxChoice = 'auto' | 'real' | 'simulated';

/** The PBX that the demo plays on, with its customer and its phone. */
export interface DemoPbx {
  /** One line each: what it is, and who plays the phones. */
  readonly description: readonly string[];
  readonly ariUrl: string;
  readonly ariPassword: string;
  readonly amiPort: number;
  readonly amiPassword: string;
  /** The folder with the shipped sounds, as the PBX sees it. */
  readonly sounds: string;
  /** How the phone is rung that nobody picks up. */
  readonly dialTemplate: string;
  /** The customer dials the line; nobody picks up. Resolves once the call is under way. */
  placeCall(): Promise<void>;
  logText(): string;
  stop(): Promise<void>;
}

/**
 * Starts the PBX that was asked for. `auto` takes the best there is: the Asterisk installed on this machine,
 * one in a private Debian root (built on first use), else the simulated one, saying why.
 * @throws DemoFailure where `real` is asked for and cannot be had
 * @throws the signal's reason where it is aborted meanwhile
 */
export async function startDemoPbx(
  choice: PbxChoice,
  say: (line: string) => void,
  signal: AbortSignal,
): Promise<DemoPbx> {
  if (choice === 'simulated') return await startSimulated(['A simulated PBX, as you asked.']);
  const found = await startReal(say);
  if ('pbx' in found) return found.pbx;
  // Ctrl-C reaches what is being started as well: that it failed then says nothing about it.
  signal.throwIfAborted();
  if (choice === 'real') {
    throw new DemoFailure(
      `There is no real Asterisk to play on. ${found.why}\n` +
        'Or run the demo with --pbx simulated, which needs none.',
    );
  }
  return await startSimulated([
    'A SIMULATED PBX, not a real Asterisk: the daemon and its texts are real, the calls are not. Because:',
    ...found.why.split('\n'),
  ]);
}

/** Every real Asterisk in order of preference; why there is none, if so. */
async function startReal(
  say: (line: string) => void,
): Promise<{ readonly pbx: DemoPbx } | { readonly why: string }> {
  const troubles: string[] = [];
  const installed = await findInstalledAsterisk();
  if (installed !== null) {
    say(`Starting a private instance of the installed ${installed.version}`);
    try {
      const where = `${installed.version}, installed on this machine (${installed.path}).`;
      return { pbx: realPbx(await startAsterisk({ root: null, extra: DEMO_DIALPLAN }), where) };
    } catch (error) {
      const trouble = `${installed.path} could not be started: ${firstLine(error)}`;
      say(trouble);
      troubles.push(trouble);
    }
  }
  const provisioned = await provisionAsterisk({ release: 'sid', onProgress: say });
  if (provisioned.kind === 'unavailable') {
    return { why: [...troubles, provisioned.why].join('\n') };
  }
  say(`Starting ${provisioned.version}`);
  try {
    const where = `${provisioned.version}, in a private Debian root (${provisioned.root}).`;
    return { pbx: realPbx(await startAsterisk({ root: provisioned.root, extra: DEMO_DIALPLAN }), where) };
  } catch (error) {
    return {
      why: [...troubles, `The provisioned Asterisk could not be started: ${firstLine(error)}`].join('\n'),
    };
  }
}

/** Asterisk's whole start-up log would drown the reason. */
function firstLine(error: unknown): string {
  const [line = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
  return line.replace(' Its log:', '');
}

const CONTEXT = 'textback-demo';

/** Beside the shipped samples: the customer, who dials in where a trunk would, and the phone that only rings. */
const DEMO_DIALPLAN = {
  'extensions.conf': `
[${CONTEXT}]
exten => customer,1,Set(CALLERID(name)=${DEMO_CAST.customerName})
 same => n,Set(CALLERID(num)=${DEMO_CAST.customer})
 same => n,Goto(textback-inbound,${DEMO_CAST.line},1)
exten => _+X.,1,Ringing()
 same => n,Wait(120)
`,
};

function realPbx(asterisk: AsteriskInstance, where: string): DemoPbx {
  const { ariUrl, ariPassword, amiPort, amiPassword, sounds } = asterisk;
  return {
    description: [
      where,
      'It is an instance of its own, on ports of its own: nothing else on this machine is touched.',
      'Local channels inside it play the customer and the phone that nobody picks up.',
    ],
    ariUrl,
    ariPassword,
    amiPort,
    amiPassword,
    sounds,
    dialTemplate: `Local/{number}@${CONTEXT}`,
    async placeCall() {
      const said = await asterisk.cli(`channel originate Local/customer@${CONTEXT} application Wait 120`);
      if (/No such command|Usage:|unable/i.test(said)) {
        throw new DemoFailure(`Asterisk would not place the call: ${said.trim()}`);
      }
    },
    logText: asterisk.logText,
    stop: asterisk.stop,
  };
}

async function startSimulated(reason: readonly string[]): Promise<DemoPbx> {
  const password = 'simulated';
  const pbx = await startSimulatedPbx({ clock: systemClock, ariPassword: password, amiPassword: password });
  const calls: SimulatedCall[] = [];
  return {
    description: [...reason, 'It plays the customer and the phone that nobody picks up.'],
    ariUrl: pbx.ariUrl,
    ariPassword: password,
    amiPort: pbx.amiPort,
    amiPassword: password,
    sounds: SHIPPED_SOUNDS,
    dialTemplate: 'PJSIP/{number}@trunk',
    async placeCall() {
      const { customer: from, customerName: name, line: to } = DEMO_CAST;
      calls.push(pbx.placeCall({ from, name, to }));
    },
    logText: () =>
      calls
        .map((call) => `call ${call.channelId}: the customer heard ${JSON.stringify(call.heard)}`)
        .join('\n'),
    stop: pbx.stop,
  };
}
