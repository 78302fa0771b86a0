const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * Cuts a text into as few pieces of at most `maxBytes` of UTF-8 as words allow: after a space or a line break where there
 * is one in the last quarter, never inside what reads as one character unless that alone is longer. Joined, the
 * pieces are the text, but for half surrogate pairs, which become U+FFFD. `''` is one piece.
 * @param maxBytes at least 4, the longest character
 */
export function splitByBytes(text: string, maxBytes: number): readonly string[] {
  const pieces: string[] = [];
  let rest = text.toWellFormed();
  while (Buffer.byteLength(rest) > maxBytes) {
    const piece = firstPiece(rest, maxBytes);
    pieces.push(piece);
    rest = rest.slice(piece.length);
  }
  return [...pieces, rest];
}

function firstPiece(text: string, maxBytes: number): string {
  const whole = takeWhileFits(characters(text), maxBytes);
  // One "character" of many code points, longer than a piece: then between those.
  const piece = whole === '' ? takeWhileFits(text, maxBytes) : whole;
  const afterSpace = /^[\s\S]*\s/.exec(piece)?.[0] ?? '';
  return Buffer.byteLength(afterSpace) >= maxBytes * 0.75 ? afterSpace : piece;
}

function* characters(text: string): Generator<string> {
  for (const { segment } of graphemes.segment(text)) yield segment;
}

function takeWhileFits(units: Iterable<string>, maxBytes: number): string {
  let taken = '';
  let bytes = 0;
  for (const unit of units) {
    bytes += Buffer.byteLength(unit);
    if (bytes > maxBytes) break;
    taken += unit;
  }
  return taken;
}
