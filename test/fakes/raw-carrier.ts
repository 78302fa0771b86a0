import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { vi } from 'vitest';

/** The carrier's side written out in octets, so that it shares no code, and no mistake, with the gateway. */
export interface RawCarrier extends AsyncDisposable {
  readonly port: number;
  /** Connections so far. */
  readonly connections: number;
  /** Everything received on the newest connection, but for the bind. */
  readonly received: readonly RawPdu[];
  send(...octets: Buffer[]): void;
  /** Resolves with the next PDU of this command on the newest connection, once there is one not yet taken. */
  take(commandId: number): Promise<RawPdu>;
  readonly socket: Socket;
}

export interface RawPdu {
  readonly commandId: number;
  readonly status: number;
  readonly sequence: number;
  readonly body: Buffer;
}

export const DELIVER_SM = 0x05;
export const DELIVER_SM_RESP = 0x8000_0005;
export const SUBMIT_SM = 0x04;
export const SUBMIT_SM_RESP = 0x8000_0004;
export const ENQUIRE_LINK = 0x15;
export const ENQUIRE_LINK_RESP = 0x8000_0015;
export const UNBIND = 0x06;
export const UNBIND_RESP = 0x8000_0006;
export const GENERIC_NACK = 0x8000_0000;
/** bind_receiver, bind_transmitter, bind_transceiver. */
const BINDS: ReadonlySet<number> = new Set([0x01, 0x02, 0x09]);
const RESPONSE = 0x8000_0000;

export function rawPdu(
  commandId: number,
  sequence: number,
  body: Buffer = Buffer.alloc(0),
  status = 0,
): Buffer {
  const header = Buffer.alloc(16);
  [16 + body.length, commandId, status, sequence].forEach((value, index) => {
    header.writeUInt32BE(value, index * 4);
  });
  return Buffer.concat([header, body]);
}

export interface RawDelivery {
  readonly from?: string;
  readonly fromTon?: number;
  readonly to?: string;
  readonly esmClass?: number;
  readonly schedule?: string;
  readonly dataCoding?: number;
  readonly message?: Buffer | string;
  readonly tlvs?: readonly Buffer[];
}

/** The body of a deliver_sm (SMPP 3.4 §4.6.1). */
export function deliverBody(delivery: RawDelivery = {}): Buffer {
  const { from = '12125550123', to = '12125550100', schedule = '', message = 'hello' } = delivery;
  const words = typeof message === 'string' ? Buffer.from(message, 'latin1') : message;
  const cstring = (text: string): Buffer => Buffer.from(`${text}\0`, 'latin1');
  return Buffer.concat([
    cstring(''),
    Buffer.from([delivery.fromTon ?? 1, 1]),
    cstring(from),
    Buffer.from([1, 1]),
    cstring(to),
    Buffer.from([delivery.esmClass ?? 0, 0, 0]),
    cstring(schedule),
    cstring(''),
    Buffer.from([0, 0, delivery.dataCoding ?? 0, 0, words.length]),
    words,
    ...(delivery.tlvs ?? []),
  ]);
}

/** A TLV; `length` may lie. */
export function tlv(tag: number, value: Buffer | string, length?: number): Buffer {
  const octets = typeof value === 'string' ? Buffer.from(value, 'latin1') : value;
  const header = Buffer.alloc(4);
  header.writeUInt16BE(tag, 0);
  header.writeUInt16BE(length ?? octets.length, 2);
  return Buffer.concat([header, octets]);
}

function createReader(onPdu: (pdu: RawPdu) => void): (chunk: Buffer) => void {
  let held: Buffer = Buffer.alloc(0);
  return (chunk) => {
    held = Buffer.concat([held, chunk]);
    while (held.length >= 4 && held.length >= held.readUInt32BE(0)) {
      const length = held.readUInt32BE(0);
      onPdu({
        commandId: held.readUInt32BE(4),
        status: held.readUInt32BE(8),
        sequence: held.readUInt32BE(12),
        body: held.subarray(16, length),
      });
      held = held.subarray(length);
    }
  };
}

export interface RawCarrierOptions {
  /** What the first binds are answered with, one each; those after them are accepted. */
  readonly answerBinds?: readonly Buffer[];
}

export async function startRawCarrier({ answerBinds = [] }: RawCarrierOptions = {}): Promise<RawCarrier> {
  const odd = [...answerBinds];
  const sockets: Socket[] = [];
  let received: RawPdu[] = [];
  const taken = new Set<RawPdu>();
  const server = createServer((socket) => {
    sockets.push(socket);
    received = [];
    const own = received;
    socket.on('error', () => {});
    const read = createReader((pdu) => {
      if (!BINDS.has(pdu.commandId)) own.push(pdu);
      else socket.write(odd.shift() ?? rawPdu(RESPONSE + pdu.commandId, pdu.sequence, Buffer.from('raw\0')));
    });
    socket.on('data', read);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the raw carrier has no port');

  const newest = (): Socket => {
    const socket = sockets.at(-1);
    if (socket === undefined) throw new Error('nobody has connected to the raw carrier');
    return socket;
  };

  return {
    port: address.port,
    get connections() {
      return sockets.length;
    },
    get received() {
      return received;
    },
    get socket() {
      return newest();
    },
    send(...octets) {
      newest().write(Buffer.concat(octets));
    },
    take: (commandId) =>
      vi.waitFor(
        () => {
          const pdu = received.find((each) => each.commandId === commandId && !taken.has(each));
          if (pdu === undefined) throw new Error(`no PDU 0x${commandId.toString(16)} has come`);
          taken.add(pdu);
          return pdu;
        },
        { timeout: 10_000, interval: 5 },
      ),
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
