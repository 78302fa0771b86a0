import { creditCost } from '../core/credit-cost.ts';
import { segmentText } from '../core/segments.ts';
import type { Store } from '../store/open-store.ts';

/** What it takes to send a text, while somebody writes it. */
export interface TextCount {
  readonly characters: number;
  readonly segments: number;
  /** Characters of GSM 7 bit, or 16-bit units, that still fit into the last segment. */
  readonly left: number;
  readonly isUnicode: boolean;
  readonly credits: number;
  readonly balance: number;
}

export function countText(store: Store, text: string): TextCount {
  const trimmed = text.trim();
  const { characters, segments, units, perSegment, encoding } = segmentText(trimmed);
  return store.read((reader) => ({
    characters,
    segments: segments.length,
    left: Math.max(0, segments.length * perSegment - units),
    isUnicode: encoding === 'ucs2',
    credits: creditCost(trimmed, reader.settings.business().charge),
    balance: reader.credits.balance(),
  }));
}
