import type { Clock } from '../core/clock.ts';
import { type SimulatedAmi, startSimulatedAmi } from './simulated-ami.ts';
import { type SimulatedAri, startSimulatedAri } from './simulated-ari.ts';
import {
  type CallRequest,
  createSimulatedChannels,
  type SimulatedCall,
  type SimulatedChannel,
} from './simulated-channels.ts';
import type { Flavour, PhoneBehaviour } from './simulated-phones.ts';

export type { SimulatedCall } from './simulated-channels.ts';
export type { PhoneBehaviour } from './simulated-phones.ts';

export interface SimulatedPbxOptions {
  readonly clock: Clock;
  /** Imitates the causes of this Asterisk version; 22 unless told. */
  readonly flavour?: Flavour;
  readonly ariUser?: string;
  readonly ariPassword?: string;
  readonly amiUser?: string;
  readonly amiPassword?: string;
  /** 0 (unless told): any free port of 127.0.0.1. */
  readonly ariPort?: number;
  readonly amiPort?: number;
}

export interface SimulatedPbx {
  /** `http://127.0.0.1:PORT` */
  readonly ariUrl: string;
  readonly amiPort: number;
  readonly ari: SimulatedAri;
  readonly ami: SimulatedAmi;
  /** The phones that have a call now, with the caller ID they show. */
  readonly legs: readonly SimulatedChannel[];
  readonly bridges: ReadonlyMap<string, ReadonlySet<string>>;
  /** A call from the trunk: enters `Stasis(app,inbound,TO)`, or the fallback where the app is not connected. */
  placeCall(request: CallRequest): SimulatedCall;
  /** What phones do whose endpoint matches; the latest rule wins. A phone without a rule rings, silent. */
  setPhone(endpoint: RegExp | string, behaviour: PhoneBehaviour): void;
  /** The person at this leg presses a key. */
  press(channelId: string, digit: string): void;
  /** The person at this leg hangs up. */
  hangUpLeg(channelId: string): void;
  stop(): Promise<void>;
}

/** A PBX without an Asterisk: ARI and AMI on real ports, callers and phones in memory. For the demo and for tests. */
export async function startSimulatedPbx(options: SimulatedPbxOptions): Promise<SimulatedPbx> {
  const { clock } = options;
  const phones: { readonly matches: (endpoint: string) => boolean; readonly behaviour: PhoneBehaviour }[] =
    [];
  const ari = await startSimulatedAri({
    clock,
    port: options.ariPort ?? 0,
    user: options.ariUser ?? 'textback',
    password: options.ariPassword ?? 'secret',
    channels: () => channels,
    version: options.flavour === 16 ? '16.28.0' : '22.10.1',
  });
  const channels = createSimulatedChannels({
    clock,
    flavour: options.flavour ?? 22,
    phoneAt: (endpoint) =>
      phones.findLast((phone) => phone.matches(endpoint))?.behaviour ?? { kind: 'silent' },
    deliver: ari.deliver,
    isConnected: ari.isConnected,
  });
  const ami = await startSimulatedAmi({
    port: options.amiPort ?? 0,
    user: options.amiUser ?? 'textback',
    password: options.amiPassword ?? 'secret',
  });

  return {
    ariUrl: ari.url,
    amiPort: ami.port,
    ari,
    ami,
    get legs() {
      return channels.legs();
    },
    get bridges() {
      return channels.bridges();
    },
    placeCall: channels.placeCall,
    setPhone(endpoint, behaviour) {
      const matches = (dialled: string) =>
        typeof endpoint === 'string' ? dialled === endpoint : endpoint.test(dialled);
      phones.push({ matches, behaviour });
    },
    press: (channelId, digit) => void channels.press(channelId, digit),
    hangUpLeg: (channelId) => void channels.hangUp(channelId, 'remote'),
    async stop() {
      channels.stop();
      await Promise.all([ari.stop(), ami.stop()]);
    },
  };
}
