/** A source of chance that says the same things in the same order for the same seed. */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
  /** Whole, from `min` to `max`, both included. */
  whole(min: number, max: number): number;
  chance(probability: number): boolean;
  pick<T>(of: readonly [T, ...T[]]): T;
  /** Log-normal, as waiting times of people are: half are below `median`, and a sixth beyond `median × spread`. */
  around(median: number, spread: number): number;
}

/** Mulberry32 (Tommy Ettinger): small, fast, and good enough to make up data. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    next,
    whole: (min, max) => min + Math.floor(next() * (max - min + 1)),
    chance: (probability) => next() < probability,
    pick: (of) => of[Math.floor(next() * of.length)] ?? of[0],
    around(median, spread) {
      // Box and Muller, one of the two.
      const normal = Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
      return median * spread ** normal;
    },
  };
}
