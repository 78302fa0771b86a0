import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';

/** Below Linux's ephemeral range (from 32768), so that no outgoing connection takes the port meanwhile. */
const LOWEST = 20_000;
const HIGHEST = 31_999;
/** How many reservations a process keeps; whoever asked for an older one has bound it by now, or never will. */
const KEPT = 500;

/** Oldest first. */
const reserved = new Map<number, Server>();

/** A loopback port that is free for TCP and UDP alike, and reserved by this process: see `reservePort`. */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const port = LOWEST + Math.floor(Math.random() * (HIGHEST - LOWEST));
    if ((await reservePort(port)) && (await isTcpFree(port)) && (await isUdpFree(port))) return port;
  }
  throw new Error(`No free loopback port found between ${LOWEST} and ${HIGHEST}.`);
}

/**
 * Takes a port number before anybody has bound it: between a look that finds it free and the bind of a program that we
 * start, another process of ours would find it free too. The reservation is a name of its own (an abstract Unix
 * socket, unix(7)), not the port, and ends with this process at the latest. Only Linux has such names; elsewhere a
 * process does not know of the reservations of others.
 * @returns whether nobody, this process included, had reserved it
 */
export async function reservePort(port: number): Promise<boolean> {
  if (reserved.has(port)) return false;
  const server = createServer();
  reserved.set(port, server);
  if (process.platform === 'linux' && !(await hasListened(server, { path: `\0textback-port-${port}` }))) {
    reserved.delete(port);
    return false;
  }
  server.unref();
  const [oldest] = reserved;
  if (oldest !== undefined && reserved.size > KEPT) {
    reserved.delete(oldest[0]);
    oldest[1].close();
  }
  return true;
}

async function isTcpFree(port: number): Promise<boolean> {
  const server = createServer();
  const isFree = await hasListened(server, { port, host: '127.0.0.1' });
  server.close();
  return isFree;
}

async function hasListened(server: Server, where: { path: string } | { port: number; host: string }) {
  try {
    server.listen(where);
    await once(server, 'listening');
    return true;
  } catch {
    return false;
  }
}

/** Whether nobody holds this UDP port of 127.0.0.1 at this moment. */
export async function isUdpFree(port: number): Promise<boolean> {
  const socket = createSocket('udp4');
  try {
    socket.bind(port, '127.0.0.1');
    await once(socket, 'listening');
    return true;
  } catch {
    return false;
  } finally {
    socket.close();
  }
}
