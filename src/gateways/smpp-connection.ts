import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { Clock, Millis } from '../core/clock.ts';
import type { Log } from '../core/log.ts';
import { smppFailureText } from '../core/smpp-status.ts';
import type { GatewayListeners } from './gateway.ts';
import type { Pdu } from './smpp-codec.ts';
import { readDelivery } from './smpp-inbound.ts';
import { type Answer, ESME_RINVCMDID, openSmppLink, type Respond, type SmppLink } from './smpp-link.ts';
import { createRepeats } from './smpp-repeats.ts';
import { createSubmitWindow, type SubmitWindow } from './smpp-window.ts';

export interface SmppConnectionOptions {
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
  /** PEM of the authority to trust in place of the system's. */
  readonly tlsCa?: string;
  readonly systemId: string;
  readonly password: string;
  readonly systemType: string;
  readonly window: number;
  readonly enquireLinkMs: Millis;
  readonly responseTimeoutMs: Millis;
  /** Bounds everything from the first packet to the answer to our bind. */
  readonly bindTimeoutMs: Millis;
}

export interface SmppConnectionListeners extends Pick<GatewayListeners, 'onInbound' | 'onReceipt'> {
  readonly onBound: (window: SubmitWindow) => void;
  /** Once, at the end, also where it was never bound; `why` is a sentence for people. */
  readonly onEnd: (why: string) => void;
}

export interface SmppConnection {
  /** Lets answers come in for up to `graceMs`, says unbind, closes. */
  close(graceMs: Millis): Promise<void>;
}

const SMPP_VERSION_3_4 = 0x34;

/** One connection from its first packet to its end; a new one is made for each attempt. */
export function openSmppConnection(
  options: SmppConnectionOptions,
  clock: Clock,
  log: Log,
  listeners: SmppConnectionListeners,
): SmppConnection {
  const where = `${options.host}:${options.port}`;
  const repeats = createRepeats(clock);
  let bound: SubmitWindow | null = null;
  let ended = false;

  const socket = connectSocket(options);
  const link: SmppLink = openSmppLink(socket, clock, log, {
    onRequest,
    onDrain: () => bound?.pump(),
    onClose: (why) => {
      ended = true;
      cancelBindTimer();
      bound?.close(`the link to ${where} is down: ${why}`);
      listeners.onEnd(bound === null ? `cannot use ${where}: ${why}` : `lost the link to ${where}: ${why}`);
    },
  });
  const cancelBindTimer = clock.setTimer(clock.now() + options.bindTimeoutMs, () => {
    link.destroy(`no answer to the bind within ${options.bindTimeoutMs} ms; is this the SMPP port?`);
  });
  // Over TLS `connect` comes before the handshake, and a bind then would be lost.
  socket.once(options.tls ? 'secureConnect' : 'connect', () => void bind());

  async function bind(): Promise<void> {
    // The timer above ends the link first, and names the reason; this one only must not be shorter.
    const answer = await link.request('bind_transceiver', bindFields(options), 2 * options.bindTimeoutMs);
    if (ended) return;
    const refusal = bindRefusal(answer);
    if (refusal !== null) return link.end(refusal);
    cancelBindTimer();
    bound = createSubmitWindow(link, clock, {
      size: options.window,
      responseTimeoutMs: options.responseTimeoutMs,
    });
    link.watch(options.enquireLinkMs, options.responseTimeoutMs);
    listeners.onBound(bound);
  }

  /** Stored first, answered after: a throw while storing reaches the link, which answers "try again". */
  function onRequest(pdu: Pdu, octets: Buffer, respond: Respond): void {
    if (pdu.command !== 'deliver_sm' && pdu.command !== 'data_sm') {
      respond(ESME_RINVCMDID);
      return;
    }
    if (!repeats.seen(octets)) {
      const delivery = readDelivery(pdu);
      if (delivery.kind === 'text') listeners.onInbound(delivery.text);
      else if (delivery.kind === 'receipt') listeners.onReceipt(delivery.receipt);
      else log.warn({}, 'a delivery receipt without a message id was dropped');
      repeats.add(octets);
    }
    respond(0);
  }

  async function close(graceMs: Millis): Promise<void> {
    if (ended) return;
    if (bound === null) {
      link.destroy('the gateway was stopped');
      return;
    }
    const leaveAt = clock.now() + graceMs;
    bound.close('the gateway is stopping');
    if (graceMs > 0) await Promise.race([bound.idle(), waitUntil(clock, leaveAt)]);
    const leftMs = Math.max(0, leaveAt - clock.now());
    const unbound = link.request('unbind', {}, Math.min(leftMs, options.responseTimeoutMs));
    if (leftMs > 0) await unbound;
    link.end('the gateway was stopped');
  }

  return { close };
}

function connectSocket({ host, port, tls, tlsCa }: SmppConnectionOptions): Socket {
  if (!tls) return connectTcp({ host, port });
  // An address is no server name (RFC 6066 §3); the certificate is checked against it all the same.
  const name = isIP(host) === 0 ? { servername: host } : {};
  return connectTls({ host, port, ...name, ...(tlsCa === undefined ? {} : { ca: tlsCa }) });
}

function bindFields({ systemId, password, systemType }: SmppConnectionOptions) {
  return { system_id: systemId, password, system_type: systemType, interface_version: SMPP_VERSION_3_4 };
}

function bindRefusal(answer: Answer): string | null {
  if (answer.kind !== 'response') return 'the answer to the bind could not be read; is this the SMPP port?';
  const { status, command } = answer.pdu;
  if (status === 0 && command === 'bind_transceiver_resp') return null;
  if (status === 0) return `the carrier answered the bind with ${command}`;
  const remedy = 'check system_id and password_file, and that the account may bind as a transceiver';
  return `the carrier refused the bind: ${smppFailureText(status)}; ${remedy}`;
}

function waitUntil(clock: Clock, at: Millis): Promise<void> {
  return new Promise((resolve) => clock.setTimer(at, resolve));
}
