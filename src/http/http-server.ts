import { createServer, type Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { backoffMs } from '../core/backoff.ts';
import type { Clock, Millis } from '../core/clock.ts';
import type { Log } from '../core/log.ts';
import type { WebApp } from './guarded-app.ts';

export interface ListenOptions {
  readonly listen: { readonly host: string; readonly port: number };
}

interface HttpServerParts {
  readonly app: WebApp;
  readonly clock: Clock;
  readonly log: Log;
  /** Uniform in [0, 1). */
  readonly random: () => number;
}

export interface HttpServer {
  start(): void;
  /** Resolves with the base URL once it listens; with port 0 in the configuration, the one that it got. */
  readonly listening: Promise<string>;
  /** Takes no new request, lets those under way finish for a moment, then closes every connection. */
  stop(): Promise<void>;
}

/** Sized for one office: enough for every phone and desk, too few to starve the calls. */
const MAX_CONNECTIONS = 256;
const MAX_HEADER_BYTES = 8 * 1024;
const HEADERS_TIMEOUT_MS = 10_000;
/** For the whole of a request; what is answered may take longer, such as live updates. */
const REQUEST_TIMEOUT_MS = 30_000;
/** How often Node looks whether either is over; on its own it would look every 30 s. */
const CHECK_EVERY_MS = 5_000;
/** Nothing read or written for so long; live updates send something more often. */
const IDLE_TIMEOUT_MS = 60_000;
const STOP_GRACE_MS = 1_000;
const RETRY = { baseMs: 2_000, capMs: 60_000 };

/**
 * Serves pages and API. A port that cannot be had never stops the phones: it is said with what to do, and tried again
 * until it can.
 */
export function createHttpServer({ listen }: ListenOptions, parts: HttpServerParts): HttpServer {
  const { app, clock, log, random } = parts;
  const { promise: listening, resolve: nowListening } = Promise.withResolvers<string>();
  const server = boundedServer(app);
  let stopped = false;
  let failures = 0;
  let cancelRetry = () => {};

  const open = () => void server.listen(listen);
  server.on('listening', () => {
    failures = 0;
    const url = urlOf(server, listen.host);
    log.info({ url }, 'pages and API are served');
    nowListening(url);
  });
  server.on('error', (error: NodeJS.ErrnoException) => {
    const waitMs = backoffMs(failures, random(), RETRY);
    log.error({ err: error }, listenProblem(error.code, listen, waitMs));
    failures += 1;
    if (!stopped) cancelRetry = clock.setTimer(clock.now() + waitMs, open);
  });

  return {
    listening,
    start: open,
    async stop() {
      stopped = true;
      cancelRetry();
      if (!server.listening) return;
      const closed = Promise.withResolvers<void>();
      server.close(() => closed.resolve());
      const cancelGrace = clock.setTimer(clock.now() + STOP_GRACE_MS, () => server.closeAllConnections());
      await closed.promise;
      cancelGrace();
    },
  };
}

function boundedServer(app: WebApp): Server {
  const server = createServer(
    {
      maxHeaderSize: MAX_HEADER_BYTES,
      headersTimeout: HEADERS_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      connectionsCheckingInterval: CHECK_EVERY_MS,
    },
    getRequestListener((request, env) => app.fetch(request, env), { overrideGlobalObjects: false }),
  );
  server.maxConnections = MAX_CONNECTIONS;
  server.setTimeout(IDLE_TIMEOUT_MS);
  return server;
}

function urlOf(server: Server, host: string): string {
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** What happened, to what, and what to do next. */
function listenProblem(
  code: string | undefined,
  { host, port }: ListenOptions['listen'],
  waitMs: Millis,
): string {
  const again = `Calls and texts go on; tried again in ${Math.ceil(waitMs / 1000)} s.`;
  const place = `${host} port ${port}`;
  if (code === 'EADDRINUSE')
    return `the pages cannot be served: another program has ${place}. Stop it, or change [http] listen. ${again}`;
  if (code === 'EACCES')
    return `the pages cannot be served: this user may not open ${place}. Use a port from 1024 up in [http] listen. ${again}`;
  return `the pages cannot be served at ${place} (${code}). Check [http] listen: is that an address of this machine? ${again}`;
}
