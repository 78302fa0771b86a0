import type { Clock } from '../core/clock.ts';
import type { Log } from '../core/log.ts';
import type { Business } from '../services/business.ts';
import type { Rejection } from '../services/rejection.ts';
import type { Dashboard } from '../services/report-dashboard.ts';
import type { ScorecardRequest } from '../services/report-scorecard.ts';
import type { SetupGate } from '../services/setup-gate.ts';
import type { TestDesk } from '../services/test-desk.ts';
import type { Store } from '../store/open-store.ts';
import type { ChangeFeed } from './change-feed.ts';
import type { Health } from './routes/health.ts';
import type { MetricsText } from './routes/metrics.ts';

/** What the pages are made of: given to every file of routes. */
export interface WebParts {
  /** May do everything: for what belongs to nobody, such as signing in. Pages take `person.store`. */
  readonly store: Store;
  readonly business: Business;
  readonly clock: Clock;
  readonly log: Log;
  readonly health: Health;
  readonly metrics: MetricsText;
  readonly feed: ChangeFeed;
  /** Beside the daemon's own thread: it takes longer than phones may wait. */
  readonly dashboard: (request: ScorecardRequest) => Promise<Dashboard | Rejection>;
  /** What browsers need to switch alerts on; null where none could: they want https. */
  readonly push: {
    /** With what push services know us, as base64url. */
    readonly publicKey: () => string;
    /** Whether push services on private networks are written to. */
    readonly allowPrivate: boolean;
  } | null;
  /** Who may become the first owner. */
  readonly setup: SetupGate;
  readonly tests: TestDesk;
  /** A text was put in the outbox. */
  readonly onQueued: () => void;
}
