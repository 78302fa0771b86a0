import type { IncomingMessage } from 'node:http';
import { isLoopback } from '../../core/loopback.ts';

/** Who sent a request. */
export interface Client {
  /** An IP address, or what the proxy wrote in its place; for limits and for the list of sessions. */
  readonly address: string;
  /** A program or a browser on this machine, with no proxy between. */
  readonly isLocal: boolean;
  /** It came by TLS, as far as the proxy. */
  readonly isSecure: boolean;
}

/** Any of these says that somebody passed the request on. */
const FORWARDING = ['x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip', 'forwarded'];
const MAX_ADDRESS_LENGTH = 45;

/**
 * Behind a proxy the last entry of X-Forwarded-For is what our own proxy added; what stands before it came from
 * outside and may say anything.
 */
export function clientOf({ socket, headers }: IncomingMessage, behindProxy: boolean): Client {
  const peer = (socket.remoteAddress ?? '').replace(/^::ffff:(?=\d+\.)/i, '');
  const isForwarded = FORWARDING.some((name) => headers[name] !== undefined);
  const isLocal = isLoopback(peer) && !isForwarded;
  if (!behindProxy || !isForwarded) return { address: peer, isLocal, isSecure: false };
  const last = [headers['x-forwarded-for'] ?? ''].flat().join(',').split(',').at(-1)?.trim() ?? '';
  return { address: last.slice(0, MAX_ADDRESS_LENGTH) || peer, isLocal, isSecure: true };
}
