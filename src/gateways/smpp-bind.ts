import { backoffMs } from '../core/backoff.ts';
import type { Millis } from '../core/clock.ts';
import type { GatewayLink, GatewayListeners } from './gateway.ts';
import {
  openSmppConnection,
  type SmppConnection,
  type SmppConnectionOptions,
  type SmppConnectionParts,
  type SmppRole,
} from './smpp-connection.ts';
import type { SubmitWindow } from './smpp-window.ts';

export interface SmppBindOptions extends SmppConnectionOptions {
  /** Wait before the first and the longest wait before a later attempt. */
  readonly reconnectBaseMs: Millis;
  readonly reconnectCapMs: Millis;
}

export interface SmppBindParts extends SmppConnectionParts {
  /** In [0, 1); spreads the attempts to reconnect. */
  readonly random: () => number;
  /** Told at each change, a new reason among them. */
  readonly onChange: () => void;
}

/** One bind that is made anew forever. */
export interface SmppBind {
  readonly role: SmppRole;
  readonly state: GatewayLink;
  /** Why it is in this state, for people. */
  readonly why: string;
  /** Where texts are submitted while it is up; `null` otherwise, and on a receiver. */
  readonly window: SubmitWindow | null;
  start(listeners: Pick<GatewayListeners, 'onInbound' | 'onReceipt'>): void;
  stop(graceMs: Millis): Promise<void>;
}

/** A link that lasted this long was a good one: the next attempt after it is quick again. */
const STEADY_MS = 30_000;

export function createSmppBind(options: SmppBindOptions, role: SmppRole, parts: SmppBindParts): SmppBind {
  const { clock, random, onChange } = parts;
  const bounds = { baseMs: options.reconnectBaseMs, capMs: options.reconnectCapMs };
  let state: GatewayLink = 'connecting';
  let why = 'connecting';
  let window: SubmitWindow | null = null;
  let connection: SmppConnection | null = null;
  let failures = 0;
  let boundAt: Millis | null = null;
  let cancelReconnect = () => {};
  let stopping = false;

  /** A new reason while down is a change as well: "refused" after "unreachable" needs another remedy. */
  function change(to: GatewayLink, because: string): void {
    if (state === to && why === because) return;
    state = to;
    why = because;
    onChange();
  }

  function connect({ onInbound, onReceipt }: Pick<GatewayListeners, 'onInbound' | 'onReceipt'>): void {
    connection = openSmppConnection(options, role, parts, {
      onInbound,
      onReceipt,
      onBound(link) {
        window = link.window;
        boundAt = clock.now();
        const as = role === 'transceiver' ? '' : ` (${role})`;
        change('up', `bound to ${options.host}:${options.port} as ${options.systemId}${as}`);
      },
      onEnd(because) {
        if (boundAt !== null && clock.now() - boundAt >= STEADY_MS) failures = 0;
        window = null;
        connection = null;
        boundAt = null;
        change('down', role === 'transceiver' ? because : `${role}: ${because}`);
        if (stopping) return;
        const waitMs = backoffMs(failures, random(), bounds);
        cancelReconnect = clock.setTimer(clock.now() + waitMs, () => connect({ onInbound, onReceipt }));
        failures += 1;
      },
    });
  }

  return {
    role,
    get state() {
      return state;
    },
    get why() {
      return why;
    },
    get window() {
      return window;
    },
    start: connect,
    async stop(graceMs) {
      stopping = true;
      cancelReconnect();
      window = null;
      await connection?.close(graceMs);
    },
  };
}
