import type { PeriodUnit } from '../../core/report-period.ts';
import type { Dashboard } from '../../services/report-dashboard.ts';
import type { DashboardDates } from '../dashboard-dates.ts';
import type { Person } from '../web-env.ts';

/** What somebody has asked to see. */
export interface Shown {
  readonly unit: PeriodUnit;
  /** A day of the period; empty for the current one. */
  readonly at: string;
  /** E.164. */
  readonly line: string | null;
  readonly owner: string | null;
}

export interface DashboardProps {
  readonly person: Person;
  readonly dashboard: Dashboard;
  readonly shown: Shown;
  readonly dates: DashboardDates;
}
