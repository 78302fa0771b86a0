/** Percentiles by nearest rank: each is a sample that was measured. Unit as the samples'. */
export interface Percentiles {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
  readonly samples: number;
}

/** @throws Error where there is nothing to describe */
export function percentilesOf(samples: readonly number[]): Percentiles {
  const sorted = samples.toSorted((a, b) => a - b);
  const max = sorted.at(-1);
  if (max === undefined) throw new Error('No sample was measured: no call went through as it should.');
  const rank = (percent: number) => sorted[Math.ceil((percent / 100) * sorted.length) - 1] ?? max;
  return { p50: rank(50), p95: rank(95), p99: rank(99), max, samples: sorted.length };
}
