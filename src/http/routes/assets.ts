import { Hono } from 'hono';
import { assetAt, prepareAssets } from '../assets.ts';
import { problem } from '../problem.tsx';
import type { WebEnv } from '../web-env.ts';

const FOR_GOOD = 'public, max-age=31536000, immutable';

/** Scripts, styles, pictures: the same for everybody, signed in or not. */
export function assetRoutes(): Hono<WebEnv> {
  prepareAssets();
  return new Hono<WebEnv>().get('/assets/:file', async (context) => {
    const asset = assetAt(context.req.path);
    if (asset === undefined) return problem(context, 'not-found');
    const takesGzip = /\bgzip\b/.test(context.req.header('Accept-Encoding') ?? '');
    const gzipped = takesGzip ? await asset.gzipped : null;
    return context.body(gzipped ?? asset.bytes, 200, {
      'Content-Type': asset.type,
      'Cache-Control': FOR_GOOD,
      Vary: 'Accept-Encoding',
      ...(gzipped === null ? {} : { 'Content-Encoding': 'gzip' }),
    });
  });
}
