import { Hono } from 'hono';
import { compress } from 'hono/compress';
import { HTTPException } from 'hono/http-exception';
import { passkeySite } from '../core/passkey-site.ts';
import { NotAllowed } from '../services/act-as.ts';
import { limitBody } from './guards/body-limit.ts';
import { clientOf } from './guards/client.ts';
import { createHostCheck } from './guards/host-check.ts';
import { createRateLimiter, REQUEST_LIMIT } from './guards/rate-limit.ts';
import { onlySameOrigin } from './guards/same-origin.ts';
import { SECURITY_HEADERS, STRICT_TRANSPORT } from './guards/security-headers.ts';
import { ProxyFaultPage } from './pages/proxy-fault-page.tsx';
import { problem, rejected, wordsOf } from './problem.tsx';
import type { WebEnv } from './web-env.ts';
import type { WebParts } from './web-parts.ts';

export interface WebOptions {
  /** A proxy with TLS stands in front, and says by X-Forwarded-For who asks. */
  readonly behindProxy: boolean;
  /** What people type, e.g. `https://textback.example.com`; null where they use the loopback address. */
  readonly publicUrl: string | null;
}

export type WebApp = Hono<WebEnv>;

/** A form or a call of the API. Node itself takes no more than Content-Length says. */
const MAX_BODY_BYTES = 64 * 1024;
/** Where files come in; what reads them says what is too long for it. */
const FILES: ReadonlyMap<string, number> = new Map([['/settings/holidays/import', 2_000_000]]);

/** Where a cookie is given that the browser has to keep. */
const SIGN_IN_PATHS: ReadonlySet<string> = new Set(['/sign-in', '/sign-in/passkey', '/setup']);

/** An app without routes: what every request and every answer goes through. */
export function createGuardedApp(
  { behindProxy, publicUrl }: WebOptions,
  { clock, log }: Pick<WebParts, 'clock' | 'log'>,
): WebApp {
  const app: WebApp = new Hono<WebEnv>();
  app.onError((error, context) => {
    if (error instanceof NotAllowed) return rejected(context, error.rejection);
    if (error instanceof HTTPException && error.status < 500) return problem(context, 'bad-request');
    // Whoever hangs up in the middle of what they send: nobody reads the answer, and nothing is wrong here.
    if (context.env.incoming.destroyed && !context.env.incoming.complete)
      return problem(context, 'bad-request');
    // Never the address itself: numbers and searches stand in it.
    log.error({ err: error, method: context.req.method, path: context.req.routePath }, 'a page failed');
    return problem(context, 'failed');
  });
  app.notFound((context) => problem(context, 'not-found'));
  app.use(async (context, next) => {
    const client = clientOf(context.env.incoming, behindProxy);
    context.set('client', client);
    context.set('passkeySite', passkeySite(publicUrl, context.req.header('Host')));
    await next();
    const { headers } = context.res;
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) headers.set(name, value);
    if (client.isSecure) headers.set('Strict-Transport-Security', STRICT_TRANSPORT);
    // What is the same for everybody says how long it may be kept.
    if (!headers.has('Cache-Control')) headers.set('Cache-Control', 'no-store');
  });
  const isOurs = createHostCheck(publicUrl);
  const waitFor = createRateLimiter(REQUEST_LIMIT, clock);
  app.use(async (context, next) => {
    if (!isOurs(context.req.header('Host'))) return problem(context, 'wrong-host');
    const seconds = waitFor(context.var.client.address);
    if (seconds === 0) return next();
    context.header('Retry-After', String(seconds));
    return problem(context, 'too-many-requests');
  });
  app.use(async (context, next) => {
    const { proxyFault } = context.var.client;
    if (proxyFault === null || !SIGN_IN_PATHS.has(context.req.path)) return next();
    log.warn({ fault: proxyFault }, 'nobody can sign in this way: the proxy in front needs other settings');
    return context.html(ProxyFaultPage({ words: wordsOf(context), fault: proxyFault, publicUrl }), 403);
  });
  // Pages only: assets are compressed once, and live updates must not wait for more to come.
  app.use(compress({ encoding: 'gzip', contentTypeFilter: /^text\/html/ }));
  app.use(onlySameOrigin);
  app.use(limitBody(MAX_BODY_BYTES, FILES));
  return app;
}
