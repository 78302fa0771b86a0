import type { Clock, Millis } from '../core/clock.ts';
import type { Log } from '../core/log.ts';
import { smppFailureText } from '../core/smpp-status.ts';
import type { GatewayListeners } from './gateway.ts';
import type { Pdu } from './smpp-codec.ts';
import { readDelivery } from './smpp-inbound.ts';
import { type Answer, ESME_RINVCMDID, openSmppLink, type Respond, type SmppLink } from './smpp-link.ts';
import type { SubmitPace } from './smpp-pace.ts';
import type { Repeats } from './smpp-repeats.ts';
import { connectSmppSocket, type SmppSocketOptions } from './smpp-socket.ts';
import type { CarrierAlphabet } from './smpp-text.ts';
import { watchLink } from './smpp-watch.ts';
import { createSubmitWindow, type SubmitWindow } from './smpp-window.ts';

/** What a link may do (SMPP 3.4 §2.2): send, receive, or both. */
export type SmppRole = 'transceiver' | 'transmitter' | 'receiver';

export interface SmppConnectionOptions extends SmppSocketOptions, CarrierAlphabet {
  readonly systemId: string;
  readonly password: string;
  readonly systemType: string;
  readonly window: number;
  readonly enquireLinkMs: Millis;
  readonly responseTimeoutMs: Millis;
  /** Bounds everything from the first packet to the answer to our bind. */
  readonly bindTimeoutMs: Millis;
}

/** What all links of one account share. */
export interface SmppAccount {
  readonly pace: SubmitPace;
  readonly repeats: Repeats;
}

export interface SmppConnectionParts {
  readonly account: SmppAccount;
  readonly clock: Clock;
  readonly log: Log;
}

export interface SmppConnectionListeners extends Pick<GatewayListeners, 'onInbound' | 'onReceipt'> {
  readonly onBound: (link: BoundLink) => void;
  /** Once, at the end, also where it was never bound; `why` is a sentence for people. */
  readonly onEnd: (why: string) => void;
}

/** A link in use. */
export interface BoundLink {
  /** `null` on a receiver. */
  readonly window: SubmitWindow | null;
}

export interface SmppConnection {
  /** Lets answers come in for up to `graceMs`, says unbind, closes. */
  close(graceMs: Millis): Promise<void>;
}

const SMPP_VERSION_3_4 = 0x34;

/** One connection from its first packet to its end; a new one is made for each attempt. */
export function openSmppConnection(
  options: SmppConnectionOptions,
  role: SmppRole,
  { account, clock, log }: SmppConnectionParts,
  listeners: SmppConnectionListeners,
): SmppConnection {
  const where = `${options.host}:${options.port}`;
  const repeats = account.repeats.openSession();
  let bound: BoundLink | null = null;
  let stopWatching = () => {};
  let parted = false;
  let ended = false;

  const socket = connectSmppSocket(options, () => void bind());
  const link: SmppLink = openSmppLink(socket, clock, log, {
    onRequest,
    onDrain: () => bound?.window?.pump(),
    onAnswered: (request) => repeats.confirm(request),
    onUnbind() {
      parted = true;
    },
    onClose: (why) => {
      ended = true;
      cancelBindTimer();
      stopWatching();
      repeats.end(parted, link.lastHeardAt);
      bound?.window?.close(`the link to ${where} is down: ${why}`);
      listeners.onEnd(bound === null ? `cannot use ${where}: ${why}` : `lost the link to ${where}: ${why}`);
    },
  });
  const cancelBindTimer = clock.setTimer(clock.now() + options.bindTimeoutMs, () => {
    link.destroy(`no answer to the bind within ${options.bindTimeoutMs} ms; is this the SMPP port?`);
  });

  async function bind(): Promise<void> {
    // The timer above ends the link first, and names the reason; this one only must not be shorter.
    const answer = await link.request(`bind_${role}`, bindFields(options), 2 * options.bindTimeoutMs);
    if (ended) return;
    const refusal = bindRefusal(answer, role);
    if (refusal !== null) return link.end(refusal);
    cancelBindTimer();
    bound = { window: role === 'receiver' ? null : openWindow() };
    stopWatching = watchLink(link, clock, options);
    listeners.onBound(bound);
  }

  function openWindow(): SubmitWindow {
    const { window: size, responseTimeoutMs } = options;
    return createSubmitWindow(link, clock, { size, responseTimeoutMs, pace: account.pace });
  }

  /** Stored first, answered after: a throw while storing reaches the link, which answers "try again". */
  function onRequest(pdu: Pdu, octets: Buffer, respond: Respond): void | Promise<void> {
    if (pdu.command !== 'deliver_sm' && pdu.command !== 'data_sm') return respond(ESME_RINVCMDID);
    const stored = () => {
      repeats.add(octets, link.requests);
      respond(0);
    };
    const storing = repeats.isRepeat(octets) ? undefined : take(pdu);
    return storing === undefined ? stored() : storing.then(stored);
  }

  function take(pdu: Pdu): void | Promise<void> {
    const delivery = readDelivery(pdu, options);
    if (delivery.kind === 'text') return listeners.onInbound(delivery.text);
    if (delivery.kind === 'receipt') return listeners.onReceipt(delivery.receipt);
    log.warn({}, 'a delivery receipt without a message id was dropped');
  }

  async function close(graceMs: Millis): Promise<void> {
    if (ended) return;
    if (bound === null) {
      link.destroy('the gateway was stopped');
      return;
    }
    const leaveAt = clock.now() + graceMs;
    const { window } = bound;
    window?.close('the gateway is stopping');
    if (graceMs > 0 && window !== null) await idleUntil(window, clock, leaveAt);
    const leftMs = Math.max(0, leaveAt - clock.now());
    const unbound = link.request('unbind', {}, Math.min(leftMs, options.responseTimeoutMs));
    if (leftMs > 0) await unbound;
    link.end('the gateway was stopped');
  }

  return { close };
}

function bindFields({ systemId, password, systemType }: SmppConnectionOptions) {
  return { system_id: systemId, password, system_type: systemType, interface_version: SMPP_VERSION_3_4 };
}

function bindRefusal(answer: Answer, role: SmppRole): string | null {
  if (answer.kind !== 'response') return 'the answer to the bind could not be read; is this the SMPP port?';
  const { status, command } = answer.pdu;
  if (status === 0 && command === `bind_${role}_resp`) return null;
  if (status === 0) return `the carrier answered the bind with ${command}`;
  const remedy = `check system_id and password_file, and that the account may bind as a ${role}`;
  return `the carrier refused the bind: ${smppFailureText(status)}; ${remedy}`;
}

/** Waits until nothing is under way, and leaves no timer behind that would hold the process. */
async function idleUntil(window: SubmitWindow, clock: Clock, at: Millis): Promise<void> {
  const { promise: over, resolve } = Promise.withResolvers<void>();
  const cancel = clock.setTimer(at, resolve);
  await Promise.race([window.idle(), over]);
  cancel();
}
