import { once } from 'node:events';
import { connect, createServer, type Server } from 'node:net';
import { Hono } from 'hono';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { WebApp, WebOptions } from '../../src/http/guarded-app.ts';
import type { WebEnv } from '../../src/http/web-env.ts';
import { ask } from '../fakes/ask.ts';
import { LOOPBACK, openWebBench } from '../fakes/web-bench.ts';

const PROXIED: WebOptions = { behindProxy: true, publicUrl: 'https://textback.acme.example' };
const FROM_PROXY = {
  Host: 'textback.acme.example',
  'X-Forwarded-For': '203.0.113.9',
  'X-Forwarded-Proto': 'https',
};

const serve = (web: WebOptions = LOOPBACK, extend: (app: WebApp) => void = () => {}, port = 0) =>
  openWebBench({ web, extend, port });

describe('a port', () => {
  async function takeAnyPort(): Promise<{ other: Server; port: number }> {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    if (typeof address !== 'object' || address === null) throw new Error('no port');
    return { other, port: address.port };
  }

  test('given that another program has it, when started, then that is said with what to do, and tried until it is free', async () => {
    const { other, port } = await takeAnyPort();
    const { server, clock, log } = await serve(LOOPBACK, () => {}, port);
    await vi.waitFor(() =>
      expect(log.lines).toMatchObject([
        {
          level: 'error',
          message: `the pages cannot be served: another program has 127.0.0.1 port ${port}. Stop it, or change [http] listen. Calls and texts go on; tried again in 1 s.`,
        },
      ]),
    );
    await clock.advance(1_000);
    await vi.waitFor(() => expect(log.lines).toHaveLength(2));
    other.close();
    await once(other, 'close');
    await clock.advance(2_000);
    expect(await server.listening).toBe(`http://127.0.0.1:${port}`);
    expect((await ask(`http://127.0.0.1:${port}/health/live`)).status).toBe(200);
  });

  test('given that it is still taken, when stopped, then nothing is tried any more', async () => {
    const { other, port } = await takeAnyPort();
    onTestFinished(() => void other.close());
    const { server, clock, log } = await serve(LOOPBACK, () => {}, port);
    await vi.waitFor(() => expect(log.lines).toHaveLength(1));
    await server.stop();
    expect(clock.waiting).toBe(0);
  });

  test('given that it listens, when stopped, then connections that idle do not hold it up, and the port is free', async () => {
    const { server, url } = await serve();
    const { port, hostname } = new URL(url);
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    socket.write(`GET /health/live HTTP/1.1\r\nHost: ${hostname}\r\n\r\n`);
    await once(socket, 'data');
    await server.stop();
    await expect(ask(`${url}/health/live`)).rejects.toThrow('ECONNREFUSED');
  });

  test('given an answer that never ends, when stopped, then it is cut off after a moment', async () => {
    const { server, clock, url } = await serve(LOOPBACK, (app) => {
      app.get(
        '/endless',
        () => new Response(new ReadableStream({ start: (to) => to.enqueue(new TextEncoder().encode('x')) })),
      );
    });
    const { port, hostname } = new URL(url);
    const socket = connect(Number(port), hostname);
    socket.write(`GET /endless HTTP/1.1\r\nHost: ${hostname}\r\n\r\n`);
    await once(socket, 'data');
    const stopped = server.stop();
    socket.resume();
    await clock.advance(1_000);
    await stopped;
  });
});

describe('every answer', () => {
  const routes = (app: WebApp) => {
    app.get('/broken', () => {
      throw new Error('a secret of ours');
    });
    app.get('/raw', () => new Response('raw', { headers: { 'Cache-Control': 'max-age=60' } }));
    app.route(
      '/',
      new Hono<WebEnv>().post('/form', async (context) => context.json(await context.req.json())),
    );
  };

  test.each(['/health/live', '/nothing', '/broken', '/raw', '/sign-in'])(
    'given %s, when asked for, then the answer bears every header that keeps browsers safe',
    async (path) => {
      const { url } = await serve(LOOPBACK, routes);
      const { headers } = await ask(url + path);
      expect(headers).toMatchObject({
        'content-security-policy': expect.stringContaining("default-src 'none'; script-src 'self'"),
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cache-control': path === '/raw' ? 'max-age=60' : 'no-store',
      });
      expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
      expect(headers['content-security-policy']).not.toContain('unsafe');
      expect(headers['strict-transport-security']).toBeUndefined();
    },
  );

  test('given a handler that throws, when a person asks, then they see a page without the reason, which the log has', async () => {
    const { url, log } = await serve(LOOPBACK, routes);
    const { status, headers, text } = await ask(`${url}/broken`, { headers: { Accept: 'text/html' } });
    expect({ status, type: headers['content-type'] }).toEqual({
      status: 500,
      type: 'text/html; charset=UTF-8',
    });
    expect(text).toMatch(/^<!doctype html>/);
    expect(text).toContain('<h1>Something went wrong here</h1>');
    expect(text).not.toContain('secret');
    expect(log.lines).toContainEqual(expect.objectContaining({ level: 'error', message: 'a page failed' }));
  });

  test.each([
    ['of the API, whatever is accepted', '/api/v1/calls', { Accept: 'text/html' }, 'token-needed'],
    ['of a program', '/nothing', {}, 'sign-in-needed'],
  ])(
    'given an address %s, when somebody asks who is not signed in, then it is a problem+json',
    async (_, path, headers, type) => {
      const { url } = await serve();
      const answer = await ask(url + path, { headers });
      expect(answer.headers['content-type']).toBe('application/problem+json');
      expect(JSON.parse(answer.text)).toEqual({
        ...{ type: `about:blank#${type}`, status: 401, title: expect.any(String) },
        detail: expect.stringMatching(/Sign in, and try again|textback token add/),
      });
    },
  );
});

describe('what is refused', () => {
  const takesForms = (app: WebApp) => {
    app.post('/form', async (context) => context.text(String((await context.req.text()).length)));
  };

  test('given a body of 64 KiB, when one octet more is sent, then it is refused; and one without a length', async () => {
    const { url } = await serve(LOOPBACK, takesForms);
    const post = (length: number, headers = {}) =>
      ask(`${url}/form`, { method: 'POST', body: 'x'.repeat(length), headers });
    expect(await post(65_536)).toMatchObject({ status: 200, text: '65536' });
    expect((await post(65_537)).status).toBe(413);
    expect((await post(1, { 'Transfer-Encoding': 'chunked' })).status).toBe(411);
  });

  test('given somebody who hangs up in the middle of a body, when read, then that is no error of ours', async () => {
    const { url, log } = await serve(LOOPBACK, takesForms);
    const { port, hostname, host } = new URL(url);
    const socket = connect(Number(port), hostname);
    socket.write(`POST /form HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 100\r\n\r\nname=`);
    await once(socket, 'connect');
    // Answered after it: by then the one before has been read as far as it goes.
    await ask(`${url}/health/live`);
    socket.destroy();
    await once(socket, 'close');
    await ask(`${url}/health/live`);
    expect(log.lines.filter(({ level }) => level === 'error')).toEqual([]);
  });

  test('given headers of more than 8 KiB, when sent, then they are refused', async () => {
    const { url } = await serve();
    expect((await ask(`${url}/health/live`, { headers: { 'X-Long': 'x'.repeat(9_000) } })).status).toBe(431);
  });

  test('given 256 connections, when one more comes, then it is closed at once, and let in when another has gone', async () => {
    const { url } = await serve();
    const { port, hostname } = new URL(url);
    const open = async () => {
      const socket = connect(Number(port), hostname);
      onTestFinished(() => void socket.destroy());
      await once(socket, 'connect');
      return socket;
    };
    const all = await Promise.all(Array.from({ length: 256 }, open));
    await once(
      (await open()).on('error', () => {}),
      'close',
    );
    all[0]?.destroy();
    await vi.waitFor(async () => expect((await ask(`${url}/health/live`)).status).toBe(200));
  });

  test('given 300 requests at once from one address, when one more comes, then it is told to wait, and later let in', async () => {
    const { url, clock } = await serve();
    for (let n = 0; n < 300; n += 1) expect((await ask(`${url}/health/live`)).status).toBe(200);
    const refused = await ask(`${url}/health/live`);
    expect(refused).toMatchObject({ status: 429, headers: { 'retry-after': '1' } });
    await clock.advance(1_000);
    expect((await ask(`${url}/health/live`)).status).toBe(200);
  });

  test.each([
    ['127.0.0.1:8480', 200],
    ['localhost', 200],
    ['[::1]:8480', 200],
    ['rebound.attacker.example', 421],
    ['127.0.0.1.attacker.example:8480', 421],
    ['textback.acme.example', 421],
  ])('given the Host %s, when nothing else is configured, then %i', async (host, status) => {
    const { url } = await serve();
    expect((await ask(`${url}/health/live`, { headers: { Host: host } })).status).toBe(status);
  });
});

describe('behind a proxy', () => {
  const tellsClient = (app: WebApp) => {
    app.get('/who', (context) => context.json(context.var.client));
  };

  test('given what the proxy and somebody before it wrote, when asked who it is, then only the proxy is believed', async () => {
    const { url } = await serve(PROXIED, tellsClient);
    const headers = { ...FROM_PROXY, 'X-Forwarded-For': '127.0.0.1, 198.51.100.1, 203.0.113.9' };
    const { text, headers: answered } = await ask(`${url}/who`, { headers });
    expect(JSON.parse(text)).toEqual({
      address: '203.0.113.9',
      isLocal: false,
      isSecure: true,
      proxyFault: null,
    });
    expect(answered['strict-transport-security']).toBe('max-age=15768000');
  });

  test('given a header that says somebody passed it on, when no proxy is configured, then it is not believed, nor local', async () => {
    const { url } = await serve(LOOPBACK, tellsClient);
    const { text } = await ask(`${url}/who`, { headers: { 'X-Forwarded-For': '203.0.113.9' } });
    expect(JSON.parse(text)).toEqual({
      address: '127.0.0.1',
      isLocal: false,
      isSecure: false,
      proxyFault: null,
    });
  });

  test.each(['/health/live', '/metrics'])(
    'given %s, when asked for through the proxy, then it is refused',
    async (path) => {
      const { url } = await serve(PROXIED);
      expect((await ask(url + path, { headers: FROM_PROXY })).status).toBe(403);
    },
  );

  test('given one customer of the network who asks too much, when others ask, then they are let in', async () => {
    const { url } = await serve(PROXIED, tellsClient);
    const askFrom = async (address: string) =>
      (await ask(`${url}/who`, { headers: { ...FROM_PROXY, 'X-Forwarded-For': address } })).status;
    for (let n = 0; n < 300; n += 1) await askFrom('2001:db8:1:1::1');
    expect(await askFrom('2001:db8:1:1::2')).toBe(429);
    expect(await askFrom('2001:db8:1:2::1')).toBe(200);
  });
});
