import http from 'node:http';
import https from 'node:https';
import type { Clock } from '../core/clock.ts';
import { setDeadline } from './deadline.ts';

export interface AriOptions {
  /** Where Asterisk's HTTP server is, e.g. `http://127.0.0.1:8088`. */
  readonly url: string;
  readonly user: string;
  readonly password: string;
  /** The Stasis application's name, as the dialplan gives it. */
  readonly app: string;
}

export interface HttpAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

/** A request that Asterisk refused (`status`) or that got no answer (`status` null). */
export class AriRequestError extends Error {
  readonly status: number | null;

  constructor(message: string, status: number | null) {
    super(message);
    this.name = 'AriRequestError';
    this.status = status;
  }
}

export interface AriHttp {
  /**
   * Rejects with an `AriRequestError` when no answer came in time; any HTTP status is an answer. Repeated once where
   * the kept connection had been closed under it, unless that could do something twice.
   * @param body JSON
   */
  request(
    method: string,
    target: string,
    body?: { readonly json: string; readonly isRepeatable: boolean },
  ): Promise<HttpAnswer>;
  close(): void;
}

/** A request that Asterisk has not answered by then never will be: it answers in milliseconds. */
export const REQUEST_DEADLINE_MS = 5_000;

/**
 * Idle connections go before Asterisk drops them (`session_keep_alive`, 15 s), else a command could be written
 * into a connection that is being closed.
 */
const IDLE_MS = 10_000;

/** Well under Asterisk's `sessionlimit` of 100, which other ARI users share. */
const MAX_CONNECTIONS = 32;

/** More than any answer of ours needs (the largest API document is about 150 kB). */
const MAX_BODY_BYTES = 16 * 1024 * 1024;

/**
 * Keep-alive connections to Asterisk's HTTP server, a deadline on every request, credentials per instance.
 * One connection per request costs a TCP handshake each and runs into `sessionlimit` at a few dozen calls a second.
 */
export function createAriHttp(options: AriOptions, clock: Clock): AriHttp {
  const secure = options.url.startsWith('https:');
  const agentOptions = { keepAlive: true, maxSockets: MAX_CONNECTIONS, timeout: IDLE_MS };
  const agent = secure ? new https.Agent(agentOptions) : new http.Agent(agentOptions);
  const open = secure ? https.request : http.request;
  const authorization = `Basic ${Buffer.from(`${options.user}:${options.password}`).toString('base64')}`;

  function once(
    method: string,
    url: URL,
    body: string | undefined,
    onStale: () => void,
  ): Promise<HttpAnswer> {
    return new Promise((resolve, reject) => {
      const request = open(url, { method, agent, headers: { authorization, accept: 'application/json' } });
      const cancelDeadline = setDeadline(clock, REQUEST_DEADLINE_MS, () => {
        request.destroy(new Error(`no answer within ${REQUEST_DEADLINE_MS / 1000} s`));
      });
      const fail = (error: Error) => {
        cancelDeadline();
        if (request.reusedSocket && isReset(error)) onStale();
        reject(new AriRequestError(error.message, null));
      };
      request.on('error', fail);
      request.on('response', (response) => {
        collect(response).then((body) => {
          cancelDeadline();
          resolve({
            status: response.statusCode ?? 0,
            contentType: response.headers['content-type'] ?? '',
            body,
          });
        }, fail);
      });
      if (body !== undefined) request.setHeader('content-type', 'application/json');
      // Asterisk reads an empty POST only when told that it is empty.
      if (method !== 'GET') request.setHeader('content-length', Buffer.byteLength(body ?? ''));
      request.end(body);
    });
  }

  return {
    async request(method, target, body) {
      const url = new URL(target, options.url);
      let stale = false;
      try {
        return await once(method, url, body?.json, () => {
          stale = true;
        });
      } catch (error) {
        // The kept connection was closed under us. Repeating is safe: channels and bridges carry ids of ours,
        // so that a second originate of one that did get through is refused with 409. A text carries none.
        if (stale && body?.isRepeatable !== false) return await once(method, url, body?.json, () => {});
        throw error;
      }
    },
    close: () => agent.destroy(),
  };
}

function isReset(error: Error): boolean {
  return 'code' in error && (error.code === 'ECONNRESET' || error.code === 'EPIPE');
}

function collect(response: http.IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    response.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > MAX_BODY_BYTES) response.destroy(new Error('the answer is too large'));
      else chunks.push(chunk);
    });
    response.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
    response.on('error', reject);
    response.on('aborted', () => reject(new Error('the connection was closed in the middle of the answer')));
  });
}
