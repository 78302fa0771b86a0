import { createHmac } from 'node:crypto';
import type { Clock } from '../core/clock.ts';
import { post } from './http-notifier.ts';
import type { Notifier } from './notifier.ts';

/**
 * Posts each notice as JSON. With a secret it is signed: `X-Textback-Signature: t=SECONDS,v1=HEX`, where HEX is
 * HMAC-SHA256 (RFC 2104) of `SECONDS.BODY`; a receiver refuses what is not signed so, or is old. `X-Textback-Id` is
 * the same at each attempt.
 */
export function createWebhookNotifier(secret: string | null, clock: Clock): Notifier {
  return {
    async send({ id, kind, title, body: words, leadId, address, isUrgent, createdAt }) {
      const body = JSON.stringify({
        ...{ id, kind, title, body: words, leadId },
        urgent: isUrgent,
        createdAt: new Date(createdAt).toISOString(),
      });
      const headers = { 'content-type': 'application/json', 'x-textback-id': String(id) };
      const signature = secret === null ? {} : { 'x-textback-signature': sign(body, secret, clock.now()) };
      return await post({ url: address, headers: { ...headers, ...signature }, body });
    },
    close() {},
  };
}

function sign(body: string, secret: string, now: number): string {
  const seconds = Math.floor(now / 1000);
  return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`;
}
