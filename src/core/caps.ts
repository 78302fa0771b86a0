import type { Millis } from './clock.ts';

/**
 * Limits on what texting back may cost: a caller ID can be forged, and each forged miss would cost a
 * credit (compliance.md 9). In the order in which they are asked, the narrowest first.
 */
export const CAPS = ['per-number', 'per-prefix', 'per-minute', 'per-day'] as const;
export type Cap = (typeof CAPS)[number];

/** How many texts in any stretch of time of its length; null for no limit. */
export type CapLimits = Readonly<Record<Cap, number | null>>;

const MINUTE_MS: Millis = 60_000;
const DAY_MS: Millis = 24 * 60 * MINUTE_MS;

export const CAP_WINDOWS: Readonly<Record<Cap, Millis>> = {
  'per-number': DAY_MS,
  'per-prefix': DAY_MS,
  'per-minute': MINUTE_MS,
  'per-day': DAY_MS,
};

/** The longest of them. */
export const LONGEST_CAP_WINDOW: Millis = DAY_MS;

/**
 * What a contractor's busiest day stays under: 20 missed callers in a minute are a storm or an attack,
 * 200 in a day cost $18, and in a town with a single exchange 40 of them may be neighbours.
 */
export const DEFAULT_CAPS: CapLimits = {
  'per-number': 3,
  'per-prefix': 40,
  'per-minute': 20,
  'per-day': 200,
};

const MAX_LIMIT = 100_000;
/** Numbers of one exchange: NPA-NXX in North America, and as many neighbours elsewhere. */
const NUMBERS_OF_A_PREFIX_DIGITS = 4;

export interface CapUse {
  readonly cap: Cap;
  readonly limit: number;
  /** Texts in its window until now; counted no further than the limit. */
  readonly used: number;
}

/** The first cap that allows no other text. */
export function reachedCap(uses: readonly CapUse[]): CapUse | null {
  return uses.find(({ used, limit }) => used >= limit) ?? null;
}

/** What a number shares with its neighbours: all but its last four digits. `e164` with `+`. */
export function prefixOf(e164: string): string {
  return e164.slice(0, -NUMBERS_OF_A_PREFIX_DIGITS);
}

/** A limit as a person types it: a whole number, or `off`. */
export function parseCapLimit(
  text: string,
): { readonly value: number | null } | { readonly problem: string } {
  const word = text.trim().toLowerCase();
  if (word === 'off') return { value: null };
  if (/^\d{1,6}$/.test(word) && Number(word) <= MAX_LIMIT) return { value: Number(word) };
  return { problem: `Give a whole number from 0 to ${MAX_LIMIT}, or off.` };
}

/** For people: what a cap counts. */
export function describeCap(cap: Cap): string {
  switch (cap) {
    case 'per-number':
      return 'texts to one number in 24 h';
    case 'per-prefix':
      return 'texts in 24 h to numbers that share all but the last four digits';
    case 'per-minute':
      return 'texts in a minute';
    case 'per-day':
      return 'texts in 24 h';
  }
}
