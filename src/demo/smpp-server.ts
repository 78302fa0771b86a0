import { createServer, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import type { Clock } from '../core/clock.ts';
import type { Log } from '../core/log.ts';
import type { Pdu } from '../gateways/smpp-codec.ts';
import type { SmppRole } from '../gateways/smpp-connection.ts';
import { ESME_RINVCMDID, openSmppLink, type Respond, type SmppLink } from '../gateways/smpp-link.ts';
import { systemClock } from '../system-clock.ts';
import {
  obligingCarrier,
  type SmppBehaviour,
  type SmppInbound,
  type SmppReceiptOrder,
  type SmppServerEvent,
  type SmppSubmit,
} from './smpp-behaviour.ts';
import { inboundFields, receiptFields } from './smpp-deliveries.ts';
import { readSubmit } from './smpp-submit-log.ts';

export interface SmppServerOptions {
  /** 0 takes any free one. Always on 127.0.0.1. */
  readonly port?: number;
  /** Unset: any system_id, any password. */
  readonly systemId?: string;
  readonly password?: string;
  readonly behaviour?: Partial<SmppBehaviour>;
  /** PEM; set, it speaks TLS. */
  readonly tls?: { readonly key: string; readonly cert: string };
  readonly clock?: Clock;
  readonly onEvent?: (event: SmppServerEvent) => void;
}

export interface SmppServer extends AsyncDisposable {
  readonly port: number;
  /** Links that are bound now. */
  readonly bound: number;
  /** As what each of them is bound, in order. */
  readonly roles: readonly string[];
  /** Everything that was submitted, in order. */
  submits(): readonly SmppSubmit[];
  behave(change: Partial<SmppBehaviour>): void;
  /** The status of the answer, or `null` where none came in 10 s. @throws Error where nobody is bound. */
  sendInbound(inbound: SmppInbound): Promise<number | null>;
  sendReceipt(order: SmppReceiptOrder): Promise<number | null>;
  /** Says unbind on every link and waits for the answers. */
  unbind(): Promise<void>;
  /** Cuts every link, or those bound as `role`, without a word. */
  drop(role?: SmppRole): void;
  close(): Promise<void>;
}

const ESME_RBINDFAIL = 0x0d;
const ESME_RINVPASWD = 0x0e;
const ESME_RINVSYSID = 0x0f;
const ESME_RTHROTTLED = 0x58;
const ESME_RINVBNDSTS = 0x04;
const ANSWER_MS = 10_000;
const SECOND_MS = 1_000;

interface Bound {
  readonly role: string;
  /** 1 for the first link that was bound. */
  readonly number: number;
}

const quiet: Log = { debug() {}, info() {}, warn() {}, error() {} };

/** An SMS centre on a real socket that does as it is told, for the demo and for tests. */
export async function startSmppServer(options: SmppServerOptions = {}): Promise<SmppServer> {
  const clock = options.clock ?? systemClock;
  const links = new Set<SmppLink>();
  const boundLinks = new Map<SmppLink, Bound>();
  const seen: SmppSubmit[] = [];
  let accepted: number[] = [];
  let binds = 0;
  let behaviour: SmppBehaviour = { ...obligingCarrier, ...options.behaviour };
  let nextId = 0x9f31a0;

  const tell = (event: SmppServerEvent): void => options.onEvent?.(event);
  const later = (ms: number, task: () => void): void => {
    if (ms === 0) task();
    else clock.setTimer(clock.now() + ms, task);
  };

  function accept(socket: Socket): void {
    const link = openSmppLink(socket, clock, quiet, {
      onRequest: (pdu, _octets, respond) => {
        if (pdu.command.startsWith('bind_')) onBind(link, pdu, respond);
        else if (pdu.command !== 'submit_sm') respond(ESME_RINVCMDID);
        else onSubmit(link, pdu, respond);
      },
      onClose: (why) => {
        links.delete(link);
        tell({ event: 'closed', wasBound: boundLinks.delete(link), why });
      },
    });
    links.add(link);
  }

  function onBind(link: SmppLink, pdu: Pdu, respond: Respond): void {
    const systemId = pdu.text('system_id') ?? '';
    const role = pdu.command.replace('bind_', '');
    const isAllowed = role !== behaviour.refusedRole;
    const status = isAllowed ? bindStatus(systemId, pdu.text('password') ?? '') : ESME_RBINDFAIL;
    respond(status, { system_id: 'demo' });
    if (status !== 0) {
      tell({ event: 'bind-refused', systemId, status });
      link.end('bind refused');
    } else {
      binds += 1;
      boundLinks.set(link, { role, number: binds });
      tell({ event: 'bound', systemId });
    }
  }

  function bindStatus(systemId: string, password: string): number {
    if (behaviour.bindStatus !== 0) return behaviour.bindStatus;
    if (options.systemId !== undefined && systemId !== options.systemId) return ESME_RINVSYSID;
    if (options.password !== undefined && password !== options.password) return ESME_RINVPASWD;
    return systemId === '' ? ESME_RBINDFAIL : 0;
  }

  function onSubmit(link: SmppLink, pdu: Pdu, respond: Respond): void {
    const bound = boundLinks.get(link);
    if (bound === undefined || bound.role === 'receiver') {
      respond(ESME_RINVBNDSTS);
      return;
    }
    const at = seen.push(readSubmit(pdu, clock.now(), bound.number)) - 1;
    const { dropNext, silent, answerAfterMs } = behaviour;
    behaviour = { ...behaviour, dropNext: 'never' };
    const status = submitStatus();
    const id = status === 0 ? takeId() : '';
    const answered = (): void => {
      if (dropNext === 'before-answer') link.destroy('told to drop');
      else if (!silent) answer(link, at, { status, id }, respond);
      if (dropNext === 'after-answer') link.end('told to drop');
    };
    later(answerAfterMs, answered);
    const submit = seen[at];
    if (submit !== undefined) tell({ event: 'submit', submit });
  }

  function submitStatus(): number {
    if (behaviour.throttleNext > 0) {
      behaviour = { ...behaviour, throttleNext: behaviour.throttleNext - 1 };
      return ESME_RTHROTTLED;
    }
    return behaviour.maxPerSecond === null || takePlace(behaviour.maxPerSecond)
      ? behaviour.submitStatus
      : ESME_RTHROTTLED;
  }

  function takePlace(maxPerSecond: number): boolean {
    const now = clock.now();
    accepted = accepted.filter((at) => at > now - SECOND_MS);
    return accepted.length < maxPerSecond && accepted.push(now) > 0;
  }

  function takeId(): string {
    nextId += 1;
    return behaviour.ids === 'hex' ? nextId.toString(16) : String(nextId);
  }

  function answer(link: SmppLink, at: number, given: { status: number; id: string }, respond: Respond): void {
    respond(given.status, { message_id: given.id });
    const submit = seen[at];
    if (submit === undefined) return;
    seen[at] = { ...submit, ...given };
    const { receipt } = behaviour;
    if (given.status !== 0 || receipt === null) return;
    // A phone answers from its own number, so the two change places.
    const order: SmppReceiptOrder = { ...receipt, id: given.id, from: submit.to, to: submit.from };
    const back = boundLinks.get(link)?.role === 'transmitter' ? undefined : link;
    clock.setTimer(clock.now() + receipt.afterMs, () => {
      deliver('receipt', order, back).catch(() => tell({ event: 'answered', what: 'receipt', status: null }));
    });
  }

  async function deliver(
    what: 'inbound' | 'receipt',
    order: SmppInbound | SmppReceiptOrder,
    link = receivingLink(),
  ): Promise<number | null> {
    if (link === undefined) throw new Error('no client is bound to the SMPP server');
    const fields = 'id' in order ? receiptFields(order, clock.now()) : inboundFields(order);
    const reply = await link.request('deliver_sm', fields, ANSWER_MS);
    const status = reply.kind === 'response' ? reply.pdu.status : null;
    tell({ event: 'answered', what, status });
    return status;
  }

  function receivingLink(): SmppLink | undefined {
    return [...boundLinks].find(([, { role }]) => role !== 'transmitter')?.[0];
  }

  const server = options.tls === undefined ? createServer(accept) : createTlsServer(options.tls, accept);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the SMPP server has no port');

  async function close(): Promise<void> {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    for (const link of links) link.destroy('the server is closing');
    await closed;
  }

  return {
    port: address.port,
    get bound() {
      return boundLinks.size;
    },
    get roles() {
      return [...boundLinks.values()].map(({ role }) => role);
    },
    submits: () => [...seen],
    behave(change) {
      behaviour = { ...behaviour, ...change };
    },
    sendInbound: (inbound) => deliver('inbound', inbound),
    sendReceipt: (order) => deliver('receipt', order),
    async unbind() {
      await Promise.all([...boundLinks.keys()].map((link) => link.request('unbind', {}, ANSWER_MS)));
    },
    drop(role) {
      for (const link of links) {
        if (role === undefined || boundLinks.get(link)?.role === role) link.destroy('told to drop');
      }
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}
