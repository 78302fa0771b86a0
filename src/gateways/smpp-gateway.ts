import { backoffMs } from '../core/backoff.ts';
import type { Clock, Millis } from '../core/clock.ts';
import type { Log } from '../core/log.ts';
import type { Gateway, GatewayLink, GatewayListeners, SubmitRequest, SubmitResult } from './gateway.ts';
import { openSmppConnection, type SmppConnection, type SmppConnectionOptions } from './smpp-connection.ts';
import type { Fields } from './smpp-link.ts';
import { type AddressOptions, type SubmitOptions, submitFields } from './smpp-submit.ts';
import type { SubmitWindow } from './smpp-window.ts';

export interface SmppGatewayOptions extends AddressOptions {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly tls?: boolean;
  /** PEM of the authority to trust in place of the system's. */
  readonly tlsCa?: string;
  readonly systemId: string;
  readonly password: string;
  readonly systemType?: string;
  readonly bindMode?: 'transceiver';
  /** submit_sm under way at once; 10. */
  readonly window?: number;
  /** Silence after which we ask whether the other side is alive; 30,000 ms. */
  readonly enquireLinkMs?: Millis;
  /** 10,000 ms. */
  readonly responseTimeoutMs?: Millis;
  /** From the first packet to the answer to our bind; 10,000 ms. */
  readonly bindTimeoutMs?: Millis;
  /** The data_coding that the carrier takes for GSM 03.38; 0. */
  readonly gsm7DataCoding?: number;
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

/** A link that lasted this long was a good one: the next attempt after it is quick again. */
const STEADY_MS = 30_000;

/** SMPP 3.4 as an ESME, bound as a transceiver, that reconnects forever. */
export function createSmppGateway(options: SmppGatewayOptions, parts: SmppGatewayParts): Gateway {
  const { clock, log, random = Math.random } = parts;
  const connectionOptions = withDefaults(options);
  const submitOptions: SubmitOptions = {
    ...options,
    gsm7DataCoding: options.gsm7DataCoding ?? 0,
    registeredDelivery: options.registeredDelivery ?? 1,
  };
  const bounds = { baseMs: options.reconnectBaseMs ?? 1_000, capMs: options.reconnectCapMs ?? 60_000 };
  let state: GatewayLink = 'connecting';
  let reason = '';
  let listeners: GatewayListeners | null = null;
  let connection: SmppConnection | null = null;
  let window: SubmitWindow | null = null;
  let failures = 0;
  let boundAt: Millis | null = null;
  let cancelReconnect: (() => void) | null = null;
  let stopping = false;

  /** A new reason while down is a change as well: "refused" after "unreachable" needs another remedy. */
  function change(to: GatewayLink, why: string): void {
    if (state === to && reason === why) return;
    state = to;
    reason = why;
    log[to === 'down' && !stopping ? 'warn' : 'info']({ gateway: options.name, link: to }, why);
    listeners?.onLink(to, why);
  }

  function connect(): void {
    cancelReconnect = null;
    if (listeners === null) return;
    const { onInbound, onReceipt } = listeners;
    connection = openSmppConnection(connectionOptions, clock, log, { onInbound, onReceipt, onBound, onEnd });
  }

  function onBound(opened: SubmitWindow): void {
    window = opened;
    boundAt = clock.now();
    change('up', `bound to ${options.host}:${options.port} as ${options.systemId}`);
  }

  function onEnd(why: string): void {
    if (boundAt !== null && clock.now() - boundAt >= STEADY_MS) failures = 0;
    window = null;
    connection = null;
    boundAt = null;
    change('down', why);
    if (stopping) return;
    cancelReconnect = clock.setTimer(clock.now() + backoffMs(failures, random(), bounds), connect);
    failures += 1;
  }

  async function submit(request: SubmitRequest): Promise<SubmitResult> {
    if (window === null)
      return { kind: 'retryable', why: `the gateway is not bound: ${reason || 'connecting'}` };
    let fields: Fields;
    try {
      fields = submitFields(request, submitOptions);
    } catch (error) {
      return { kind: 'rejected', why: error instanceof Error ? error.message : String(error) };
    }
    return window.submit(fields);
  }

  return {
    name: options.name,
    get state() {
      return state;
    },
    start(given) {
      if (listeners !== null) throw new Error(`the gateway ${options.name} has already been started`);
      listeners = given;
      connect();
    },
    submit,
    async stop(graceMs) {
      stopping = true;
      cancelReconnect?.();
      window = null;
      await connection?.close(graceMs);
      change('down', 'the gateway was stopped');
    },
  };
}

function withDefaults(options: SmppGatewayOptions): SmppConnectionOptions {
  return {
    host: options.host,
    port: options.port,
    tls: options.tls ?? false,
    ...(options.tlsCa === undefined ? {} : { tlsCa: options.tlsCa }),
    systemId: options.systemId,
    password: options.password,
    systemType: options.systemType ?? '',
    window: options.window ?? 10,
    enquireLinkMs: options.enquireLinkMs ?? 30_000,
    responseTimeoutMs: options.responseTimeoutMs ?? 10_000,
    bindTimeoutMs: options.bindTimeoutMs ?? 10_000,
  };
}
