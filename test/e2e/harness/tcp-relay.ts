import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** A port of 127.0.0.1 that leads to another one while it is open, and refuses connections while it is not. */
export interface TcpRelay extends AsyncDisposable {
  open(): Promise<void>;
  close(): Promise<void>;
  /**
   * From now on, until `release` or `close`, nothing that clients send goes through on connections whose first octets match, while
   * the rest goes on.
   */
  hold(matches: (head: string) => boolean): void;
  /** What was held is lost; what comes from now on goes through. */
  release(): void;
  /** All that clients have sent through it, as Latin-1. */
  heard(): string;
}

export function createTcpRelay(port: number, target: number): TcpRelay {
  let server: Server | null = null;
  let heard = '';
  let isHeld: (head: string) => boolean = () => false;
  const sockets = new Set<Socket>();
  const close = async () => {
    const closing = server;
    server = null;
    isHeld = () => false;
    for (const socket of sockets) socket.destroy();
    if (closing !== null) await new Promise((resolve) => closing.close(resolve));
  };
  return {
    async open() {
      server = createServer((client) => {
        const far = connect(target, '127.0.0.1');
        let head = '';
        client.on('data', (data: Buffer) => {
          const text = data.toString('latin1');
          if (head === '') head = text;
          heard += text;
          if (!isHeld(head)) far.write(data);
        });
        client.on('end', () => far.end());
        far.pipe(client);
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
    hold(matches) {
      isHeld = matches;
    },
    release() {
      isHeld = () => false;
    },
    heard: () => heard,
    [Symbol.asyncDispose]: close,
  };
}
