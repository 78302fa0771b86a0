import { Hono } from 'hono';
import { assetAt } from '../assets.ts';
import { problem } from '../problem.tsx';
import type { WebEnv } from '../web-env.ts';

const FOR_GOOD = 'public, max-age=31536000, immutable';

/** Scripts, styles, pictures: the same for everybody, signed in or not. */
export function assetRoutes(): Hono<WebEnv> {
  return new Hono<WebEnv>().get('/assets/:file', (context) => {
    const asset = assetAt(context.req.path);
    if (asset === undefined) return problem(context, 'not-found');
    const isGzip = /\bgzip\b/.test(context.req.header('Accept-Encoding') ?? '');
    return context.body(isGzip ? asset.gzipped : asset.bytes, 200, {
      'Content-Type': asset.type,
      'Cache-Control': FOR_GOOD,
      Vary: 'Accept-Encoding',
      ...(isGzip ? { 'Content-Encoding': 'gzip' } : {}),
    });
  });
}
