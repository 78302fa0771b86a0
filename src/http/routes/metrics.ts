import { Hono } from 'hono';
import type { WebEnv } from '../web-env.ts';

/** What Prometheus collects, as it is written. */
export interface MetricsText {
  readonly contentType: string;
  text(): Promise<string>;
}

/** For Prometheus on this machine; it does not sign in. */
export function metricsRoutes(metrics: MetricsText): Hono<WebEnv> {
  return new Hono<WebEnv>().get('/metrics', async (context) =>
    context.body(await metrics.text(), 200, { 'Content-Type': metrics.contentType }),
  );
}
