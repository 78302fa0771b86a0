import type { Client } from 'ari-client';
import type { RawData, WebSocket } from 'ws';
import type { Clock } from '../core/clock.ts';
import type { Log } from '../core/log.ts';
import { REQUEST_DEADLINE_MS } from './ari-http.ts';
import { setDeadline } from './deadline.ts';
import { isRecord, parseJson } from './json.ts';

/** A silent network break is noticed within these two together. */
const PING_EVERY_MS = 10_000;
const PONG_WITHIN_MS = 5_000;
/** Real time: it is Asterisk's operating system that has to answer. */
const CLOSE_WITHIN_MS = 500;

export interface AriSocketListeners {
  readonly onEvent: (event: Readonly<Record<string, unknown>>) => void;
  /** Called once, after the socket was open; not after `close` or the signal. */
  readonly onLost: (why: string) => void;
}

export interface AriSocket {
  close(): void;
}

/**
 * Opens ari-client's event WebSocket and takes it over. ari-client's own listeners go: its `message` listener throws
 * at an unknown event type or invalid JSON, which ws never recovers from (the socket stays open and deaf), and its
 * reconnecting gives up after ten tries. Rejects when it does not open in time.
 */
export function openAriSocket(
  client: Client,
  app: string,
  listeners: AriSocketListeners,
  { clock, log, signal }: { readonly clock: Clock; readonly log: Log; readonly signal: AbortSignal },
): Promise<AriSocket> {
  return new Promise((resolve, reject) => {
    client.start(app).catch(() => {});
    const socket = client._ws;
    for (const event of ['message', 'close', 'error']) socket.removeAllListeners(event);

    let cancelTimer = () => {};
    let stage: 'opening' | 'open' | 'over' = 'opening';

    function end(why: string | null): void {
      if (stage === 'over') return;
      const wasOpen = stage === 'open';
      stage = 'over';
      cancelTimer();
      signal.removeEventListener('abort', onAbort);
      hangUp(socket, wasOpen && why === null);
      if (!wasOpen) reject(new Error(why ?? 'closed'));
      else if (why !== null) listeners.onLost(why);
    }

    function onAbort(): void {
      end(null);
    }

    function watch(): void {
      cancelTimer();
      cancelTimer = clock.setTimer(clock.now() + PING_EVERY_MS, () => {
        client.ping();
        cancelTimer = setDeadline(clock, PONG_WITHIN_MS, () =>
          end('Asterisk stopped answering pings on the event WebSocket'),
        );
      });
    }

    cancelTimer = setDeadline(clock, REQUEST_DEADLINE_MS, () =>
      end('the event WebSocket did not open in time'),
    );
    signal.addEventListener('abort', onAbort);
    if (signal.aborted) onAbort();
    socket.on('open', () => {
      stage = 'open';
      watch();
      resolve({ close: () => end(null) });
    });
    socket.on('pong', watch);
    // An error is always followed by a close, but says more.
    socket.on('error', (error) => end(`the event WebSocket failed: ${error.message}`));
    socket.on('close', (code) => end(`Asterisk closed the event WebSocket (code ${code})`));
    socket.on('message', (data) => {
      if (stage === 'open') readMessage(data, listeners.onEvent, log);
    });
  });
}

/** Politely where the other side is well, so that Asterisk logs no abrupt end; by force where it does not take part. */
function hangUp(socket: WebSocket, politely: boolean): void {
  if (!politely) {
    socket.terminate();
    return;
  }
  socket.close(1000);
  const force = setTimeout(() => socket.terminate(), CLOSE_WITHIN_MS);
  force.unref();
  socket.once('close', () => clearTimeout(force));
}

/** Nothing that arrives may throw: a throw in a `message` listener leaves the WebSocket deaf for good. */
function readMessage(data: RawData, onEvent: AriSocketListeners['onEvent'], log: Log): void {
  const event = parseJson(String(data));
  if (!isRecord(event) || typeof event['type'] !== 'string') {
    log.warn({ bytes: String(data).length }, 'Ignored an ARI message that is not an event');
    return;
  }
  try {
    onEvent(event);
  } catch (error) {
    log.error({ err: error, type: event['type'] }, 'Handling an ARI event failed');
  }
}
