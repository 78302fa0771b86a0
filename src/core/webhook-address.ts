import { isLoopback } from './loopback.ts';

export type ReadAddress =
  | { readonly kind: 'address'; readonly url: string }
  | { readonly kind: 'invalid'; readonly problem: string; readonly remedy: string };

const MAX_LENGTH = 500;
/** 169.254.0.0/16 and fe80::/10 (RFC 3927, RFC 4291 §2.5.6): where clouds keep the machine's own credentials. */
const LINK_LOCAL = /^(?:169\.254\.|\[?(?:::ffff:)?fe[89ab][0-9a-f]:|\[::ffff:a9fe:)/i;

/**
 * Where events go: https, because customers' names and texts are in them; in the clear only to this machine. Without a
 * user and password, which would stand in lists.
 */
export function readWebhookAddress(raw: string): ReadAddress {
  const text = raw.trim();
  const url = text.length <= MAX_LENGTH && URL.canParse(text) ? new URL(text) : null;
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    return {
      kind: 'invalid',
      problem: `${JSON.stringify(text.slice(0, 64))} is no web address.`,
      remedy: `Give one such as https://crm.acme.example/textback, of at most ${MAX_LENGTH} characters.`,
    };
  }
  if (url.username !== '' || url.password !== '') {
    return {
      kind: 'invalid',
      problem: 'A user name or password stands in the address.',
      remedy: 'Leave it out: the receiver knows us by the signature.',
    };
  }
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (LINK_LOCAL.test(url.hostname)) {
    return {
      kind: 'invalid',
      problem: `${host} is an address of this link only, and no place for customers' data.`,
      remedy: 'Give the name under which the program is reached, such as https://crm.acme.example/textback.',
    };
  }
  if (url.protocol === 'http:' && !isLoopback(host)) {
    return {
      kind: 'invalid',
      problem: 'Customers’ names and texts would go to another machine in the clear.',
      remedy:
        'Give an https:// address. http:// is for programs on this machine, as in http://127.0.0.1:5678/.',
    };
  }
  url.hash = '';
  return { kind: 'address', url: url.href };
}
