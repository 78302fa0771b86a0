/** Where a browser takes alerts, and with what they are encrypted for it (RFC 8291 §3.1). */
export interface PushSubscription {
  /** Of the push service that the browser's maker runs. */
  readonly endpoint: string;
  /** A point of P-256, uncompressed, as base64url without padding: 87 characters. */
  readonly p256dh: string;
  /** 16 random octets, as base64url without padding: 22 characters. */
  readonly auth: string;
}

/** With what push services know us: a key pair of P-256 (RFC 8292 §3.2). */
export interface PushKeys {
  /** The point, uncompressed, as base64url. */
  readonly publicKey: string;
  /** The scalar, as base64url. */
  readonly privateKey: string;
}

export type ParsedSubscription =
  | { readonly kind: 'subscription'; readonly subscription: PushSubscription }
  | { readonly kind: 'invalid'; readonly problem: string; readonly remedy: string };

/** Those of today's push services have 150 to 600 characters. */
const MAX_ENDPOINT_LENGTH = 1_024;
const P256DH = /^B[A-P][\w-]{85}$/;
const AUTH = /^[\w-]{22}$/;

/**
 * Reads what a browser says of itself. We write to this address, so it must not lead into the business's own network:
 * no address in digits, no name of this machine or of a network at home. What a public name resolves to is looked at
 * when something is sent.
 * @param allowPrivate a push service of the business's own
 */
export function parsePushSubscription(raw: PushSubscription, allowPrivate: boolean): ParsedSubscription {
  const endpoint = raw.endpoint.trim();
  const p256dh = raw.p256dh.trim().replace(/=+$/, '');
  const auth = raw.auth.trim().replace(/=+$/, '');
  if (!P256DH.test(p256dh) || !AUTH.test(auth)) return invalid('The browser gave no keys for alerts.');
  const url =
    endpoint.length <= MAX_ENDPOINT_LENGTH && URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  if (url?.protocol !== 'https:' || url.username !== '' || url.password !== '')
    return invalid('The browser gave no https address for alerts.');
  if (!allowPrivate && !isPublicName(url.hostname))
    return invalid(
      `Alerts are not sent to ${url.hostname.slice(0, 64)}, which is no address on the Internet.`,
    );
  return { kind: 'subscription', subscription: { endpoint: url.href, p256dh, auth } };
}

/** RFC 6761, RFC 6762, RFC 8375, and the name that ICANN keeps free for private use. */
const PRIVATE_ENDS = ['localhost', 'local', 'internal', 'home.arpa', 'lan', 'test', 'invalid', 'onion'];

/** As URL writes a host: digits as dotted quads, IPv6 in brackets. */
function isPublicName(hostname: string): boolean {
  const name = hostname.replace(/\.$/, '');
  if (!name.includes('.') || name.startsWith('[') || /\.\d+$/.test(name)) return false;
  return !PRIVATE_ENDS.some((end) => name.endsWith(`.${end}`));
}

function invalid(problem: string): ParsedSubscription {
  const remedy = 'Load the page again and try once more, or try another browser.';
  return { kind: 'invalid', problem, remedy };
}
