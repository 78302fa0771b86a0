import { parentPort, workerData } from 'node:worker_threads';
import type { Millis } from '../core/clock.ts';
import type { Business } from '../services/business.ts';
import type { Rejection } from '../services/rejection.ts';
import { type Dashboard, reportDashboard } from '../services/report-dashboard.ts';
import type { ScorecardRequest } from '../services/report-scorecard.ts';
import { openReader } from '../store/open-reader.ts';

export interface ReportThreadData {
  readonly databasePath: string;
  readonly business: Business;
}

export interface ReportQuestion {
  readonly id: number;
  readonly request: ScorecardRequest;
  readonly now: Millis;
}

export interface ReportAnswer {
  readonly id: number;
  readonly answer: Dashboard | Rejection;
}

/** A thread of the daemon's own, with its own connection: one question after the other. What it throws ends it. */
const { databasePath, business }: ReportThreadData = workerData;
const store = openReader(databasePath);
parentPort?.on('message', ({ id, request, now }: ReportQuestion) => {
  const answer = reportDashboard(store, request, business, now);
  parentPort?.postMessage({ id, answer } satisfies ReportAnswer);
});
