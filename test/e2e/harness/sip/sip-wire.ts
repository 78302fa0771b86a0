import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { header } from '../sip-trace.ts';

/** One SIP message off the wire (RFC 3261 §7). */
export interface SipText {
  /** `''` for a response. */
  readonly method: string;
  /** User part of the request URI. */
  readonly target: string;
  /** 0 for a request. */
  readonly status: number;
  readonly callId: string;
  readonly cseqMethod: string;
  readonly text: string;
}

/** One UDP socket on 127.0.0.1 that SIP goes through. */
export interface SipWire extends AsyncDisposable {
  readonly port: number;
  send(text: string, toPort: number): void;
  /** Sends now, and again as RFC 3261 §17.1.1.2 asks, until what it returns is called. */
  repeat(text: string, toPort: number): () => void;
  logText(): string;
}

/** T1 is 500 ms, doubled each time. */
const AGAIN_AFTER_MS = [500, 1_500, 3_500, 7_500];
const LOG_LINES = 4_000;

export async function openSipWire(onMessage: (message: SipText, fromPort: number) => void): Promise<SipWire> {
  const socket: Socket = createSocket({ type: 'udp4', recvBufferSize: 4 * 1024 * 1024 });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  const log: string[] = [];
  const timers = new Set<NodeJS.Timeout>();
  let isClosed = false;
  const note = (what: string, text: string) => {
    log.push(`${new Date().toISOString()} ${what}\n${text}`);
    if (log.length > LOG_LINES) log.splice(0, LOG_LINES / 2);
  };
  const send = (text: string, toPort: number) => {
    if (isClosed) return;
    note(`sent to ${toPort}`, text);
    socket.send(text, toPort, '127.0.0.1');
  };
  socket.on('message', (bytes, from) => {
    const text = bytes.toString('utf8');
    note(`received from ${from.port}`, text);
    onMessage(readSip(text), from.port);
  });
  return {
    port,
    send,
    repeat(text, toPort) {
      send(text, toPort);
      const own = AGAIN_AFTER_MS.map((ms) => setTimeout(() => send(text, toPort), ms));
      for (const timer of own) timers.add(timer);
      return () => {
        for (const timer of own) {
          clearTimeout(timer);
          timers.delete(timer);
        }
      };
    },
    logText: () => log.join('\n'),
    async [Symbol.asyncDispose]() {
      isClosed = true;
      for (const timer of timers) clearTimeout(timer);
      socket.close();
      await once(socket, 'close');
    },
  };
}

function readSip(text: string): SipText {
  const request = /^([A-Z]+) sip:(?:([^@\s]*)@)?\S+ SIP\/2\.0/.exec(text);
  return {
    method: request?.[1] ?? '',
    target: decodeURIComponent(request?.[2] ?? ''),
    status: Number(/^SIP\/2\.0 (\d{3})/.exec(text)?.[1] ?? 0),
    callId: header(text, 'Call-ID'),
    cseqMethod: header(text, 'CSeq').split(/\s+/)[1] ?? '',
    text,
  };
}

/** RFC 3261 §8.2.6: the answer copies these headers; To gets our tag. */
export function answerTo(
  request: string,
  status: string,
  tag: string,
  more: readonly string[] = [],
  body = '',
): string {
  const [head = ''] = request.split('\r\n\r\n');
  const copied = head
    .split('\r\n')
    .filter((line) => /^(Via|From|To|Call-ID|CSeq|Record-Route):/i.test(line))
    .map((line) => (/^To:/i.test(line) && !/;tag=/.test(line) ? `${line};tag=${tag}` : line));
  return assemble([`SIP/2.0 ${status}`, ...copied, ...more], body);
}

/** The start line and headers, as given, with the length of the body (SDP, or a key for INFO). */
export function assemble(head: readonly string[], body = ''): string {
  const length = `Content-Length: ${Buffer.byteLength(body)}`;
  return [...head, length, '', body].join('\r\n');
}

/**
 * PCMU at a port of 127.0.0.1 (RFC 4566).
 * @param hasEvents keys come as telephone events (RFC 4733) too
 */
export function sdp(mediaPort: number, hasEvents = true): string {
  const events = ['a=rtpmap:101 telephone-event/8000', 'a=fmtp:101 0-16'];
  return [
    'v=0',
    'o=ua 1 1 IN IP4 127.0.0.1',
    's=-',
    'c=IN IP4 127.0.0.1',
    't=0 0',
    `m=audio ${mediaPort} RTP/AVP 0${hasEvents ? ' 101' : ''}`,
    'a=rtpmap:0 PCMU/8000',
    ...(hasEvents ? events : []),
    'a=ptime:20',
    '',
  ].join('\r\n');
}
