import type { Socket } from 'node:net';
import type { Clock, Millis } from '../core/clock.ts';
import type { Log } from '../core/log.ts';
import { decodePdu, encodePdu, type Pdu, type PduField, type PduHeader, readHeader } from './smpp-codec.ts';
import { createFramer, type Frame } from './smpp-framing.ts';
import { networkErrorText } from './smpp-network-error.ts';

export type Fields = Readonly<Record<string, PduField>>;

/** What became of a request. */
export type Answer =
  | { readonly kind: 'response'; readonly pdu: Pdu }
  /** Something with our sequence number came back that could not be read. */
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'closed'; readonly why: string };

export type Respond = (status: number, fields?: Fields) => void;

export interface LinkHandlers {
  /** A request other than enquire_link and unbind. A throw, or a rejection, is answered "try again later". */
  readonly onRequest: (pdu: Pdu, octets: Buffer, respond: Respond) => void | Promise<void>;
  /** Once, after which nothing else is called. */
  readonly onClose: (why: string) => void;
  /** The other side says unbind, so it has read all that it was sent before; the link closes next. */
  readonly onUnbind?: () => void;
  /** `writable` has become true again. */
  readonly onDrain?: () => void;
  /** The other side has answered our request number `request`, so it has read all that was written before it. */
  readonly onAnswered?: (request: number) => void;
}

export interface SmppLink {
  /** Never rejects. @throws RangeError at once, with nothing written, where a field cannot be encoded. */
  request(command: string, fields: Fields, timeoutMs: Millis): Promise<Answer>;
  /** False while the other side does not read what it was sent, and once it has hung up. */
  readonly writable: boolean;
  /** When the last whole PDU came. */
  readonly lastHeardAt: Millis;
  /** Requests made so far. */
  readonly requests: number;
  /** Writes out what is buffered, then closes. */
  end(why: string): void;
  destroy(why: string): void;
}

const ESME_RINVCMDLEN = 0x02;
export const ESME_RINVCMDID = 0x03;
const ESME_RX_T_APPN = 0x64;

const RESPONSE_BIT = 0x8000_0000;
const SEQUENCE_MAX = 0x7fff_ffff;
/** Requests to which SMPP 3.4 has no answer (§4.1.7, §4.12), and which ask nothing of us. */
const UNANSWERED: ReadonlySet<string> = new Set(['outbind', 'alert_notification']);
/** Above this much unread by the other side, nothing more is written or read. */
const WRITE_BUFFER_OCTETS = 256 * 1024;
/** PDUs handled before other work of the process gets its turn. */
const BATCH = 20;
const CLOSE_GRACE_MS = 2_000;

/** Speaks SMPP 3.4, either side of it, on a connected socket, which it owns from then on. */
export function openSmppLink(socket: Socket, clock: Clock, log: Log, handlers: LinkHandlers): SmppLink {
  const framer = createFramer();
  const pending = new Map<number, (answer: Answer) => void>();
  let sequence = 0;
  let requests = 0;
  let lastPduAt = clock.now();
  let closed = false;
  let lastError: string | null = null;

  function close(why: string): void {
    if (closed) return;
    closed = true;
    for (const settle of [...pending.values()]) settle({ kind: 'closed', why });
    handlers.onClose(why);
  }

  function end(why: string): void {
    close(why);
    socket.end();
    const cancel = clock.setTimer(clock.now() + CLOSE_GRACE_MS, () => socket.destroy());
    socket.once('close', cancel);
  }

  function destroy(why: string): void {
    close(why);
    socket.destroy();
  }

  function write(octets: Buffer): void {
    if (!closed && socket.writable) socket.write(octets);
  }

  function request(command: string, fields: Fields, timeoutMs: Millis): Promise<Answer> {
    if (closed) return Promise.resolve({ kind: 'closed', why: 'the link is closed' });
    sequence = nextSequence(sequence);
    const own = sequence;
    const octets = encodePdu(command, own, fields);
    requests += 1;
    const ordinal = requests;
    return new Promise((resolve) => {
      const cancel = clock.setTimer(clock.now() + timeoutMs, () => settle({ kind: 'timeout' }));
      const settle = (answer: Answer): void => {
        if (!pending.delete(own)) return;
        cancel();
        if (answer.kind === 'response') handlers.onAnswered?.(ordinal);
        resolve(answer);
      };
      pending.set(own, settle);
      write(octets);
    });
  }

  function onPdu(octets: Buffer): void {
    lastPduAt = clock.now();
    const header = readHeader(octets);
    let pdu: Pdu;
    try {
      pdu = decodePdu(octets);
    } catch {
      onUnreadable(header);
      return;
    }
    if (header.commandId >= RESPONSE_BIT) pending.get(header.sequence)?.({ kind: 'response', pdu });
    else onRequest(pdu, octets);
  }

  /** Its length was good, so what follows can still be read: refuse this one and go on. */
  function onUnreadable({ commandId, sequence: theirs }: PduHeader): void {
    log.warn({ commandId }, 'an SMPP PDU could not be read and was refused');
    if (commandId >= RESPONSE_BIT) pending.get(theirs)?.({ kind: 'unreadable' });
    else write(encodePdu('generic_nack', theirs, {}, ESME_RINVCMDLEN));
  }

  function onRequest(pdu: Pdu, octets: Buffer): void {
    if (pdu.command === 'enquire_link') write(encodePdu('enquire_link_resp', pdu.sequence));
    else if (pdu.command === 'unknown') write(encodePdu('generic_nack', pdu.sequence, {}, ESME_RINVCMDID));
    else if (pdu.command === 'unbind') {
      write(encodePdu('unbind_resp', pdu.sequence));
      handlers.onUnbind?.();
      end('the other side ended the session (unbind)');
    } else if (!UNANSWERED.has(pdu.command)) handOver(pdu, octets);
  }

  function handOver(pdu: Pdu, octets: Buffer): void {
    let answered = false;
    const respond: Respond = (status, fields) => {
      if (answered) return;
      answered = true;
      write(encodePdu(`${pdu.command}_resp`, pdu.sequence, fields, status));
    };
    const failed = (error: unknown): void => {
      log.error(
        { err: error, command: pdu.command },
        'an SMPP request was not handled; it is answered "try again"',
      );
      respond(ESME_RX_T_APPN);
    };
    try {
      handlers.onRequest(pdu, octets, respond)?.catch(failed);
    } catch (error) {
      failed(error);
    }
  }

  function onBroken({ length, start }: Extract<Frame, { kind: 'broken' }>): void {
    const looksLike = start.toString('latin1').replace(/[^\x20-\x7e]/g, '.');
    write(encodePdu('generic_nack', 0, {}, ESME_RINVCMDLEN));
    end(
      `not SMPP: a PDU of length ${length} ("${looksLike}"); check that host and port are those of the SMPP service`,
    );
  }

  /** Yields to the process between batches, and reads on only as fast as the other side does. */
  function read(): void {
    for (let handled = 0; handled < BATCH && !closed; handled += 1) {
      if (socket.writableLength > WRITE_BUFFER_OCTETS) {
        socket.pause();
        return;
      }
      const frame = framer.next();
      if (frame.kind === 'incomplete') {
        socket.resume();
        return;
      }
      if (frame.kind === 'pdu') onPdu(frame.octets);
      else onBroken(frame);
    }
    if (closed) return;
    socket.pause();
    setImmediate(read);
  }

  socket.setNoDelay(true);
  socket.on('data', (chunk: Buffer) => {
    if (closed) return;
    framer.push(chunk);
    read();
  });
  socket.on('drain', () => {
    if (closed) return;
    read();
    handlers.onDrain?.();
  });
  socket.on('error', (error) => {
    lastError = networkErrorText(error);
  });
  socket.on('close', () => close(lastError ?? 'the other side closed the connection'));

  return {
    request,
    get writable() {
      return !closed && socket.writable && socket.writableLength <= WRITE_BUFFER_OCTETS;
    },
    get lastHeardAt() {
      return lastPduAt;
    },
    get requests() {
      return requests;
    },
    end,
    destroy,
  };
}

/** 1 to 0x7FFFFFFF, then 1 again (SMPP 3.4 §5.1.4). */
export function nextSequence(sequence: number): number {
  return sequence >= SEQUENCE_MAX ? 1 : sequence + 1;
}
