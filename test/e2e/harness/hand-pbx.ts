import { type AsteriskInstance, startAsterisk } from '../../../src/demo/asterisk-instance.ts';
import { freePort } from '../../../src/demo/free-ports.ts';
import { phoneEndpoint } from './pjsip-endpoints.ts';
import type { RealAsterisk } from './releases.ts';
import { CALLER_VOICE, createRtpParty, PHONE_VOICE, type RtpParty } from './rtp-party.ts';
import type { DialledCall } from './sip/dialled-call.ts';
import type { ReceivedCall } from './sip/received-call.ts';
import { startUserAgent } from './sip/user-agent.ts';
import { createTcpRelay, type TcpRelay } from './tcp-relay.ts';

/** A real Asterisk whose callers and phones the test moves by hand; the daemon reaches it through two relays. */
export interface HandPbx extends AsyncDisposable {
  /** With the relays' ports, where the daemon is to connect. */
  readonly asterisk: AsteriskInstance;
  readonly ariRelay: TcpRelay;
  readonly amiRelay: TcpRelay;
  /**
   * What to forward to: a phone of that name, which rings until the test does something with it.
   * @param dtmfMode how its endpoint is told to take keys; by default as Asterisk does
   */
  endpoint(name: string, dtmfMode?: DtmfMode): string;
  /** A customer dials in on the trunk. @param talks from the answer on */
  dial(to: string, from: string, talks?: boolean): DialledCall;
  /** The latest call at the phone of that name. */
  rung(name: string): ReceivedCall | undefined;
  /** Every call at every phone, in order. */
  received(): readonly ReceivedCall[];
  /** A request of ARI's past the relay, e.g. `GET`, `/bridges`; the answer, read as JSON. */
  ask(method: string, path: string): Promise<unknown>;
  readonly callerRtp: RtpParty;
  readonly phoneRtp: RtpParty;
  logText(): string;
}

const DTMF_MODES = ['inband', 'auto'] as const;
type DtmfMode = (typeof DTMF_MODES)[number];

/**
 * @param onRung what a phone does when it is rung; by itself it rings, and waits for the test
 * @param more as `extra` of `startAsterisk`, beside the phones
 */
export async function startHandPbx(
  real: RealAsterisk,
  onRung: (call: ReceivedCall) => void = (call) => call.ring(),
  more: Readonly<Record<string, string>> = {},
): Promise<HandPbx> {
  const callerRtp = await createRtpParty(CALLER_VOICE, false);
  const phoneRtp = await createRtpParty(PHONE_VOICE, false);
  const callers = await startUserAgent(callerRtp);
  const phones = await startUserAgent(phoneRtp, onRung);
  const asterisk = await startAsterisk({
    root: real.root,
    extra: {
      ...more,
      'pjsip.conf': [
        phoneEndpoint('phone', phones.port),
        ...DTMF_MODES.map((mode) => phoneEndpoint(`phone-${mode}`, phones.port, `dtmf_mode=${mode}`)),
        // Nobody answers at the discard port.
        phoneEndpoint('dead', 9),
      ].join(''),
    },
  });
  const ariPort = await freePort();
  const amiPort = await freePort();
  const ariRelay = createTcpRelay(ariPort, Number(new URL(asterisk.ariUrl).port));
  const amiRelay = createTcpRelay(amiPort, asterisk.amiPort);
  await ariRelay.open();
  await amiRelay.open();
  return {
    asterisk: { ...asterisk, ariUrl: `http://127.0.0.1:${ariPort}`, amiPort },
    ariRelay,
    amiRelay,
    endpoint: (name, dtmfMode) => `PJSIP/${name}@phone${dtmfMode === undefined ? '' : `-${dtmfMode}`}`,
    dial: (to, from, talks = false) => callers.dial({ sipPort: asterisk.sipPort, to, from, talks }),
    received: () => phones.received(),
    rung: (name) => phones.received().findLast(({ dialled }) => dialled === name),
    async ask(method, path) {
      const credentials = Buffer.from(`${asterisk.ariUser}:${asterisk.ariPassword}`).toString('base64');
      const answer = await fetch(`${asterisk.ariUrl}/ari${path}`, {
        method,
        headers: { authorization: `Basic ${credentials}` },
      });
      if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
      return await answer.json();
    },
    callerRtp,
    phoneRtp,
    logText: () => `${asterisk.logText()}\ncallers:\n${callers.logText()}\nphones:\n${phones.logText()}`,
    async [Symbol.asyncDispose]() {
      await ariRelay.close();
      await amiRelay.close();
      await asterisk.stop();
      await callers[Symbol.asyncDispose]();
      await phones[Symbol.asyncDispose]();
      callerRtp[Symbol.dispose]();
      phoneRtp[Symbol.dispose]();
    },
  };
}
