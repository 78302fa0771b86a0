import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { type ConnectionOptions, connect as connectTls } from 'node:tls';

export interface SmppSocketOptions {
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
  /** PEM of the authority to trust in place of the system's. */
  readonly tlsCa?: string;
  /** The name that the certificate must bear; unset, the host. */
  readonly tlsServerName?: string;
  /** False takes any certificate, and so anybody's. */
  readonly tlsVerify: boolean;
}

/** Begins to connect; `onReady` is called when the first octet may be written. */
export function connectSmppSocket(options: SmppSocketOptions, onReady: () => void): Socket {
  const { host, port } = options;
  const socket = options.tls
    ? connectTls({ host, port, ...tlsOptions(options) })
    : connectTcp({ host, port });
  // Over TLS `connect` comes before the handshake, and a bind then would be lost.
  socket.once(options.tls ? 'secureConnect' : 'connect', onReady);
  return socket;
}

function tlsOptions({ host, tlsCa, tlsServerName, tlsVerify }: SmppSocketOptions): ConnectionOptions {
  const name = tlsServerName ?? host;
  return {
    // An address is no server name (RFC 6066 §3); the certificate is checked against it all the same.
    ...(isIP(name) === 0 ? { servername: name } : {}),
    ...(tlsCa === undefined ? {} : { ca: tlsCa }),
    rejectUnauthorized: tlsVerify,
    // An account's password goes over this link: nothing older than TLS 1.2 (RFC 8996).
    minVersion: 'TLSv1.2',
  };
}
