import { distance } from 'fastest-levenshtein';

/** The candidate that a mistyped name was probably meant to be, or `null` when none is near. */
export function didYouMean(name: string, candidates: readonly string[]): string | null {
  if (name.length > 64) return null;
  let best: string | null = null;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    const apart = distance(plain(name), plain(candidate));
    if (apart > Math.max(2, Math.floor(candidate.length / 3)) || apart >= bestDistance) continue;
    best = candidate;
    bestDistance = apart;
  }
  return best;
}

/** Case and the kind of separator are never what was meant to differ. */
function plain(name: string): string {
  return name.toLowerCase().replace(/[\s-]+/g, '_');
}
