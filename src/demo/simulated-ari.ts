import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { isRecord, parseJson, recordAt, textAt } from '../asterisk/json.ts';
import type { Clock } from '../core/clock.ts';
import { ariDocument } from './simulated-ari-documents.ts';
import type { CommandStatus, SimulatedChannels } from './simulated-channels.ts';
import { answerOfFacts, createAriFacts } from './simulated-facts.ts';
import { createSimulatedLocal } from './simulated-local.ts';
import { HANGUP_CAUSES } from './simulated-phones.ts';

/**
 * What goes wrong with one request, decided by a test. `late-reset`: it is carried out, but the answer is lost.
 * `delay`: it is carried out, and answered, only after `ms`.
 */
export type AriFault =
  | { readonly kind: 'hang' | 'reset' | 'html' | 'late-reset' }
  | { readonly kind: 'status'; readonly status: number; readonly body?: string }
  | { readonly kind: 'delay'; readonly ms: number };

export interface AriRequestSeen {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly authorized: boolean;
  /** JSON, or `''`. */
  readonly body: string;
}

export interface SimulatedAriOptions {
  readonly clock: Clock;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly channels: () => SimulatedChannels;
  /** What it says to be. */
  readonly version: string;
}

interface Answer {
  readonly status: number;
  readonly body?: unknown;
}

export type SimulatedAri = Awaited<ReturnType<typeof startSimulatedAri>>;

/** Asterisk's HTTP server with ARI: REST, API documents and event WebSocket, on a real port of 127.0.0.1. */
export async function startSimulatedAri(options: SimulatedAriOptions) {
  const apps = new Map<string, WebSocket>();
  const variables = new Map<string, string>();
  const facts = createAriFacts(options.version);
  const local = createSimulatedLocal(options.channels);
  const sockets = new Set<Socket>();
  const requests: AriRequestSeen[] = [];
  const upgrades = new WebSocketServer({ noServer: true, autoPong: false });
  let intercept: (request: AriRequestSeen) => AriFault | null = () => null;
  let password = options.password;
  let answersPings = true;
  let connections = 0;

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => take(request, response, Buffer.concat(chunks).toString('utf8')));
  });
  server.keepAliveTimeout = 15_000;
  server.on('connection', (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
    const seen = look(request, '');
    const url = new URL(seen.target, 'http://localhost');
    const fault = intercept(seen);
    if (fault?.kind === 'hang') return;
    const isKnown = seen.authorized || url.searchParams.get('api_key') === `${options.user}:${password}`;
    if (fault !== null || !isKnown) {
      socket.end('HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    upgrades.handleUpgrade(request, socket, head, (opened) =>
      register(opened, url.searchParams.get('app') ?? ''),
    );
  });

  function take(request: IncomingMessage, response: ServerResponse, body: string): void {
    const seen = look(request, body);
    requests.push(seen);
    const fault = intercept(seen);
    const pass = () => carryOut(request, seen);
    if (fault === null) respond(response, pass());
    else spoil(fault, request, response, pass);
  }

  function look(request: IncomingMessage, body: string): AriRequestSeen {
    const expected = `Basic ${Buffer.from(`${options.user}:${password}`).toString('base64')}`;
    const target = request.url ?? '';
    const authorized = request.headers.authorization === expected;
    return { method: request.method ?? '', target, authorized, body };
  }

  function carryOut(request: IncomingMessage, seen: AriRequestSeen): Answer {
    const { pathname, searchParams } = new URL(seen.target, 'http://localhost');
    if (!seen.authorized) return { status: 401, body: { message: 'Authentication required' } };
    const document = ariDocument(pathname, request.headers.host ?? '');
    if (document !== null) return { status: 200, body: document };
    const path = pathname.split('/').slice(2).map(decodeURIComponent);
    const known = seen.method === 'GET' ? answerOfFacts(facts, path) : null;
    if (known !== null) return known;
    return route(options.channels(), seen.method, path, searchParams, {
      apps,
      variables,
      local,
      body: seen.body,
    });
  }

  /** A second WebSocket for the same application takes over, as in Asterisk. */
  function register(socket: WebSocket, app: string): void {
    const before = apps.get(app);
    apps.set(app, socket);
    if (before !== undefined) replace(before, app);
    socket.on('ping', (data) => {
      if (answersPings) socket.pong(data);
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      if (apps.get(app) === socket) apps.delete(app);
    });
  }

  function replace(socket: WebSocket, app: string): void {
    socket.send(JSON.stringify({ type: 'ApplicationReplaced', application: app }));
    socket.close();
  }

  function spoil(
    fault: AriFault,
    request: IncomingMessage,
    response: ServerResponse,
    pass: () => Answer,
  ): void {
    switch (fault.kind) {
      case 'hang':
        return;
      case 'reset':
        request.socket.resetAndDestroy();
        return;
      case 'html':
        response.writeHead(200, { 'content-type': 'text/html' }).end('<html><body>It works!</body></html>');
        return;
      case 'status':
        response.writeHead(fault.status, { 'content-type': 'application/json' }).end(fault.body ?? '');
        return;
      case 'delay':
        options.clock.setTimer(options.clock.now() + fault.ms, () => respond(response, pass()));
        return;
      case 'late-reset':
        pass();
        request.socket.resetAndDestroy();
    }
  }

  await new Promise<void>((resolve) => server.listen(options.port, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${port}`,
    requests: requests as readonly AriRequestSeen[],
    /** Asterisk's global variables. */
    variables,
    facts,
    /** TCP connections accepted so far. */
    get connections() {
      return connections;
    },
    get apps(): ReadonlyMap<string, WebSocket> {
      return apps;
    },
    isConnected: (app: string) => apps.has(app),
    deliver(app: string, event: Readonly<Record<string, unknown>>): boolean {
      const socket = apps.get(app);
      socket?.send(JSON.stringify(event));
      return socket !== undefined;
    },
    /** Fault hooks for tests. */
    faults: {
      onRequest(decide: (request: AriRequestSeen) => AriFault | null): void {
        intercept = decide;
      },
      setPassword(next: string): void {
        password = next;
      },
      mutePongs(): void {
        answersPings = false;
      },
      /** Any text, to every WebSocket. */
      sendRaw(text: string): void {
        for (const socket of apps.values()) socket.send(text);
      },
      /** Cuts the TCP connection under every WebSocket. */
      dropWebSockets(): void {
        for (const socket of apps.values()) socket.terminate();
      },
      closeWebSockets(): void {
        for (const socket of apps.values()) socket.close();
      },
      /** As if another client had connected with the same application name. */
      replaceApplication(app: string): void {
        const socket = apps.get(app);
        if (socket !== undefined) replace(socket, app);
      },
    },
    async stop(): Promise<void> {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function route(
  channels: SimulatedChannels,
  method: string,
  [resource, id = '', action = '']: readonly string[],
  query: URLSearchParams,
  {
    apps,
    variables,
    local,
    body,
  }: {
    apps: ReadonlyMap<string, WebSocket>;
    variables: Map<string, string>;
    local: ReturnType<typeof createSimulatedLocal>;
    body: string;
  },
): Answer {
  const given = (name: string) => query.get(name) ?? '';
  switch (`${method} ${resource} ${id === '' ? '' : '#'} ${action}`.trim()) {
    case 'GET asterisk #':
      if (id === 'variable') return { status: 200, body: { value: variables.get(given('variable')) ?? '' } };
      return { status: 200, body: { ping: 'pong' } };
    case 'POST asterisk #':
      variables.set(given('variable'), given('value'));
      return { status: 204 };
    case 'GET applications #': {
      const ids = channels.idsOf(id);
      if (!apps.has(id) && ids.length === 0)
        return { status: 404, body: { message: 'Application not found' } };
      const bridgeIds = [...channels.bridges().keys()];
      return { status: 200, body: { name: id, channel_ids: ids, bridge_ids: bridgeIds } };
    }
    case 'GET channels':
      return { status: 200, body: channels.snapshots() };
    case 'GET channels #': {
      const channel = channels.snapshotOf(id);
      return channel === null ? answer('not-found') : { status: 200, body: channel };
    }
    case 'POST channels':
      if (given('otherChannelId') !== '') {
        local.originate(given);
        return { status: 200, body: { id: given('channelId'), state: 'Down' } };
      }
      return originate(channels, given, body);
    case 'DELETE channels #':
      if (local.hangUp(id)) return { status: 204 };
      return answer(channels.hangUp(id, reasonOf(given('reason'))));
    case 'POST channels # ring':
      return answer(channels.indicateRinging(id));
    case 'POST channels # answer':
      return answer(channels.answer(id));
    case 'POST channels # continue':
      return answer(channels.leave(id, continuation(given)));
    case 'POST channels # play':
      return play(channels, id, given);
    case 'DELETE playbacks #':
      return channels.stopPlayback(id)
        ? { status: 204 }
        : { status: 404, body: { message: 'Playback not found' } };
    case 'POST bridges':
      channels.createBridge(given('bridgeId'));
      return { status: 200, body: { id: given('bridgeId'), bridge_type: given('type'), channels: [] } };
    case 'DELETE bridges #':
      return channels.destroyBridge(id) ? { status: 204 } : answer('not-found');
    case 'POST bridges # addChannel': {
      const status = channels.join(id, given('channel').split(','));
      return status === 'not-in-app'
        ? { status: 422, body: { message: 'Channel not in Stasis application' } }
        : answer(status);
    }
    default:
      return { status: 404, body: { message: 'Resource not found' } };
  }
}

function play(channels: SimulatedChannels, id: string, given: (name: string) => string): Answer {
  const media = given('media').split(',');
  if (media[0] === '') return { status: 500, body: { message: 'Failed to queue media for playback' } };
  const status = channels.play(id, given('playbackId'), media);
  const playing = { id: given('playbackId'), media_uri: media[0], state: 'queued' };
  return status === 'done' ? { status: 201, body: playing } : answer(status);
}

function continuation(given: (name: string) => string): { label: string } | { place: string } {
  const context = given('context');
  return context === ''
    ? { label: given('label') }
    : { place: [context, given('extension'), given('priority')].join(',') };
}

function originate(channels: SimulatedChannels, given: (name: string) => string, body: string): Answer {
  const channelId = given('channelId');
  const sent = parseJson(body);
  const variables = isRecord(sent) ? recordAt(sent, 'variables') : {};
  const status = channels.originate({
    channelId,
    endpoint: given('endpoint'),
    app: given('app'),
    appArgs: given('appArgs'),
    callerId: given('callerId'),
    timeoutMs: Number(given('timeout')) * 1000,
    divertedFrom: textAt(variables, 'REDIRECTING(from-num)'),
  });
  return status === 'done' ? { status: 200, body: { id: channelId, state: 'Down' } } : answer(status);
}

function reasonOf(reason: string): keyof typeof HANGUP_CAUSES {
  const known = Object.keys(HANGUP_CAUSES).includes(reason);
  return known ? (reason as keyof typeof HANGUP_CAUSES) : 'normal';
}

function answer(status: CommandStatus): Answer {
  switch (status) {
    case 'done':
      return { status: 204 };
    case 'not-found':
      return { status: 404, body: { message: 'Channel not found' } };
    case 'not-in-app':
      return { status: 409, body: { message: 'Channel not in Stasis application' } };
    case 'exists':
      return { status: 409, body: { message: 'Channel with given unique ID already exists' } };
    case 'allocation-failed':
      return { status: 500, body: { error: 'Allocation failed' } };
  }
}

function respond(response: ServerResponse, { status, body }: Answer): void {
  response.writeHead(status, body === undefined ? {} : { 'content-type': 'application/json' });
  response.end(body === undefined ? undefined : JSON.stringify(body));
}
