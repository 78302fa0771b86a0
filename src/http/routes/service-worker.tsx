import { createHash } from 'node:crypto';
import { Hono } from 'hono';
import { type AssetName, assetPath, serviceWorkerSource } from '../assets.ts';
import { OfflinePage } from '../pages/offline-page.tsx';
import type { WebEnv } from '../web-env.ts';
import { ALL_WORDS } from '../words/words.ts';

const OFFLINE = '/offline';
/** What every page is shown with, and notifications. */
const SHELL: readonly AssetName[] = ['app.css', 'app.js', 'htmx.min.js', 'icon.svg', 'icon-192.png'];

/**
 * The script between the pages and the network (W3C Service Workers), and the page that it shows when textback cannot
 * be reached. At the root, because a worker sees what lies beside and below it. Browsers compare it octet by octet with
 * the one that they have, and it names its assets by their fingerprints: whatever changes makes it a new version.
 */
export function serviceWorkerRoutes(): Hono<WebEnv> {
  let script: string | null = null;
  return new Hono<WebEnv>()
    .get('/service-worker.js', async (context) => {
      script ??= await serviceWorker();
      return context.body(script, 200, {
        'Content-Type': 'text/javascript; charset=utf-8',
        'Cache-Control': 'no-cache',
      });
    })
    .get(OFFLINE, (context) => context.html(<OfflinePage />));
}

async function serviceWorker(): Promise<string> {
  const source = serviceWorkerSource();
  const page = String(await OfflinePage());
  const version = createHash('sha256').update(source).update(page).digest('hex').slice(0, 10);
  const files = [...SHELL.map(assetPath), OFFLINE];
  const ended = Object.fromEntries(ALL_WORDS.map(({ language, push }) => [language, push.ended]));
  const shell = { version, files, offline: OFFLINE, icon: assetPath('icon-192.png'), ended };
  return `const SHELL = ${JSON.stringify(shell)};\n${source}`;
}
