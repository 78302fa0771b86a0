import { createPrivateKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import type { Millis } from '../core/clock.ts';
import type { PushKeys } from '../core/push-subscription.ts';

/** RFC 8292 §2: 24 hours at most. */
const VALID_FOR_MS: Millis = 12 * 3_600_000;

export function makeVapidKeys(): PushKeys {
  const {
    x = '',
    y = '',
    d = '',
  } = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({
    format: 'jwk',
  });
  const point = [Buffer.from([4]), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')];
  return { publicKey: Buffer.concat(point).toString('base64url'), privateKey: d };
}

/**
 * Says to a push service who sends (RFC 8292 §3): without it, whoever knows an address could write there.
 * @param subject whom the service's people may write to when something is wrong: `mailto:` or `https:`
 * @returns the value of the Authorization header
 */
export function vapidHeader(endpoint: string, subject: string, keys: PushKeys, now: Millis): string {
  const claims = {
    aud: new URL(endpoint).origin,
    exp: Math.floor((now + VALID_FOR_MS) / 1_000),
    sub: subject,
  };
  const unsigned = `${encode({ typ: 'JWT', alg: 'ES256' })}.${encode(claims)}`;
  // RFC 7518 §3.4: r and s side by side, not in ASN.1.
  const signature = sign('sha256', Buffer.from(unsigned), {
    key: privateKeyOf(keys),
    dsaEncoding: 'ieee-p1363',
  });
  return `vapid t=${unsigned}.${signature.toString('base64url')}, k=${keys.publicKey}`;
}

function privateKeyOf({ publicKey, privateKey }: PushKeys): KeyObject {
  const point = Buffer.from(publicKey, 'base64url');
  const x = point.subarray(1, 33).toString('base64url');
  const y = point.subarray(33).toString('base64url');
  return createPrivateKey({ key: { kty: 'EC', crv: 'P-256', x, y, d: privateKey }, format: 'jwk' });
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}
