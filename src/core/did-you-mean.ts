import { closest, distance } from 'fastest-levenshtein';

/** The candidate that a mistyped name was probably meant to be, or `null` when none is near. */
export function didYouMean(name: string, candidates: readonly string[]): string | null {
  if (candidates.length === 0 || name.length > 64) return null;
  const wanted = plain(name);
  const nearest = closest(wanted, candidates.map(plain));
  const found = candidates.find((candidate) => plain(candidate) === nearest) ?? null;
  return distance(wanted, nearest) <= Math.max(2, Math.floor(nearest.length / 3)) ? found : null;
}

/** Case and the kind of separator are never what was meant to differ. */
function plain(name: string): string {
  return name.toLowerCase().replace(/[\s-]+/g, '_');
}
