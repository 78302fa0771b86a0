import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createEmailNotifier, type SmtpOptions } from '../../src/notifiers/email-notifier.ts';
import type { Notifier, OutgoingNotice } from '../../src/notifiers/notifier.ts';
import { createNtfyNotifier } from '../../src/notifiers/ntfy-notifier.ts';
import { createWebhookNotifier } from '../../src/notifiers/webhook-notifier.ts';
import { createFakeClock } from '../fakes/fake-clock.ts';

const notice: OutgoingNotice = {
  id: 7,
  kind: 'reply',
  title: 'Pat Smith wrote to Acme HVAC',
  body: 'Sí, mañana a las 5? #12',
  isUrgent: false,
  leadId: 12,
  createdAt: Date.UTC(2026, 6, 1, 16),
  expiresAt: Date.UTC(2026, 6, 2, 4),
  address: '',
};

interface Posted {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** An HTTP server on a port of its own that answers each POST with `status`. */
async function startReceiver(status: number, headers: Record<string, string> = {}) {
  const posts: Posted[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += chunk;
    posts.push({ headers: request.headers, body });
    response.writeHead(status, headers).end();
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  onTestFinished(close);
  return { close, url: `http://127.0.0.1:${port(server.address())}`, posts };
}

function port(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('it listens on no port');
  return address.port;
}

describe('a webhook', () => {
  const clock = createFakeClock();

  test('given a secret, when a notice goes out, then its receiver can tell who signed it, when, and that it is a repeat', async () => {
    const { url, posts } = await startReceiver(204);
    const notifier = createWebhookNotifier('hush', clock);
    expect(await notifier.send({ ...notice, address: url })).toEqual({ kind: 'sent' });
    const [post] = posts;
    expect(JSON.parse(post?.body ?? '')).toEqual({
      id: 7,
      kind: 'reply',
      title: notice.title,
      body: notice.body,
      urgent: false,
      leadId: 12,
      createdAt: '2026-07-01T16:00:00.000Z',
    });
    const seconds = Math.floor(clock.now() / 1000);
    const hex = createHmac('sha256', 'hush').update(`${seconds}.${post?.body}`).digest('hex');
    expect(post?.headers).toMatchObject({
      'x-textback-id': '7',
      'x-textback-signature': `t=${seconds},v1=${hex}`,
      'content-type': 'application/json',
    });
  });

  test('given no secret, then it is not signed', async () => {
    const { url, posts } = await startReceiver(200);
    await createWebhookNotifier(null, clock).send({ ...notice, address: url });
    expect(posts[0]?.headers).not.toHaveProperty('x-textback-signature');
  });

  test.each([
    [500, 'retryable'],
    [503, 'retryable'],
    [429, 'retryable'],
    [408, 'retryable'],
    [400, 'rejected'],
    [404, 'rejected'],
    [302, 'rejected'],
  ] as const)('given a receiver that answers %i, then the notice is %s', async (status, kind) => {
    const elsewhere = await startReceiver(200);
    const { url } = await startReceiver(status, { location: elsewhere.url });
    const result = await createWebhookNotifier(null, clock).send({ ...notice, address: url });
    expect(result).toEqual({ kind, why: `HTTP ${status}` });
    expect(elsewhere.posts).toEqual([]);
  });

  test('given nobody at the address, then it may work later', async () => {
    const receiver = await startReceiver(200);
    await receiver.close();
    const result = await createWebhookNotifier(null, clock).send({ ...notice, address: receiver.url });
    expect(result).toEqual({ kind: 'retryable', why: expect.stringContaining('ECONNREFUSED') });
  });
});

test('given an ntfy server, when a notice goes out, then it is published to the topic, urgent ones with the highest priority', async () => {
  const { url, posts } = await startReceiver(200);
  const notifier = createNtfyNotifier({ url, token: 'tk_1' });
  expect(await notifier.send({ ...notice, address: 'acme-calls' })).toEqual({ kind: 'sent' });
  await notifier.send({ ...notice, address: 'acme-calls', isUrgent: true });
  const published = posts.map(({ body }) => JSON.parse(body));
  expect(published[0]).toEqual({
    topic: 'acme-calls',
    title: notice.title,
    message: notice.body,
    priority: 3,
    tags: ['reply'],
  });
  expect(published[1]).toMatchObject({ priority: 5 });
  expect(posts[0]?.headers).toMatchObject({ authorization: 'Bearer tk_1' });
});

describe('e-mail', () => {
  interface Mail {
    readonly to: readonly string[];
    readonly text: string;
  }

  /** A mail server that knows maria@acme.example only. */
  async function startMailServer() {
    const mails: Mail[] = [];
    const server = new SMTPServer({
      disabledCommands: ['STARTTLS'],
      onAuth: ({ username, password }, _session, done) =>
        password === 'hush' ? done(null, { user: username }) : done(new Error('Invalid login')),
      onRcptTo: ({ address }, _session, done) =>
        address === 'maria@acme.example'
          ? done()
          : done(Object.assign(new Error('no such mailbox'), { responseCode: 550 })),
      async onData(stream, session, done) {
        let text = '';
        for await (const chunk of stream) text += String(chunk);
        mails.push({ to: session.envelope.rcptTo.map(({ address }) => address), text });
        done();
      },
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
    return { port: port(server.server.address()), mails };
  }

  function openNotifier(options: Partial<SmtpOptions> & { readonly port: number }): Notifier {
    const notifier = createEmailNotifier({
      host: '127.0.0.1',
      tls: 'none',
      user: 'acme',
      password: 'hush',
      from: 'textback@acme.example',
      ...options,
    });
    onTestFinished(() => notifier.close());
    return notifier;
  }

  test('given a mail server, when a notice goes out, then it arrives whole, and no out-of-office note will answer it', async () => {
    const server = await startMailServer();
    const notifier = openNotifier(server);
    expect(await notifier.send({ ...notice, address: 'maria@acme.example' })).toEqual({ kind: 'sent' });
    const [mail] = server.mails;
    expect(mail?.to).toEqual(['maria@acme.example']);
    expect(mail?.text).toContain('Subject: Pat Smith wrote to Acme HVAC');
    expect(mail?.text).toContain('Message-ID: <textback-7@acme.example>');
    expect(mail?.text).toContain('Auto-Submitted: auto-generated');
    expect(mail?.text).toMatch(/S=C3=AD|Sí/);
  });

  test('given a title with a line break, then it begins no header of its own', async () => {
    const server = await startMailServer();
    const title = 'Pat\r\nBcc: everybody@acme.example';
    await openNotifier(server).send({ ...notice, title, address: 'maria@acme.example' });
    expect(server.mails[0]?.to).toEqual(['maria@acme.example']);
    expect(server.mails[0]?.text).not.toMatch(/^Bcc:/m);
  });

  test('given a mailbox that does not exist, then it is refused for good', async () => {
    const server = await startMailServer();
    const result = await openNotifier(server).send({ ...notice, address: 'nobody@acme.example' });
    expect(result).toEqual({ kind: 'rejected', why: expect.stringContaining('no such mailbox') });
  });

  test('given a wrong password, then it may work later: somebody will mend it', async () => {
    const server = await startMailServer();
    const notifier = openNotifier({ ...server, password: 'wrong' });
    const result = await notifier.send({ ...notice, address: 'maria@acme.example' });
    expect(result).toEqual({ kind: 'retryable', why: expect.stringContaining('Invalid login') });
  });

  test('given a server that offers no TLS where it is asked for, then nothing is sent in the clear', async () => {
    const server = await startMailServer();
    const result = await openNotifier({ ...server, tls: 'starttls' }).send({
      ...notice,
      address: 'maria@acme.example',
    });
    expect(result.kind).toBe('retryable');
    expect(server.mails).toEqual([]);
  });
});
