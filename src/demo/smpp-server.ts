import { createServer, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import type { Clock } from '../core/clock.ts';
import type { Log } from '../core/log.ts';
import type { Pdu } from '../gateways/smpp-codec.ts';
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
  /** Everything that was submitted, in order. */
  submits(): readonly SmppSubmit[];
  behave(change: Partial<SmppBehaviour>): void;
  /** The status of the answer, or `null` where none came in 10 s. @throws Error where nobody is bound. */
  sendInbound(inbound: SmppInbound): Promise<number | null>;
  sendReceipt(order: SmppReceiptOrder): Promise<number | null>;
  /** Says unbind on every link and waits for the answers. */
  unbind(): Promise<void>;
  /** Cuts every link without a word. */
  drop(): void;
  close(): Promise<void>;
}

const ESME_RBINDFAIL = 0x0d;
const ESME_RINVPASWD = 0x0e;
const ESME_RINVSYSID = 0x0f;
const ESME_RTHROTTLED = 0x58;
const ESME_RINVBNDSTS = 0x04;
const ANSWER_MS = 10_000;

const quiet: Log = { debug() {}, info() {}, warn() {}, error() {} };

/** An SMS centre on a real socket that does as it is told, for the demo and for tests. */
export async function startSmppServer(options: SmppServerOptions = {}): Promise<SmppServer> {
  const clock = options.clock ?? systemClock;
  const links = new Set<SmppLink>();
  const boundLinks = new Set<SmppLink>();
  const seen: SmppSubmit[] = [];
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
        else if (boundLinks.has(link)) onSubmit(link, pdu, respond);
        else respond(ESME_RINVBNDSTS);
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
    const status = bindStatus(systemId, pdu.text('password') ?? '');
    respond(status, { system_id: 'demo' });
    if (status !== 0) {
      tell({ event: 'bind-refused', systemId, status });
      link.end('bind refused');
    } else {
      boundLinks.add(link);
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
    const at = seen.push(readSubmit(pdu, clock.now())) - 1;
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
    if (behaviour.throttleNext === 0) return behaviour.submitStatus;
    behaviour = { ...behaviour, throttleNext: behaviour.throttleNext - 1 };
    return ESME_RTHROTTLED;
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
    clock.setTimer(clock.now() + receipt.afterMs, () => void deliver('receipt', order, link));
  }

  async function deliver(
    what: 'inbound' | 'receipt',
    order: SmppInbound | SmppReceiptOrder,
    link = boundLinks.values().next().value,
  ): Promise<number | null> {
    if (link === undefined) throw new Error('no client is bound to the SMPP server');
    const fields = 'id' in order ? receiptFields(order, clock.now()) : inboundFields(order);
    const reply = await link.request('deliver_sm', fields, ANSWER_MS);
    const status = reply.kind === 'response' ? reply.pdu.status : null;
    tell({ event: 'answered', what, status });
    return status;
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
    submits: () => [...seen],
    behave(change) {
      behaviour = { ...behaviour, ...change };
    },
    sendInbound: (inbound) => deliver('inbound', inbound),
    sendReceipt: (order) => deliver('receipt', order),
    async unbind() {
      await Promise.all([...boundLinks].map((link) => link.request('unbind', {}, ANSWER_MS)));
    },
    drop() {
      for (const link of links) link.destroy('told to drop');
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}
