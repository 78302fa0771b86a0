import { Hono } from 'hono';
import type { WebEnv } from '../web-env.ts';

/** For supervisors and monitoring on this machine; they do not sign in. */
export function healthRoutes(): Hono<WebEnv> {
  return new Hono<WebEnv>().get('/health/live', (context) => context.text('ok\n'));
}
