import { randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { header } from './sip-trace.ts';

/** One MESSAGE as it came from Asterisk. */
export interface HeardMessage {
  /** User part of the request URI. */
  readonly target: string;
  /** User and host of From, e.g. `+12125550100@127.0.0.1`. */
  readonly from: string;
  readonly body: string;
  /** Bytes of the whole request. */
  readonly size: number;
  /** `X-Textback-Id`. */
  readonly id: string;
  readonly at: number;
}

export interface MessageToSend {
  readonly sipPort: number;
  readonly from: string;
  /** User part of To, and of the request URI where `requestUser` is absent. */
  readonly to: string;
  readonly requestUser?: string;
  /** The whole From, before its tag, in place of a plain one. */
  readonly fromHeader?: string;
  readonly body: string | Uint8Array;
  readonly headers?: readonly string[];
  /** The same for a text that is sent twice. */
  readonly callId?: string;
}

/** A carrier at the other end of the trunk: takes and sends SIP MESSAGE over UDP, and answers OPTIONS. */
export interface SipPeer extends AsyncDisposable {
  readonly port: number;
  readonly heard: readonly HeardMessage[];
  /** Resolves with the status of the answer; rejects without one in 10 s. */
  send(message: MessageToSend): Promise<number>;
  logText(): string;
}

const ANSWER_WITHIN_MS = 10_000;
/** RFC 3261 §17.1.2.2: T1, doubled each time. */
const RETRANSMIT_AT_MS = [500, 1_500, 3_500, 7_500];

export async function startSipPeer(): Promise<SipPeer> {
  const socket = createSocket('udp4');
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  const heard: HeardMessage[] = [];
  const log: string[] = [];
  const waiting = new Map<string, (status: number) => void>();

  socket.on('message', (bytes, from) => {
    const text = bytes.toString('utf8');
    log.push(`${new Date().toISOString()} received\n${text}`);
    const status = /^SIP\/2\.0 (\d{3})/.exec(text)?.[1];
    if (status !== undefined) {
      waiting.get(header(text, 'Call-ID'))?.(Number(status));
      return;
    }
    if (text.startsWith('MESSAGE ')) heard.push(readMessage(text, bytes.length));
    if (!text.startsWith('ACK ')) socket.send(answerTo(text), from.port, from.address);
  });

  return {
    port,
    heard,
    send(message) {
      const callId = message.callId ?? randomBytes(8).toString('hex');
      const body = Buffer.from(message.body);
      const request = Buffer.concat([Buffer.from(headOf(message, callId, body.length, port)), body]);
      log.push(`${new Date().toISOString()} sent\n${request.toString('utf8')}`);
      return new Promise((resolve, reject) => {
        const transmit = () => socket.send(request, message.sipPort, '127.0.0.1');
        const timers = RETRANSMIT_AT_MS.map((ms) => setTimeout(transmit, ms));
        const giveUp = () => reject(new Error(`Asterisk did not answer the MESSAGE ${callId}.`));
        timers.push(setTimeout(giveUp, ANSWER_WITHIN_MS));
        waiting.set(callId, (status) => {
          for (const timer of timers) clearTimeout(timer);
          resolve(status);
        });
        transmit();
      });
    },
    logText: () => log.join('\n'),
    async [Symbol.asyncDispose]() {
      socket.close();
      await once(socket, 'close');
    },
  };
}

function readMessage(text: string, size: number): HeardMessage {
  const split = text.indexOf('\r\n\r\n');
  return {
    target: decodeURIComponent(/^MESSAGE sip:([^@\s]*)@/.exec(text)?.[1] ?? ''),
    from: /sip:([^>;]*)/.exec(header(text, 'From'))?.[1] ?? '',
    body: text.slice(split + 4),
    size,
    id: header(text, 'X-Textback-Id'),
    at: Date.now(),
  };
}

/** RFC 3261 §8.2.6: the answer copies these headers; To gets a tag. */
function answerTo(request: string): string {
  const [head = ''] = request.split('\r\n\r\n');
  const copied = head
    .split('\r\n')
    .filter((line) => /^(Via|From|To|Call-ID|CSeq):/i.test(line))
    .map((line) => (/^To:/i.test(line) && !/;tag=/.test(line) ? `${line};tag=peer` : line));
  return `SIP/2.0 200 OK\r\n${copied.join('\r\n')}\r\nContent-Length: 0\r\n\r\n`;
}

function headOf(message: MessageToSend, callId: string, length: number, port: number): string {
  const { from, to, requestUser = to, sipPort, headers = [] } = message;
  return [
    `MESSAGE sip:${requestUser}@127.0.0.1:${sipPort} SIP/2.0`,
    // A branch of its own each time: sent again, it is not a retransmission that Asterisk would absorb.
    `Via: SIP/2.0/UDP 127.0.0.1:${port};branch=z9hG4bK${randomBytes(6).toString('hex')};rport`,
    'Max-Forwards: 70',
    `From: ${message.fromHeader ?? `<sip:${from}@carrier.example>`};tag=peer`,
    `To: <sip:${to}@127.0.0.1>`,
    `Call-ID: ${callId}`,
    'CSeq: 1 MESSAGE',
    ...headers,
    'Content-Type: text/plain',
    `Content-Length: ${length}`,
    '',
    '',
  ].join('\r\n');
}
