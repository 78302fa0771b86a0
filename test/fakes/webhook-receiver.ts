import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { onTestFinished } from 'vitest';

/** What was posted, as it came. */
export interface Posted {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** How a receiver answers; nothing for never. */
export type Answering = (response: ServerResponse, posted: Posted, nth: number) => void;

export const OK: Answering = (response) => void response.writeHead(204).end();
export const status =
  (code: number, headers: Record<string, string> = {}): Answering =>
  (response) =>
    void response.writeHead(code, headers).end('no');

/** A program that takes events, on a port of its own. */
export async function startWebhookReceiver(answering: Answering = OK) {
  const posts: Posted[] = [];
  let answer = answering;
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += chunk;
    const posted = { headers: request.headers, body };
    posts.push(posted);
    answer(response, posted, posts.length);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  onTestFinished(close);
  return {
    url: `http://127.0.0.1:${port}/hook`,
    posts,
    close,
    answerWith(next: Answering): void {
      answer = next;
    },
    ids: () => posts.map(({ headers }) => String(headers['webhook-id'])),
    events: () => posts.map(({ body }) => JSON.parse(body)),
    kinds: () => posts.map(({ body }): string => JSON.parse(body).type),
  };
}

/** As a receiver in any language would check it, by https://www.standardwebhooks.com. */
export function isSignedWith(secret: string, { headers, body }: Posted): boolean {
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  const content = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
  const expected = `v1,${createHmac('sha256', key).update(content).digest('base64')}`;
  return String(headers['webhook-signature']).split(' ').includes(expected);
}
