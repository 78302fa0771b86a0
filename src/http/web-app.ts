import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { HTTPException } from 'hono/http-exception';
import type { Clock } from '../core/clock.ts';
import type { Log } from '../core/log.ts';
import { clientOf } from './guards/client.ts';
import { createHostCheck } from './guards/host-check.ts';
import { createRateLimiter, REQUEST_LIMIT } from './guards/rate-limit.ts';
import { SECURITY_HEADERS, STRICT_TRANSPORT } from './guards/security-headers.ts';
import { problem } from './problem.tsx';
import { healthRoutes } from './routes/health.ts';
import { type MetricsText, metricsRoutes } from './routes/metrics.ts';
import type { WebEnv } from './web-env.ts';

export interface WebOptions {
  /** A proxy with TLS stands in front, and says by X-Forwarded-For who asks. */
  readonly behindProxy: boolean;
  /** What people type, e.g. `https://textback.example.com`; null where they use the loopback address. */
  readonly publicUrl: string | null;
}

export interface WebParts {
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: MetricsText;
}

export type WebApp = Hono<WebEnv>;

/** A form or a call of the API; whoever takes files sets a limit of their own. */
const MAX_BODY_BYTES = 64 * 1024;

/** Every route, behind the guards that all of them share. */
export function createWebApp(options: WebOptions, parts: WebParts): WebApp {
  const app: WebApp = new Hono<WebEnv>();
  app.onError((error, context) => {
    if (error instanceof HTTPException && error.status < 500) return problem(context, 'bad-request');
    parts.log.error({ err: error, method: context.req.method, path: context.req.routePath }, 'a page failed');
    return problem(context, 'failed');
  });
  app.notFound((context) => problem(context, 'not-found'));
  addGuards(app, options, parts);

  // Without sign-in, for whoever asks from this machine: health, metrics.
  for (const path of ['/health/*', '/metrics']) {
    app.use(path, async (context, next) =>
      context.var.client.isLocal ? next() : problem(context, 'only-on-this-machine'),
    );
  }
  app.route('/', healthRoutes());
  app.route('/', metricsRoutes(parts.metrics));
  return app;
}

function addGuards(app: WebApp, { behindProxy, publicUrl }: WebOptions, { clock }: WebParts): void {
  const isOurs = createHostCheck(publicUrl);
  const waitFor = createRateLimiter(REQUEST_LIMIT, clock);
  app.use(async (context, next) => {
    const client = clientOf(context.env.incoming, behindProxy);
    context.set('client', client);
    await next();
    const { headers } = context.res;
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) headers.set(name, value);
    if (client.isSecure) headers.set('Strict-Transport-Security', STRICT_TRANSPORT);
    // What is the same for everybody says how long it may be kept.
    if (!headers.has('Cache-Control')) headers.set('Cache-Control', 'no-store');
  });
  app.use(async (context, next) => {
    if (!isOurs(context.req.header('Host'))) return problem(context, 'wrong-host');
    const seconds = waitFor(context.var.client.address);
    if (seconds > 0) {
      context.header('Retry-After', String(seconds));
      return problem(context, 'too-many-requests');
    }
    return next();
  });
  app.use(bodyLimit({ maxSize: MAX_BODY_BYTES, onError: (context) => problem(context, 'too-large') }));
}
