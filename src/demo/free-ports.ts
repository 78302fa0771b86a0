import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';

/** Below Linux's ephemeral range (from 32768), so that no outgoing connection takes the port meanwhile. */
const LOWEST = 20_000;
const HIGHEST = 31_999;

/** What this process was given and may not have bound yet: never given twice. */
const given = new Set<number>();

/** A loopback port that is free at this moment for TCP and UDP alike, and new to this process. */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const port = LOWEST + Math.floor(Math.random() * (HIGHEST - LOWEST));
    if (given.has(port)) continue;
    given.add(port);
    if ((await isTcpFree(port)) && (await isUdpFree(port))) return port;
  }
  throw new Error(`No free loopback port found between ${LOWEST} and ${HIGHEST}.`);
}

async function isTcpFree(port: number): Promise<boolean> {
  const server = createServer();
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return true;
  } catch {
    return false;
  } finally {
    server.close();
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
