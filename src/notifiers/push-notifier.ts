import { request } from 'node:https';
import { isIP } from 'node:net';
import type { Clock, Millis } from '../core/clock.ts';
import type { NoticeAttempt } from '../core/notice-state.ts';
import { pushPayload } from '../core/push-payload.ts';
import type { PushKeys, PushSubscription } from '../core/push-subscription.ts';
import { NOTIFIER_DEADLINE_MS, type Notifier, type OutgoingNotice } from './notifier.ts';
import { publicLookup } from './public-lookup.ts';
import { encryptPush } from './push-encryption.ts';
import { vapidHeader } from './vapid.ts';

export interface PushOptions {
  /** Whom a push service's people may write to: `mailto:` or `https:`. */
  readonly subject: string;
  /** Whether push services on private networks are written to. */
  readonly allowPrivate: boolean;
}

interface PushParts {
  readonly keys: () => PushKeys;
  /** The phone or browser with this id; undefined once it is none of ours. */
  readonly device: (id: number) => PushSubscription | undefined;
  readonly clock: Clock;
}

/** RFC 8030 §5: what a phone gets by the push service of its browser's maker. */
export function createPushNotifier({ subject, allowPrivate }: PushOptions, parts: PushParts): Notifier {
  const { keys, device, clock } = parts;
  return {
    async send(notice) {
      const subscription = device(Number(notice.address));
      if (subscription === undefined)
        return { kind: 'rejected', why: 'alerts were switched off on that phone or browser' };
      const { endpoint } = subscription;
      // Digits are never looked up. Kept when more was allowed than now.
      if (!allowPrivate && isDigits(endpoint))
        return { kind: 'gone', why: 'its address is a number in place of a name' };
      const body = encrypt(subscription, pushPayload(notice));
      if (typeof body === 'string') return { kind: 'gone', why: body };
      const now = clock.now();
      const authorization = vapidHeader(endpoint, subject, keys(), now);
      return await post(endpoint, { ...pushHeaders(notice, now), authorization }, body, allowPrivate, now);
    },
    close() {},
  };
}

/** IPv6 stands in brackets. */
function isDigits(endpoint: string): boolean {
  return isIP(new URL(endpoint).hostname.replace(/^\[|\]$/g, '')) !== 0;
}

/** What goes out, or why nothing does: a browser may say a key that is none. */
function encrypt(subscription: PushSubscription, payload: string): Buffer | string {
  try {
    return encryptPush(subscription, payload);
  } catch (error) {
    return `nothing can be encrypted for it: ${String(error)}`;
  }
}

/**
 * TTL: until when it is of use. Urgency: what a customer does may wake a phone that saves its battery. Topic: an
 * attempt whose answer was lost and the next one are one alert to a phone that is off.
 */
function pushHeaders({ id, isUrgent, leadId, expiresAt }: OutgoingNotice, now: Millis) {
  return {
    ttl: String(Math.max(0, Math.ceil((expiresAt - now) / 1_000))),
    urgency: isUrgent || leadId !== null ? 'high' : 'normal',
    topic: `alert-${id}`,
    'content-encoding': 'aes128gcm',
    'content-type': 'application/octet-stream',
  };
}

/** Follows no redirect, reads no answer: the status says it all. */
function post(
  url: string,
  headers: Readonly<Record<string, string>>,
  body: Buffer,
  allowPrivate: boolean,
  now: Millis,
): Promise<NoticeAttempt> {
  return new Promise((resolve) => {
    const sent = request(
      url,
      {
        method: 'POST',
        headers: { ...headers, 'content-length': body.length },
        agent: false,
        signal: AbortSignal.timeout(NOTIFIER_DEADLINE_MS),
        ...(allowPrivate ? {} : { lookup: publicLookup }),
      },
      (response) => {
        const { statusCode = 0, headers: answered } = response;
        response.destroy();
        resolve(attemptOf(statusCode, retryAfter(answered['retry-after'], now)));
      },
    );
    sent.on('error', (error) => resolve({ kind: 'retryable', why: networkProblem(error) }));
    sent.end(body);
  });
}

/** RFC 8030 §5, §7.2, §7.3, §8.4; 403: it was made for another key than ours. */
function attemptOf(status: number, afterMs: Millis | null): NoticeAttempt {
  const why = `HTTP ${status} by the push service`;
  if (status >= 200 && status < 300) return { kind: 'sent' };
  if (status === 404 || status === 410) return { kind: 'gone', why };
  if (status === 408 || status === 429 || status >= 500)
    return afterMs === null ? { kind: 'retryable', why } : { kind: 'retryable', why, afterMs };
  return { kind: 'rejected', why };
}

/** RFC 9110 §10.2.3: seconds, or a date. Null where there is neither. */
function retryAfter(value: string | undefined, now: Millis): Millis | null {
  if (value === undefined) return null;
  const at = /^\d{1,9}$/.test(value) ? now + Number(value) * 1_000 : Date.parse(value);
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}

function networkProblem(error: Error): string {
  return error.name === 'TimeoutError' || error.name === 'AbortError'
    ? `no answer within ${NOTIFIER_DEADLINE_MS / 1000} s`
    : error.message;
}
