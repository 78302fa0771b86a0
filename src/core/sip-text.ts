import type { Millis } from './clock.ts';

/** One SIP MESSAGE to send. */
export interface SipText {
  /** The PJSIP endpoint that carries it, e.g. `trunk`. */
  readonly endpoint: string;
  /** E.164 with `+`. */
  readonly to: string;
  /** The line's number, shown as the user part of From. */
  readonly from: string;
  /** The host part of From; the endpoint's own where absent. */
  readonly fromDomain?: string;
  /** Any text; UTF-8 on the wire. */
  readonly body: string;
  /** The same for each attempt of the same message; sent as `X-Textback-Id`. */
  readonly id: string;
}

/**
 * What is known of a MESSAGE given to Asterisk. `handed-over` is the most there is: nobody tells whether the carrier took
 * it. `not-sent`: surely not, and another try may help. `refused`: Asterisk will never send this one. `lost`: no answer
 * came; it may have gone out.
 */
export type SipTextResult =
  | { readonly kind: 'handed-over' }
  | { readonly kind: 'not-sent' | 'refused' | 'lost'; readonly why: string };

/** A text that the dialplan keeps in AstDB (`textback-messages` in asterisk/extensions.conf). */
export interface KeptText {
  /** SHA-1 of Call-ID, CSeq, From and body, in hex: the same for the same text that came twice. */
  readonly key: string;
  /** When Asterisk had it. */
  readonly keptAt: Millis;
  /** The same in microseconds: sorts texts as they came. */
  readonly order: number;
  /** Content-Length; Asterisk gives bodies of 1,024 bytes and more to the dialplan as empty. `null` when not told. */
  readonly bytes: number | null;
  /** Headers as they came. */
  readonly from: string;
  readonly to: string;
  /** The header that the setting `did_header` names; `''` when absent. */
  readonly didHeader: string;
  /** User part of the request URI, which may be an account's name or `s`. */
  readonly requestUser: string;
  readonly body: string;
}

const FORMAT = '1';
const FIELDS = 8;

/** Reads one entry of AstDB's `textback/inbox`; `null` where it is none of ours. */
export function readKeptText(key: string, value: string): KeptText | null {
  const [format, micros = '', bytes = '', ...encoded] = value.split('|');
  if (format !== FORMAT || encoded.length !== FIELDS - 3 || !/^\d{10,17}$/.test(micros)) return null;
  const [from, requestUser, to, didHeader, body] = encoded.map(decode);
  if (from == null || requestUser == null || to == null || didHeader == null || body == null) return null;
  return {
    key,
    keptAt: Math.floor(Number(micros) / 1_000),
    order: Number(micros),
    bytes: /^\d{1,9}$/.test(bytes) ? Number(bytes) : null,
    from,
    requestUser,
    to,
    didHeader,
    body,
  };
}

/**
 * The dialplan keeps base64 of `=` and the bytes, in which FF stands for `)`. What is not UTF-8 is read as Windows-1252,
 * what old senders use. Control characters but line breaks and tabs are left out.
 */
function decode(base64: string): string | null {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) return null;
  const [mark, ...bytes] = Buffer.from(base64, 'base64');
  if (mark !== 0x3d) return null;
  const original = Uint8Array.from(bytes, (byte) => (byte === 0xff ? 0x29 : byte));
  return readBytes(original)
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '');
}

function readBytes(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/**
 * The user part of an address as SIP writes it (`"Name" <sip:USER@host>;tag=x`, `tel:USER`); what is no URI is taken as
 * it is. At most 64 characters; `''` for a URI without a user.
 */
export function sipUser(address: string): string {
  const bare = address.replace(/"(?:[^"\\]|\\.)*"/g, '').trim();
  const inBrackets = /<([^<>]*)>/.exec(bare)?.[1] ?? bare;
  const [, scheme, rest = ''] = /^(?:pj)?(sips?|tel):(.*)$/i.exec(inBrackets.trim()) ?? [];
  if (scheme === undefined) return inBrackets.trim().slice(0, 64);
  const user = scheme.toLowerCase() === 'tel' ? rest : rest.includes('@') ? rest.replace(/@.*$/, '') : '';
  return unescapeUser(user.replace(/[;:?].*$/, '')).slice(0, 64);
}

function unescapeUser(user: string): string {
  try {
    return decodeURIComponent(user);
  } catch {
    return user;
  }
}

/** Who wrote it: the number in From; where that has no user, all of From. */
export function senderOf(kept: KeptText): string {
  return sipUser(kept.from) || kept.from.trim().slice(0, 64) || 'unknown';
}

/**
 * The line it was sent to: the first that looks like a phone number (7 digits or more) of the header set up, the request
 * URI and To, because a request URI may name an account instead; else the first that says anything.
 */
export function recipientOf(kept: KeptText): string {
  const told = [sipUser(kept.didHeader), kept.requestUser.slice(0, 64), sipUser(kept.to)];
  return told.find(isPhoneLike) ?? told.find((each) => each !== '') ?? 'unknown';
}

function isPhoneLike(text: string): boolean {
  return /^\+?[\d\s().-]+$/.test(text) && text.replace(/\D/g, '').length >= 7;
}

/** The words, or, where Asterisk could not read them, a note in their place: that a text came is never lost. */
export function wordsOf(kept: KeptText): string {
  if (kept.body !== '') return kept.body;
  return kept.bytes === null || kept.bytes === 0
    ? '[an empty text]'
    : `[a text of ${kept.bytes} bytes came that Asterisk could not read, its limit being 1,023: ask for it again in shorter pieces]`;
}
