import { Hono } from 'hono';
import type { WebEnv } from '../web-env.ts';

/** What supervisors and monitoring are told. */
export interface Health {
  /** Why the daemon is as good as dead, so that only a new start helps; nothing while it lives. */
  live(): readonly string[];
  /** Whether calls are taken and texts go out, and what speaks for and against it. */
  ready(): { readonly ready: boolean; readonly checks: readonly HealthCheck[] };
}

interface HealthCheck {
  readonly name: string;
  readonly state: 'ok' | 'warning' | 'failed';
  /** In ms UTC. */
  readonly since: number;
  readonly detail: string;
  readonly remedy: string | null;
}

/** For supervisors and monitoring on this machine; they do not sign in. 503 where it is not well, as JSON. */
export function healthRoutes(health: Health): Hono<WebEnv> {
  return new Hono<WebEnv>()
    .get('/health/live', (context) => {
      const reasons = health.live();
      const live = reasons.length === 0;
      return context.json({ live, reasons }, live ? 200 : 503);
    })
    .get('/health/ready', (context) => {
      const { ready, checks } = health.ready();
      const told = checks.map((check) => ({ ...check, since: new Date(check.since).toISOString() }));
      return context.json({ ready, checks: told }, ready ? 200 : 503);
    });
}
