import type { Clock, Millis } from '../core/clock.ts';
import type { Log } from '../core/log.ts';
import type {
  BeforeWrite,
  Gateway,
  GatewayLink,
  GatewayListeners,
  SubmitRequest,
  SubmitResult,
} from './gateway.ts';
import { createSmppBind, type SmppBind, type SmppBindOptions } from './smpp-bind.ts';
import type { SmppRole } from './smpp-connection.ts';
import type { Fields } from './smpp-link.ts';
import { createSubmitPace } from './smpp-pace.ts';
import { createRepeats } from './smpp-repeats.ts';
import {
  type AddressOptions,
  cutText,
  type LongMessages,
  type SubmitOptions,
  submitFields,
} from './smpp-submit.ts';
import type { CarrierAlphabet, DefaultAlphabet } from './smpp-text.ts';
import type { ValidityPeriod } from './smpp-validity.ts';

/** One link for both ways, or one for each (SMPP 3.4 §2.2). */
export const BIND_MODES = ['transceiver', 'transmitter-receiver'] as const;
export type BindMode = (typeof BIND_MODES)[number];

export interface SmppGatewayOptions extends AddressOptions {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly tls?: boolean;
  /** PEM of the authority to trust in place of the system's. */
  readonly tlsCa?: string;
  /** The name that the certificate must bear; unset, the host. */
  readonly tlsServerName?: string;
  /** True; false takes any certificate, and says so in the log. */
  readonly tlsVerify?: boolean;
  readonly systemId: string;
  readonly password: string;
  readonly systemType?: string;
  readonly bindMode?: BindMode;
  /** Links, or pairs of links, side by side; 1. */
  readonly binds?: number;
  /** submit_sm under way at once on each link; 10. */
  readonly window?: number;
  /** Texts in any one second over all links; no limit. */
  readonly maxPerSecond?: number;
  /** Silence after which we ask whether the other side is alive; 30,000 ms. */
  readonly enquireLinkMs?: Millis;
  /** 10,000 ms. */
  readonly responseTimeoutMs?: Millis;
  /** From the first packet to the answer to our bind; 10,000 ms. */
  readonly bindTimeoutMs?: Millis;
  /** `gsm7`. */
  readonly alphabet?: DefaultAlphabet;
  /** The data_coding of texts in that alphabet, both ways; 0, but 3 for Latin-1 and 8 for UCS-2. */
  readonly dataCoding?: number;
  /** `udh`. */
  readonly longMessages?: LongMessages;
  /** `none`. */
  readonly validityPeriod?: ValidityPeriod;
  readonly serviceType?: string;
  /** SMPP 3.4 §5.2.17; 1. */
  readonly registeredDelivery?: number;
  /** Wait before the first and the longest wait before a later attempt; 1,000 and 60,000 ms. */
  readonly reconnectBaseMs?: Millis;
  readonly reconnectCapMs?: Millis;
}

export interface SmppGatewayParts {
  readonly clock: Clock;
  readonly log: Log;
  /** In [0, 1); spreads the attempts to reconnect. */
  readonly random?: () => number;
}

/** SMPP 3.4 as an ESME, over one or several binds, each of which reconnects forever. */
export function createSmppGateway(options: SmppGatewayOptions, parts: SmppGatewayParts): Gateway {
  const { clock, log, random = Math.random } = parts;
  const { name } = options;
  const account = {
    pace: createSubmitPace(clock, options.maxPerSecond ?? null),
    repeats: createRepeats(clock),
  };
  const submitOptions = withSubmitDefaults(options);
  const binds = rolesOf(options).map((role) => {
    const bind: SmppBind = createSmppBind(withBindDefaults(options), role, {
      account,
      clock,
      log,
      random,
      onChange: () => onChange(bind),
    });
    return bind;
  });
  let listeners: GatewayListeners | null = null;
  let state: GatewayLink = 'connecting';
  let reason = 'connecting';
  let stopping = false;

  function onChange(bind: SmppBind): void {
    log[bind.state === 'down' && !stopping ? 'warn' : 'info']({ gateway: name, link: bind.state }, bind.why);
    const now = stateOf(binds);
    // While one link holds the gateway up, what happens to another is for the log only.
    if (now === state && (now !== 'down' || bind.state !== 'down' || bind.why === reason)) return;
    change(now, now === bind.state ? bind.why : (binds.find((each) => each.state === now)?.why ?? bind.why));
  }

  function change(to: GatewayLink, why: string): void {
    state = to;
    reason = why;
    listeners?.onLink(to, why);
  }

  async function submit(request: SubmitRequest, beforeWrite?: BeforeWrite): Promise<SubmitResult> {
    const windows = binds.flatMap(({ window }) => (window === null ? [] : [window]));
    const [first, ...others] = windows;
    if (first === undefined || stopping)
      return { kind: 'retryable', why: `the gateway is not bound: ${reason}` };
    let fields: Fields;
    try {
      fields = submitFields(request, submitOptions, clock.now());
    } catch (error) {
      return { kind: 'rejected', why: error instanceof Error ? error.message : String(error) };
    }
    const window = others.reduce((least, each) => (each.load < least.load ? each : least), first);
    return window.submit(fields, beforeWrite);
  }

  return {
    name,
    get state() {
      return state;
    },
    cut: (text) => cutText(text, submitOptions),
    start(given) {
      if (listeners !== null) throw new Error(`the gateway ${name} has already been started`);
      listeners = given;
      if (options.tls === true && options.tlsVerify === false)
        log.warn(
          { gateway: name },
          'tls_verify = false: whoever answers may read the password and the texts',
        );
      for (const bind of binds) bind.start(given);
    },
    submit,
    async stop(graceMs) {
      stopping = true;
      await Promise.all(binds.map((bind) => bind.stop(graceMs)));
      if (state !== 'down' || reason !== STOPPED) change('down', STOPPED);
    },
  };
}

const STOPPED = 'the gateway was stopped';

function rolesOf({ bindMode = 'transceiver', binds = 1 }: SmppGatewayOptions): SmppRole[] {
  const each: readonly SmppRole[] = bindMode === 'transceiver' ? [bindMode] : ['transmitter', 'receiver'];
  return Array.from({ length: binds }, () => each).flat();
}

/** Up when something can be sent and something received; one link of each will do. */
function stateOf(binds: readonly SmppBind[]): GatewayLink {
  const best = (cannot: SmppRole): GatewayLink => {
    const states = binds.filter(({ role }) => role !== cannot).map((bind) => bind.state);
    return (['up', 'connecting'] as const).find((each) => states.includes(each)) ?? 'down';
  };
  const both = [best('receiver'), best('transmitter')];
  return (['down', 'connecting'] as const).find((each) => both.includes(each)) ?? 'up';
}

const USUAL_DATA_CODING = { gsm7: 0, 'gsm7-packed': 0, latin1: 3, ucs2: 8 } as const;

function carrierAlphabet({ alphabet = 'gsm7', dataCoding }: SmppGatewayOptions): CarrierAlphabet {
  return { alphabet, dataCoding: dataCoding ?? USUAL_DATA_CODING[alphabet] };
}

function withSubmitDefaults(options: SmppGatewayOptions): SubmitOptions {
  return {
    ...options,
    ...carrierAlphabet(options),
    longMessages: options.longMessages ?? 'udh',
    validityPeriod: options.validityPeriod ?? 'none',
    serviceType: options.serviceType ?? '',
    registeredDelivery: options.registeredDelivery ?? 1,
  };
}

export function withBindDefaults(options: SmppGatewayOptions): SmppBindOptions {
  return {
    host: options.host,
    port: options.port,
    tls: options.tls ?? false,
    ...(options.tlsCa === undefined ? {} : { tlsCa: options.tlsCa }),
    ...(options.tlsServerName === undefined ? {} : { tlsServerName: options.tlsServerName }),
    tlsVerify: options.tlsVerify ?? true,
    systemId: options.systemId,
    password: options.password,
    systemType: options.systemType ?? '',
    window: options.window ?? 10,
    ...carrierAlphabet(options),
    enquireLinkMs: options.enquireLinkMs ?? 30_000,
    responseTimeoutMs: options.responseTimeoutMs ?? 10_000,
    bindTimeoutMs: options.bindTimeoutMs ?? 10_000,
    reconnectBaseMs: options.reconnectBaseMs ?? 1_000,
    reconnectCapMs: options.reconnectCapMs ?? 60_000,
  };
}
