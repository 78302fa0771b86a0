import type { Millis } from '../core/clock.ts';
import { type CreditForecast, FORECAST_MS, forecastCredits } from '../core/credit-forecast.ts';
import type { Store } from '../store/open-store.ts';
import type { CreditEntry } from '../store/queries/credits.ts';

export interface CreditsView extends CreditForecast {
  readonly balance: number;
  /** Under this, the owner is alerted; 0 for never. */
  readonly lowBalance: number;
  readonly pricePer100Cents: number;
}

/** Credits left, and how long they last if spending goes on as in the last 28 days. */
export function showCredits(store: Pick<Store, 'read'>, now: Millis): CreditsView {
  return store.read((reader) => {
    const balance = reader.credits.balance();
    const settings = reader.settings.business();
    const spent = reader.credits.spentSince(now - FORECAST_MS);
    return {
      balance,
      ...forecastCredits(balance, spent, reader.credits.oldest()?.at ?? now, now),
      lowBalance: settings['low-balance'],
      pricePer100Cents: settings['price-per-100'],
    };
  });
}

/** The ledger, newest first: at most `limit` entries, those with an id under `before`. */
export function creditHistory(store: Store, limit: number, before?: number): readonly CreditEntry[] {
  return store.read((reader) => reader.credits.history(limit, before));
}
