import { gsm7Units, isGsm7 } from './gsm7.ts';

export type SmsEncoding = 'gsm7' | 'ucs2';

/**
 * What one segment carries: 140 octets, of which 6 or 7 go to the concatenation header where there are
 * several (3GPP TS 23.040 §9.2.3.24.1, §9.2.3.24.8): septets for GSM 7 bit, 16-bit units for UCS-2.
 */
const CAPACITY = {
  gsm7: { single: 160, part: { 8: 153, 16: 152 } },
  ucs2: { single: 70, part: { 8: 67, 16: 66 } },
} as const;

export interface SegmentOptions {
  /** Bits of the reference in the concatenation header; 8. */
  readonly referenceBits?: 8 | 16;
  /** For a text that GSM 7 bit could hold, but not the carrier's own alphabet. */
  readonly asUcs2?: boolean;
}

/** How a text goes over the air. */
export interface SegmentedText {
  readonly encoding: SmsEncoding;
  /** The words of each segment, in order; joined, they are the text. Never empty: `''` is one segment. */
  readonly segments: readonly string[];
  /** Septets (GSM 7 bit) or 16-bit units (UCS-2) of the whole text, without headers. */
  readonly units: number;
  /** Characters as a person counts them: an emoji is one, whatever it is made of. */
  readonly characters: number;
  /** Units that one segment of this text can carry: 160, 153, 70 or 67; 152 or 66 with a 16-bit reference. */
  readonly perSegment: number;
  /** The characters that made it UCS-2, each once, in order; empty for GSM 7 bit. */
  readonly forcedUcs2By: readonly string[];
}

/** A piece that must stay in one segment, and the units it takes. */
interface Piece {
  readonly text: string;
  readonly units: number;
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * Cuts a text into segments: GSM 7 bit where every character has it, else UCS-2. An extension
 * character (`€`, `{`, …) is never cut from its escape, and what reads as one character (an emoji with
 * its skin tone, a letter with its accent) is kept whole unless it is longer than a segment.
 * A half surrogate pair, which no phone can show, becomes U+FFFD.
 */
export function segmentText(raw: string, options: SegmentOptions = {}): SegmentedText {
  const { referenceBits = 8, asUcs2 = false } = options;
  const text = raw.toWellFormed();
  const clusters = Array.from(graphemes.segment(text), ({ segment }) => segment);
  const encoding = isGsm7(text) && !asUcs2 ? 'gsm7' : 'ucs2';
  const { single, part: parts } = CAPACITY[encoding];
  const part = parts[referenceBits];
  const pieces = encoding === 'gsm7' ? gsm7Pieces(text) : ucs2Pieces(clusters, part);
  const units = pieces.reduce((sum, piece) => sum + piece.units, 0);
  const fits = units <= single;
  return {
    encoding,
    segments: fits ? [text] : fill(pieces, part),
    units,
    characters: clusters.length,
    perSegment: fits ? single : part,
    forcedUcs2By: [...new Set(clusters.filter((cluster) => !isGsm7(cluster)))],
  };
}

function gsm7Pieces(text: string): Piece[] {
  return Array.from(text, (character) => ({ text: character, units: gsm7Units(character) }));
}

function ucs2Pieces(clusters: readonly string[], capacity: number): Piece[] {
  return clusters
    .flatMap((cluster) => (cluster.length > capacity ? [...cluster] : [cluster]))
    .map((text) => ({ text, units: text.length }));
}

function fill(pieces: readonly Piece[], capacity: number): string[] {
  const segments: string[] = [];
  let current = '';
  let used = 0;
  for (const piece of pieces) {
    if (used + piece.units > capacity) {
      segments.push(current);
      current = '';
      used = 0;
    }
    current += piece.text;
    used += piece.units;
  }
  return [...segments, current];
}
