import type { Millis } from './clock.ts';

const DAY_MS: Millis = 24 * 3_600_000;
/** Four whole weeks: every weekday counts as often. */
export const FORECAST_MS: Millis = 28 * DAY_MS;

export interface CreditForecast {
  readonly spentPerDay: number;
  /** Whole days until the balance is used up; null while nothing is spent. */
  readonly daysLeft: number | null;
}

/**
 * How long a balance lasts if spending goes on as in the last 28 days.
 * @param spent credits, net of those given back, in that time
 * @param since when the first credit was added; a younger ledger counts its own days, at least one
 */
export function forecastCredits(balance: number, spent: number, since: Millis, now: Millis): CreditForecast {
  const days = Math.min(Math.max((now - since) / DAY_MS, 1), FORECAST_MS / DAY_MS);
  const spentPerDay = Math.max(spent, 0) / days;
  return { spentPerDay, daysLeft: spentPerDay === 0 ? null : Math.floor(balance / spentPerDay) };
}

/** E.g. `$9.00`. */
export function formatPrice(cents: number): string {
  return `$${(cents / 100).toFixed(2)}`;
}
