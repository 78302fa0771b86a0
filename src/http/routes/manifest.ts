import { Hono } from 'hono';
import { assetPath } from '../assets.ts';
import type { WebEnv } from '../web-env.ts';

const AN_HOUR = 'public, max-age=3600';

/**
 * What a browser needs to install the pages as an app (W3C Web Application Manifest). Browsers ask for it without
 * their cookies, so it is for everybody, and tells nothing of the business.
 */
export function manifestRoutes(): Hono<WebEnv> {
  return new Hono<WebEnv>().get('/manifest.webmanifest', (context) =>
    context.body(JSON.stringify(manifest()), 200, {
      'Content-Type': 'application/manifest+json',
      'Cache-Control': AN_HOUR,
    }),
  );
}

function manifest() {
  return {
    name: 'textback',
    short_name: 'textback',
    id: '/',
    start_url: '/inbox',
    scope: '/',
    display: 'standalone',
    background_color: '#f4f6f5',
    theme_color: '#0f6b57',
    icons: [
      { src: assetPath('icon.svg'), sizes: 'any', type: 'image/svg+xml' },
      { src: assetPath('icon-192.png'), sizes: '192x192', type: 'image/png' },
      { src: assetPath('icon-512.png'), sizes: '512x512', type: 'image/png' },
    ],
  };
}
