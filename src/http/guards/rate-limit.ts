import type { Clock } from '../../core/clock.ts';

export interface RateLimit {
  /** Requests at once from one address. */
  readonly burst: number;
  /** Requests a second, on and on. */
  readonly perSecond: number;
  /** Addresses kept in mind; the one that was quiet the longest is forgotten first. */
  readonly addresses: number;
}

/** A page takes a handful, and the whole office may share one address. */
export const REQUEST_LIMIT: RateLimit = { burst: 300, perSecond: 20, addresses: 10_000 };

/** A bucket of tokens an address. Returns how many seconds to wait; 0 lets the request through. */
export function createRateLimiter(limit: RateLimit, clock: Clock): (address: string) => number {
  const buckets = new Map<string, { tokens: number; at: number }>();
  return (address) => {
    const key = networkOf(address);
    const now = clock.now();
    const before = buckets.get(key) ?? { tokens: limit.burst, at: now };
    const earned = (Math.max(0, now - before.at) / 1000) * limit.perSecond;
    const tokens = Math.min(limit.burst, before.tokens + earned);
    // Set anew, it is the last in the map's order.
    buckets.delete(key);
    buckets.set(key, { tokens: tokens >= 1 ? tokens - 1 : tokens, at: now });
    const [quietest] = buckets.keys();
    if (buckets.size > limit.addresses && quietest !== undefined) buckets.delete(quietest);
    return tokens >= 1 ? 0 : Math.ceil((1 - tokens) / limit.perSecond);
  };
}

/** Whoever has an IPv6 address has 2^64 of them: they count as one. */
function networkOf(address: string): string {
  return address.includes(':') ? address.split(':').slice(0, 4).join(':') : address;
}
