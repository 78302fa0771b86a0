const MAX_WORDS = 8;
const MAX_WORD_LENGTH = 40;
/** Fewer digits are found in every number. */
const MIN_DIGITS = 3;
/** A number's own, at most (E.164), and the zeros that are dialled before it. */
const MAX_DIGITS = 19;

/** What somebody looks for, as the search indexes take it. */
export interface SearchWords {
  /** In small letters; each has to be there, longer words may begin so. */
  readonly words: readonly string[];
  /** Part of a phone number, as typed; null where it cannot be one. */
  readonly digits: string | null;
  /** The same without the zeros that are dialled before a number; null where there are none, or too little is left. */
  readonly undialled: string | null;
}

/** Splits what was typed as SQLite's unicode61 tokenizer splits texts: at whatever is no letter and no digit. */
export function parseSearch(text: string): SearchWords {
  const words = text.toLowerCase().match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
  const digits = /^[\d\s().+/-]+$/.test(text.trim()) ? text.replace(/\D/g, '') : '';
  const undialled = digits.replace(/^0+/, '');
  return {
    words: [...new Set(words)].slice(0, MAX_WORDS).map(cut),
    digits: partOfNumber(digits),
    undialled: undialled === digits ? null : partOfNumber(undialled),
  };
}

/** As an FTS5 query: every word, or a word that begins so from two letters on (fts5.html §3). */
export function matchWords({ words }: SearchWords): string {
  return words.map((word) => (word.length > 1 ? `"${word}"*` : `"${word}"`)).join(' ');
}

/** As an FTS5 query: every word just so, which takes no longer however many rows have them. */
export function matchExactly({ words }: SearchWords): string {
  return words.map((word) => `"${word}"`).join(' ');
}

/** What `matchWords` finds and `matchExactly` does not. */
export function matchBeginnings(search: SearchWords): string {
  return `(${matchWords(search)}) NOT (${matchExactly(search)})`;
}

function partOfNumber(digits: string): string | null {
  return digits.length >= MIN_DIGITS && digits.length <= MAX_DIGITS ? digits : null;
}

function cut(word: string): string {
  return [...word].slice(0, MAX_WORD_LENGTH).join('');
}

/**
 * The part of a text around the first of the words looked for, on one line, with `…` where it was cut.
 * @param length characters at most, the marks not counted
 */
export function excerptAround(text: string, { words }: SearchWords, length: number): string {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line.length <= length) return line;
  const plain = unaccented(line);
  const found = words.map((word) => plain.indexOf(unaccented(word))).filter((at) => at >= 0);
  const middle = found.length === 0 ? 0 : Math.min(...found);
  const from = Math.max(0, Math.min(middle - Math.floor(length / 4), line.length - length));
  const part = line.slice(from, from + length).trim();
  return `${from > 0 ? '…' : ''}${part}${from + length < line.length ? '…' : ''}`;
}

/** For finding only: the places are near enough where an accent takes a character of its own. */
function unaccented(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
