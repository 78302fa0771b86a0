import { createECDH, createPublicKey, type ECDH, randomBytes, verify } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';
import { createServer } from 'node:https';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { decrypt } from 'http_ece';
import { onTestFinished } from 'vitest';
import type { PushSubscription } from '../../src/core/push-subscription.ts';

export interface Delivered {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** As the browser reads it: decrypted. */
  readonly payload: unknown;
  /** What the sender says of itself, signed with the key of `publicKey`. */
  readonly claims: { readonly aud: string; readonly exp: number; readonly sub: string };
  readonly publicKey: string;
}

type Answer =
  | { readonly status: number; readonly headers?: OutgoingHttpHeaders }
  /** Takes it, and says nothing. */
  | 'hang';

export interface FakePushService {
  readonly origin: string;
  /** What a browser says of itself once alerts are switched on there. */
  newBrowser(): PushSubscription;
  /** What is answered from now on; at first 201. */
  answer(next: Answer): void;
  readonly delivered: readonly Delivered[];
  /** How many connections were made, whatever came of them. */
  connections(): number;
}

const pem = (name: string) => readFileSync(new URL(`../fixtures/tls/${name}`, import.meta.url), 'utf8');

/**
 * A push service on a real socket, with TLS. It reads what it was sent as browsers do: by another implementation
 * (http_ece), and with a signature that is checked (RFC 8292 §2). What is not as it should be answers 400.
 */
export async function startPushService(): Promise<FakePushService> {
  const browsers = new Map<string, { readonly privateKey: ECDH; readonly authSecret: string }>();
  const delivered: Delivered[] = [];
  let answer: Answer = { status: 201 };
  let connections = 0;
  const server = createServer(
    { key: pem('loopback-key.pem'), cert: pem('loopback-cert.pem') },
    async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      const path = request.url ?? '';
      const browser = browsers.get(path);
      if (browser === undefined) return void response.writeHead(404).end();
      try {
        const body = decrypt(Buffer.concat(chunks), { version: 'aes128gcm', ...browser });
        const payload = JSON.parse(body.toString());
        delivered.push({ path, headers: request.headers, payload, ...sender(request.headers.authorization) });
      } catch (error) {
        return void response.writeHead(400).end(String(error));
      }
      if (answer !== 'hang') response.writeHead(answer.status, answer.headers).end();
    },
  );
  server.on('connection', () => {
    connections += 1;
  });
  const before = getCACertificates('default');
  setDefaultCACertificates([...before, pem('loopback-cert.pem')]);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(async () => {
    setDefaultCACertificates(before);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('it listens on no port');
  const origin = `https://127.0.0.1:${address.port}`;
  return {
    origin,
    delivered,
    connections: () => connections,
    answer(next) {
      answer = next;
    },
    newBrowser() {
      const privateKey = createECDH('prime256v1');
      const p256dh = privateKey.generateKeys('base64url');
      const authSecret = randomBytes(16).toString('base64url');
      const path = `/push/${browsers.size + 1}`;
      browsers.set(path, { privateKey, authSecret });
      return { endpoint: origin + path, p256dh, auth: authSecret };
    },
  };
}

/** @throws where the signature is not that of the key beside it */
function sender(authorization: string | undefined): Pick<Delivered, 'claims' | 'publicKey'> {
  const [, head = '', claims = '', signature = '', publicKey = ''] =
    /^vapid t=([\w-]+)\.([\w-]+)\.([\w-]+), k=([\w-]+)$/.exec(authorization ?? '') ?? [];
  const point = Buffer.from(publicKey, 'base64url');
  const [x, y] = [point.subarray(1, 33).toString('base64url'), point.subarray(33).toString('base64url')];
  const key = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x: x ?? '', y: y ?? '' }, format: 'jwk' });
  const read = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString());
  const isSigned = verify(
    'sha256',
    Buffer.from(`${head}.${claims}`),
    { key, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  );
  if (!isSigned || read(head).alg !== 'ES256') throw new Error('the signature is not that of the key');
  return { claims: read(claims), publicKey };
}
