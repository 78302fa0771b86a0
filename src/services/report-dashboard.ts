import type { Millis } from '../core/clock.ts';
import type { Store } from '../store/open-store.ts';
import type { Business } from './business.ts';
import type { Rejection } from './rejection.ts';
import { reportScorecard, type Scorecard, type ScorecardRequest } from './report-scorecard.ts';
import { type CreditsView, showCredits } from './show-credits.ts';

/** All that the dashboard shows. Plain data, so that a thread can hand it over. */
export interface Dashboard {
  readonly kind: 'dashboard';
  readonly card: Scorecard;
  readonly credits: CreditsView;
  /** What it can be narrowed to. */
  readonly lines: readonly { readonly number: string; readonly name: string }[];
  readonly people: readonly string[];
}

/** Takes as long as the scorecard: some 200 ms where there are millions of calls. */
export function reportDashboard(
  store: Pick<Store, 'read'>,
  request: ScorecardRequest,
  business: Pick<Business, 'country' | 'timeZone'>,
  now: Millis,
): Dashboard | Rejection {
  const card = reportScorecard(store, request, business, now);
  if (card.kind !== 'scorecard') return card;
  const credits = showCredits(store, now);
  return store.read((reader) => ({
    kind: 'dashboard',
    card,
    credits,
    lines: reader.lines.all().map(({ number, name }) => ({ number, name })),
    people: reader.users.all().map(({ name }) => name),
  }));
}
