import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** A port of 127.0.0.1 that leads to another one while it is open, and refuses connections while it is not. */
export interface TcpRelay extends AsyncDisposable {
  open(): Promise<void>;
  close(): Promise<void>;
  /** All that clients have sent through it, as Latin-1. */
  heard(): string;
}

export function createTcpRelay(port: number, target: number): TcpRelay {
  let server: Server | null = null;
  let heard = '';
  const sockets = new Set<Socket>();
  const close = async () => {
    const closing = server;
    server = null;
    for (const socket of sockets) socket.destroy();
    if (closing !== null) await new Promise((resolve) => closing.close(resolve));
  };
  return {
    async open() {
      server = createServer((client) => {
        const far = connect(target, '127.0.0.1');
        client.on('data', (data: Buffer) => {
          heard += data.toString('latin1');
        });
        client.pipe(far).pipe(client);
        for (const socket of [client, far]) {
          sockets.add(socket);
          socket.on('error', () => {});
          socket.on('close', () => {
            sockets.delete(socket);
            client.destroy();
            far.destroy();
          });
        }
      });
      server.listen(port, '127.0.0.1');
      await once(server, 'listening');
    },
    close,
    heard: () => heard,
    [Symbol.asyncDispose]: close,
  };
}
