import { type Country, parsePhone } from './phone.ts';

/** Blocks every caller who withholds the number. No caller ID is this word: it reads as withheld itself. */
export const WITHHELD = 'withheld';

/** Longer caller IDs are cut to this before they are kept: they come from outside. */
export const MAX_CALLER_ID_LENGTH = 80;

/** A caller as calls are kept. */
export interface KeptCaller {
  /** The caller ID as it came, bounded; `''` when withheld. */
  readonly fromRaw: string;
  /** E.164, or null where the caller ID cannot be read as a number. */
  readonly fromNumber: string | null;
}

/** Under what a caller stands on the block list. */
export function blockKeyOf({ fromRaw, fromNumber }: KeptCaller): string {
  return fromNumber ?? (fromRaw === '' ? WITHHELD : fromRaw);
}

export type ParsedBlock =
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'emergency' }
  /** No number; as a caller ID it is `key`, which only who means just that will want. */
  | { readonly kind: 'no-number'; readonly key: string }
  /** Reads as one who withholds the number, and is not the word for all of them. */
  | { readonly kind: 'withheld' }
  | { readonly kind: 'empty' }
  | { readonly kind: 'too-long' };

/** Reads whom somebody wants to block: a number in any usual spelling, `withheld`, or a caller ID as it came. */
export function parseBlock(raw: string, country: Country): ParsedBlock {
  const text = raw.trim();
  if (text.length > MAX_CALLER_ID_LENGTH) return { kind: 'too-long' };
  if (!/[\p{L}\p{N}]/u.test(text)) return { kind: 'empty' };
  if (text.toLowerCase() === WITHHELD) return { kind: 'key', key: WITHHELD };
  const phone = parsePhone(text, country);
  switch (phone.kind) {
    case 'number':
      return { kind: 'key', key: phone.e164 };
    case 'short-code':
      return { kind: 'key', key: phone.digits };
    case 'emergency':
    case 'withheld':
      return { kind: phone.kind };
    case 'unreadable':
      return { kind: 'no-number', key: text };
  }
}

/**
 * The digits under which a trunk may send a caller who is blocked under `key`; none where it has no digits alone.
 * @param national how the country writes it, e.g. `(212) 555-0123`
 */
export function dialplanKeys(key: string, national: string): readonly string[] {
  if (key === WITHHELD) return [WITHHELD];
  if (!/^\+?\d+$/.test(key)) return [];
  return [...new Set([key, national].map((spelling) => spelling.replace(/\D/g, '')))];
}
