import type { Leg } from './call.ts';
import type { Millis } from './clock.ts';

export interface WhoRang {
  /** Of the phones that rang, each once, in the order in which they were dialled. */
  readonly labels: readonly string[];
  /** From the first ring until the caller was put through, or the last phone was silent; null while one rings. */
  readonly rangMs: Millis | null;
}

type RungLeg = Pick<Leg, 'ringingAt' | 'answeredAt' | 'endedAt'> & { readonly label: string };

/**
 * Whose phones rang for a call, and for how long.
 * @param bridgedAt when the caller was put through; null where nobody talked to them
 */
export function whoRang(legs: readonly RungLeg[], bridgedAt: Millis | null): WhoRang {
  const rung = legs.flatMap((leg) => {
    // A phone that picks up at once need not tell that it rang.
    const since = leg.ringingAt ?? leg.answeredAt;
    return since === null ? [] : [{ ...leg, since }];
  });
  const labels = [...new Set(rung.map(({ label }) => label))];
  const ends = rung.map(({ endedAt }) => endedAt);
  const isRinging = bridgedAt === null && ends.includes(null);
  if (rung.length === 0 || isRinging) return { labels, rangMs: null };
  const until = bridgedAt ?? Math.max(...ends.map(Number));
  return { labels, rangMs: Math.max(0, until - Math.min(...rung.map(({ since }) => since))) };
}
