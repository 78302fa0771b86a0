import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { isLoopback } from '../../core/loopback.ts';

/** Who sent a request. */
export interface Client {
  /** An IP address, or what the proxy wrote in its place; for limits and for the list of sessions. */
  readonly address: string;
  /** A program or a browser on this machine, with no proxy between. */
  readonly isLocal: boolean;
  /** It came by TLS, as far as the proxy. */
  readonly isSecure: boolean;
  /** Why nobody can sign in this way though a proxy is configured; null where they can. */
  readonly proxyFault: ProxyFault | null;
}

/** `no-tls`: the proxy was asked in the clear. `unmarked`: it does not say who asks, so that all seem to be this machine. */
export type ProxyFault = 'no-tls' | 'unmarked';

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
  if (!behindProxy) return { address: peer, isLocal, isSecure: false, proxyFault: null };
  if (!isForwarded) {
    // Whoever types the loopback address sits at this machine; any other name came through the proxy.
    const isDirect = isLocal && isLoopbackHost(headers.host);
    return { address: peer, isLocal: isDirect, isSecure: false, proxyFault: isDirect ? null : 'unmarked' };
  }
  const address = lastOf(headers['x-forwarded-for']).slice(0, MAX_ADDRESS_LENGTH) || peer;
  const isClear = isInTheClear(headers);
  return { address, isLocal, isSecure: true, proxyFault: isClear ? 'no-tls' : null };
}

/**
 * Whether the browser asked the proxy without TLS: it would drop the cookie, which is Secure, and come back to sign in
 * for ever. Browsers tell it best, since there may be more than one proxy: Sec-Fetch-Site comes over TLS only (Fetch
 * Metadata §2), and the origin of a form names its scheme. What the proxy says counts where they say nothing.
 */
function isInTheClear(headers: IncomingHttpHeaders): boolean {
  if (headers['sec-fetch-site'] !== undefined || headers.origin?.startsWith('https://')) return false;
  if (headers.origin?.startsWith('http://')) return true;
  const proto = [headers['x-forwarded-proto'] ?? ''].flat().join(',').toLowerCase();
  return proto !== '' && !/\bhttps\b/.test(proto);
}

function isLoopbackHost(host: string | undefined): boolean {
  return isLoopback((host ?? '').replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1'));
}

/** What our own proxy added; before it stands what came from outside. */
function lastOf(header: string | readonly string[] | undefined): string {
  return [header ?? ''].flat().join(',').split(',').at(-1)?.trim() ?? '';
}
