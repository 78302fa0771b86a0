import { createHmac } from 'node:crypto';
import type { Clock, Millis } from '../core/clock.ts';
import type { WebhookAnswer } from '../core/webhook-delivery.ts';
import { ask } from './http-notifier.ts';
import { NOTIFIER_DEADLINE_MS } from './notifier.ts';

/** An event on its way to an endpoint. */
export interface OutgoingWebhook {
  /** The event's, the same at each attempt. */
  readonly id: string;
  readonly url: string;
  /** Each signs; `whsec_` and base64. */
  readonly secrets: readonly string[];
  /** JSON. */
  readonly body: string;
}

export interface WebhookSender {
  /** Never rejects; answers within 15 s. */
  post(webhook: OutgoingWebhook): Promise<WebhookAnswer>;
  /** Ends what is on its way. */
  close(): void;
}

/** Posts events, signed as https://www.standardwebhooks.com says. */
export function createWebhookSender(
  clock: Pick<Clock, 'now'>,
  deadlineMs: Millis = NOTIFIER_DEADLINE_MS,
): WebhookSender {
  const stopped = new AbortController();
  return {
    post({ id, url, secrets, body }) {
      const seconds = Math.floor(clock.now() / 1000);
      const headers = {
        'content-type': 'application/json',
        'user-agent': 'textback',
        'webhook-id': id,
        'webhook-timestamp': String(seconds),
        'webhook-signature': secrets.map((secret) => signature(secret, id, seconds, body)).join(' '),
      };
      return ask({ url, headers, body }, stopped.signal, deadlineMs);
    },
    close: () => stopped.abort(new Error('textback stopped')),
  };
}

/** HMAC-SHA256 (RFC 2104) of `ID.SECONDS.BODY`, under what is behind `whsec_` as octets. */
function signature(secret: string, id: string, seconds: number, body: string): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  return `v1,${createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64')}`;
}
